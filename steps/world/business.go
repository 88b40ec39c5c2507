package world

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/reports/event"
)

// LogInAs takes somebody else, of that persona, through an honest login in a browser of their own.
func (w *World) LogInAs(ctx context.Context, template, name string) error {
	provider, err := w.Provider(name)
	if err != nil {
		return err
	}
	who, err := w.mint(provider, template)
	if err != nil {
		return err
	}
	l, err := w.LogInHonestly(ctx, provider, who)
	if err != nil {
		return err
	}
	w.logins = append(w.logins, l)
	return nil
}

// OtherBrowser makes the person go on in a browser that has never been here.
func (w *World) OtherBrowser() error {
	w.browser = nil
	return nil
}

// Releases makes a provider have a change before others do.
func (w *World) Releases(name, change string) error {
	p, err := w.profile(name)
	if err != nil {
		return err
	}
	at, err := w.bay.Mock.Provider(p.ID)
	if err != nil {
		return unusable("%w", err)
	}
	for _, r := range p.Releases {
		if change != r.Name.JA && change != r.Name.EN {
			continue
		}
		w.keep(at)
		if err := at.Turn(r.Switch, r.Value); err != nil {
			return unusable("%w", err)
		}
		return nil
	}
	return unusable("%s can release no %q ahead", name, change)
}

// Shows expects a word on the session page after the last login, or that it is not there.
func (w *World) Shows(word string, there bool) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	if last.came.Outcome != event.SignedIn {
		return nil // there is no page to read
	}
	w.check(last.id, w.Rule, strconv.FormatBool(there), strconv.FormatBool(strings.Contains(w.shown.text(), word)),
		text.Both{JA: "RPの画面に「" + word + "」があるか", EN: "the RP's page shows " + strconv.Quote(word)})
	return nil
}

// StaysAtProvider expects that the login ends on a page of the provider's.
func (w *World) StaysAtProvider() error { return w.expect([]event.Outcome{event.AtProvider}, "") }

// AsksOpenID expects that the authorization request asks for an ID token.
func (w *World) AsksOpenID() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if w.request(last.id, profile.Authorization).Endpoint == "" { // it says nothing of its scope
		w.expectIn(last)
		return nil
	}
	asks := slices.Contains(strings.Fields(w.param(last.id, profile.Authorization, "scope")), "openid")
	w.check(last.id, "REQ-SCOPE", "true", strconv.FormatBool(asks),
		text.Both{JA: "scope に openid があるか", EN: "openid is among the scopes"})
	return nil
}

// SendsNonce expects a nonce in the authorization request where the provider asks for one,
// or where nothing else ties what comes back to this login: no proof key (RFC 9700, 2.1.1),
// or an ID token that comes by the browser (OpenID Connect Core 1.0, 3.2.2.1 and 3.3.2.1).
func (w *World) SendsNonce() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	request := w.request(last.id, profile.Authorization)
	if request.Endpoint == "" {
		w.expectIn(last)
		return nil
	}
	at, err := w.bay.Mock.Provider(last.provider)
	if err != nil {
		return unusable("%w", err)
	}
	says := text.Both{JA: "nonce を送るか、ほかにIDトークンを結び付けるものがあるか", EN: "nonce is sent, or something else ties the ID token to the login"}
	relies := request.Params["code_challenge"] == "" || slices.Contains(strings.Fields(request.Params["response_type"]), "id_token")
	if !relies && slices.Contains(at.Profile.Demands, profile.NonceSent) {
		relies, says = true, text.Both{JA: "プロバイダーの文書が求める nonce を送るか", EN: "nonce is sent, as the provider's documentation asks"}
	}
	w.check(last.id, "REQ-NONCE", "true", strconv.FormatBool(request.Params["nonce"] != "" || !relies), says)
	return nil
}

// NamesScopes expects a scope in the authorization request, its values separated by spaces.
func (w *World) NamesScopes() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	sent := w.param(last.id, profile.Authorization, "scope")
	good := strings.Contains(" "+sent+" ", " openid ") && !strings.Contains(sent, ",")
	w.check(last.id, "REQ-SCOPE", "true", strconv.FormatBool(good),
		text.Both{JA: "scope が省かれず空白区切りか", EN: "scope is sent, its values separated by spaces"})
	return nil
}
