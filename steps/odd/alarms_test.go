package odd_test

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	jose "github.com/go-jose/go-jose/v4"

	"torii/fixtures/rule"
	"torii/mockidp/clock"
	"torii/reports/verdict"
)

// alarms are RPs that are right in a way at which torii once cried out, and their wrong neighbours.
var alarms = []entry{
	{an: "RP whose state has 96 bits", rp: rp{request: shorter("state", 16), answered: byShorter(16)}, rows: []row{
		{"fresh/google", verdict.Warned, "state has at least 22 characters"},
	}},
	{an: "RP whose state has six letters", rp: rp{request: shorter("state", 6), answered: byShorter(6)}, rows: []row{
		{"fresh/google", verdict.Failed, "state has at least 10 characters"},
	}},
	{an: "RP that signs in by the ID token of the authorization response where the token endpoint gives none",
		providers: "apple", rp: fallsBack(), rows: []row{
			{"login/apple", verdict.Passed, ""},
			{"token/apple-id-token-absent", verdict.NotApplicable, "ID token of the same authorization response"},
			{"token/apple-id-token-null", verdict.NotApplicable, "ID token of the same authorization response"},
			{"claims/apple-nonce-wrong", verdict.Passed, ""},
		}},
	{an: "RP that authenticates in another way once it was refused, as golang.org/x/oauth2 does", providers: "google gbizid", own: usesOnce,
		rp: rp{redeem: redeemedEitherWay}, rows: []row{
			{"used-once/google-401", verdict.Passed, ""},
			{"used-once/gbizid-unauthorized", verdict.Passed, ""},
			{"used-once/google-500", verdict.Passed, ""},
		}},
	{an: "RP that sends its code again whatever the failure", own: usesOnce, rp: rp{redeem: redeemedAgain}, rows: []row{
		{"used-once/google-500", verdict.Failed, "token requests with one code"},
	}},
	{an: "RP that takes nobody without a verified address at Yahoo! JAPAN, as its service declares", providers: "yahoo",
		file: "policy: {unverified_address: refused}\n", rp: rp{member: withVerifiedUserInfo, redeem: redeemedByBasic}, rows: []row{
			{"login/yahoo", verdict.Passed, ""},
			{"yahoo-attribute-forms/absent", verdict.NotApplicable, "policy.unverified_address"},
		}},
	{an: "RP that turns away whose address Yahoo! JAPAN calls unverified, as its service declares, and takes of whom it says nothing", providers: "yahoo",
		file: "policy: {unverified_address: refused}\n", rp: rp{member: withoutUnverifiedUserInfo, redeem: redeemedByBasic}, rows: []row{
			{"yahoo-attribute-forms/absent", verdict.Passed, ""},
		}},
	{an: "RP whose library trims the name of the algorithm", rp: rp{verify: trimming}, rows: []row{
		{"signature/google-alg-trailing-space", verdict.Failed, "signed in"},
		{"signature/google-corrupted", verdict.Passed, ""},
	}},
	{an: "RP whose database admits one of two links, and that shows the other person an internal error", links: true, file: passwords,
		rp: (&linker{lost: http.StatusInternalServerError}).rp(), rows: []row{
			{"link/google", verdict.Passed, ""},
			{"link-at-once/google", verdict.Warned, "no internal error was shown"},
		}},
	{an: "RP that links one account to whoever brings it", links: true, file: passwords, rp: (&linker{shared: true}).rp(), rows: []row{
		{"link-at-once/google", verdict.Failed, "members with Google linked: want 1, got 2"},
	}},
	{an: "RP that leads whoever is signed in away from its password form", links: true, file: anyButton, rp: (&linker{away: true}).rp(), rows: []row{
		{"link/google", verdict.Passed, ""},
		{"link-switched/google", verdict.Passed, ""},
	}},
	{an: "RP that takes no password of whoever is signed in", links: true, file: passwords, rp: (&linker{deaf: true}).rp(), rows: []row{
		{"link/google", verdict.Passed, ""},
		{"link-switched/google", verdict.Vacuous, "did not change"},
	}},
	{an: "RP that links to the member who has begun, whoever is signed in", links: true, file: passwords, rp: (&linker{begun: true}).rp(), rows: []row{
		{"link/google", verdict.Passed, ""},
		{"link-switched/google", verdict.Failed, ""},
	}},
}

// TestAShortStateIsNoStaleOne: a row judges its title, and files what else it sees where that belongs.
func TestAShortStateIsNoStaleOne(t *testing.T) {
	for an, want := range map[string]rule.ID{alarms[0].an: "REQ-ENTROPY", alarms[1].an: "REQ-FRESH"} {
		t.Run(an, filedTest{an, "fresh/google", want}.run)
	}
}

func TestNobodyCriesOutAtWhatIsRight(t *testing.T) { judge(t, alarms) }

// usesOnce asks after each failure how often a code was used.
const usesOnce = `# language: ja
@own
機能: 当店のコード

  @id-used-once @CB-ONCE
  シナリオアウトライン: <プロバイダー>の「<不正>」の後で同じコードを使い直さない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる
    かつ コードは一度しか使われていない

    @google
    例: Google
      | 行         | プロバイダー | 不正                                        |
      | google-401 | Google       | トークンエンドポイントの 401 invalid_client |
      | google-500 | Google       | トークンエンドポイントの 500                |

    @gbizid
    例: GビズID
      | 行                  | プロバイダー | 不正                                   |
      | gbizid-unauthorized | GビズID      | クライアント認証の失敗（unauthorized） |
`

// shorter cuts a parameter of the request.
func shorter(name string, to int) func(url.Values) {
	return func(query url.Values) { query.Set(name, query.Get(name)[:to]) }
}

// byShorter finds a login by the beginning of its state.
func byShorter(length int) func(a *app, p provider, r *http.Request) (*pending, error) {
	return func(a *app, p provider, r *http.Request) (*pending, error) {
		sent := r.FormValue("state")
		a.mu.Lock()
		for state := range a.pending {
			if len(sent) == length && strings.HasPrefix(state, sent) {
				r.Form["state"] = []string{state}
			}
		}
		a.mu.Unlock()
		return answeredOnce(a, p, r)
	}
}

// fallsBack asks for an ID token in the response too, which comes by form_post, and so without
// cookies that are SameSite=Lax.
func fallsBack() rp {
	var tokens sync.Map // ID token of the response by code
	return rp{
		request: func(query url.Values) {
			query.Set("response_type", "code id_token")
			query.Set("response_mode", "form_post")
			query.Set("scope", "openid name email")
		},
		around: func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/callback/") && r.PostFormValue("again") == "" {
					again(w, r)
					return
				}
				next.ServeHTTP(w, r)
			})
		},
		answered: func(a *app, p provider, r *http.Request) (*pending, error) {
			l, err := answeredOnce(a, p, r)
			if err == nil {
				tokens.Store(r.FormValue("code"), r.FormValue("id_token"))
			}
			return l, err
		},
		redeem: func(a *app, p provider, code, verifier string) (idToken, accessToken string, err error) {
			if p.secret, err = signedSecret(p); err != nil {
				return "", "", err
			}
			idToken, accessToken, err = tokensFor(a, p, url.Values{"code": {code}, "code_verifier": {verifier}})
			if front, _ := tokens.LoadAndDelete(code); err == nil && idToken == "" {
				idToken, _ = front.(string)
			}
			return idToken, accessToken, err
		},
	}
}

// signedSecret is the secret that a client of Apple's makes itself.
func signedSecret(p provider) (string, error) {
	block, _ := pem.Decode([]byte(os.Getenv("APPLE_KEY")))
	if block == nil {
		return "", errors.New("no key of the client's")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return "", err
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: key, KeyID: os.Getenv("APPLE_KEY_ID")}}, nil)
	if err != nil {
		return "", err
	}
	now := new(clock.Clock).Now().Unix()
	says, err := json.Marshal(map[string]any{"iss": os.Getenv("APPLE_TEAM"), "sub": p.clientID, "aud": p.issuer, "iat": now, "exp": now + 300})
	if err != nil {
		return "", err
	}
	made, err := signer.Sign(says)
	if err != nil {
		return "", err
	}
	return made.CompactSerialize()
}

// again sends the response once more from a page of one's own, whose requests bear all cookies.
func again(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, `<!doctype html><title>One moment</title><body onload="document.forms[0].submit()"><form method="post"><input type="hidden" name="again" value="1">`)
	for name, values := range r.PostForm {
		for _, v := range values {
			fmt.Fprintf(w, `<input type="hidden" name=%q value=%q>`, name, v)
		}
	}
	fmt.Fprint(w, `</form>`)
}

// redeemedEitherWay tries Basic and then the form, as golang.org/x/oauth2 does where nobody tells it how.
func redeemedEitherWay(a *app, p provider, code, verifier string) (idToken, accessToken string, err error) {
	if idToken, accessToken, err = redeemedByBasic(a, p, code, verifier); err == nil || !strings.Contains(err.Error(), "401") {
		return idToken, accessToken, err
	}
	return redeemed(a, p, code, verifier)
}

func redeemedAgain(a *app, p provider, code, verifier string) (idToken, accessToken string, err error) {
	if idToken, accessToken, err = redeemed(a, p, code, verifier); err == nil {
		return idToken, accessToken, nil
	}
	return redeemed(a, p, code, verifier)
}

// withVerifiedUserInfo takes whose address UserInfo calls verified, withoutUnverifiedUserInfo all
// but those whose address it calls unverified.
func withVerifiedUserInfo(p provider, c claims, accessToken string) (string, error) {
	return byVerification(p, c, accessToken, func(verified any) bool { return verified == true })
}

func withoutUnverifiedUserInfo(p provider, c claims, accessToken string) (string, error) {
	return byVerification(p, c, accessToken, func(verified any) bool { return verified == true || verified == nil })
}

func byVerification(p provider, c claims, accessToken string, takes func(verified any) bool) (string, error) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, p.UserInfo, nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("Authorization", "Bearer "+accessToken)
	var info claims
	if err := getJSON(req, &info); err != nil {
		return "", err
	}
	if !takes(info["email_verified"]) || info.text("sub") != c.text("sub") {
		return "", errors.New("the address is not verified")
	}
	return byIssuerAndSubject(p, c, accessToken)
}

// trimming reads "RS256 " as RS256, over the signature that came.
func trimming(a *app, p provider, l *pending, idToken string) (claims, error) {
	if alg := algOf(idToken); alg != strings.TrimSpace(alg) {
		return trusting(a, p, l, idToken) // whose signature is honest in this row
	}
	return verified(a, p, l, idToken)
}
