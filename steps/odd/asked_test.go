package odd_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"torii/reports/verdict"
)

// askedOnes are RPs by what their authentication request asks for, and leaves out.
var askedOnes = []entry{
	{an: "RP that asks for openid and sends a nonce", providers: "google line", rows: []row{
		{"nonce-sent/google", verdict.Passed, ""},
		{"nonce-sent/line", verdict.Passed, ""},
		{"openid-asked/google", verdict.Passed, ""},
		{"openid-asked/line", verdict.Passed, ""},
	}},
	{an: "RP that sends no nonce, and has a proof key", providers: "google", rp: rp{request: without("nonce"), verify: anyNonce}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"nonce-sent/google", verdict.Warned, "as the provider's documentation asks"},
		{"claims/google-nonce-wrong", verdict.NotApplicable, "sends no nonce"},
	}},
	{an: "RP that sends neither a nonce nor a proof key", rp: rp{request: without("nonce", "code_challenge", "code_challenge_method"), redeem: unproven, verify: anyNonce},
		rows: []row{
			{"login/google", verdict.Passed, ""},
			{"nonce-sent/google", verdict.Warned, "something else ties the ID token to the login"},
		}},
	{an: "RP that leaves openid to its library's default, which has none", providers: "line", rp: rp{request: scope("profile")}, rows: []row{
		{"login/line", verdict.Failed, "does not ask for openid"},
		{"openid-asked/line", verdict.Failed, "openid is among the scopes: want true, got false"},
		{"claims/line-nonce-wrong", verdict.Vacuous, "does not ask for openid (REQ-SCOPE)"},
		{"state/line-state-wrong", verdict.Vacuous, "does not ask for openid (REQ-SCOPE)"},
	}},
	{an: "RP that asks for no openid, and takes whoever UserInfo names", providers: "line",
		rp: rp{request: scope("profile"), redeem: accessOnly, verify: nobodyYet, member: whoeverTokenNames}, rows: []row{
			{"login/line", verdict.Passed, ""},
			{"openid-asked/line", verdict.Failed, "openid is among the scopes: want true, got false"},
			{"claims/line-aud-other-client", verdict.Vacuous, "does not ask for openid (REQ-SCOPE)"},
			{"state/line-state-wrong", verdict.Passed, ""},
		}},
}

func TestRelyingPartiesAreJudgedByWhatTheyAsk(t *testing.T) { judge(t, askedOnes) }

func without(names ...string) func(url.Values) {
	return func(query url.Values) {
		for _, name := range names {
			query.Del(name)
		}
	}
}

func scope(s string) func(url.Values) { return func(query url.Values) { query.Set("scope", s) } }

// anyNonce is verified but for the nonce, which was never sent.
func anyNonce(a *app, p provider, l *pending, idToken string) (claims, error) {
	sent := *l
	sent.nonce = ""
	return verified(a, p, &sent, idToken)
}

// unproven redeems a code for which no proof key was announced.
func unproven(a *app, p provider, code, _ string) (idToken, accessToken string, err error) {
	return tokensFor(a, p, url.Values{"code": {code}})
}

// accessOnly is redeemed for who wants no ID token.
func accessOnly(a *app, p provider, code, verifier string) (idToken, accessToken string, err error) {
	idToken, accessToken, err = tokensFor(a, p, url.Values{"code": {code}, "code_verifier": {verifier}})
	if accessToken == "" {
		return "", "", errors.Join(err, errors.New("no access token"))
	}
	return idToken, accessToken, err
}

func tokensFor(a *app, p provider, form url.Values) (idToken, accessToken string, err error) {
	form.Set("grant_type", "authorization_code")
	form.Set("redirect_uri", a.redirectURI(p))
	form.Set("client_id", p.clientID)
	form.Set("client_secret", p.secret)
	req, err := http.NewRequest(http.MethodPost, p.Token, strings.NewReader(form.Encode()))
	if err != nil {
		return "", "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	var reply struct {
		IDToken     string `json:"id_token"`
		AccessToken string `json:"access_token"`
	}
	err = getJSON(req, &reply)
	return reply.IDToken, reply.AccessToken, err
}

func nobodyYet(*app, provider, *pending, string) (claims, error) { return claims{}, nil }

// whoeverTokenNames asks LINE's older address for the person, which takes tokens without openid.
func whoeverTokenNames(p provider, _ claims, accessToken string) (string, error) {
	req, err := http.NewRequest(http.MethodGet, strings.TrimSuffix(p.UserInfo, "/oauth2/v2.1/userinfo")+"/v2/profile", nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("Authorization", "Bearer "+accessToken)
	var person claims
	if err := getJSON(req, &person); err != nil || person.text("userId") == "" {
		return "", errors.Join(err, errors.New("nobody"))
	}
	return byIssuerAndSubject(p, claims{"sub": person.text("userId")}, accessToken)
}
