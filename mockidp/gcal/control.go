package gcal

import (
	"fmt"
	"net/http"
	"strings"

	"torii/fixtures/workspace"
	"torii/mockidp/control/route"
	"torii/mockidp/gcal/api"
	"torii/mockidp/gcal/directory"
	"torii/mockidp/gcal/fault"
	"torii/mockidp/gcal/grant"
	"torii/mockidp/gcal/store"
)

// Document returns the Workspace as it is now, without the events of the start.
func (s *Service) Document() workspace.Document {
	d := s.made().directory.Document()
	d.Events = nil
	return d
}

// Change does what an administrator can; an unknown deed is an error that says what is allowed.
func (s *Service) Change(c directory.Change) error { return s.made().directory.Apply(c) }

// Walk takes one step of the customers' guide.
func (s *Service) Walk(step string, given directory.Given) (directory.Guide, error) {
	return s.made().directory.Walk(step, given)
}

// Guide returns how far the customer has come.
func (s *Service) Guide() directory.Guide { return s.made().directory.Guide() }

// KeyFile writes a service account's key out, kind being "json" or "p12" and name "" for the newest.
func (s *Service) KeyFile(account, name, kind string) (directory.KeyFile, error) {
	return s.made().directory.KeyFile(account, name, kind, s.Names.Server)
}

// MakeKey adds a key to a service account.
func (s *Service) MakeKey(account string) (workspace.Key, error) {
	return s.made().directory.MakeKey(account)
}

// Plant plans a fault for calendar calls: one of the catalogue, or one error by its number.
func (s *Service) Plant(p fault.Plan) (fault.Plan, error) {
	if f, single := fault.Single(p.Fault); single {
		_, ofAPI := api.Find(f.ID)
		_, ofToken := grant.Find(f.ID)
		if !ofAPI && !ofToken {
			return p, fmt.Errorf("fault: got %q; allowed: %s", p.Fault, strings.Join(numbers(), " "))
		}
	}
	return s.made().plans.Plant(p)
}

// numbers are those of every listed error.
func numbers() []string {
	var all []string
	for _, r := range grant.Refusals() {
		all = append(all, r.ID)
	}
	for _, f := range api.Failures() {
		all = append(all, f.ID)
	}
	return all
}

// Plans returns every plan with how far it has come.
func (s *Service) Plans() []fault.Plan { return s.made().plans.Plans() }

// Clear forgets every plan.
func (s *Service) Clear() { s.made().plans.Clear() }

// Outbox returns every mail that Google would have sent.
func (s *Service) Outbox() []store.Mail {
	p := s.made()
	p.store.Lock()
	defer p.store.Unlock()
	p.store.Settle()
	return p.store.Outbox()
}

// Notifications returns every push notification, sent or not.
func (s *Service) Notifications() []api.Notification { return s.made().channels.Notifications() }

// ExpireTokens ends every access token of a service account, "" for all.
func (s *Service) ExpireTokens(account string) { s.made().door.Expire(account) }

// Events returns what a calendar holds, as its owner sees it, tombstones too; no bound is set.
func (s *Service) Events(calendar string) ([]store.Object, error) {
	return s.listed(calendar, store.Query{Deleted: true, Limit: -1})
}

// Occasions returns what a calendar holds with every occurrence of a series by itself, tombstones left out.
func (s *Service) Occasions(calendar string) ([]store.Object, error) {
	return s.listed(calendar, store.Query{Single: true, Limit: -1})
}

func (s *Service) listed(calendar string, q store.Query) ([]store.Object, error) {
	p := s.made()
	p.store.Lock()
	defer p.store.Unlock()
	p.store.Settle()
	c, ok := p.store.Calendar(calendar)
	if !ok {
		return nil, fmt.Errorf("calendar %q is unknown", calendar)
	}
	items, _ := c.List(q)
	shown := []store.Object{}
	for _, i := range items {
		shown = append(shown, i.Render(store.View{Details: true}))
	}
	return shown, nil
}

// Answer has a guest respond to an event of somebody's calendar, as in their own calendar's page.
func (s *Service) Answer(calendar, id, guest, status string) error {
	return s.event(calendar, id, func(st *store.Store, i store.Item) error {
		switch status {
		case "accepted", "declined", "tentative", "needsAction":
			st.Answer(i.Event, guest, status, "")
			return nil
		}
		return fmt.Errorf("status: got %q; allowed: accepted, declined, tentative, needsAction", status)
	})
}

// Edit changes an event by hand, as its owner does on the calendar's page: a patch of its members.
func (s *Service) Edit(calendar, id string, patch store.Object) error {
	return s.event(calendar, id, func(st *store.Store, i store.Item) error {
		content := i.Event.Content()
		store.Merge(content, patch)
		_, err := st.Update(i, store.Write{Actor: i.Event.Calendar().ID, Content: content, Updates: "all"})
		return err
	})
}

// Invite makes an event in somebody's calendar, as its owner does on the calendar's page.
func (s *Service) Invite(calendar, id string, content store.Object) error {
	p := s.made()
	defer s.kick()
	p.store.Lock()
	defer p.store.Unlock()
	c, ok := p.store.Calendar(calendar)
	if !ok {
		return fmt.Errorf("calendar %q is unknown", calendar)
	}
	p.store.Insert(c, id, store.Write{Actor: c.Owner, Content: content, Updates: "all"})
	return nil
}

// Confer chooses how conferences come about from now on: success, pending, failure.
func (s *Service) Confer(how string) error {
	if _, err := Check(map[string]string{"meet": how}); err != nil {
		return err
	}
	p := s.made()
	p.store.Lock()
	defer p.store.Unlock()
	p.store.Knobs.Meet = how
	return nil
}

func (s *Service) event(calendar, id string, do func(*store.Store, store.Item) error) error {
	p := s.made()
	defer s.kick()
	p.store.Lock()
	defer p.store.Unlock()
	c, ok := p.store.Calendar(calendar)
	if !ok {
		return fmt.Errorf("calendar %q is unknown", calendar)
	}
	i, ok := c.Find(id)
	if !ok || !i.Instance.IsZero() {
		return fmt.Errorf("calendar %s has no event %q", calendar, id)
	}
	return do(p.store, i)
}

// Step is an order to walk the guide.
type Step struct {
	Step string `json:"step" required:"true" doc:"the step's id, as in the guide"`
	directory.Given
}

// Routes are the service's part of the control port.
func (s *Service) Routes() []route.Route {
	return []route.Route{
		route.Get("/workspace", "the Workspace as it is now", tells(s.Document)),
		route.Post("/workspace", "does what an administrator can", func(c directory.Change) (directory.Change, error) { return c, s.Change(c) }),
		route.Get("/guide", "how far the customer has come with the guide", tells(s.Guide)),
		route.Post("/guide", "takes one step of the customers' guide", func(o Step) (directory.Guide, error) { return s.Walk(o.Step, o.Given) }),
		{Method: http.MethodGet, Path: "/key", Says: "a service account's key file", Kind: "application/octet-stream", Serve: s.downloadKey, Query: []route.Param{
			{Name: "account", Says: "the account's address", Required: true}, {Name: "key", Says: "the key's name; default the newest"},
			{Name: "kind", Says: "json or p12", Required: true}}},
		route.Get("/plans", "the planned faults, with how far they have come", tells(s.Plans)),
		route.Post("/plans", "plans a fault for calendar calls", s.Plant),
		route.Delete("/plans", "forgets every planned fault", func(*http.Request) error {
			s.Clear()
			return nil
		}),
		route.Get("/outbox", "every mail that Google would have sent", tells(s.Outbox)),
		route.Get("/notifications", "every push notification, sent or not", tells(s.Notifications)),
		route.Get("/events", "what a calendar holds, as its owner sees it", func(r *http.Request) ([]store.Object, error) {
			return s.Events(r.URL.Query().Get("calendar"))
		}, route.Param{Name: "calendar", Says: "the calendar's id", Required: true}),
	}
}

func tells[Out any](what func() Out) func(*http.Request) (Out, error) {
	return func(*http.Request) (Out, error) { return what(), nil }
}

// downloadKey hands a key file out as Google's console does, as a download.
func (s *Service) downloadKey(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	f, err := s.KeyFile(q.Get("account"), q.Get("key"), q.Get("kind"))
	if err != nil {
		route.Answer(w, nil, err)
		return
	}
	kind := "application/x-pkcs12"
	if f.Kind == directory.JSON {
		kind = "application/json"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+f.Name+`"`)
	_, _ = w.Write(f.Body) // a caller who has gone is no failure of ours
}
