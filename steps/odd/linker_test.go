package odd_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
)

// anyButton is passwords for who knows the form by no more than its being one with a button.
const anyButton = `
password: {page: /signin, steps: [{select: "form button", fields: {email: "{{.Email}}", password: "{{.Password}}"}}]}
identities: {page: /account, linked: {google: "#identity-google"}}
actions:
  member: {url: /operator/member, header: {Content-Type: application/x-www-form-urlencoded}, answer: member,
    body: "email={{urlquery .Email}}&password={{urlquery .Password}}"}
`

// linker keeps members by password who can link Google. The zero value does so rightly.
type linker struct {
	away, deaf    bool // who is signed in is led away from the form for passwords; or gets it, and nothing comes of it
	begun, shared bool // links go to who has begun, whoever is signed in; an account is linked to any number
	lost          int  // the status of what is shown to the second of two who bring one account; 0 is a refusal

	desk
	a     *app
	links sync.Map // member who links, by state

	one    sync.Mutex
	owners map[string][]string // members by account
}

func (l *linker) rp() rp {
	l.owners = map[string][]string{}
	pages := l.pages()
	pages["GET /account"] = func(a *app) http.HandlerFunc { l.a = a; return l.account }
	pages["GET /link"] = func(*app) http.HandlerFunc { return l.begin }
	l.signIn = func(w http.ResponseWriter, r *http.Request) bool {
		if in := l.a.signedIn(r) != ""; !in || !l.away {
			return false
		}
		http.Redirect(w, r, "/account", http.StatusFound)
		return true
	}
	return rp{pages: pages, member: l.owner, around: l.around}
}

func (l *linker) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		member, links := l.links.LoadAndDelete(r.FormValue("state"))
		switch {
		case links:
			l.end(w, r, fmt.Sprint(member))
		case l.deaf && r.Method == http.MethodPost && r.URL.Path == "/signin" && l.a.signedIn(r) != "":
			http.Redirect(w, r, "/account", http.StatusSeeOther)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// begin is the login of the small RP, of which is kept that it links.
func (l *linker) begin(w http.ResponseWriter, r *http.Request) {
	member := l.a.signedIn(r)
	if member == "" {
		refuse(w, errors.New("nobody is signed in"))
		return
	}
	r.SetPathValue("provider", "google")
	l.a.login(w, r)
	at := w.Header().Get("Location")
	l.a.mu.Lock()
	defer l.a.mu.Unlock()
	for state := range l.a.pending {
		if strings.Contains(at, state) {
			l.links.Store(state, member)
		}
	}
}

// end links the account that has come to who is signed in, who has to be who has begun.
func (l *linker) end(w http.ResponseWriter, r *http.Request, begun string) {
	p, err := l.a.open("google")
	if err != nil {
		refuse(w, err)
		return
	}
	account, err := l.brought(p, r)
	in := l.a.signedIn(r)
	if l.begun {
		in = begun
	}
	if err == nil && in != begun {
		err = errors.New("somebody else is signed in")
	}
	if err != nil {
		refuse(w, err)
		return
	}
	l.one.Lock()
	taken := len(l.owners[account]) > 0
	if !taken || l.shared {
		l.owners[account] = append(l.owners[account], in)
	}
	l.one.Unlock()
	switch {
	case taken && l.lost != 0:
		http.Error(w, "duplicate key value violates unique constraint", l.lost)
	case taken && !l.shared:
		refuse(w, errors.New("the account is another member's"))
	default:
		http.Redirect(w, r, "/account", http.StatusSeeOther)
	}
}

// brought is the account that a response is about.
func (l *linker) brought(p provider, r *http.Request) (string, error) {
	login, err := l.a.answered(l.a, p, r)
	if err != nil {
		return "", err
	}
	idToken, accessToken, err := l.a.redeem(l.a, p, r.FormValue("code"), login.verifier)
	if err != nil {
		return "", err
	}
	c, err := l.a.verify(l.a, p, login, idToken)
	if err != nil {
		return "", err
	}
	return byIssuerAndSubject(p, c, accessToken)
}

// owner is the member that an account is linked to, or one of its own.
func (l *linker) owner(p provider, c claims, accessToken string) (string, error) {
	account, err := byIssuerAndSubject(p, c, accessToken)
	l.one.Lock()
	defer l.one.Unlock()
	if owners := l.owners[account]; len(owners) > 0 {
		return owners[0], err
	}
	return account, err
}

func (l *linker) account(w http.ResponseWriter, r *http.Request) {
	member := l.a.signedIn(r)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, `<!doctype html><title>Account</title><form method="post" action="/logout"><button>Log out</button></form>`)
	l.one.Lock()
	defer l.one.Unlock()
	for _, owners := range l.owners {
		for _, owner := range owners {
			if owner == member {
				fmt.Fprint(w, `<p id="identity-google">Google is linked</p>`)
				return
			}
		}
	}
	fmt.Fprint(w, `<a id="link-google" href="/link">Link Google</a>`)
}
