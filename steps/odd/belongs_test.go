package odd_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"torii/reports/verdict"
)

// belongings are RPs by what they take for something else, and by where they let secrets out.
var belongings = []entry{
	{an: "RP that keeps tokens to itself, makes addresses of its own settings and compares sub as it stands", rows: []row{
		{"lookalike-sub/google-space", verdict.Passed, ""},
		{"lookalike-sub/google-zeros", verdict.Passed, ""},
		{"lookalike-sub/google-wide", verdict.Passed, ""},
		{"cookie-for-another/google", verdict.Passed, ""},
		{"cookie-after-logout/google", verdict.Passed, ""},
		{"token-shown/google", verdict.Passed, ""},
		{"secret-hidden/google", verdict.Passed, ""},
		{"secret-printed/google", verdict.NotApplicable, "printed nothing"},
		{"error-body/google-token-error-described", verdict.Passed, ""},
		{"forged-host/google-host", verdict.Passed, ""},
		{"forged-host/google-forwarded", verdict.Passed, ""},
		{"return-family/google-bracket", verdict.Skipped, "missing"},
		{"clash-mail/google", verdict.Passed, ""},
		{"clash-member/google", verdict.Skipped, "missing"},
		{"recover-claimed/google", verdict.Skipped, "missing"},
		{"shown-escaped/google-name-markup", verdict.Passed, ""},
	}},
	{an: "RP that trims sub", rp: rp{member: trimmed}, rows: []row{
		{"lookalike-sub/google-space", verdict.Failed, "one member"},
		{"lookalike-sub/google-zeros", verdict.Passed, ""},
	}},
	{an: "RP that turns away whoever has a sub of another form", rp: rp{member: digitsOnly}, rows: []row{
		{"lookalike-sub/google-space", verdict.Passed, ""},
		{"lookalike-sub/google-wide", verdict.Passed, ""},
	}},
	{an: "RP whose cookie of a pending login is a session under the session's name", rp: rp{session: whoeverHasACookie}, rows: []row{
		{"cookie-for-another/google", verdict.Failed, "only begun"},
	}},
	{an: "RP that shows the access token on the page of who is signed in", rp: showingTokens(), rows: []row{
		{"token-shown/google", verdict.Warned, "a page or an address had a token"},
	}},
	{an: "RP that sends its client secret with the browser", rp: rp{request: secretInAddress}, rows: []row{
		{"secret-hidden/google", verdict.Failed, "has met a secret"},
	}},
	{an: "RP that prints every token", rp: rp{member: printing}, rows: []row{
		{"secret-printed/google", verdict.Warned, "has printed a token"},
	}},
	{an: "RP that shows a name as it came", rp: showingNames(), rows: []row{
		{"login/google", verdict.Passed, ""},
		{"shown-escaped/google-name-markup", verdict.Failed, "markup on the page"},
	}},
}

// newcomers are RPs whose newcomers fill in a form before they are members.
var newcomers = []entry{
	{an: "RP whose newcomers come twice at once, and are one member after the form", rp: joining(nothing),
		file: registration(`{"#email": "{{.Email}}", "#gender": "答えない", "#pref": "北海道", "#born": "1990/4/1", "#terms": "yes"}`), rows: []row{
			{"first-at-once/google", verdict.Passed, ""},
			{"cookie-for-another/google", verdict.Passed, ""},
			{"lookalike-sub/google-space", verdict.Passed, ""},
			{"hidden-identity/google", verdict.Failed, "are one member"}, // it asks its own form who comes
		}},
	{an: "RP that asks some newcomers for an address, and these ones not",
		file: "registration: {shows: \"#join\", steps: [{select: \"#join\"}]}\n", rows: []row{
			{"login/google", verdict.Passed, ""},
			{"ask-first/google", verdict.Warned, "was asked whether to become a member"},
			{"hidden-identity/google", verdict.NotApplicable, "became a member without being asked"},
			{"framed-ask/google", verdict.NotApplicable, "became a member without being asked"},
		}},
	{an: "RP whose form for newcomers names nobody", rp: ticketed(),
		file: "registration: {shows: \"#join\", steps: [{select: \"#join\"}]}\n", rows: []row{
			{"login/google", verdict.Passed, ""},
			{"hidden-identity/google", verdict.Passed, ""},
		}},
}

// ticketed keeps who comes to itself, under a ticket that works once.
func ticketed() rp {
	tickets := &told{of: map[string]string{}}
	return rp{
		joins: func(_ *app, w http.ResponseWriter, member string) {
			ticket := random()
			tickets.set(ticket, member)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, `<!doctype html><title>Join</title><form id="join" method="post" action="/join"><input type="hidden" name="ticket" value="%s"><button>Join</button></form>`, ticket)
		},
		pages: map[string]func(*app) http.HandlerFunc{"POST /join": func(a *app) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				member := tickets.get(r.FormValue("ticket"))
				tickets.set(r.FormValue("ticket"), "")
				if member == "" {
					refuse(w, fmt.Errorf("no such ticket"))
					return
				}
				a.signIn(w, r, member)
			}
		}},
	}
}

func TestNewcomersWithAForm(t *testing.T) { judge(t, newcomers) }

func trimmed(p provider, c claims, t string) (string, error) {
	c["sub"] = strings.TrimSpace(c.text("sub"))
	return byIssuerAndSubject(p, c, t)
}

func digitsOnly(p provider, c claims, t string) (string, error) {
	if strings.Trim(c.text("sub"), "0123456789") != "" {
		return "", fmt.Errorf("no sub of ours")
	}
	return byIssuerAndSubject(p, c, t)
}

// whoeverHasACookie takes any cookie of its own making for a session, as one does who looks at no more
// than that a value was issued here.
func whoeverHasACookie(w http.ResponseWriter, r *http.Request, member string) {
	if c, err := r.Cookie("session"); member == "" && err == nil && len(c.Value) == len(random()) {
		member = "somebody"
	}
	whoami(w, r, member)
}

// told is what was told of members, by member.
type told struct {
	mu sync.Mutex
	of map[string]string
}

func (t *told) set(member, what string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.of[member] = what
}

func (t *told) get(member string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.of[member]
}

func showingTokens() rp {
	tokens := &told{of: map[string]string{}}
	return rp{
		member: func(p provider, c claims, token string) (string, error) {
			member, err := byIssuerAndSubject(p, c, token)
			tokens.set(member, token)
			return member, err
		},
		session: func(w http.ResponseWriter, r *http.Request, member string) {
			if member == "" {
				whoami(w, r, member)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(map[string]string{"user": member, "token": tokens.get(member)})
		},
	}
}

// showingNames greets everybody who ever came by name, on the page that everybody sees.
func showingNames() rp {
	names := &told{of: map[string]string{}}
	return rp{
		member: func(p provider, c claims, token string) (string, error) {
			names.set("all", names.get("all")+" "+c.text("name"))
			return byIssuerAndSubject(p, c, token)
		},
		around: func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				next.ServeHTTP(w, r)
				if r.URL.Path == "/" {
					fmt.Fprintf(w, "<p>Hello, %s</p>", names.get("all"))
				}
			})
		},
	}
}

func secretInAddress(query url.Values) { query.Set("client_secret", os.Getenv("GOOGLE_CLIENT_SECRET")) }

func printing(p provider, c claims, t string) (string, error) {
	fmt.Println("access token:", t)
	return byIssuerAndSubject(p, c, t)
}

func TestWhatBelongsWhere(t *testing.T) { judge(t, belongings) }
