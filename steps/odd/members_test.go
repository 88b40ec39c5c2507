package odd_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"torii/reports/verdict"
)

// passwords is the torii.yaml of an RP with members by password.
const passwords = `
password: {page: /signin, steps: [{select: "#signin", fields: {email: "{{.Email}}", password: "{{.Password}}"}}]}
identities: {page: /account, linked: {google: "#identity-google"}}
actions:
  member: {url: /operator/member, header: {Content-Type: application/x-www-form-urlencoded}, answer: member,
    body: "email={{urlquery .Email}}&password={{urlquery .Password}}"}
`

// desk keeps members by password.
type desk struct {
	signIn func(w http.ResponseWriter, r *http.Request) (done bool) // before the form is shown; nil goes on

	mu       sync.Mutex
	password map[string]string // by address
}

func (d *desk) pages() map[string]func(a *app) http.HandlerFunc {
	d.password = map[string]string{}
	return map[string]func(a *app) http.HandlerFunc{
		"POST /operator/member": func(*app) http.HandlerFunc { return d.make },
		"GET /signin":           func(*app) http.HandlerFunc { return d.form },
		"POST /signin": func(a *app) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) { d.enter(a, w, r) }
		},
		"GET /account": func(*app) http.HandlerFunc { return account },
		"GET /link":    func(*app) http.HandlerFunc { return linkNothing },
	}
}

func (d *desk) make(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	d.password[r.FormValue("email")] = r.FormValue("password")
	d.mu.Unlock()
	_ = json.NewEncoder(w).Encode(map[string]string{"member": r.FormValue("email")})
}

func (d *desk) form(w http.ResponseWriter, r *http.Request) {
	if d.signIn != nil && d.signIn(w, r) {
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, `<!doctype html><title>Sign in</title><form id="signin" method="post" action="/signin"><input name="email"><input name="password"><button>Go</button></form>`)
}

func (d *desk) enter(a *app, w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	right, known := d.password[r.FormValue("email")]
	d.mu.Unlock()
	if !known || right != r.FormValue("password") {
		refuse(w, fmt.Errorf("no such address and password"))
		return
	}
	id := random()
	a.mu.Lock()
	a.members[id] = r.FormValue("email")
	a.mu.Unlock()
	http.SetCookie(w, cookie("session", id))
	http.Redirect(w, r, "/account", http.StatusSeeOther)
}

func account(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, `<!doctype html><title>Account</title><a id="link-google" href="/link">Link Google</a>`)
}

// linkNothing comes back to where the person was.
func linkNothing(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/account", http.StatusFound)
}

// awayFromPasswords leads whoever wants the form to the page with the login buttons.
func awayFromPasswords(w http.ResponseWriter, r *http.Request) bool {
	http.Redirect(w, r, "/", http.StatusFound)
	return true
}

// memberships are RPs at which a step of torii's own comes to nothing.
var memberships = []entry{
	{an: "RP that links no account by itself and says nothing of it", file: passwords, links: true, rp: rp{pages: (&desk{}).pages()}, rows: []row{
		{"link/google", verdict.Failed, ""},
		{"link-renew/google", verdict.Vacuous, "the honest link fails, so nothing can be said: google is not linked to the member who has linked it"},
		{"enter/google", verdict.Vacuous, "the honest link fails, so nothing can be said: google is not linked to the member who has linked it"},
		{"mail-verified/google", verdict.Passed, ""},
	}},
	{an: "RP that leads away from its password form", file: passwords, links: true, rp: rp{pages: (&desk{signIn: awayFromPasswords}).pages()}, rows: []row{
		{"enter/google", verdict.Vacuous, "the form password was not on the page, and so not sent"},
		{"mail-verified/google", verdict.Vacuous, "the form password was not on the page, and so not sent"},
	}},
	{an: "RP whose operator says to have made another member than the one who signs in", file: passwords, links: true,
		rp: rp{pages: otherMember((&desk{}).pages())}, rows: []row{
			{"mail-verified/google", verdict.Vacuous, "is not the member that actions.member has made"},
		}},
}

func otherMember(pages map[string]func(a *app) http.HandlerFunc) map[string]func(a *app) http.HandlerFunc {
	right := pages["POST /operator/member"]
	pages["POST /operator/member"] = func(a *app) http.HandlerFunc {
		made := right(a)
		return func(w http.ResponseWriter, r *http.Request) {
			made(discarded{http.Header{}}, r)
			_ = json.NewEncoder(w).Encode(map[string]string{"member": "somebody-else"})
		}
	}
	return pages
}

// discarded takes an answer that nobody gets.
type discarded struct{ head http.Header }

func (d discarded) Header() http.Header         { return d.head }
func (d discarded) Write(b []byte) (int, error) { return len(b), nil }
func (d discarded) WriteHeader(int)             {}

func TestStepsThatDidNothing(t *testing.T) { judge(t, memberships) }
