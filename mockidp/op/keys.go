package op

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"
	"time"

	"torii/fixtures/key"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// keyRing holds the keys a provider publishes and the one it signs with.
type keyRing struct {
	current, next, rotatedIn token.Key
	also                     []token.Key

	mu sync.Mutex
	keyStand
	first keyStand // before any rotation
}

// keyStand is how the keys stand at a time.
type keyStand struct {
	published []token.Key
	signer    token.Key
	drops     time.Time // when the oldest key leaves the set; zero is never
	last      bool      // the key that signs stands last instead of anywhere
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
	for _, name := range k.Also {
		made, err := loadKey(name, k)
		if err != nil {
			return nil, err
		}
		ring.also = append(ring.also, made)
	}
	ring.publish(ring.current, ring.current, ring.next)
	return ring, nil
}

// publish lists keys, with those that never sign behind them, and names the one that signs.
func (r *keyRing) publish(signer token.Key, keys ...token.Key) {
	r.published, r.signer = slices.Concat(keys, r.also), signer
}

func loadKey(name string, of profile.Keys) (token.Key, error) {
	private, err := key.Private(name)
	if err != nil {
		return token.Key{}, err
	}
	k := token.Key{Private: private}
	if k.ID = of.IDs[name]; k.ID != "" {
		return k, nil
	}
	if of.ID == nil {
		k.ID, err = token.KeyID(k, of.IDLength)
		return k, err
	}
	whole, err := token.KeyID(k, 2*sha256.Size)
	if err != nil {
		return token.Key{}, err
	}
	digest, err := hex.DecodeString(whole)
	k.ID = of.ID(digest)[:of.IDLength]
	return k, err
}

func (r *keyRing) signing() token.Key {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.signer
}

// all returns the keys that are published at a time.
func (r *keyRing) all(now time.Time) []token.Key {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.drops.IsZero() || now.Before(r.drops) {
		return slices.Clone(r.published)
	}
	return slices.DeleteFunc(slices.Clone(r.published), func(k token.Key) bool { return k.ID == r.current.ID })
}

// KeyIDs are the kids under which the provider publishes keys now.
func (p *Provider) KeyIDs() []string {
	var ids []string
	for _, k := range p.keys.all(p.Now()) {
		ids = append(ids, k.ID)
	}
	return ids
}

// SigningKeyLast makes the key set end with the key that signs, from now on.
func (p *Provider) SigningKeyLast() {
	p.keys.mu.Lock()
	defer p.keys.mu.Unlock()
	p.keys.last = true
}

// signerLast returns the id of the key to be put last, "" for none.
func (r *keyRing) signerLast() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.last {
		return ""
	}
	return r.signer.ID
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
	r.drops = time.Time{}
	switch how {
	case Scheduled:
		if overlap := p.Profile.Keys.Overlap; overlap > 0 {
			r.drops = p.Now().Add(overlap)
		}
		r.publish(r.next, r.current, r.next, r.rotatedIn)
	case Emergency:
		r.publish(r.rotatedIn, r.rotatedIn, r.current, r.next)
	case Abrupt:
		r.published, r.signer = []token.Key{r.rotatedIn}, r.rotatedIn
	default:
		return fmt.Errorf("rotation: got %q; allowed: %s, %s, %s", how, Scheduled, Emergency, Abrupt)
	}
	return nil
}

// RestoreKeys goes back to the keys from before any rotation.
func (p *Provider) RestoreKeys() { p.keys.restore(p.keys.first) }

// stands returns how the keys stand. No key is changed in place.
func (r *keyRing) stands() keyStand {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.keyStand
}

// restore goes back to how the keys stood.
func (r *keyRing) restore(to keyStand) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keyStand = to
}
