package apple

import (
	"mime"
	"net/http"
	"net/url"

	"torii/fixtures/client"
	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// migrationScope is the one scope that a client gets for itself.
const migrationScope = "user.migration"

// clientCredentials grants a token for the whole team, for moving users.
// Source: https://developer.apple.com/documentation/technotes/tn3159-migrating-sign-in-with-apple-users-for-an-app-transfer
func clientCredentials(d profile.Desk, c client.Client, form url.Values) profile.Reply {
	if form.Get("scope") != migrationScope {
		d.Because("invalid_scope", text.Both{JA: "client_credentials の scope は user.migration だけ", EN: "the only scope of client_credentials is user.migration"})
		return refused("invalid_scope").Say()
	}
	return profile.Reply{Status: http.StatusOK, Members: token.Object{
		{Name: "access_token", Value: d.Issue(c, []string{migrationScope}, accessLife)},
		{Name: "token_type", Value: "Bearer"},
		{Name: "expires_in", Value: int(accessLife.Seconds())},
	}}
}

// form reads a form body and authenticates the client; the reply tells what is wrong.
func form(d profile.Desk, r *http.Request) (url.Values, client.Client, *profile.Reply) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	values := d.Form(r)
	if kind != "application/x-www-form-urlencoded" {
		return nil, client.Client{}, deny(d, "invalid_request", "本文が application/x-www-form-urlencoded ではない", "the body is not application/x-www-form-urlencoded")
	}
	c, failure := d.Authenticate(r, values)
	if failure != "" {
		return nil, c, deny(d, reply.Errors[failure].Code, "クライアントの認証に失敗した", "the client did not authenticate")
	}
	return values, c, nil
}

func deny(d profile.Desk, code, ja, en string) *profile.Reply {
	d.Because(code, text.Both{JA: ja, EN: en})
	said := refused(code).Say()
	return &said
}

// revocation ends everything between a person and a group of clients, and says 200 to
// whatever token it is given.
// Source: https://developer.apple.com/documentation/signinwithapplerestapi/revoke-tokens
func revocation(d profile.Desk, r *http.Request) profile.Reply {
	values, c, denied := form(d, r)
	if denied != nil {
		return *denied
	}
	value := values.Get("token")
	if value == "" {
		return *deny(d, "invalid_request", "token が送られていない", "no token was sent")
	}
	live, ok := d.Refresh(value)
	if !ok {
		live, ok = d.Access(value)
	}
	if !ok {
		return profile.Reply{Status: http.StatusOK}
	}
	if live.Issue.Client.ClientID != c.ClientID {
		if d.Set().Is("foreign_revocation", "ignored") {
			return profile.Reply{Status: http.StatusOK}
		}
		return *deny(d, "invalid_grant", "別のクライアントのトークン", "another client's token")
	}
	d.Withdraw(c.ClientID, live.Issue.Person.Subject)
	return profile.Reply{Status: http.StatusOK}
}

// migrate tells the sending team a person's transfer identifier, and the receiving team
// who that is now.
// Source: https://developer.apple.com/documentation/signinwithapple/transferring-your-apps-and-users-to-another-team
func migrate(d profile.Desk, r *http.Request) profile.Reply {
	values, c, denied := form(d, r)
	if denied != nil {
		return *denied
	}
	bearer := d.Bearer(r)
	live, ok := d.Access(bearer)
	if !ok || live.Issue.Client.Team != c.Team {
		return *deny(d, "invalid_grant", "アクセストークンが無効か、使用済み", "the access token is not good, or used up")
	}
	if live.Issue.Person.Subject != "" {
		d.Revoke(bearer, false) // a person's own token works once
	}
	if target := values.Get("target"); target != "" && values.Get("sub") != "" {
		return transferred(d, values.Get("sub"))
	}
	if values.Get("transfer_sub") != "" {
		return received(d, values.Get("transfer_sub"))
	}
	return *deny(d, "invalid_request", "sub と target、または transfer_sub が要る", "sub and target, or transfer_sub, are wanted")
}

func transferred(d profile.Desk, subject string) profile.Reply {
	for _, who := range d.People() {
		if id := who.Trait("transfer_sub"); id != "" && who.Trait("old_sub") == subject {
			return profile.Reply{Status: http.StatusOK, Members: token.Object{{Name: "transfer_sub", Value: id}}}
		}
	}
	if _, ok := d.Person(subject); !ok {
		return *deny(d, "invalid_request", "その sub の利用者はいない", "nobody has that sub")
	}
	return profile.Reply{Status: http.StatusOK, Members: token.Object{{Name: "transfer_sub", Value: derived("transfer", subject)}}}
}

func received(d profile.Desk, transfer string) profile.Reply {
	for _, who := range d.People() {
		if who.Trait("transfer_sub") != transfer && derived("transfer", who.Subject) != transfer {
			continue
		}
		o := token.Object{{Name: "sub", Value: who.Subject}}
		if choice(who) == hide {
			o.Set("email", who.Trait("relay"))
			o.Set("is_private_email", true)
		}
		return profile.Reply{Status: http.StatusOK, Members: o}
	}
	return *deny(d, "invalid_request", "その transfer_sub の利用者はいない", "nobody has that transfer_sub")
}
