package rp

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
)

const (
	// A key set is kept as long as its max-age says, within these bounds: a provider's
	// slip can neither make every login fetch keys nor make one set last for ever.
	keysMinAge     = time.Minute
	keysMaxAge     = 24 * time.Hour
	keysDefaultAge = time.Hour

	// Unfamiliar kids may fetch a set before its time, but only so often. More than
	// once, so that one stray kid does not hide the rotation right after it.
	refetchMax    = 5
	refetchWindow = time.Minute
)

// KeyCache holds one provider's published keys (OpenID Connect Core 1.0, 10.1.1). It
// is safe for concurrent use: one caller fetches, the others wait for what comes.
type KeyCache struct {
	url    string
	client *http.Client
	turn   chan struct{} // holds a value while free; waiting for it ends with the caller's deadline

	keys      []jose.JSONWebKey
	goodUntil time.Time
	refetches []time.Time // those within refetchWindow, oldest first
}

func newKeyCache(url string, client *http.Client) *KeyCache {
	c := &KeyCache{url: url, client: client, turn: make(chan struct{}, 1)}
	c.turn <- struct{}{}
	return c
}

// publishedKey is the key the provider published under the token's kid.
func publishedKey(l *Login) (any, error) {
	ctx, cancel := l.Deadline()
	defer cancel()
	kid, isText := l.Header["kid"].(string)
	if l.Header.Has("kid") && !isText {
		return nil, fmt.Errorf("kid: want a string, got %T", l.Header["kid"])
	}
	keys, err := l.Keys().Matching(ctx, l.Now, l.Algorithm.Name, kid)
	if err != nil {
		return nil, upstream(ctx, "keys", err)
	}
	if len(keys) != 1 {
		return nil, fmt.Errorf("kid %.64q: want one key for %s, got %d", kid, l.Algorithm.Name, len(keys))
	}
	return keys[0].Key, nil
}

// Keys returns the provider's published keys.
func (l *Login) Keys() *KeyCache { return l.app.keys.at(l.Provider) }

// Matching returns the keys for alg that bear kid, or all of them if kid is empty.
// Where there is none it fetches the set anew, once.
func (c *KeyCache) Matching(ctx context.Context, now time.Time, alg, kid string) ([]jose.JSONWebKey, error) {
	if err := c.lock(ctx); err != nil {
		return nil, err
	}
	defer c.unlock()
	fetched, err := c.fetchIfStale(ctx, now)
	if err != nil {
		return nil, err
	}
	keys := matching(c.keys, alg, kid)
	if len(keys) > 0 || fetched || !c.mayRefetch(now) {
		return keys, nil
	}
	if err := c.fetch(ctx, now); err != nil {
		return nil, err
	}
	return matching(c.keys, alg, kid), nil
}

func (c *KeyCache) lock(ctx context.Context) error {
	select {
	case <-c.turn:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *KeyCache) unlock() { c.turn <- struct{}{} }

// fetchIfStale reports whether it fetched.
func (c *KeyCache) fetchIfStale(ctx context.Context, now time.Time) (bool, error) {
	if now.Before(c.goodUntil) {
		return false, nil
	}
	return true, c.fetch(ctx, now)
}

// mayRefetch counts a refetch and reports whether it is within the limit.
func (c *KeyCache) mayRefetch(now time.Time) bool {
	for len(c.refetches) > 0 && now.Sub(c.refetches[0]) >= refetchWindow {
		c.refetches = c.refetches[1:]
	}
	if len(c.refetches) >= refetchMax {
		return false
	}
	c.refetches = append(c.refetches, now)
	return true
}

// fetch replaces the keys. On an error it keeps what it had.
func (c *KeyCache) fetch(ctx context.Context, now time.Time) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url, nil)
	if err != nil {
		return err
	}
	header, body, err := readBody(c.client, req)
	if err != nil {
		return err
	}
	keys, err := parseKeys(body)
	if err != nil {
		return fmt.Errorf("key set: %w", err)
	}
	c.keys, c.goodUntil = keys, now.Add(maxAge(header))
	return nil
}

// parseKeys reads a JWK Set and leaves out the keys it cannot use (RFC 7517, 5).
func parseKeys(body []byte) ([]jose.JSONWebKey, error) {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(body, &set); err != nil {
		return nil, err
	}
	if set.Keys == nil {
		return nil, errors.New("want a member keys, got none")
	}
	var keys []jose.JSONWebKey
	for _, raw := range set.Keys {
		var key jose.JSONWebKey
		if key.UnmarshalJSON(raw) == nil && (key.Use == "" || key.Use == "sig") {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// matching picks the keys for alg that bear kid, or all for alg if kid is empty.
func matching(keys []jose.JSONWebKey, alg, kid string) []jose.JSONWebKey {
	var found []jose.JSONWebKey
	for _, key := range keys {
		if (kid == "" || key.KeyID == kid) && (key.Algorithm == "" || key.Algorithm == alg) && fits(key.Key, alg) {
			found = append(found, key)
		}
	}
	return found
}

// fits reports whether key is a public key for alg (RFC 7518, 3.3 and 3.4).
func fits(key any, alg string) bool {
	switch k := key.(type) {
	case *rsa.PublicKey:
		return alg == RS256 && k.N.BitLen() >= 2048
	case *ecdsa.PublicKey:
		return alg == ES256 && k.Curve == elliptic.P256()
	default:
		return false
	}
}

// maxAge reads the max-age of Cache-Control (RFC 9111, 5.2.2.1), within bounds.
func maxAge(header http.Header) time.Duration {
	for directive := range strings.SplitSeq(header.Get("Cache-Control"), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		if !strings.EqualFold(name, "max-age") {
			continue
		}
		if seconds, err := strconv.ParseInt(strings.Trim(value, `"`), 10, 32); err == nil {
			return min(max(time.Duration(seconds)*time.Second, keysMinAge), keysMaxAge)
		}
	}
	return keysDefaultAge
}
