package op

import (
	"fmt"
	"sync"

	"torii/fixtures/key"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// keyRing holds the keys a provider publishes and the one it signs with.
type keyRing struct {
	current, next, rotatedIn token.Key

	mu        sync.Mutex
	published []token.Key
	signer    token.Key
}

func newKeyRing(k profile.Keys) (*keyRing, error) {
	ring := &keyRing{}
	for _, slot := range []struct {
		name string
		to   *token.Key
	}{{k.Current, &ring.current}, {k.Next, &ring.next}, {k.RotatedIn, &ring.rotatedIn}} {
		made, err := loadKey(slot.name, k)
		if err != nil {
			return nil, err
		}
		*slot.to = made
	}
	ring.published, ring.signer = []token.Key{ring.current, ring.next}, ring.current
	return ring, nil
}

func loadKey(name string, named profile.Keys) (token.Key, error) {
	private, err := key.Private(name)
	if err != nil {
		return token.Key{}, err
	}
	k := token.Key{Private: private}
	if k.ID = named.IDs[name]; k.ID == "" {
		k.ID, err = token.KeyID(k, named.IDLength)
	}
	return k, err
}

func (r *keyRing) signing() token.Key {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.signer
}

func (r *keyRing) all() []token.Key {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]token.Key(nil), r.published...)
}

// Rotation is a way of changing the signing key.
type Rotation string

// The rotations: the next key was long published; or a key nobody has seen
// signs at once, with or without the old one still published.
const (
	Scheduled Rotation = "scheduled"
	Emergency Rotation = "emergency"
	Abrupt    Rotation = "abrupt"
)

// Rotate changes the signing key.
func (p *Provider) Rotate(how Rotation) error {
	r := p.keys
	r.mu.Lock()
	defer r.mu.Unlock()
	switch how {
	case Scheduled:
		r.published, r.signer = []token.Key{r.current, r.next, r.rotatedIn}, r.next
	case Emergency:
		r.published, r.signer = []token.Key{r.rotatedIn, r.current, r.next}, r.rotatedIn
	case Abrupt:
		r.published, r.signer = []token.Key{r.rotatedIn}, r.rotatedIn
	default:
		return fmt.Errorf("rotation: got %q; allowed: %s, %s, %s", how, Scheduled, Emergency, Abrupt)
	}
	return nil
}

// RestoreKeys goes back to the keys from before any rotation.
func (p *Provider) RestoreKeys() {
	r := p.keys
	r.mu.Lock()
	defer r.mu.Unlock()
	r.published, r.signer = []token.Key{r.current, r.next}, r.current
}
