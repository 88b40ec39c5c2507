// Package remote drives the mocks of a torii serve that runs elsewhere, over its
// control port, as one of several runs that use them at the same time.
//
// What changes the mocks for everybody (clock, keys, switches) it does not do.
package remote

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"torii/mockidp"
	"torii/mockidp/control"
	"torii/mockidp/door"
	"torii/reports/event"
)

// Options say whose mocks are driven, and as which run.
type Options struct {
	Address string // of the control port, "http://host:port"
	Token   string // "" where it asks for none
	Run     string // no other run's
	Log     func(row, login string, fact event.Fact)
}

// Mock is the mocks elsewhere. It is safe for concurrent use.
type Mock struct {
	Door door.Path // where they are reached

	o      Options
	client *http.Client

	mu  sync.Mutex // of the events, which are logged in their order
	seq int
}

const (
	patience = 10 * time.Second // for one request to the control port
	maxBody  = 64 << 20         // of one answer
	maxSaid  = 4 << 10          // of a refusal
)

// Open asks the control port whether and where the mocks are up.
func Open(ctx context.Context, o Options) (*Mock, error) {
	u, err := url.Parse(o.Address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("control port: got %q; want its address, for example http://127.0.0.1:9401", o.Address)
	}
	o.Address = u.Scheme + "://" + u.Host
	m := &Mock{o: o, client: &http.Client{Timeout: patience, Transport: &http.Transport{}}}
	var health control.Health
	if err := m.call(ctx, http.MethodGet, "/health", nil, &health); err != nil {
		return nil, err
	}
	if health.Door.Origin == "" {
		return nil, fmt.Errorf("control port %s: it tells of no door; is it a torii serve of this version?", o.Address)
	}
	m.seq = health.Seq
	if err := m.forget(ctx); err != nil { // of an earlier run with the same salt that was killed
		return nil, err
	}
	m.Door, err = door.NewPath(health.Door.Origin, health.Door.Backchannel, door.IssuerMode(health.Door.Issuer))
	return m, err
}

// Offset is how far the clock of the mocks is ahead.
func (m *Mock) Offset(ctx context.Context) (time.Duration, error) {
	var c control.Clock
	if err := m.call(ctx, http.MethodGet, "/clock", nil, &c); err != nil {
		return 0, err
	}
	return time.ParseDuration(c.Offset)
}

// Plant prepares one login.
func (m *Mock) Plant(p mockidp.Planting) error {
	late := ""
	if p.Late != 0 {
		late = p.Late.String()
	}
	return m.post("/plans", control.Order{Late: late, Login: p.Login, Run: m.o.Run, Row: p.Row, Provider: p.Provider, Person: &p.Person, Other: p.Other,
		SignedIn: p.SignedIn, Does: string(p.Does), After: p.After, Faults: p.Faults, Quirks: p.Quirks, Upstream: p.Upstream})
}

// ChangePassword ends somebody's refresh tokens at a provider.
func (m *Mock) ChangePassword(provider, subject string) error {
	return m.post("/people", control.Act{Provider: provider, Subject: subject, Does: control.ChangesPassword})
}

// WithdrawConsent ends all that somebody has allowed at a provider.
func (m *Mock) WithdrawConsent(provider, subject string) error {
	return m.post("/people", control.Act{Provider: provider, Subject: subject, Does: control.WithdrawsConsent})
}

// Consents reports whether somebody allows anything at a provider.
func (m *Mock) Consents(provider, subject string) (bool, error) {
	var consent control.Consent
	q := url.Values{"provider": {provider}, "subject": {subject}}
	err := m.call(context.Background(), http.MethodGet, "/people?"+q.Encode(), nil, &consent)
	return consent.Consents, err
}

// Sync logs what has happened in the run's logins since it was last asked.
func (m *Mock) Sync() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	res, err := m.send(context.Background(), http.MethodGet, "/events?run="+url.QueryEscape(m.o.Run)+"&after="+strconv.Itoa(m.seq), nil)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	events, err := event.Read(io.LimitReader(res.Body, maxBody))
	if err != nil {
		return fmt.Errorf("control port %s: events: %w", m.o.Address, err)
	}
	for _, e := range events {
		m.seq = e.Seq
		m.o.Log(strings.TrimPrefix(e.Row, m.o.Run+"/"), e.Login, e.Fact)
	}
	return nil
}

// Close forgets the run's plans.
func (m *Mock) Close() error {
	defer m.client.CloseIdleConnections()
	return m.forget(context.Background())
}

func (m *Mock) forget(ctx context.Context) error {
	return m.call(ctx, http.MethodDelete, "/plans?run="+url.QueryEscape(m.o.Run), nil, nil)
}

func (m *Mock) post(path string, body any) error {
	return m.call(context.Background(), http.MethodPost, path, body, nil)
}

// call sends a request and reads the answer into out, where one is wanted.
func (m *Mock) call(ctx context.Context, method, path string, body, out any) error {
	var encoded io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		encoded = bytes.NewReader(b)
	}
	res, err := m.send(ctx, method, path, encoded)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	if out == nil {
		_, err = io.Copy(io.Discard, io.LimitReader(res.Body, maxBody)) // so that the connection is used again
		return err
	}
	if err := json.NewDecoder(io.LimitReader(res.Body, maxBody)).Decode(out); err != nil {
		return fmt.Errorf("control port %s: %s: %w", m.o.Address, path, err)
	}
	return nil
}

// send sends a request; what is refused is an error.
func (m *Mock) send(ctx context.Context, method, path string, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, m.o.Address+path, body)
	if err != nil {
		return nil, err
	}
	if m.o.Token != "" {
		req.Header.Set("Authorization", "Bearer "+m.o.Token)
	}
	res, err := m.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("the control port does not answer: %w", err)
	}
	if res.StatusCode >= http.StatusMultipleChoices {
		said, _ := io.ReadAll(io.LimitReader(res.Body, maxSaid)) // what came counts
		_ = res.Body.Close()
		return nil, fmt.Errorf("control port %s refuses %s %s with %d: %s", m.o.Address, method, path, res.StatusCode, bytes.TrimSpace(said))
	}
	return res, nil
}
