package odd_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"

	"torii/fixtures/rule"
	"torii/reports/verdict"
)

// owners are RPs that show another member than an honest login of the same person does.
var owners = []entry{
	{an: "RP that tells members apart by the issuer as each token spells it", rp: rp{verify: eitherIssuer, member: bySpelling}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"claims-honest/google-bare-issuer", verdict.Warned, "another member than before, which is nobody else's"},
	}},
	{an: "RP that takes whose issuer it cannot spell for the one who came before", rp: rp{verify: eitherIssuer, member: lastOne()}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"claims-honest/google-bare-issuer", verdict.Failed, "the session is not the person's own"},
	}},
	{an: "RP whose session page calls a member otherwise at each look", rp: rp{session: renaming}, rows: []row{
		{"login/google", verdict.Vacuous, "calls one person otherwise at each honest login"},
	}},
	{an: "RP that leads to what it is told, be it an address or none", file: "return: {login: to}\n", rp: rp{around: gullible()}, rows: []row{
		{"return-family/google-bracket", verdict.Warned, "an address that a browser can open"},
		{"return-elsewhere/google-site", verdict.Failed, "stayed at its own site"},
	}},
}

func TestWhoseSessionItIs(t *testing.T) { judge(t, owners) }

// TestASecondMembershipIsNobodyElses: only what is known to be somebody else's is.
func TestASecondMembershipIsNobodyElses(t *testing.T) {
	for an, want := range map[string]rule.ID{owners[0].an: "IDT-QUIRK", owners[1].an: "SES-OWN"} {
		t.Run(an, filedTest{an, "claims-honest/google-bare-issuer", want}.run)
	}
}

// eitherIssuer takes an issuer without https:// too, as Google documents it.
func eitherIssuer(a *app, p provider, l *pending, idToken string) (claims, error) {
	c, err := unverified(idToken)
	if err == nil && c.text("iss") == "accounts.google.com" {
		p.issuer = c.text("iss")
	}
	return verified(a, p, l, idToken)
}

func bySpelling(p provider, c claims, accessToken string) (string, error) {
	p.issuer = c.text("iss")
	return byIssuerAndSubject(p, c, accessToken)
}

func lastOne() func(p provider, c claims, accessToken string) (string, error) {
	var mu sync.Mutex
	last := ""
	return func(p provider, c claims, accessToken string) (string, error) {
		mu.Lock()
		defer mu.Unlock()
		if !strings.Contains(c.text("iss"), "://") {
			return last, nil
		}
		var err error
		last, err = byIssuerAndSubject(p, c, accessToken)
		return last, err
	}
}

func renaming(w http.ResponseWriter, _ *http.Request, member string) {
	if member == "" {
		http.Error(w, "nobody", http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"user": random()})
}

// gullible leads, after a login, to where the page with its link was told, whatever that is.
func gullible() func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if to := r.URL.Query().Get("to"); r.URL.Path == "/" && to != "" {
				http.SetCookie(w, cookie("to", base64.RawURLEncoding.EncodeToString([]byte(to))))
			}
			if to, err := r.Cookie("to"); err == nil && strings.HasPrefix(r.URL.Path, "/callback/") {
				w = leading{w, to.Value}
			}
			next.ServeHTTP(w, r)
		})
	}
}

// leading leads elsewhere than it is asked to.
type leading struct {
	http.ResponseWriter
	to string
}

func (l leading) WriteHeader(status int) {
	if to, err := base64.RawURLEncoding.DecodeString(l.to); err == nil && status == http.StatusFound {
		l.Header().Set("Location", string(to))
	}
	l.ResponseWriter.WriteHeader(status)
}
