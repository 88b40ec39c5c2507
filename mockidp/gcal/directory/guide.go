package directory

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"torii/fixtures/key"
	"torii/fixtures/text"
	"torii/fixtures/workspace"
	"torii/mockidp/seed"
)

// Step is one step of the customers' guide for connecting a product to Google Calendar.
type Step struct {
	ID   string    `json:"id"`
	Says text.Both `json:"says"`
	walk func(*Directory, Given) error
}

// Given is what a person types or picks at a step; what is left empty has a sensible default.
type Given struct {
	Project string   `json:"project,omitempty" doc:"id of the new project"`
	Account string   `json:"account,omitempty" doc:"id of the new service account, before the @"`
	Key     string   `json:"key,omitempty" doc:"p12 or json"`
	Sender  string   `json:"sender,omitempty" doc:"address that events are sent from"`
	Client  string   `json:"client,omitempty" doc:"what is typed as the client id"`
	Scopes  []string `json:"scopes,omitempty" doc:"what is typed as scopes"`
	Delay   string   `json:"delay,omitempty" doc:"how long the delegation takes to spread"`
}

// Guide is how far a customer has come.
type Guide struct {
	Done    []string    `json:"done"`
	Project string      `json:"project,omitempty"`
	Account string      `json:"account,omitempty"`
	Client  string      `json:"client_id,omitempty"`
	Key     string      `json:"key,omitempty" doc:"name of the key"`
	KeyKind string      `json:"key_kind,omitempty" doc:"p12 or json"`
	Sender  string      `json:"sender,omitempty"`
	Notes   []text.Both `json:"notes,omitempty" doc:"what a careful person would look at; no errors"`
	Handed  bool        `json:"handed"`
}

// CalendarScope is what the guide has the administrator authorise.
const CalendarScope = "https://www.googleapis.com/auth/calendar"

// ErrKeyPolicy is what keys.create answers under the organisation policy
// iam.disableServiceAccountKeyCreation: HTTP 400 FAILED_PRECONDITION.
var ErrKeyPolicy = errors.New("FAILED_PRECONDITION: Key creation is not allowed on this service account. (constraints/iam.disableServiceAccountKeyCreation) / " +
	"サービス アカウント キーの作成が無効になっています")

// Steps are the steps of the guide in their order.
func Steps() []Step {
	return []Step{
		{"1-1", text.Both{JA: "プロジェクト作成", EN: "create the project"}, (*Directory).makeProject},
		{"1-2", text.Both{JA: "API有効化", EN: "enable the Google Calendar API"}, (*Directory).enableAPI},
		{"1-3", text.Both{JA: "サービスアカウントと鍵の作成", EN: "create the service account and its key"}, (*Directory).makeAccount},
		{"1-4", text.Both{JA: "クライアントIDの確認", EN: "note the client id"}, (*Directory).noteClient},
		{"1-5", text.Both{JA: "予約元ユーザーへの編集者ロール付与", EN: "give the sender the Editor role"}, (*Directory).giveRole},
		{"2", text.Both{JA: "API承認設定(ドメイン全体の委任)", EN: "authorise the client in the Admin console"}, (*Directory).authorise},
		{"3", text.Both{JA: "サポートデスクへの情報共有", EN: "hand key, account and sender over"}, (*Directory).handOver},
	}
}

// Guide returns how far the customer has come.
func (d *Directory) Guide() Guide {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := d.guide
	g.Done, g.Notes = slices.Clone(g.Done), slices.Clone(g.Notes)
	return g
}

// Walk takes one step of the guide. Steps may be skipped or repeated, as people do; what
// a step needs and does not find is an error.
func (d *Directory) Walk(id string, given Given) (Guide, error) {
	var ids []string
	for _, s := range Steps() {
		if s.ID == id {
			return d.walk(s, given)
		}
		ids = append(ids, s.ID)
	}
	return d.Guide(), unknown("step", id, ids)
}

func (d *Directory) walk(s Step, given Given) (Guide, error) {
	d.mu.Lock()
	err := s.walk(d, given)
	if err == nil {
		d.guide.Done = append(d.guide.Done, s.ID)
	}
	d.mu.Unlock()
	if err != nil {
		err = fmt.Errorf("step %s (%s): %w", s.ID, s.Says, err)
	}
	return d.Guide(), err
}

func (d *Directory) makeProject(g Given) error {
	id := g.Project
	if id == "" {
		id = "renkei-" + d.rand.String(seed.Digits, 6)
	}
	if d.project(id) != nil {
		return fmt.Errorf("project: %q exists", id)
	}
	d.doc.Projects = append(d.doc.Projects, workspace.Project{ID: id, Number: "7" + d.rand.String(seed.Digits, 11), APIOff: true,
		Org: d.doc.Tenants[0].Domain})
	d.guide = Guide{Project: id}
	return nil
}

func (d *Directory) enableAPI(Given) error {
	p, err := d.needProject(d.guide.Project)
	if err == nil {
		p.APIOff = false
	}
	return err
}

func (d *Directory) makeAccount(g Given) error {
	p, err := d.needProject(d.guide.Project)
	if err != nil {
		return err
	}
	kind := g.Key
	if kind == "" {
		kind = P12
	}
	if err := check("key", kind, JSON, P12); err != nil {
		return err
	}
	name := g.Account
	if name == "" {
		name = "hito-link"
	}
	email := name + "@" + p.ID + ".iam.gserviceaccount.com"
	if d.account(email) == nil {
		d.doc.Accounts = append(d.doc.Accounts, workspace.Account{Email: email, Project: p.ID, State: workspace.Active,
			ClientID: "11" + d.rand.String(seed.Digits, 19)})
	}
	d.guide.Account = email
	made, err := d.makeKey(email)
	if err == nil {
		d.guide.Key, d.guide.KeyKind = made.Name, kind
	}
	return err
}

// MakeKey adds a key to a service account, from the committed pool. Under the
// organisation policy the error is ErrKeyPolicy.
func (d *Directory) MakeKey(account string) (workspace.Key, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.makeKey(account)
}

func (d *Directory) makeKey(account string) (workspace.Key, error) {
	a, err := d.needAccount(account)
	if err != nil {
		return workspace.Key{}, err
	}
	if p := d.project(a.Project); p != nil && p.KeyPolicy {
		return workspace.Key{}, ErrKeyPolicy
	}
	if len(d.spares) == 0 {
		return workspace.Key{}, fmt.Errorf("the pool of %d spare keys is used up", len(key.Spares()))
	}
	k := workspace.Key{Name: fmt.Sprintf("k%d", len(a.Keys)+1), File: d.spares[0], State: workspace.Active}
	d.spares = d.spares[1:]
	a.Keys = append(a.Keys, k)
	return k, nil
}

func (d *Directory) noteClient(Given) error {
	a, err := d.needAccount(d.guide.Account)
	if err == nil {
		d.guide.Client = a.ClientID
	}
	return err
}

func (d *Directory) giveRole(g Given) error {
	a, err := d.needAccount(d.guide.Account)
	if err != nil {
		return err
	}
	if err := d.wantSender(g.Sender); err != nil {
		return err
	}
	a.Editors, d.guide.Sender = append(a.Editors, g.Sender), g.Sender
	return nil
}

// wantSender refuses what Google's console would not find; a group it does take.
func (d *Directory) wantSender(email string) error {
	switch d.sortOf(email) {
	case User, Group:
		return nil
	}
	return fmt.Errorf("sender: got %q; want the address of a user", email)
}

func (d *Directory) authorise(g Given) error {
	client, scopes := g.Client, g.Scopes
	if client == "" {
		client = d.guide.Client
	}
	if len(scopes) == 0 {
		scopes = []string{CalendarScope}
	}
	return d.delegate(Change{Of: client, Scopes: scopes, Delay: g.Delay})
}

func (d *Directory) handOver(g Given) error {
	if g.Sender != "" {
		if err := d.wantSender(g.Sender); err != nil {
			return err
		}
		d.guide.Sender = g.Sender
	}
	if d.guide.Account == "" || d.guide.Key == "" || d.guide.Sender == "" {
		return fmt.Errorf("key, account and sender are handed over together; got %q, %q, %q", d.guide.Key, d.guide.Account, d.guide.Sender)
	}
	d.guide.Handed, d.guide.Notes = true, d.notes()
	return nil
}

// notes says what is odd about the set-up; that the Editor role is missing harms nothing.
func (d *Directory) notes() []text.Both {
	var notes []text.Both
	if a := d.account(d.guide.Account); a != nil && !slices.Contains(a.Editors, d.guide.Sender) {
		notes = append(notes, text.Both{
			JA: "予約元ユーザーに編集者ロールがない。カレンダーの利用には影響しない",
			EN: "the sender lacks the Editor role; calendar access does not depend on it"})
	}
	if d.sortOf(d.guide.Sender) == Group {
		notes = append(notes, text.Both{
			JA: "予約元がGoogleグループ。グループとしては動作できない",
			EN: "the sender is a Google Group; nobody can act as a group"})
	}
	if strings.Contains(d.guide.Client, "@") {
		notes = append(notes, text.Both{JA: "クライアントIDがメールアドレス", EN: "the client id is an e-mail address"})
	}
	return notes
}
