// Package control is the mocks' own port: health, plans, events, clock and keys. No
// real provider has it, and no Relying Party should know of it.
package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"torii/fixtures/persona"
	"torii/mockidp"
	"torii/mockidp/op"
	"torii/mockidp/plan"
	"torii/reports/event"
)

// maxRecent bounds how many events are kept for reading.
const maxRecent = 10_000

// Recent keeps the latest events of a mock that runs for long.
type Recent struct {
	now func() time.Time

	mu     sync.Mutex
	events []event.Event
	seq    int
}

// NewRecent returns an empty record that stamps events with now.
func NewRecent(now func() time.Time) *Recent { return &Recent{now: now} }

// Add keeps one fact; the oldest goes when there are too many.
func (r *Recent) Add(row, login string, fact event.Fact) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seq++
	if len(r.events) == maxRecent {
		r.events = append(r.events[:0], r.events[maxRecent/2:]...)
	}
	r.events = append(r.events, event.Event{Seq: r.seq, At: r.now().UTC(), Row: row, Login: login, Fact: fact})
}

// Events returns what is kept.
func (r *Recent) Events() []event.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]event.Event(nil), r.events...)
}

// Order is a plan as it is posted to the control port.
type Order struct {
	Login    string   `json:"login"` // sent by the driver as Torii-Login
	Provider string   `json:"provider"`
	Persona  string   `json:"persona"`
	Subject  string   `json:"subject,omitempty"`   // default: the persona's own
	SignedIn bool     `json:"signed_in,omitempty"` // already has a session at the provider
	Does     string   `json:"does,omitempty"`      // approve, cancel, leave
	After    string   `json:"after,omitempty"`     // an earlier login of the same browser
	Faults   []string `json:"faults,omitempty"`
	Quirks   []string `json:"quirks,omitempty"`
}

// Handler serves the control port of a mock.
func Handler(m *mockidp.Mock, recent *Recent) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		var ids []string
		for _, p := range m.Providers() {
			ids = append(ids, p.Profile.ID)
		}
		reply(w, http.StatusOK, map[string]any{"status": "ok", "providers": ids})
	})
	mux.HandleFunc("POST /plans", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, func(o Order) (any, error) { return o, plant(m, o) })
	})
	mux.HandleFunc("GET /events", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-ndjson")
		_ = event.Write(w, recent.Events()) // a reader who has gone is no failure of ours
	})
	mux.HandleFunc("GET /clock", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, tell(m)) })
	mux.HandleFunc("POST /clock", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, func(c Clock) (any, error) {
			d, err := time.ParseDuration(c.Advance)
			if err != nil {
				return nil, fmt.Errorf("advance: got %q; want a duration such as 90m or -1h", c.Advance)
			}
			m.Clock.Advance(d)
			return tell(m), nil
		})
	})
	mux.HandleFunc("POST /keys", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, func(k Keys) (any, error) {
			p, err := m.Provider(k.Provider)
			if err != nil {
				return nil, err
			}
			return k, p.Rotate(op.Rotation(k.Rotate))
		})
	})
	for _, s := range m.Services() {
		mux.Handle("/"+s.ID()+"/", http.StripPrefix("/"+s.ID(), s.Control()))
	}
	return ownMachineOnly(mux)
}

// ownMachineOnly keeps web pages away: a page of any site could otherwise have its
// reader's browser drive the mocks.
func ownMachineOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		ip := net.ParseIP(strings.Trim(host, "[]"))
		if r.Header.Get("Origin") != "" || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			reply(w, http.StatusForbidden, map[string]string{"error": "the control port answers programs on the own machine only, not web pages"})
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Clock is the mocks' time.
type Clock struct {
	Now     time.Time `json:"now,omitzero"`
	Offset  string    `json:"offset,omitempty"`
	Advance string    `json:"advance,omitempty"`
}

func tell(m *mockidp.Mock) Clock { return Clock{Now: m.Now().UTC(), Offset: m.Clock.Offset().String()} }

// Keys asks for another signing key.
type Keys struct {
	Provider string `json:"provider"`
	Rotate   string `json:"rotate"` // scheduled, emergency, abrupt
}

func plant(m *mockidp.Mock, o Order) error {
	p, err := m.Provider(o.Provider)
	if err != nil {
		return err
	}
	who, ok := persona.Find(p.People, o.Persona)
	if !ok {
		return fmt.Errorf("persona: %s has no %q", o.Provider, o.Persona)
	}
	if o.Subject != "" {
		who.Subject = o.Subject
	}
	does := plan.Deed(o.Does)
	switch does {
	case "":
		does = plan.Approve
	case plan.Approve, plan.Cancel, plan.Leave:
	default:
		return fmt.Errorf("does: got %q; allowed: %s, %s, %s", o.Does, plan.Approve, plan.Cancel, plan.Leave)
	}
	return m.Plant(mockidp.Planting{Faults: o.Faults, Quirks: o.Quirks, Plan: plan.Plan{Login: o.Login, Provider: o.Provider,
		Person: who, SignedIn: o.SignedIn, Does: does, After: o.After, Other: p.Profile.People.Subject(p.Rand)}})
}

// maxOrder bounds a posted order.
const maxOrder = 64 << 10

// answer reads one JSON object, refusing unknown members, and replies with what do makes of it.
func answer[T any](w http.ResponseWriter, r *http.Request, do func(T) (any, error)) {
	var in T
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxOrder))
	d.DisallowUnknownFields()
	err := d.Decode(&in)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("want one JSON object and nothing after it")
		}
	}
	var out any
	if err == nil {
		out, err = do(in)
	}
	if err != nil {
		reply(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	reply(w, http.StatusOK, out)
}

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // a caller who has gone is no failure of ours
}
