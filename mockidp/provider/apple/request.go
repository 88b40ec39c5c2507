package apple

import (
	"net/http"
	"net/netip"
	"net/url"
	"slices"

	"torii/fixtures/text"
	"torii/mockidp/profile"
)

// requestChecks all end on Apple's own page: the Relying Party hears of none.
// Source: https://developer.apple.com/documentation/technotes/tn3107-resolving-sign-in-with-apple-response-errors
var requestChecks = []profile.RequestCheck{
	{Name: "doubled parameter", Refuse: func(r profile.Request) *profile.Refusal {
		for name, values := range r.Params {
			if len(values) > 1 {
				return invalid("", name+" が二度送られた", name+" was sent twice")
			}
		}
		return nil
	}},
	{Name: "client_id", Refuse: clientRefusal},
	{Name: "redirect_uri", Refuse: redirectRefusal},
	{Name: "response_type", Refuse: func(r profile.Request) *profile.Refusal {
		if slices.Contains([]string{"code", "code id_token"}, r.Get("response_type")) {
			return nil
		}
		return invalid("Invalid response type", "response_type は code か code id_token でなければならない", "response_type must be code or code id_token")
	}},
	{Name: "scope", Refuse: scopeRefusal},
	{Name: "response_mode", Refuse: modeRefusal},
}

func clientRefusal(r profile.Request) *profile.Refusal {
	switch {
	case !r.ClientOK:
		return page("invalid_client", "Invalid client.", text.Both{
			JA: "その client_id（Services ID）は登録されていない。大文字小文字も区別される", EN: "no Services ID of that client_id is registered; letter case counts"})
	case r.Client.Set["kind"] != services:
		return invalid("Invalid client id or web redirect url.", "App ID（バンドルID）をウェブの client_id に使っている", "an App ID (bundle ID) is used as the client_id of the web")
	}
	return nil
}

// The kinds of clients: only a Services ID can be used on the web.
const (
	services = "services-id"
	bundle   = "app-id"
)

func redirectRefusal(r profile.Request) *profile.Refusal {
	to := r.Get("redirect_uri")
	if r.Registered && (!r.Set.Is("redirect_hosts", "names-only") || public(to)) {
		return nil
	}
	refused := invalid("Invalid web redirect url.", "redirect_uri が登録（Return URL）と一文字でも違うか、使えない形: "+to,
		"redirect_uri is not exactly a registered Return URL, or of a form that is not allowed: "+to)
	refused.Code = r.Set["redirect_error"]
	return refused
}

// public reports whether an address is https with a host name: localhost and IP addresses are none.
func public(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Hostname() == "localhost" || u.Fragment != "" {
		return false
	}
	_, err = netip.ParseAddr(u.Hostname())
	return err != nil
}

func scopeRefusal(r profile.Request) *profile.Refusal {
	for _, s := range r.Words("scope") {
		if s != "openid" && s != "name" && s != "email" {
			return page("invalid_scope", "Invalid scope.", text.Both{
				JA: "scope は name と email だけ（openid は黙認される）: " + s, EN: "scopes are name and email (openid is tolerated): " + s})
		}
	}
	return nil
}

func modeRefusal(r profile.Request) *profile.Refusal {
	mode := r.Get("response_mode")
	switch {
	case mode != "" && !slices.Contains(modes, mode):
		return invalid("Invalid response mode", "response_mode は query・fragment・form_post のどれか", "response_mode is one of query, fragment and form_post")
	case mode == "query" && r.Asks("response_type", "id_token"):
		return invalid("Invalid response mode", "id_token を求める要求に response_mode=query は使えない", "response_mode=query does not go with id_token")
	case mode != "form_post" && (r.Asks("scope", "name") || r.Asks("scope", "email")):
		return invalid("response_mode must be form_post when name or email scope is requested.",
			"name か email を求めるなら response_mode=form_post でなければならない", "whoever asks for name or email must ask for response_mode=form_post")
	}
	return nil
}

func invalid(line, ja, en string) *profile.Refusal {
	return page("invalid_request", line, text.Both{JA: ja, EN: en})
}

func page(code, line string, why text.Both) *profile.Refusal {
	return &profile.Refusal{Channel: profile.Page, Status: http.StatusBadRequest, Code: code, Description: line, Why: why}
}
