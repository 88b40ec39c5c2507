package rp

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"

	"golang.org/x/crypto/bcrypt"
)

// App is the Relying Party, ready to serve. It is safe for concurrent use.
type App struct {
	config Config
	client *http.Client
	keys   *keyCaches

	metadata map[string]*metadataCache // by provider id; none where the provider publishes none
	guard    *http.CrossOriginProtection
	decoy    func() string // a password's hash that is nobody's
	handler  http.Handler
}

// New returns the Relying Party that config describes. An error names the field
// that cannot work.
func New(config Config) (*App, error) {
	config = config.withDefaults()
	if err := config.validate(); err != nil {
		return nil, fmt.Errorf("rp: %w", err)
	}
	a := &App{config: config, client: newClient(config.Transport), metadata: map[string]*metadataCache{}}
	a.keys = &keyCaches{client: a.client, of: map[string]*KeyCache{}}
	for _, p := range a.config.Providers {
		if p.MetadataURL != "" {
			a.metadata[p.ID] = newMetadataCache(a.client)
		}
	}
	// Behind a proxy the Host header need not be the origin people see.
	a.guard = http.NewCrossOriginProtection()
	if err := a.guard.AddTrustedOrigin(a.config.Origin); err != nil {
		return nil, fmt.Errorf("rp: Origin: %w", err)
	}
	a.decoy = sync.OnceValue(func() string {
		hash, _ := bcrypt.GenerateFromPassword([]byte(rand.Text()), a.config.PasswordCost) // the cost was checked
		return string(hash)
	})
	a.handler = a.routes()
	return a, nil
}

// ServeHTTP implements http.Handler.
func (a *App) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

// routes lists every address. Only forms of our own pages may POST: another site
// could otherwise start a login or a logout in somebody's browser. The way back from a
// provider is no form of ours, and has the state instead.
func (a *App) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", a.handle(a.home))
	mux.Handle("GET /me", a.handle(a.me))
	mux.Handle("POST /login/{provider}", a.handle(a.form(a.login)))
	mux.Handle("GET /callback/{provider}", a.handle(a.returned))
	mux.Handle("POST /refresh/{provider}", a.handle(a.form(a.refresh)))
	mux.Handle("POST /callback/{provider}", a.handle(a.postedCallback))
	mux.Handle("POST /notices/{provider}", a.handle(a.noticed))
	mux.Handle("/logout", a.handle(a.form(a.logout)))
	mux.Handle("GET /style.css", a.handle(style))
	mux.Handle("/", a.handle(notFound))
	a.accountRoutes(mux)
	a.mergeRoutes(mux)
	return secureHeaders(mux)
}

// secureHeaders forbids scripts (one page has its own policy for one), guessing of types, and keeping pages that
// are about one person. The policy has no form-action: browsers apply that to the
// redirects after a form too, and where a login leads is for the provider to say.
func secureHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin") // a callback's address holds a code
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// action answers one request. It returns what to send; handle alone writes.
type action func(*Login) (answer, error)

// handle runs an action with the browser's session, writes its answer, and shows
// and logs an error.
func (a *App) handle(do action) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l, err := a.newLogin(r)
		err = errors.Join(err, run(a.config.Steps, Shield, l))
		var reply answer
		if err == nil {
			reply, err = do(l)
		}
		if err != nil {
			reply, l.cookies = a.refuse(l, err), nil // a failed request leaves the browser as it was
		}
		reply.frames = l.Frames
		reply.write(w, l.cookies)
	})
}

// newLogin returns a Login for r. On an error it is usable, but has no session.
func (a *App) newLogin(r *http.Request) (*Login, error) {
	l := &Login{app: a, Request: r, Now: a.config.Now(), Query: url.Values{}}
	session, err := findSession(r.Context(), a.config.DB, r, l.Now)
	if err != nil {
		return l, err
	}
	l.Session = session
	return l, nil
}

// useProvider sets l.Provider from the path.
func (a *App) useProvider(l *Login) error {
	return l.providerOf(l.Request.PathValue("provider"))
}

// login sends the browser to the provider, to sign in.
func (a *App) login(l *Login) (answer, error) {
	l.Mode = ModeLogin
	return a.depart(l)
}

// depart sends the browser to the provider, for what l.Mode says.
func (a *App) depart(l *Login) (answer, error) {
	if err := a.useProvider(l); err != nil {
		return answer{}, err
	}
	l.Query = l.authorizationRequest()
	if err := run(a.config.Steps, Start, l); err != nil {
		return answer{}, err
	}
	address, err := l.authorizationURL()
	return redirect(address), err
}

// returned answers the browser that comes back from a provider.
func (a *App) returned(l *Login) (answer, error) {
	if err := a.useProvider(l); err != nil {
		return answer{}, err
	}
	if l.Provider.Fragment {
		return fragmentPage(l)
	}
	return a.callback(l)
}

// callback judges the authorization response, and does what the trip was for.
func (a *App) callback(l *Login) (answer, error) {
	if err := a.useProvider(l); err != nil {
		return answer{}, err
	}
	l.useMetadata()
	if err := run(a.config.Steps, Callback, l); err != nil {
		return answer{}, err
	}
	reply, err := a.change(cmp.Or(l.Return, l.Mode.next()), l.Mode.ending()...)(l)
	if err == nil {
		a.config.Log.InfoContext(l.Request.Context(), "signed in", "provider", l.Provider.ID, "for", l.Mode, "member", l.Member)
	}
	return reply, err
}

// logout ends the session.
func (a *App) logout(l *Login) (answer, error) {
	if err := run(a.config.Steps, Logout, l); err != nil {
		return answer{}, err
	}
	return redirect(cmp.Or(l.Return, "/")), nil
}

// refuse tells the person about err and the operator why.
func (a *App) refuse(l *Login, err error) answer {
	status, code := statusOf(err), ""
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		code = refusal.Step
	}
	a.config.Log.WarnContext(l.Request.Context(), "refused", "path", l.Request.URL.Path, "status", status, "error", err)
	return a.failurePage(l, status, code, err)
}
