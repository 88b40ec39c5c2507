// Package directory is the fake Workspace and its Cloud projects at work: who exists,
// which service account may act as whom, and what an administrator has done so far.
//
// It answers questions and takes changes; it speaks no HTTP and keeps no calendars.
package directory

import (
	"fmt"
	"hash/fnv"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"time"

	"torii/fixtures/key"
	"torii/fixtures/workspace"
	"torii/mockidp/seed"
)

// Directory is safe for concurrent use.
type Directory struct {
	now  func() time.Time
	rand *seed.Source

	mu     sync.Mutex
	doc    workspace.Document
	added  []time.Time // when each delegation row was made, by its index
	asked  []int       // token requests each row has seen
	spares []string
	keyIDs map[string]string // by key file
	guide  Guide
}

// New returns the directory of a document.
func New(doc workspace.Document, now func() time.Time, r *seed.Source) *Directory {
	d := &Directory{now: now, rand: r, doc: doc, spares: key.Spares(), keyIDs: map[string]string{}}
	for range doc.Delegation {
		d.added, d.asked = append(d.added, now()), append(d.asked, 0)
	}
	return d
}

// Document returns a copy of what exists now.
func (d *Directory) Document() workspace.Document {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.snapshot()
}

func (d *Directory) snapshot() workspace.Document {
	doc := d.doc
	doc.Users, doc.Groups, doc.Rooms = slices.Clone(doc.Users), slices.Clone(doc.Groups), slices.Clone(doc.Rooms)
	doc.Projects, doc.Delegation, doc.Accounts = slices.Clone(doc.Projects), slices.Clone(doc.Delegation), slices.Clone(doc.Accounts)
	for i := range doc.Accounts {
		doc.Accounts[i].Keys = slices.Clone(doc.Accounts[i].Keys)
	}
	return doc
}

// Sort is what an address stands for.
type Sort string

// The sorts of address.
const (
	User     Sort = "user"
	Group    Sort = "group"
	Room     Sort = "room"
	Service  Sort = "service account"
	Nobody   Sort = "nobody"   // in a known domain, but not there
	External Sort = "external" // in a domain of which nothing is known
	NoEmail  Sort = "not an e-mail address"
)

// SortOf tells what an address stands for.
func (d *Directory) SortOf(email string) Sort {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.sortOf(email)
}

func (d *Directory) sortOf(email string) Sort {
	if a, err := mail.ParseAddress(email); err != nil || a.Address != email {
		return NoEmail
	}
	switch {
	case d.user(email) != nil:
		return User
	case slices.ContainsFunc(d.doc.Groups, func(g workspace.Group) bool { return g.Email == email }):
		return Group
	case slices.ContainsFunc(d.doc.Rooms, func(r workspace.Room) bool { return r.ID == email }):
		return Room
	case d.account(email) != nil:
		return Service
	}
	if _, ok := d.doc.TenantOf(email); ok {
		return Nobody
	}
	return External
}

func (d *Directory) user(email string) *workspace.User {
	for i := range d.doc.Users {
		if strings.EqualFold(d.doc.Users[i].Email, email) {
			return &d.doc.Users[i]
		}
	}
	return nil
}

func (d *Directory) account(email string) *workspace.Account {
	for i := range d.doc.Accounts {
		if d.doc.Accounts[i].Email == email {
			return &d.doc.Accounts[i]
		}
	}
	return nil
}

func (d *Directory) project(id string) *workspace.Project {
	for i := range d.doc.Projects {
		if d.doc.Projects[i].ID == id {
			return &d.doc.Projects[i]
		}
	}
	return nil
}

// User returns the user of that address.
func (d *Directory) User(email string) (workspace.User, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if u := d.user(email); u != nil {
		return *u, true
	}
	return workspace.User{}, false
}

// Account returns the service account of that address.
func (d *Directory) Account(email string) (workspace.Account, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if a := d.account(email); a != nil {
		found := *a
		found.Keys = slices.Clone(a.Keys)
		return found, true
	}
	return workspace.Account{}, false
}

// ProjectOf returns the project of a service account.
func (d *Directory) ProjectOf(account string) (workspace.Project, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	a := d.account(account)
	if a == nil {
		return workspace.Project{}, false
	}
	if p := d.project(a.Project); p != nil {
		return *p, true
	}
	return workspace.Project{}, false
}

// Room returns the room of that id.
func (d *Directory) Room(id string) (workspace.Room, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range d.doc.Rooms {
		if r.ID == id {
			return r, true
		}
	}
	return workspace.Room{}, false
}

// Group returns the group of that address.
func (d *Directory) Group(email string) (workspace.Group, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, g := range d.doc.Groups {
		if g.Email == email {
			return g, true
		}
	}
	return workspace.Group{}, false
}

// Name returns what people call an address, "" for strangers.
func (d *Directory) Name(email string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if u := d.user(email); u != nil {
		return u.Name
	}
	for _, r := range d.doc.Rooms {
		if r.ID == email {
			return r.Name
		}
	}
	return ""
}

// OnGoogle reports whether an address has a Google calendar of its own.
func (d *Directory) OnGoogle(email string) bool {
	sort := d.SortOf(email)
	return sort == User || sort == Room || sort == Group || sort == Service
}

// Permission is what a client may do as a user.
type Permission int

// The answers of Delegated.
const (
	NotAuthorized Permission = iota // none of the scopes
	SomeScopes                      // some of the scopes, not all
	AllScopes
)

// Delegated looks a client's scopes up in the delegation table, as the token endpoint
// does once a request: rows that are still spreading count what they are asked.
func (d *Directory) Delegated(clientID, subject string, scopes []string) Permission {
	d.mu.Lock()
	defer d.mu.Unlock()
	home, _ := d.doc.TenantOf(subject)
	if home.Edition != workspace.Paid || d.sortOf(subject) != User || d.foreign(home.Domain) {
		return NotAuthorized
	}
	i := slices.IndexFunc(d.doc.Delegation, func(r workspace.Row) bool { return r.Client == clientID })
	if i < 0 || !d.spread(i, subject) {
		return NotAuthorized
	}
	granted := 0
	for _, s := range scopes {
		if slices.Contains(d.doc.Delegation[i].Scopes, s) {
			granted++
		}
	}
	switch granted {
	case 0:
		return NotAuthorized
	case len(scopes):
		return AllScopes
	}
	return SomeScopes
}

// foreign reports whether the user belongs to another Workspace than the one whose
// table this is: that of the first tenant.
func (d *Directory) foreign(domain string) bool {
	return len(d.doc.Tenants) == 0 || d.doc.Tenants[0].Domain != domain
}

// spread reports whether a row has taken effect for a user, and counts the question.
func (d *Directory) spread(i int, subject string) bool {
	row := d.doc.Delegation[i]
	d.asked[i]++
	if d.asked[i] <= row.Refuse {
		return row.Flaps && d.asked[i]%2 == 0
	}
	delay, err := time.ParseDuration(row.Delay)
	if err != nil || !d.now().Before(d.added[i].Add(delay)) {
		return true
	}
	if row.Partial {
		h := fnv.New32a()
		_, _ = h.Write([]byte(subject)) // a hash takes everything
		return h.Sum32()%2 == 0
	}
	return row.Flaps && d.asked[i]%2 == 0
}

// KeyID returns the key's id as a JSON key file names it: 40 hexadecimal digits.
func (d *Directory) KeyID(k workspace.Key) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.keyID(k)
}

func (d *Directory) keyID(k workspace.Key) string {
	if _, ok := d.keyIDs[k.File]; !ok {
		d.keyIDs[k.File] = seed.New("service key", k.File).String(seed.LowerHex, 40)
	}
	return d.keyIDs[k.File]
}

func unknown(what, name string, known []string) error {
	return fmt.Errorf("%s %q is unknown; allowed: %s", what, name, strings.Join(known, ", "))
}
