// Package gcal is the fake Google Calendar: a Workspace with people, rooms and service
// accounts, the token endpoint for service accounts, and Calendar API v3.
//
// It is a service beside the login providers, reached at Google's real hosts. It logs
// nobody in, and is no Workspace for anything but calendars.
package gcal

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"torii/fixtures/text"
	"torii/fixtures/workspace"
	"torii/mockidp/clock"
	"torii/mockidp/gcal/api"
	"torii/mockidp/gcal/directory"
	"torii/mockidp/gcal/fault"
	"torii/mockidp/gcal/grant"
	"torii/mockidp/gcal/store"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/shuffle"
	"torii/reports/event"
)

// Options are what the service is made of; the zero value is useful.
type Options struct {
	Clock     *clock.Clock
	Salt      string              // seed of all that is chosen by chance
	Names     profile.Spelling    // default: real addresses
	Set       map[string]string   // switches that differ from their defaults
	Shuffle   *shuffle.Deck       // varies what Google leaves open; nil varies nothing
	Workspace *workspace.Document // default: the embedded one
	Push      http.RoundTripper   // carries push notifications; nil: they are kept, not sent
	Log       func(row, login string, fact event.Fact)
	Masker    *event.Masker
	Explain   func(method string, says text.Both) // why a call was refused
}

// Service is the fake calendar at work. What it holds is made at the first use, so that
// a mock whose scenario needs no calendar pays nothing for it.
type Service struct {
	Options
	set  profile.Settings
	row  atomic.Value
	mu   sync.Mutex
	held *parts // nil until first used
}

// parts are what the service consists of.
type parts struct {
	directory *directory.Directory
	door      *grant.Door
	store     *store.Store
	api       *api.API
	plans     *fault.Book
	channels  *api.Channels
	started   time.Time
	kicked    atomic.Bool
}

// New returns the service; an unknown switch or value is an error.
func New(o Options) (*Service, error) {
	if o.Clock == nil {
		o.Clock = &clock.Clock{}
	}
	if o.Names == nil {
		o.Names = profile.Real{}
	}
	if o.Log == nil {
		o.Log = func(string, string, event.Fact) {}
	}
	if o.Masker == nil {
		o.Masker = event.NewMasker()
	}
	set, err := Check(o.Set)
	if err != nil {
		return nil, err
	}
	s := &Service{Options: o, set: set}
	s.row.Store("")
	return s, nil
}

// made returns what the service holds, making it at the first use.
func (s *Service) made() *parts {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		doc := s.Workspace
		if doc == nil {
			found, _ := workspace.Default() // embedded, and tested
			doc = &found
		}
		s.held = s.make(*doc)
	}
	return s.held
}

// Reset goes back to the start: the Workspace and its calendars as they were, no token,
// no plan, no channel.
func (s *Service) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = nil
}

// Check resolves switches; an unknown name or value is an error that says what is allowed.
func Check(set map[string]string) (profile.Settings, error) {
	return profile.Profile{ID: ID, Switches: Switches()}.Resolve(profile.OfProvider, set)
}

func (s *Service) make(doc workspace.Document) *parts {
	now, chance := s.Clock.Now, seed.New(s.Salt, ID)
	p := &parts{plans: &fault.Book{}, started: now()}
	p.directory = directory.New(doc, now, chance)
	p.door = grant.New(grant.Options{Directory: p.directory, Now: now, Rand: chance, Spell: s.Names.Server, Strict: s.set.Is("aud", "called"),
		Life: s.seconds("token_seconds"), Skew: s.seconds("skew_seconds"), Texts: worded(s.set), Denied: s.set.Int("access_denied_status"), Forbidden: s.set.Int("invalid_account_status")})
	p.store = store.New(p.directory, now, chance, store.Knobs{Meet: store.MeetSuccess, MeetReads: s.set.Int("meet_reads"), RoomDelay: s.seconds("room_seconds")})
	s.sow(p, doc.Events)
	p.store.Knobs.Meet, p.store.Knobs.OwnHiding = s.set["meet"], s.set.Is("instance_visibility", "own")
	p.channels = &api.Channels{Transport: s.Push, Now: now, Rand: chance, Drop: s.set.Int("push_drop"), Double: s.set.Int("push_double"),
		Sent: func(n api.Notification) {
			s.tell(event.CalendarNotified{Channel: n.Channel, State: n.State, Number: n.Number, Status: n.Status, Problem: s.Masker.Scrub(n.Problem)})
		}}
	p.store.Changed = func(c *store.Calendar) { p.channels.Changed(c.ID) }
	p.store.Mailed = func(m store.Mail) {
		s.tell(event.CalendarMailed{Event: m.Event, Recipient: m.Recipient, What: m.Kind, Updates: m.Updates})
	}
	var open api.Open
	if s.Shuffle != nil {
		open = s.Shuffle
	}
	p.api = api.New(api.Options{Open: open, Directory: p.directory, Door: p.door, Store: p.store, Plans: p.plans, Now: now, Spell: s.Names.Server,
		Log: s.called, Deed: s.deed, Channels: p.channels, AnyCallback: s.set.Is("push_http", "allowed"),
		Varies: api.Varies{ReplacesReminders: s.set.Is("reminder_patch", "replace"), SilentGuests: s.set.Is("guest_update", "ignore"), BareTypes: s.set.Is("event_type_reason", "bare")},
		Most:   s.set.Int("attendees_most"), Project: s.quota("project_quota"), User: s.quota("user_quota")})
	return p
}

// quota is the one of that name, or what an older project has kept.
func (s *Service) quota(name string) api.Quota {
	if s.set.Is("project", "older") && s.set.Is("older_projects", "keep") {
		name = "older_quota"
	}
	return api.Quota(s.set.Int(name))
}

func (s *Service) seconds(name string) time.Duration {
	return time.Duration(s.set.Int(name)) * time.Second
}

// ID names the service.
func (s *Service) ID() string { return ID }

// Name is what people call it.
func (s *Service) Name() text.Both { return Name() }

// Place is where it is on the control port.
func (s *Service) Place() string { return Place }

// Hosts returns the real hosts the service is reached at; it shares some with the login provider.
func (s *Service) Hosts() []string {
	return []string{"www.googleapis.com", "oauth2.googleapis.com", "oauth2.mtls.googleapis.com", "accounts.google.com", "calendar-json.googleapis.com"}
}

// maxForm bounds the form of a token request.
const maxForm = 64 << 10

// Claims reports whether a request is for the calendar: by its path, or for a token
// endpoint that it shares by its grant type. The body can be read again afterwards.
func (s *Service) Claims(r *http.Request) bool {
	switch r.Host {
	case "www.googleapis.com", "calendar-json.googleapis.com":
		if api.Claims(r.URL.Path) {
			return true
		}
	}
	if r.Method != http.MethodPost || !isToken(r) {
		return false
	}
	head, err := io.ReadAll(io.LimitReader(r.Body, maxForm))
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(head), r.Body), r.Body}
	form, _ := url.ParseQuery(string(head))
	return err == nil && (form.Get("grant_type") == grant.Type || form.Has("assertion"))
}

func isToken(r *http.Request) bool {
	return slices.Contains(grant.Addresses, "https://"+r.Host+r.URL.Path)
}

// ServeHTTP answers a request whose Host is one of Hosts.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if isToken(r) {
		s.token(w, r)
		return
	}
	p := s.made()
	defer s.kick()
	p.api.ServeHTTP(w, r)
}

// kick sends the push notifications that wait, without keeping the caller.
func (s *Service) kick() {
	p := s.made()
	if s.Push == nil || !p.kicked.CompareAndSwap(false, true) {
		return
	}
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		p.kicked.Store(false)
		p.channels.Deliver(ctx)
	}()
}

// Flush sends every push notification whose time has come, and returns how many wait
// for another try. It ends with the context.
func (s *Service) Flush(ctx context.Context) int {
	p := s.made()
	p.store.Lock()
	p.store.Settle()
	p.store.Unlock()
	return p.channels.Deliver(ctx)
}

// Row makes facts belong to a scenario row: calls carry no login of their own.
func (s *Service) Row(row string) { s.row.Store(row) }

func (s *Service) tell(f event.Fact) {
	row, _ := s.row.Load().(string)
	s.Log(row, "", f)
}

func (s *Service) called(c api.Called) {
	if c.Served != nil {
		s.served(*c.Served, c.Method)
	}
	params := maps.Clone(c.Params)
	for _, secret := range []string{"access_token", "oauth_token", "key"} {
		delete(params, secret)
	}
	s.tell(event.CalendarCalled{Millis: s.Clock.Now().UnixMilli(), Method: c.Method, HTTP: c.HTTP, Status: c.Status, Account: c.Account, Sender: c.Sender, Calendar: c.Calendar,
		Event: c.Event, Params: s.Masker.Params(params), Guests: c.Attendees, IfMatch: c.Precondition, Reason: c.Reason, Why: c.Why})
	s.explain(c.Method, c.Why)
}

func (s *Service) explain(method string, why text.Both) {
	if s.Explain != nil && !why.IsZero() {
		s.Explain(method, why)
	}
}

// served logs a planned reply; the honest ones between them are none.
func (s *Service) served(f fault.Served, method string) {
	if f.Reply == (fault.Reply{}) {
		return
	}
	row := f.Plan.Row
	if row == "" {
		row, _ = s.row.Load().(string)
	}
	s.Log(row, "", event.Served{ID: f.Fault.ID, Place: strings.TrimPrefix(method, "calendar.")})
}
