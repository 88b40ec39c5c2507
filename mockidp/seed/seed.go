// Package seed is the one source of chance: what the harness chooses follows from
// a printed salt and a name, so that a run can be repeated. It makes nothing secret.
package seed

import (
	"crypto/sha256"
	"math/rand/v2"
	"sync"
)

// The alphabets of the identifiers that providers hand out.
const (
	Digits    = "0123456789"
	LowerHex  = "0123456789abcdef"
	Alnum     = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	Base64URL = Alnum + "-_"
)

// Source gives repeatable values. It is safe for concurrent use.
type Source struct {
	mu sync.Mutex
	r  *rand.Rand
}

// New returns the source of that salt and name.
func New(salt, name string) *Source {
	return &Source{r: rand.New(rand.NewChaCha8(sha256.Sum256([]byte(salt + "\x00" + name))))}
}

// String returns n characters of the alphabet.
func (s *Source) String(alphabet string, n int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]byte, n)
	for i := range out {
		out[i] = alphabet[s.r.IntN(len(alphabet))]
	}
	return string(out)
}

// Bytes returns n bytes.
func (s *Source) Bytes(n int) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(s.r.IntN(256))
	}
	return out
}

// IntN returns a number in [0, n).
func (s *Source) IntN(n int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.r.IntN(n)
}
