package odd_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"torii/reports/verdict"
)

// blames are RPs by what has to be laid at their door, and what not: where codes are sent, who is
// signed in, and which of torii's own steps came to nothing.
var blames = []entry{
	{an: "RP that sends the code of a mixed-up response to the provider whose callback it came to, and refuses then",
		providers: "google line", rp: rp{answered: answeredAnywhere}, rows: []row{
			{"login/google", verdict.Passed, ""},
			{"login-csrf/google-response-mixed-up", verdict.Failed, "sent the code of a response it should have refused to line (token)"},
			{"login-csrf/line-response-mixed-up", verdict.Failed, "sent the code of a response it should have refused to google (token)"},
		}},
	{an: "RP that refuses a mixed-up response and sends its code nowhere", providers: "google line", rows: []row{
		{"login-csrf/google-response-mixed-up", verdict.Passed, ""},
		{"login-csrf/line-response-mixed-up", verdict.Passed, ""},
	}},
	{an: "RP that tells an address of Google's that there is none of the code of a wrong state, and refuses then",
		rp: rp{answered: answeredAndTold}, rows: []row{
			{"state/google-state-wrong", verdict.Failed, "sent the code of a response it should have refused to oauth2.googleapis.com (/nowhere)"},
		}},
	{an: "RP that proves itself by a wrong secret", rp: rp{redeem: redeemedWrongly}, rows: []row{
		{"login/google", verdict.Failed, "client_secret is not the registered one"},
		{"claims/google-nonce-wrong", verdict.Vacuous, "client_secret is not the registered one"},
	}},
	{an: "RP that tries a wrong secret first and the right one then", rp: rp{redeem: redeemedAtLast}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"response-twice/google-twice", verdict.Passed, ""},
	}},
	{an: "RP that takes an empty subject for a member without a name", rp: rp{verify: verifiedButSubject, member: bySubjectAlone, session: whoamiNameless}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"claims/google-sub-empty", verdict.Failed, "signed in as nobody"},
	}},
	{an: "RP that takes an empty subject for a member without a name, and says so by leaving the name out",
		rp: rp{verify: verifiedButSubject, member: bySubjectAlone, session: whoamiUnlessNameless}, rows: []row{
			{"claims/google-sub-empty", verdict.Failed, "signed in as nobody"},
		}},
	{an: "RP whose session page answers everybody, and names whoever is signed in", rp: rp{session: namesOnly}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"claims/google-sub-empty", verdict.Passed, ""},
		{"logout/google", verdict.Passed, ""},
	}},
	{an: "RP that signs everybody in, judged by a fault that was planted after the login", own: tooLate,
		rp:   rp{verify: func(_ *app, _ provider, _ *pending, idToken string) (claims, error) { return unverified(idToken) }},
		rows: []row{{"too-late/google-nonce", verdict.Vacuous, "nonce-wrong was planted, and no login came after"}}},
}

// tooLate plants a fault when the login that should meet it is over.
const tooLate = `# language: ja
@own
機能: 当店のログイン

  @id-too-late @IDT-NONCE
  シナリオアウトライン: <プロバイダー>の「<不正>」では入れない
    もし 利用者が<プロバイダー>でログインする
    かつ <プロバイダー>は不正「<不正>」を仕込んでいる
    ならば 利用者は本人としてログインしている

    @google
    例: Google
      | 行           | プロバイダー | 不正       |
      | google-nonce | Google       | 違う nonce |
`

// nameless is the member of an empty subject; the small RP itself takes "" for nobody.
const nameless = "\x00"

// verifiedButSubject is verified but for the subject.
func verifiedButSubject(a *app, p provider, l *pending, idToken string) (claims, error) {
	c, err := verified(a, p, l, idToken)
	if err != nil && err.Error() == "subject" {
		return unverified(idToken)
	}
	return c, err
}

func bySubjectAlone(_ provider, c claims, _ string) (string, error) {
	if c.text("sub") == "" {
		return nameless, nil
	}
	return c.text("sub"), nil
}

func whoamiUnlessNameless(w http.ResponseWriter, r *http.Request, member string) {
	if member == nameless {
		namesOnly(w, r, "")
		return
	}
	whoami(w, r, member)
}

func namesOnly(w http.ResponseWriter, _ *http.Request, member string) {
	said := map[string]string{}
	if member != "" {
		said["user"] = member
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(said)
}

func whoamiNameless(w http.ResponseWriter, r *http.Request, member string) {
	if member == nameless {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"user":""}`))
		return
	}
	whoami(w, r, member)
}

// answeredAnywhere is answeredOnce that does not ask which provider has answered.
func answeredAnywhere(a *app, p provider, r *http.Request) (*pending, error) {
	a.mu.Lock()
	if l := a.pending[r.FormValue("state")]; l != nil {
		l.provider = p.name
	}
	a.mu.Unlock()
	r.Form.Del("iss")
	return answeredOnce(a, p, r)
}

func answeredAndTold(a *app, p provider, r *http.Request) (*pending, error) {
	l, err := answeredOnce(a, p, r)
	if err != nil {
		nowhere := strings.TrimSuffix(p.Token, "/token") + "/nowhere"
		res, failure := client.PostForm(nowhere, url.Values{"code": {r.FormValue("code")}})
		if failure != nil {
			return nil, errors.Join(err, failure)
		}
		_ = res.Body.Close()
	}
	return l, err
}

func redeemedWrongly(a *app, p provider, code, verifier string) (string, string, error) {
	p.secret = "not-the-secret"
	return redeemed(a, p, code, verifier)
}

func redeemedAtLast(a *app, p provider, code, verifier string) (string, string, error) {
	if _, _, err := redeemedWrongly(a, p, code, verifier); err == nil {
		return "", "", errors.New("the wrong secret will do")
	}
	return redeemed(a, p, code, verifier)
}

func TestWhatHasToBeLaidAtTheirDoor(t *testing.T) { judge(t, blames) }
