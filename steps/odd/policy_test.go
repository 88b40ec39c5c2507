package odd_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"torii/reports/verdict"
)

// policyOnes are RPs whose services have decided what a service may decide.
var policyOnes = []entry{
	{an: "RP that takes nobody without an e-mail address, as its service declares", providers: "line", rp: rp{member: withAddress}, file: "policy: {address: required}\n",
		rows: []row{{"login/line", verdict.Passed, ""}, {"no-address/line", verdict.NotApplicable, "policy.address"}}},
	{an: "RP that takes people without an e-mail address against what its service declares", providers: "line", file: "policy: {address: required}\n",
		rows: []row{{"login/line", verdict.Passed, ""}, {"no-address/line", verdict.Failed, "otherwise than policy.address"}}},
	{an: "RP without PKCE by contract", rp: rp{request: withoutPKCE, redeem: withoutVerifier}, file: "policy: {pkce: never}\n",
		rows: []row{{"login/google", verdict.Passed, ""}, {"pkce/google", verdict.NotApplicable, "policy.pkce"}}},
	{an: "RP with PKCE against what its service declares", file: "policy: {pkce: never}\n",
		rows: []row{{"pkce/google", verdict.Failed, "otherwise than policy.pkce"}}},
	{an: "RP that takes any account of GBizID and whose service has not said whom it takes", providers: "gbizid", rp: rp{redeem: redeemedByBasic},
		rows: []row{{"login/gbizid", verdict.Passed, ""}, {"gbizid-mandate/another-service", verdict.Warned, "signed in"}}},
	{an: "RP that takes any account of GBizID though its service takes no member without mandate", providers: "gbizid", rp: rp{redeem: redeemedByBasic},
		file: "policy: {gbizid: {kinds: [prime, member], mandate: required}}\n", rows: []row{
			{"gbizid-entry/entry", verdict.Failed, "signed in"},
			{"gbizid-mandate/another-service", verdict.Failed, "signed in"},
		}},
	{an: "RP that takes any account of GBizID, as its service declares", providers: "gbizid", rp: rp{redeem: redeemedByBasic},
		file: "policy: {gbizid: {kinds: [entry, prime, member], mandate: ignored}}\n", rows: []row{
			{"gbizid-entry/entry", verdict.NotApplicable, "policy.gbizid.kinds"},
			{"gbizid-mandate/another-service", verdict.NotApplicable, "policy.gbizid.mandate"},
		}},
	{an: "RP that knows people by UserInfo alone, as its service declares, and takes an empty sub there", rp: rp{verify: withoutSubject, member: byUserInfo}, file: "policy: {person: userinfo}\n",
		rows: []row{
			{"login/google", verdict.Passed, ""},
			{"claims/google-sub-empty", verdict.Failed, ""},
			{"claims/google-nonce-wrong", verdict.Passed, ""},
		}},
	{an: "RP that knows people by the ID token, and whose service says otherwise", rp: rp{verify: withoutSubject}, file: "policy: {person: userinfo}\n",
		rows: []row{{"login/google", verdict.Passed, ""}, {"claims/google-sub-empty", verdict.Failed, ""}}},
}

func withAddress(p provider, c claims, accessToken string) (string, error) {
	if c.text("email") == "" {
		return "", errors.New("no address")
	}
	return byIssuerAndSubject(p, c, accessToken)
}

func withoutPKCE(query url.Values) { query.Del("code_challenge"); query.Del("code_challenge_method") }

func withoutVerifier(a *app, p provider, code, _ string) (string, string, error) {
	return redeemed(a, p, code, "")
}

// withoutSubject believes an ID token whoever it is about.
func withoutSubject(a *app, p provider, l *pending, idToken string) (claims, error) {
	c, err := signed(a, p, idToken)
	if err == nil && (l == nil || c.text("nonce") != l.nonce) {
		err = errors.New("nonce")
	}
	return c, err
}

// redeemedByBasic authenticates as GBizID wants it (client_secret_basic).
func redeemedByBasic(a *app, p provider, code, verifier string) (idToken, accessToken string, err error) {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {a.redirectURI(p)}, "code_verifier": {verifier}}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, p.Token, strings.NewReader(form.Encode()))
	if err != nil {
		return "", "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.SetBasicAuth(p.clientID, p.secret)
	var reply struct {
		IDToken     string `json:"id_token"`
		AccessToken string `json:"access_token"`
	}
	err = getJSON(req, &reply)
	return reply.IDToken, reply.AccessToken, err
}

func byUserInfo(p provider, _ claims, accessToken string) (string, error) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, p.UserInfo, nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("Authorization", "Bearer "+accessToken)
	c := claims{}
	if err := getJSON(req, &c); err != nil {
		return "", err
	}
	return byIssuerAndSubject(p, c, "")
}

func TestServicesDecideWhatTheyMayDecide(t *testing.T) { judge(t, policyOnes) }
