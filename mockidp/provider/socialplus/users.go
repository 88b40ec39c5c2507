package socialplus

import (
	"slices"
	"sync"
	"time"

	"torii/fixtures/persona"
	"torii/mockidp/bounded"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
)

// user is a ソーシャルPLUS user: whoever came by any of their login providers.
type user struct {
	ID           string // ソーシャルPLUS ID
	Key          string // primary_key, the customer's member; "" until mapped
	MappedAt     time.Time
	CreatedAt    time.Time
	LastAt       time.Time
	LastProvider string // id of the login provider
	Logins       int
	Prohibited   bool // personal data may not be read any more
	Identities   []*identity
	login        string // the login that was made last, for the log
}

// identity is one account of a user at a login provider.
type identity struct {
	Provider, UID   string
	Access, Refresh string
	Expires         time.Time
	Updated         time.Time
	Data            data
}

func (u *user) at(provider string) *identity {
	i := slices.IndexFunc(u.Identities, func(i *identity) bool { return i.Provider == provider })
	if i < 0 {
		return nil
	}
	return u.Identities[i]
}

// idLength is that of a ソーシャルPLUS ID and of the tokens, in hexadecimal characters.
const idLength = 40

// memory is all that Social PLUS remembers. One lock guards it: every use is a few
// map operations.
type memory struct {
	mu     sync.Mutex
	worlds map[string]*world // by service
	trips  bounded.Map[trip] // by state
}

// world is what one service knows; no other service shares any of it.
type world struct {
	users      bounded.Map[*user]
	identities bounded.Map[string] // by provider and uid: whose they are
	keys       bounded.Map[string] // by primary_key: whose it is
	tokens     bounded.Map[*oneTime]
	adding     bounded.Map[adding] // association tokens
	minute     time.Time           // of the calls counted for the throttle
	calls      int
}

// oneTime is method B's handle on a login.
type oneTime struct {
	user    *user
	login   string
	expires time.Time
	used    bool
}

// adding is the leave to attach one more login provider to a user.
type adding struct {
	user, provider string
	expires        time.Time
}

// begin makes the memory: the production service knows those of the people who have
// a state there.
func begin(of profile.MemoryOf) any {
	m := &memory{worlds: map[string]*world{}}
	for _, s := range services {
		m.worlds[s.ID] = &world{}
	}
	for _, who := range of.People {
		m.worlds[production.ID].recall(who)
	}
	return m
}

// known are the states of a person at the production service in which there is a user.
var known = []string{"dangling", "linked", "stale", "empty", "revoked"}

// recall puts in a person who was there before the mock began.
func (w *world) recall(who persona.Person) {
	if !slices.Contains(known, who.Trait("state")) {
		return
	}
	u := &user{ID: who.Subject}
	w.users.Put(u.ID, u)
	for _, id := range upstreamIDs() {
		if uid := who.Trait(id); uid != "" {
			w.attach(u, &identity{Provider: id, UID: uid, Data: ofPerson(who)})
		}
	}
	if key := who.Trait("primary_key"); key != "" {
		w.mapTo(u, key, time.Time{})
	}
}

func account(provider, uid string) string { return provider + " " + uid }

// owner returns the user that an account at a login provider belongs to, or nil.
func (w *world) owner(provider, uid string) *user {
	return w.users.Values[w.identities.Values[account(provider, uid)]]
}

// issue makes a user with a new ソーシャルPLUS ID.
func (w *world) issue(r *seed.Source, now time.Time) *user {
	u := &user{ID: r.String(seed.LowerHex, idLength), CreatedAt: now}
	w.users.Put(u.ID, u)
	return u
}

func (w *world) attach(u *user, i *identity) {
	u.Identities = append(u.Identities, i)
	w.identities.Put(account(i.Provider, i.UID), u.ID)
}

// detach removes the user's account at a login provider; keeps says whether Social
// PLUS goes on knowing whose it is.
func (w *world) detach(u *user, provider string, keeps bool) {
	u.Identities = slices.DeleteFunc(u.Identities, func(i *identity) bool {
		if i.Provider != provider {
			return false
		}
		if !keeps {
			w.identities.Drop(account(i.Provider, i.UID))
		}
		return true
	})
}

func (w *world) mapTo(u *user, key string, now time.Time) {
	w.keys.Drop(u.Key)
	u.Key, u.MappedAt = key, now
	w.keys.Put(key, u.ID)
}

func (w *world) unmap(u *user) {
	w.keys.Drop(u.Key)
	u.Key, u.MappedAt = "", time.Time{}
}

// forget removes a user with all that is known of them.
func (w *world) forget(u *user) {
	for _, i := range slices.Clone(u.Identities) {
		w.detach(u, i.Provider, false)
	}
	w.unmap(u)
	w.users.Drop(u.ID)
	for value, t := range w.tokens.Values {
		if t.user == u {
			t.used = true
			w.tokens.Values[value] = t
		}
	}
}

// merge gives all that source has to dest; source is gone after it.
func (w *world) merge(source, dest *user, survivor func(source, dest string) string, now time.Time) {
	key := survivor(source.Key, dest.Key)
	moved := source.Identities
	source.Identities = nil
	w.forget(source)
	for _, i := range moved {
		w.attach(dest, i)
	}
	if key != dest.Key {
		w.mapTo(dest, key, now)
	}
}

// visited notes a login.
func (u *user) visited(provider, login string, now time.Time) {
	u.LastAt, u.LastProvider, u.login = now, provider, login
	u.Logins++
}
