package verdict

import (
	"cmp"

	"torii/fixtures/text"
	"torii/reports/event"
)

// forbidden looks for calls that should not have followed: those of the login at its own
// provider, and any at another one that bore what was issued in it.
func (j *judged) forbidden(login string, x event.Expected) {
	if len(x.Forbidden) == 0 {
		return
	}
	if call, what, found := j.elsewhere(login); found {
		at := call.Provider + " (" + call.Endpoint + ")"
		j.broken(x.Rule, x.Confidence, text.Both{
			JA: "拒むべき応答の " + what + " を " + at + " に送った", EN: "sent the " + what + " of a response it should have refused to " + at})
		return
	}
	for _, endpoint := range x.Forbidden {
		if j.called(login, endpoint) {
			j.broken(cmp.Or(x.Forbids, x.Rule), x.Confidence, text.Both{
				JA: "拒むべき応答の後で " + endpoint + " を呼んだ", EN: "called " + endpoint + " after a response it should have refused"})
			return
		}
	}
}

// elsewhere finds a call at another than the login's provider that bore something issued in
// the login, and what that was. An ID token is none such: it may be looked at to be refused.
func (j *judged) elsewhere(login string) (call event.Called, what string, found bool) {
	provider := cmp.Or(j.plantedAt(login), j.Provider)
	for _, e := range j.events {
		f, _ := e.Fact.(event.Called)
		for _, p := range f.Presented {
			// What a relay presents to the provider behind it is of that provider's making.
			if p.Login == login && p.Provider == provider && f.Provider != provider && p.What != "id_token" {
				return f, p.What, true
			}
		}
	}
	return event.Called{}, "", false
}
