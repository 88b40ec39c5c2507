package rp

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"time"

	"golang.org/x/crypto/bcrypt"
)

// defaultTimeout is how long a back-channel call may take unless Config says otherwise.
const defaultTimeout = 5 * time.Second

// Config is what an [App] is made of.
type Config struct {
	// Origin is the scheme, host and port people see, e.g. "https://rp.example.test".
	// The redirect URI of a provider is Origin + "/callback/" + its id.
	Origin    string
	Providers []Provider        // in the order of the login buttons
	DB        *sql.DB           // from [OpenMemory] or [Open]; the caller closes it
	Transport http.RoundTripper // of the back channel; nil means http.DefaultTransport
	Timeout   time.Duration     // of one whole back-channel call, body included; 0 means 5 seconds
	Now       func() time.Time  // the only clock
	Rand      io.Reader         // source of every secret, safe for concurrent use; nil means crypto/rand.Reader
	Steps     []Step            // nil means Steps()
	Log       *slog.Logger      // nil discards; no secret is ever written to it

	PasswordCost int    // of bcrypt; 0 means 12
	Beside       []Part // other parts of the product, for who is signed in
	AskFirst     bool   // somebody new is asked before they become a member; else the first login makes them one
}

// withDefaults fills in what may be left out.
func (c Config) withDefaults() Config {
	if c.Transport == nil {
		c.Transport = http.DefaultTransport
	}
	if c.Timeout == 0 {
		c.Timeout = defaultTimeout
	}
	if c.Rand == nil {
		c.Rand = rand.Reader
	}
	if c.Steps == nil {
		c.Steps = Steps()
	}
	if c.PasswordCost == 0 {
		c.PasswordCost = passwordCost
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

// validate reports the first field that cannot work.
func (c Config) validate() error {
	if err := validateOrigin(c.Origin); err != nil {
		return fmt.Errorf("Origin: %w", err)
	}
	if err := validateProviders(c.Providers); err != nil {
		return fmt.Errorf("Providers: %w", err)
	}
	if c.DB == nil {
		return errors.New("DB: want a database from OpenMemory or Open, got nil")
	}
	if c.Timeout < 0 {
		return fmt.Errorf("Timeout: want a positive duration, got %s", c.Timeout)
	}
	if c.PasswordCost < bcrypt.MinCost || c.PasswordCost > bcrypt.MaxCost {
		return fmt.Errorf("PasswordCost: want %d to %d, got %d", bcrypt.MinCost, bcrypt.MaxCost, c.PasswordCost)
	}
	if c.Now == nil {
		return errors.New("Now: want a clock, got nil")
	}
	if err := validateSteps(c.Steps); err != nil {
		return fmt.Errorf("Steps: %w", err)
	}
	return nil
}

// validateOrigin wants a bare origin where browsers keep Secure cookies: https, or
// http on the loopback host.
func validateOrigin(origin string) error {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || origin != u.Scheme+"://"+u.Host {
		return fmt.Errorf("want scheme://host[:port] and nothing more, got %q", origin)
	}
	if u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname()) {
		return nil
	}
	return fmt.Errorf("want https, or http on localhost, got %q", origin)
}

func isLoopback(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

func validateProviders(providers []Provider) error {
	if len(providers) == 0 {
		return errors.New("want at least one, got none")
	}
	seen := map[string]bool{}
	for i, p := range providers {
		if err := p.validate(); err != nil {
			return fmt.Errorf("[%d] (%q): %w", i, p.ID, err)
		}
		if seen[p.ID] {
			return fmt.Errorf("[%d]: want distinct ids, got %q twice", i, p.ID)
		}
		seen[p.ID] = true
	}
	return nil
}

func validateSteps(steps []Step) error {
	seen := map[string]bool{}
	for i, s := range steps {
		switch {
		case s.Name == "" || s.Do == nil:
			return fmt.Errorf("[%d] (%q): want a name and a Do", i, s.Name)
		case !slices.Contains(stages(), s.Stage):
			return fmt.Errorf("[%d] (%q): want a stage of %q, got %q", i, s.Name, stages(), s.Stage)
		case seen[s.Name]:
			return fmt.Errorf("[%d]: want distinct names, got %q twice", i, s.Name)
		}
		seen[s.Name] = true
	}
	return nil
}
