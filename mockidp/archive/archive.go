// Package archive is what the mocks remember, in a form that outlives their process: what each
// part of them tells of itself.
package archive

import (
	"encoding/json"
	"fmt"
)

// Kind says what an entry is.
type Kind string

// The kinds of entries. Codes, plans and what single logins were told are not kept: they are
// over in minutes, and belong to somebody who waits for an answer.
const (
	Clock    Kind = "clock"    // how far it is ahead of the machine's
	Switch   Kind = "switch"   // a setting that differs from its default
	Keys     Kind = "keys"     // which are published, and which signs
	Client   Kind = "client"   // as it is registered
	Person   Kind = "person"   // as the login page offers them
	Consent  Kind = "consent"  // what a person allows a client
	Session  Kind = "session"  // of a browser at the provider
	Grant    Kind = "grant"    // what tokens were issued on
	Access   Kind = "access"   // an access token
	Refresh  Kind = "refresh"  // a refresh token
	Latest   Kind = "latest"   // the refresh tokens of a person at a client, the oldest first
	Identity Kind = "identity" // a user of a relay, with their accounts
	Calendar Kind = "calendar" // the Workspace of the fake calendar
)

// Entry is one thing that a part of the mocks remembers.
type Entry struct {
	Of    string          `json:"of"` // provider or service; "" for all of them
	Kind  Kind            `json:"kind"`
	Key   string          `json:"key"` // by which the part finds it again, one of a kind
	Value json.RawMessage `json:"value"`
}

// Keeper is a part of the mocks that remembers something worth keeping.
type Keeper interface {
	// Remembered tells what is remembered at this moment.
	Remembered() ([]Entry, error)
	// Recall takes up what an earlier process remembered. What it does not know any more, such as
	// a client that is gone, it leaves out; an entry that cannot be read is an error.
	Recall(entries []Entry) error
}

// Book collects the entries of one part. The first problem is kept, and told by [Book.Entries].
type Book struct {
	Of      string
	entries []Entry
	problem error
}

// Add notes one thing.
func (b *Book) Add(kind Kind, key string, value any) {
	written, err := json.Marshal(value)
	if err != nil && b.problem == nil {
		b.problem = fmt.Errorf("archive: %s %s %q: %w", b.Of, kind, key, err)
	}
	b.entries = append(b.entries, Entry{b.Of, kind, key, written})
}

// Entries returns what was noted.
func (b *Book) Entries() ([]Entry, error) { return b.entries, b.problem }

// Each calls do with everything of one kind that belongs to a part.
func Each[T any](entries []Entry, of string, kind Kind, do func(key string, value T) error) error {
	for _, e := range entries {
		if e.Of != of || e.Kind != kind {
			continue
		}
		var value T
		if err := json.Unmarshal(e.Value, &value); err != nil {
			return fmt.Errorf("archive: %s %s %q: %w", of, kind, e.Key, err)
		}
		if err := do(e.Key, value); err != nil {
			return err
		}
	}
	return nil
}
