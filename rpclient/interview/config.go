package interview

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Config is what the form is made of. Now, Wait and Chance are wanted; what else is
// left empty has a default.
type Config struct {
	Origin    string // where people and notifications reach the product
	Transport http.RoundTripper
	TokenURL  string // default: Google's
	API       string // default: Google's, with a slash at the end
	Zone      string // IANA name of the zone that interviews are in; default Asia/Tokyo
	Timeout   time.Duration
	Now       func() time.Time
	Wait      func(context.Context, time.Duration) error // between two tries
	Chance    func(n int64) int64                        // a number from 0 to n-1, for jitter
	Steps     []Step                                     // nil: the reference's own
	Allow     func(*http.Request) bool                   // who may use the pages; nil: everybody
}

// Google's addresses, and what the form asks for.
const (
	TokenURL = "https://oauth2.googleapis.com/token"
	API      = "https://www.googleapis.com/calendar/v3/"
	Scope    = "https://www.googleapis.com/auth/calendar"
)

const defaultTimeout = 10 * time.Second

func (c Config) withDefaults() (Config, error) {
	c.TokenURL, c.API, c.Zone = cmp.Or(c.TokenURL, TokenURL), cmp.Or(c.API, API), cmp.Or(c.Zone, "Asia/Tokyo")
	c.Timeout = cmp.Or(c.Timeout, defaultTimeout)
	if c.Steps == nil {
		c.Steps = Steps()
	}
	if c.Transport == nil {
		c.Transport = http.DefaultTransport
	}
	if c.Allow == nil {
		c.Allow = func(*http.Request) bool { return true }
	}
	if u, err := url.Parse(c.Origin); err != nil || u.Host == "" {
		return c, fmt.Errorf("interview: Origin: want scheme://host[:port], got %q", c.Origin)
	}
	if _, err := time.LoadLocation(c.Zone); err != nil {
		return c, fmt.Errorf("interview: Zone: %w", err)
	}
	if !strings.HasSuffix(c.API, "/") {
		return c, fmt.Errorf("interview: API: want an address that ends with a slash, got %q", c.API)
	}
	if c.Now == nil || c.Wait == nil || c.Chance == nil {
		return c, errors.New("interview: want Now, Wait and Chance")
	}
	return c, nil
}
