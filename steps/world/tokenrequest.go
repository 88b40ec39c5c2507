package world

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/reports/event"
)

// UserInfoGiven expects that the target asked UserInfo and was answered.
func (w *World) UserInfoGiven() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if !w.uses(last, profile.UserInfo) { // nobody has to ask there
		w.add(last.id, event.Expected{Outcomes: []event.Outcome{event.SignedIn}, Rule: w.Rule, Uses: string(profile.UserInfo)})
		return nil
	}
	given := w.request(last.id, profile.UserInfo).Status == http.StatusOK
	w.check(last.id, "UIN-ADDRESS", "true", strconv.FormatBool(given), text.Both{JA: "UserInfo を得たか", EN: "UserInfo was answered"})
	return nil
}

// uses reports whether the target calls an endpoint in its honest login at the provider,
// or ever did with something that no login was given.
func (w *World) uses(l *login, e profile.Endpoint) bool {
	for _, logged := range append(w.log.Row(""), w.facts()...) {
		switch f := logged.Fact.(type) {
		case event.Controlled:
			if f.Provider == l.provider && slices.Contains(f.Calls, string(e)) {
				return true
			}
		case event.Called:
			if logged.Login == "" && f.Provider == l.provider && f.Endpoint == string(e) {
				return true
			}
		}
	}
	return false
}

// AuthenticatesByBasic expects that the token request carried the client's secret in its header.
func (w *World) AuthenticatesByBasic() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	w.check(last.id, "TOK-AUTH", "basic", w.request(last.id, profile.Token).Auth,
		text.Both{JA: "トークン要求のクライアント認証", EN: "client authentication of the token request"})
	return nil
}

// SentAsForm expects that the token request was a form.
func (w *World) SentAsForm() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectOf(last, []event.Outcome{event.SignedIn}, "")
	w.check(last.id, "REQ-FORM", "form", cmp.Or(w.request(last.id, profile.Token).Form, "form"),
		text.Both{JA: "トークン要求の書き方", EN: "how the token request is written"})
	return nil
}
