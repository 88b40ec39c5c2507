package directory

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"torii/fixtures/workspace"
)

// Change is one thing an administrator does, as the control port takes it.
type Change struct {
	Do         string   `json:"do" doc:"a name of Changes"`
	Of         string   `json:"of" doc:"an address, a project's id, or a client id"`
	To         string   `json:"to,omitempty" doc:"the new state"`
	Key        string   `json:"key,omitempty" doc:"the key's name"`
	Scopes     []string `json:"scopes,omitempty" doc:"of a delegation row"`
	RefuseOnes int      `json:"refuse_first,omitempty" doc:"token requests refused before a delegation takes effect"`
	Delay      string   `json:"delay,omitempty" doc:"how long a delegation takes to take effect, such as 5m"`
	Flaps      bool     `json:"flaps,omitempty" doc:"until then every second request succeeds"`
	Partial    bool     `json:"partial,omitempty" doc:"until then it works for about half of the users"`
}

// changes is everything an administrator can do besides the guide.
var changes = map[string]func(*Directory, Change) error{
	"user":       (*Directory).setUser,    // to: a state of a user
	"account":    (*Directory).setAccount, // to: active, disabled, deleted
	"key":        (*Directory).setKey,     // key and to: active, disabled, deleted
	"api":        (*Directory).setAPI,     // to: on, off
	"key-policy": (*Directory).setPolicy,  // to: on, off
	"delegate":   (*Directory).delegate,   // replaces the client's row
	"revoke":     (*Directory).revoke,     // removes the client's row
	"editor":     (*Directory).setEditor,  // to: the address that gets the Editor role
	"room":       (*Directory).setRoom,    // to: auto, busy, manual
}

// Changes names what Apply knows.
func Changes() []string { return slices.Sorted(maps.Keys(changes)) }

// Apply makes a change; an unknown one is an error that says what is allowed.
func (d *Directory) Apply(c Change) error {
	do, ok := changes[c.Do]
	if !ok {
		return unknown("do", c.Do, Changes())
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return do(d, c)
}

func check(what, value string, allowed ...string) error {
	if !slices.Contains(allowed, value) {
		return fmt.Errorf("%s: got %q; allowed: %s", what, value, strings.Join(allowed, ", "))
	}
	return nil
}

func (d *Directory) setUser(c Change) error {
	u := d.user(c.Of)
	if u == nil {
		return d.noUser(c.Of)
	}
	if err := check("to", c.To, workspace.UserStates()...); err != nil {
		return err
	}
	u.State = c.To
	return nil
}

func (d *Directory) noUser(email string) error {
	var known []string
	for _, u := range d.doc.Users {
		known = append(known, u.Email)
	}
	return unknown("user", email, known)
}

func (d *Directory) needAccount(email string) (*workspace.Account, error) {
	if a := d.account(email); a != nil {
		return a, nil
	}
	var known []string
	for _, a := range d.doc.Accounts {
		known = append(known, a.Email)
	}
	return nil, unknown("service account", email, known)
}

func (d *Directory) setAccount(c Change) error {
	a, err := d.needAccount(c.Of)
	if err == nil {
		err = check("to", c.To, workspace.AccountStates()...)
	}
	if err == nil {
		a.State = c.To
	}
	return err
}

func (d *Directory) setKey(c Change) error {
	a, err := d.needAccount(c.Of)
	if err != nil {
		return err
	}
	if err := check("to", c.To, workspace.AccountStates()...); err != nil {
		return err
	}
	for i := range a.Keys {
		if a.Keys[i].Name == c.Key {
			a.Keys[i].State = c.To
			return nil
		}
	}
	return unknown("key", c.Key, keyNames(a.Keys))
}

func keyNames(keys []workspace.Key) []string {
	var names []string
	for _, k := range keys {
		names = append(names, k.Name)
	}
	return names
}

func (d *Directory) needProject(id string) (*workspace.Project, error) {
	if p := d.project(id); p != nil {
		return p, nil
	}
	var known []string
	for _, p := range d.doc.Projects {
		known = append(known, p.ID)
	}
	return nil, unknown("project", id, known)
}

func (d *Directory) setAPI(c Change) error {
	p, err := d.needProject(c.Of)
	if err == nil {
		err = check("to", c.To, "on", "off")
	}
	if err == nil {
		p.APIOff = c.To == "off"
	}
	return err
}

func (d *Directory) setPolicy(c Change) error {
	p, err := d.needProject(c.Of)
	if err == nil {
		err = check("to", c.To, "on", "off")
	}
	if err == nil {
		p.KeyPolicy = c.To == "on"
	}
	return err
}

func (d *Directory) delegate(c Change) error {
	if c.Of == "" || len(c.Scopes) == 0 {
		return fmt.Errorf("of, scopes: got %q and %d scopes; want the client id as typed and at least one scope", c.Of, len(c.Scopes))
	}
	_ = d.revoke(c) // a row that is not there yet is none to complain of
	d.doc.Delegation = append(d.doc.Delegation, workspace.Row{Client: c.Of, Scopes: c.Scopes, Refuse: c.RefuseOnes,
		Delay: c.Delay, Flaps: c.Flaps, Partial: c.Partial})
	d.added, d.asked = append(d.added, d.now()), append(d.asked, 0)
	return nil
}

func (d *Directory) revoke(c Change) error {
	i := slices.IndexFunc(d.doc.Delegation, func(r workspace.Row) bool { return r.Client == c.Of })
	if i < 0 {
		var known []string
		for _, r := range d.doc.Delegation {
			known = append(known, r.Client)
		}
		return unknown("client", c.Of, known)
	}
	d.doc.Delegation = slices.Delete(d.doc.Delegation, i, i+1)
	d.added, d.asked = slices.Delete(d.added, i, i+1), slices.Delete(d.asked, i, i+1)
	return nil
}

func (d *Directory) setEditor(c Change) error {
	a, err := d.needAccount(c.Of)
	if err == nil && !slices.Contains(a.Editors, c.To) {
		a.Editors = append(slices.Clone(a.Editors), c.To)
	}
	return err
}

func (d *Directory) setRoom(c Change) error {
	if err := check("to", c.To, workspace.Auto, workspace.Busy, workspace.Manual); err != nil {
		return err
	}
	var known []string
	for i := range d.doc.Rooms {
		if d.doc.Rooms[i].ID == c.Of {
			d.doc.Rooms[i].Answers = c.To
			return nil
		}
		known = append(known, d.doc.Rooms[i].ID)
	}
	return unknown("room", c.Of, known)
}
