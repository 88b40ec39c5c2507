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

// readers are RPs by where at LINE they read who somebody is. None of them reads the ID token itself.
var readers = []entry{
	{an: "RP that gives LINE the ID token to verify, and compares what it answers", providers: "line", rp: rp{verify: verifiedByLINE}, rows: []row{
		{"login/line", verdict.Passed, ""},
		{"claims/line-nonce-wrong", verdict.Passed, ""},
		{"claims/line-aud-other-client", verdict.Passed, ""},
		{"claims/line-exp-past", verdict.Passed, ""},
		{"signature/line-alg-none", verdict.Passed, ""},
		{"signature/line-corrupted", verdict.Passed, ""},
		{"form/line-id-token-padded", verdict.Passed, ""},
		{"forged-twice/line-sub-other-case", verdict.Passed, ""},
		{"userinfo-sub/line-other-sub", verdict.NotApplicable, "does not call userinfo"},
	}},
	{an: "RP that knows people by LINE's profile alone, as its service declares", providers: "line", file: "policy: {person: userinfo}\n",
		rp: rp{request: without("nonce"), redeem: accessOnly, verify: nobodyYet, member: whoeverTokenNames}, rows: []row{
			{"login/line", verdict.Passed, ""},
			{"state/line-state-wrong", verdict.Passed, ""},
			{"claims/line-sub-empty", verdict.Passed, ""},
			{"claims/line-aud-other-client", verdict.Failed, "signed in"}, // it asks for openid, and validates nothing
			{"userinfo-sub/line-other-sub", verdict.Failed, "not the person's own"},
		}},
}

// verifiedByLINE has the provider verify (POST /oauth2/v2.1/verify), and compares the nonce, which it hands on, and who it is for.
func verifiedByLINE(_ *app, p provider, l *pending, idToken string) (claims, error) {
	form := url.Values{"id_token": {idToken}, "client_id": {p.clientID}, "nonce": {l.nonce}}
	address := strings.TrimSuffix(p.Token, "/token") + "/verify"
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	c := claims{}
	if err := getJSON(req, &c); err != nil {
		return nil, err
	}
	if c.text("sub") == "" {
		return nil, errors.New("subject")
	}
	return c, nil
}

func TestWhereWhoSomebodyIsIsRead(t *testing.T) { judge(t, readers) }
