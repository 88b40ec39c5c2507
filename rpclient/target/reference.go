package target

import (
	"context"
	"crypto/ecdsa"
	"crypto/x509"
	"database/sql"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/bcrypt"

	"torii/rpclient/interview"
	"torii/rpclient/rp"
)

// Registration is a client as one provider has registered it.
type Registration struct {
	ClientID, Secret string
	APIKey           string // of a provider that has an API of its own
	// Team, KeyID and Key stand where the client signs its own secret; Key is PKCS #8 in PEM.
	Team, KeyID string
	Key         []byte
}

// clientKey is the key by which the client signs its own secret, nil where it has none.
func (r Registration) clientKey() (*rp.ClientKey, error) {
	if len(r.Key) == 0 {
		return nil, nil
	}
	block, _ := pem.Decode(r.Key)
	if block == nil {
		return nil, fmt.Errorf("client %s: no PEM block", r.ClientID)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("client %s: %w", r.ClientID, err)
	}
	private, ok := parsed.(*ecdsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("client %s: want an EC key, got %T", r.ClientID, parsed)
	}
	return &rp.ClientKey{Team: r.Team, ID: r.KeyID, Private: private}, nil
}

// ReferenceOrigin is where the reference RP is served inside the process.
const ReferenceOrigin = "https://rp.example.test"

// ReferenceHost is its host.
const ReferenceHost = "rp.example.test"

// How long the reference RP waits for a back-channel answer under test: far longer
// than any answer inside one process takes on a busy machine, or, in a scenario in
// which none comes, no longer than it must.
const (
	patience = 5 * time.Second
	hurry    = 1200 * time.Millisecond
)

// Reference is the built-in Relying Party, or a mutant of it.
type Reference struct {
	handler atomic.Pointer[http.Handler]
	make    func(timeout time.Duration) (http.Handler, error)
	db      *sql.DB
	asks    atomic.Bool
}

// ServeHTTP implements http.Handler.
func (r *Reference) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	(*r.handler.Load()).ServeHTTP(w, q)
}

// AskFirst makes it ask people from now on before they become members.
func (r *Reference) AskFirst() error {
	r.asks.Store(true)
	return r.wait(patience)
}

// ReferenceRegistration is the form by which it asks.
func ReferenceRegistration() *RegistrationForm {
	return &RegistrationForm{Shows: "#become", Steps: []Step{{Select: "#become"}}}
}

// Hurry makes it wait less from now on, for a scenario in which an endpoint stays
// silent. What it had in memory besides its database is forgotten.
func (r *Reference) Hurry() error { return r.wait(hurry) }

func (r *Reference) wait(timeout time.Duration) error {
	made, err := r.make(timeout)
	if err != nil {
		return err
	}
	r.handler.Store(&made)
	return nil
}

// ReferenceOptions are what the reference RP is made of.
type ReferenceOptions struct {
	Registered map[string]Registration // by provider; one without is not offered
	Origin     string                  // default ReferenceOrigin
	Transport  http.RoundTripper
	Timeout    time.Duration // of one back-channel call; default a patience for tests
	Now        func() time.Time
	Steps      []rp.Step // nil: the reference's own
	Interviews []interview.Step
	Wait       func(context.Context, time.Duration) error // between two tries at the calendar; default real time
	Log        *slog.Logger                               // nil discards
	// Names spells the providers' addresses; nil leaves the real ones.
	Names Names
}

// Names spells real addresses as the RP meets them.
type Names interface {
	Issuer(real string) string
	Browser(real string) string
	Server(real string) string
}

// spelled returns the provider with its addresses spelled.
func spelled(p rp.Provider, names Names) rp.Provider {
	if names == nil {
		return p
	}
	p.Issuer, p.AuthURL = names.Issuer(p.Issuer), names.Browser(p.AuthURL)
	p.MetadataURL = names.Server(p.MetadataURL)
	p.TokenURL, p.JWKSURL, p.UserInfoURL = names.Server(p.TokenURL), names.Server(p.JWKSURL), names.Server(p.UserInfoURL)
	p.RevokeURL, p.DeauthorizeURL, p.ClientTokenURL = names.Server(p.RevokeURL), names.Server(p.DeauthorizeURL), names.Server(p.ClientTokenURL)
	if p.Relay != nil {
		relay := *p.Relay
		relay.API = names.Server(relay.API)
		p.Relay = &relay
	}
	return p
}

// NewReference brings up the reference RP with a database of its own.
func NewReference(o ReferenceOptions) (*Reference, error) {
	if o.Origin == "" {
		o.Origin = ReferenceOrigin
	}
	if o.Timeout == 0 {
		o.Timeout = patience
	}
	providers, err := o.providers()
	if err != nil {
		return nil, err
	}
	db, err := rp.OpenMemory()
	if err != nil {
		return nil, err
	}
	r := &Reference{db: db}
	r.make = func(timeout time.Duration) (http.Handler, error) {
		app, err := rp.New(rp.Config{
			Origin: o.Origin, DB: db, Transport: o.Transport, Timeout: timeout, Now: o.Now, Steps: o.Steps, Log: o.Log,
			Providers: providers, PasswordCost: bcrypt.MinCost, AskFirst: r.asks.Load(), Beside: []rp.Part{{Address: "/interviews", Text: "面接予約"}},
		})
		if err != nil {
			return nil, err
		}
		form, err := o.newForm(app, timeout)
		if err != nil {
			return nil, err
		}
		return operated(app, form, db), nil
	}
	if err := r.wait(o.Timeout); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return r, nil
}

// providers are the known ones that the RP is registered with.
func (o ReferenceOptions) providers() ([]rp.Provider, error) {
	var all []rp.Provider
	for _, p := range rp.Presets() {
		if r, ok := o.Registered[p.ID]; ok {
			made := p.Make(r.ClientID, r.Secret)
			if made.Relay != nil {
				made.Relay.Key = r.APIKey
			}
			var err error
			if made.ClientKey, err = r.clientKey(); err != nil {
				return nil, err
			}
			all = append(all, spelled(made, o.Names))
		}
	}
	return all, nil
}

// Close closes its database.
func (r *Reference) Close() error { return r.db.Close() }

// DescribeReference describes the reference RP.
func DescribeReference() Description {
	d := Description{
		Name: "torii reference RP", Built: true, Origin: ReferenceOrigin,
		Login: map[string]Control{}, Back: map[string]string{},
		Logout: Control{Page: ReferenceOrigin + "/", Select: "#logout"},
		Return: Return{Login: "next", Logout: "next"},
		Session: Session{Address: ReferenceOrigin + "/me", Header: http.Header{"Accept": {"application/json"}},
			Status: http.StatusOK, Member: Where{JSON: "member"}, Says: map[string]Where{}},
		Account: referenceAccount(),
		Marker:  &Marker{Select: "#error-code", Attr: "data-error", Rules: map[string][]string{}},
	}
	for _, name := range Details() {
		d.Session.Says[name] = Where{JSON: name}
	}
	for _, p := range rp.Presets() {
		d.Login[p.ID] = Control{Page: ReferenceOrigin + "/", Select: "#login-" + p.ID}
		d.Back[p.ID] = ReferenceOrigin + "/callback/" + p.ID
	}
	for _, step := range rp.Steps() {
		d.Marker.Rules[step.Name] = step.Rules
	}
	return d
}
