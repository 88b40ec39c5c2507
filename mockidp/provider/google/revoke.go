package google

import (
	"net/http"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// serveRevoke takes back everything that the person granted to the client's project,
// for any of its tokens and without authenticating the client. A dead token is an
// error here, unlike RFC 7009, 2.2.
// Source: https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke
func serveRevoke(d profile.Desk, r *http.Request) profile.Reply {
	form := d.Form(r)
	if r.Method != http.MethodPost && d.Route().Variant != legacy {
		d.Because("not_found", text.Both{JA: "取り消しは POST で呼ぶ", EN: "revocation wants POST"})
		return profile.Reply{Status: http.StatusNotFound, ContentType: "text/html; charset=UTF-8",
			Raw: []byte("<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Error 404 (Not Found)</title><body><p>404.</p></body></html>\n")}
	}
	value := form.Get("token")
	if value == "" {
		d.Because("invalid_request", text.Both{JA: "token が送られていない", EN: "no token was sent"})
		return request("Missing required parameter: token").Say()
	}
	live, ok := d.Access(value)
	if !ok {
		live, ok = d.Refresh(value)
	}
	if !ok {
		d.Because("invalid_token", text.Both{JA: "トークンが無効（取り消し済みを含む）", EN: "the token is not good, or was revoked already"})
		return profile.WireError{Status: http.StatusBadRequest, Code: "invalid_token", Description: "Token expired or revoked"}.Say()
	}
	for _, c := range d.Clients() {
		if project(c.ClientID) == project(live.Issue.Client.ClientID) {
			d.Withdraw(c.ClientID, live.Issue.Person.Subject)
		}
	}
	return profile.Reply{Status: http.StatusOK, Members: token.Object{}}
}

// project is the number that the client ids of one project begin with.
func project(clientID string) string {
	number, _, _ := strings.Cut(clientID, "-")
	return number
}

// serveDevice answers as Google does to clients that are no devices: all that the mock
// registers are web applications, so the device flow itself is not emulated.
func serveDevice(d profile.Desk, r *http.Request) profile.Reply {
	form := d.Form(r)
	e := refused("invalid_client", "Invalid client type")
	switch _, ok := d.Client(form.Get("client_id")); {
	case form.Get("client_id") == "":
		e = request("Missing required parameter: client_id")
	case !ok:
		e = refused("invalid_client", "The OAuth client was not found.")
	}
	d.Because(e.Code, text.Both{JA: "デバイスフローは模擬していない。ウェブのクライアントは本物でもこう断られる",
		EN: "the device flow is not emulated; the real Google refuses web clients in these words too"})
	return e.Say()
}
