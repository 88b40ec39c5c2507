package event

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// secretParams are the parameter names whose values never enter a log in the clear.
var secretParams = []string{
	"access_token", "authError", "client_assertion", "client_secret", "code", "code_challenge", "code_verifier",
	"g_csrf_token", "id_token", "id_token_hint", "login_hint", "nonce", "password", "refresh_token", "response",
	"returnUri", "state", "sub", "tx",
}

// Masker replaces secrets by keyed digests, so that equal values stay equal in a
// log and nothing can be read back from it. Its key lives as long as the run.
type Masker struct {
	key []byte

	mu    sync.Mutex
	known map[string]string
	order []string
}

// maxKnown bounds how many values Scrub looks for.
const maxKnown = 2048

// minKnown is the shortest value worth looking for in free text.
const minKnown = 8

// NewMasker returns a masker with a fresh random key.
func NewMasker() *Masker {
	key := make([]byte, sha256.Size)
	rand.Read(key)
	return &Masker{key: key, known: map[string]string{}}
}

// Digest returns a short keyed digest of value; the empty value stays empty.
func (m *Masker) Digest(value string) string {
	if value == "" {
		return ""
	}
	mac := hmac.New(sha256.New, m.key)
	mac.Write([]byte(value))
	return "~" + hex.EncodeToString(mac.Sum(nil)[:6])
}

// Learn makes Scrub replace the value wherever it stands in free text.
func (m *Masker) Learn(values ...string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, v := range values {
		if _, ok := m.known[v]; ok || len(v) < minKnown {
			continue
		}
		if len(m.order) == maxKnown {
			delete(m.known, m.order[0])
			m.order = m.order[1:]
		}
		m.known[v] = m.Digest(v)
		m.order = append(m.order, v)
	}
}

// Param returns value, or its digest where a parameter of that name is secret.
func (m *Masker) Param(name, value string) string {
	if !slices.Contains(secretParams, name) {
		return value
	}
	m.Learn(value)
	return m.Digest(value)
}

// Params masks every value; of several values of one name the count is told.
func (m *Masker) Params(values url.Values) map[string]string {
	masked := make(map[string]string, len(values))
	for name, vs := range values {
		parts := make([]string, len(vs))
		for i, v := range vs {
			parts[i] = m.Param(name, v)
		}
		masked[name] = strings.Join(parts, " | ")
	}
	return masked
}

// Lengths returns how long the secret parameters were, in bytes.
func Lengths(values url.Values) map[string]int {
	lengths := map[string]int{}
	for name := range values {
		if slices.Contains(secretParams, name) {
			lengths[name] = len(values.Get(name))
		}
	}
	return lengths
}

// URL masks the query and fragment of an address, keeping it readable.
func (m *Masker) URL(address string) string {
	base, query, found := strings.Cut(address, "?")
	base, _, _ = strings.Cut(base, "#")
	if !found {
		return base
	}
	query, _, _ = strings.Cut(query, "#")
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		plain, err := url.QueryUnescape(value)
		if err != nil {
			plain = value
		}
		if slices.Contains(secretParams, name) {
			pairs[i] = name + "=" + m.Param(name, plain)
		}
	}
	return base + "?" + strings.Join(pairs, "&")
}

// Scrub replaces every learnt value in free text by its digest.
func (m *Masker) Scrub(text string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, value := range m.order {
		if strings.Contains(text, value) {
			text = strings.ReplaceAll(text, value, m.known[value])
		}
	}
	return text
}
