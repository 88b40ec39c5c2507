// Package ledger remembers to which login everything was issued that opens a door:
// codes, tokens, one-time tokens. All providers of a mock share one, so that a code is
// known for what it is at whichever provider it is presented.
package ledger

import (
	"crypto/sha256"
	"sync"

	"torii/mockidp/bounded"
)

// Entry says what a value is, and for which login of which provider it was made.
type Entry struct {
	What     string // as the parameter or member is called that bears it
	Provider string
	Login    string
}

// bearers are the parameters and members whose values open a door.
var bearers = map[string]bool{
	"code": true, "access_token": true, "refresh_token": true, "id_token": true,
	"token": true, "association_token": true,
}

// Bears reports whether a value of that name opens a door.
func Bears(name string) bool { return bearers[name] }

// Ledger is safe for concurrent use. The zero value is empty.
type Ledger struct {
	mu     sync.Mutex
	issued bounded.Map[Entry]
}

// Note keeps for whom a value was made. One that is known stays whose it was: a replayed
// code is still that of its first login. What belongs to no login is not kept.
func (l *Ledger) Note(e Entry, value string) {
	if value == "" || e.Login == "" || !bearers[e.What] {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if k := key(value); !l.has(k) {
		l.issued.Put(k, e)
	}
}

// Find returns for whom a value was made.
func (l *Ledger) Find(value string) (Entry, bool) {
	if value == "" {
		return Entry{}, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	e, ok := l.issued.Values[key(value)]
	return e, ok
}

func (l *Ledger) has(key string) bool {
	_, ok := l.issued.Values[key]
	return ok
}

// key is of one length however long the value is.
func key(value string) string {
	sum := sha256.Sum256([]byte(value))
	return string(sum[:])
}
