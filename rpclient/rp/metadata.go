package rp

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// metadataCache holds what one provider publishes of itself (OpenID Connect Discovery 1.0,
// 4). It is safe for concurrent use: one caller fetches, the others wait for what comes.
type metadataCache struct {
	client *http.Client
	turn   chan struct{} // holds a value while free; waiting for it ends with the caller's deadline

	document  atomic.Pointer[Object] // the latest that was checked
	goodUntil time.Time
}

func newMetadataCache(client *http.Client) *metadataCache {
	c := &metadataCache{client: client, turn: make(chan struct{}, 1)}
	c.turn <- struct{}{}
	return c
}

// providerMetadata takes the endpoints from what the provider publishes, where it does.
// They are kept for a while; a document that cannot be had or is not its own ends the
// login, and the next one looks again.
func providerMetadata(l *Login) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	return l.ReadMetadata(ctx, CheckMetadata)
}

// ReadMetadata fetches the provider's metadata unless they are known and good still, has
// them checked, and sets the endpoints of l.Provider by them.
func (l *Login) ReadMetadata(ctx context.Context, check func(*Login, Object) error) error {
	c := l.app.metadata[l.Provider.ID]
	if c == nil {
		return nil // it publishes none: what was agreed on holds
	}
	select {
	case <-c.turn:
		defer func() { c.turn <- struct{}{} }()
	case <-ctx.Done():
		return upstream(ctx, "metadata", ctx.Err())
	}
	if !l.Now.Before(c.goodUntil) {
		header, document, err := l.fetchMetadata(ctx, c.client)
		if err != nil {
			return upstream(ctx, "metadata", err)
		}
		if err := check(l, document); err != nil {
			return fail(http.StatusBadGateway, "metadata", err)
		}
		c.document.Store(&document)
		c.goodUntil = l.Now.Add(maxAge(header))
	}
	l.useMetadata()
	return nil
}

func (l *Login) fetchMetadata(ctx context.Context, client *http.Client) (http.Header, Object, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.Provider.MetadataURL, nil)
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("Accept", "application/json")
	header, body, err := readBody(client, req)
	if err != nil {
		return nil, nil, err
	}
	document, err := ParseObject(body)
	return header, document, err
}

// endpoints are the members of the metadata that are used, and where they go. What is
// needed must be there.
func (p *Provider) endpoints() []endpoint {
	return []endpoint{
		{"authorization_endpoint", &p.AuthURL, true},
		{"token_endpoint", &p.TokenURL, true},
		{"jwks_uri", &p.JWKSURL, p.JWKSURL != ""},
		{"userinfo_endpoint", &p.UserInfoURL, false},
	}
}

type endpoint struct {
	member string
	at     *string
	needed bool
}

// CheckMetadata refuses another issuer's metadata, character by character (OpenID Connect
// Discovery 1.0, 4.3), and endpoints that are missing or on hosts that nobody agreed on: a
// document that was tampered with must not lead secrets elsewhere.
func CheckMetadata(l *Login, document Object) error {
	if iss := document.Text("issuer"); iss != l.Provider.Issuer {
		return mismatch("issuer", l.Provider.Issuer, iss)
	}
	agreed := l.Provider.agreedOrigins()
	for _, e := range l.Provider.endpoints() {
		address := document.Text(e.member)
		if address == "" && !e.needed {
			continue
		}
		origin, err := originOf(address)
		if err != nil {
			return fmt.Errorf("%s: %w", e.member, err)
		}
		if !slices.Contains(agreed, origin) {
			return fmt.Errorf("%s: want one of %q, got %.128q", e.member, agreed, origin)
		}
	}
	return nil
}

// useMetadata sets the endpoints by the latest document that was checked, and fetches none:
// a response that comes back belongs to a trip begun by it. Where there is none, what was
// agreed on holds.
func (l *Login) useMetadata() {
	c := l.app.metadata[l.Provider.ID]
	if c == nil || c.document.Load() == nil {
		return
	}
	document := *c.document.Load()
	for _, e := range l.Provider.endpoints() {
		if address := document.Text(e.member); address != "" && *e.at != "" {
			*e.at = address
		}
	}
}

// agreedOrigins are scheme, host and port of the endpoints that were agreed on.
func (p Provider) agreedOrigins() []string {
	var agreed []string
	for _, e := range p.endpoints() {
		if origin, err := originOf(*e.at); err == nil && !slices.Contains(agreed, origin) {
			agreed = append(agreed, origin)
		}
	}
	return agreed
}

func originOf(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "", errors.New("want an absolute address, got none or a broken one")
	}
	return u.Scheme + "://" + u.Host, nil
}

// keyCaches holds the published keys of each provider, at the address that it names now.
type keyCaches struct {
	mu     sync.Mutex
	client *http.Client
	of     map[string]*KeyCache // by provider id
}

// at returns the cache for a provider's keys; a new address begins a new one.
func (c *keyCaches) at(p Provider) *KeyCache {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.of[p.ID]; known != nil && known.url == p.JWKSURL {
		return known
	}
	fresh := newKeyCache(p.JWKSURL, c.client)
	c.of[p.ID] = fresh
	return fresh
}
