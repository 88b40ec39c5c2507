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

	"torii/fixtures/bound"
)

// secretParams are the parameter names whose values never enter a log in the clear.
var secretParams = []string{
	"access_token", "assertion", "authError", "client_assertion", "client_secret", "code", "code_challenge", "code_verifier",
	"dest_primary_key", "source_primary_key",
	"g_csrf_token", "id_token", "id_token_hint", "key", "login_hint", "nonce", "password", "primary_key", "refresh_token", "response",
	"returnUri", "state", "sub", "tx",
}

// Masker replaces secrets by keyed digests, so that equal values stay equal in a
// log and nothing can be read back from it. Its key lives as long as the run.
type Masker struct {
	key []byte

	mu     sync.Mutex
	known  map[string]string
	order  []string
	begins map[string][]string // the known values by their first minKnown bytes
	watch  func(value string)
}

// maxKnown bounds how many spellings Scrub looks for, besides those that are kept.
const maxKnown = 6144

// minKnown is the shortest value worth looking for in free text.
const minKnown = 8

// NewMasker returns a masker with a fresh random key.
func NewMasker() *Masker {
	key := make([]byte, sha256.Size)
	rand.Read(key)
	return &Masker{key: key, known: map[string]string{}, begins: map[string][]string{}}
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

// Watch calls f with every secret that the masker is told of from now on, in the
// clear and before any bound: for tests that look for them where they must not be.
func (m *Masker) Watch(f func(value string)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.watch = f
}

// Learn makes Scrub replace the values wherever they stand in free text, in whatever
// spelling. Of very many the first are forgotten.
func (m *Masker) Learn(values ...string) { m.take(values, false) }

// Keep is Learn for what is secret beyond one login, and never forgotten.
func (m *Masker) Keep(values ...string) { m.take(values, true) }

func (m *Masker) take(values []string, keep bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, v := range values {
		if m.watch != nil {
			m.watch(v)
		}
		if _, ok := m.known[v]; ok || len(v) < minKnown {
			continue
		}
		digest := m.Digest(v)
		for _, spelling := range spellings(v) {
			m.learn(spelling, digest, keep)
		}
	}
}

func (m *Masker) learn(spelling, digest string, keep bool) {
	if _, ok := m.known[spelling]; ok || len(spelling) < minKnown {
		return
	}
	if len(m.order) == maxKnown {
		m.forget(m.order[0])
		m.order = m.order[1:]
	}
	m.known[spelling] = digest
	if !keep {
		m.order = append(m.order, spelling)
	}
	beginning := spelling[:minKnown]
	m.begins[beginning] = append(m.begins[beginning], spelling)
}

func (m *Masker) forget(spelling string) {
	delete(m.known, spelling)
	beginning := spelling[:minKnown]
	m.begins[beginning] = slices.DeleteFunc(m.begins[beginning], func(v string) bool { return v == spelling })
	if len(m.begins[beginning]) == 0 {
		delete(m.begins, beginning)
	}
}

// longSecret is the length from which a value is looked through for secrets under any
// name.
const longSecret = 32

// Param returns value, or its digest where a parameter of that name is secret. A value
// that is an address keeps no secret in its own query.
func (m *Masker) Param(name, value string) string {
	if slices.Contains(secretParams, name) {
		m.Learn(value)
		return m.Digest(value)
	}
	if address(value) {
		return m.URL(value)
	}
	if len(value) < longSecret {
		return value
	}
	return m.Scrub(value)
}

// address reports whether a value is an address with parameters of its own.
func address(value string) bool {
	base, query, found := strings.Cut(value, "?")
	return found && strings.Contains(base, "/") && strings.Contains(query, "=")
}

// Params masks every value; several values of one name stand side by side.
func (m *Masker) Params(values url.Values) map[string]string {
	masked := make(map[string]string, len(values))
	for name, vs := range values {
		parts := make([]string, len(vs))
		for i, v := range vs {
			parts[i] = m.Param(name, v)
		}
		masked[name] = bound.Cut(strings.Join(parts, " | "))
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

// URL masks secrets in an address and drops its fragment, keeping it readable: those
// it knows by their parameter's name, and those of the target's own that look like one.
func (m *Masker) URL(address string) string {
	address, _, _ = strings.Cut(address, "#")
	base, query, found := strings.Cut(address, "?")
	base = m.segments(base)
	if !found {
		return m.Scrub(base)
	}
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		pairs[i] = m.pair(pair)
	}
	return m.Scrub(base + "?" + strings.Join(pairs, "&"))
}

// pair masks one parameter of a query as it stands there.
func (m *Masker) pair(pair string) string {
	name, value, found := strings.Cut(pair, "=")
	if !found {
		return pair
	}
	plainName, plain := unescaped(name), unescaped(value)
	switch {
	case slices.Contains(secretParams, plainName):
		return name + "=" + m.Param(plainName, plain)
	case plainName != "client_id" && opaque(plain, opaqueParam):
		m.Learn(plain)
		return name + "=" + m.Digest(plain) // a secret of the target's own, such as the link in a mail
	case address(plain):
		return name + "=" + m.Scrub(url.QueryEscape(m.URL(plain)))
	case strings.Contains(plain, "="):
		return name + "=" + m.Scrub(value) // it may carry what was learnt before
	}
	return pair
}

// The lengths from which letters and digits without a word are taken for a secret.
const (
	opaqueParam   = 20
	opaqueSegment = 32
)

// opaque reports whether a value looks as if somebody had drawn it by lot.
func opaque(s string, least int) bool {
	if len(s) < least {
		return false
	}
	letter, digit := false, false
	for _, r := range s {
		switch {
		case '0' <= r && r <= '9':
			digit = true
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
			letter = true
		case r != '-' && r != '_' && r != '=' && r != '+' && r != '/':
			return false
		}
	}
	return letter && digit
}

// segments masks what looks like a secret in the path of an address.
func (m *Masker) segments(base string) string {
	parts := strings.Split(base, "/")
	for i, part := range parts {
		if opaque(part, opaqueSegment) {
			m.Learn(part)
			parts[i] = m.Digest(part)
		}
	}
	return strings.Join(parts, "/")
}

func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// Scrub replaces every learnt value in free text by its digest, and what is no UTF-8
// by the replacement character: a log that is read back says what was written.
func (m *Masker) Scrub(text string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []string
	for at := range max(len(text)-minKnown+1, 0) {
		for _, value := range m.begins[text[at:at+minKnown]] {
			if strings.HasPrefix(text[at:], value) && !slices.Contains(found, value) {
				found = append(found, value)
			}
		}
	}
	// The longest first: one value may begin with another.
	slices.SortStableFunc(found, func(a, b string) int { return len(b) - len(a) })
	for _, value := range found {
		text = strings.ReplaceAll(text, value, m.known[value])
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
