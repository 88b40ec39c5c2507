// Package remote drives the mocks of a torii serve that runs elsewhere, over its
// control port, as one of several runs that use them at the same time.
//
// What changes the mocks for everybody (clock, keys, switches) it does not do.
package remote

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
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
	Of      string // what its people derive from: no two living runs may have that in common
	Log     func(row, login string, fact event.Fact)
}

// Mock is the mocks elsewhere. It is safe for concurrent use.
type Mock struct {
	Door door.Path // where they are reached

	o      Options
	client *http.Client
	leave  context.CancelFunc // ends the reading beside the rows
	left   chan struct{}

	mu       sync.Mutex // of the events, which are logged in their order
	standing standing
}

const (
	patience = 10 * time.Second // for one request to the control port
	maxBody  = 64 << 20         // of one answer
	maxSaid  = 4 << 10          // of a refusal
)

// Open asks the control port whether and where the mocks are up, tells them of the run, and
// reads what happens in it from then on.
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
	if health.Door.Origin == "" && o.Token == "" {
		return nil, fmt.Errorf("control port %s: it wants its token; give it with --mock-token", o.Address)
	}
	if health.Door.Origin == "" || health.Instance == "" {
		return nil, fmt.Errorf("control port %s: it tells of no door or no instance; is it a torii serve of this version?", o.Address)
	}
	m.client.CloseIdleConnections() // a balancer decides by connection
	seq, err := m.begin(ctx)
	if err != nil {
		return nil, err
	}
	m.standing.open(seq)
	if m.Door, err = door.NewPath(health.Door.Origin, health.Door.Backchannel, door.IssuerMode(health.Door.Issuer)); err != nil {
		return nil, err
	}
	m.follow(context.WithoutCancel(ctx))
	return m, nil
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

// Close ends the run at the mocks.
func (m *Mock) Close() error {
	defer m.client.CloseIdleConnections()
	m.leave()
	<-m.left
	return m.call(context.Background(), http.MethodDelete, "/runs?run="+url.QueryEscape(m.o.Run), nil, nil)
}

func (m *Mock) post(path string, body any) error {
	return m.call(context.Background(), http.MethodPost, path, body, nil)
}

// call sends a request and reads the answer into out, where one is wanted.
func (m *Mock) call(ctx context.Context, method, path string, body, out any) error {
	var encoded []byte
	if body != nil {
		var err error
		if encoded, err = json.Marshal(body); err != nil {
			return err
		}
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

// refusal is an answer that the request was not done.
type refusal struct {
	error
	status int
}

// send sends a request; what is refused is an error, and so is an answer of mocks that were started anew.
func (m *Mock) send(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	res, err := m.reach(ctx, method, path, body)
	if err != nil {
		return nil, fmt.Errorf("the control port does not answer: %w", err)
	}
	if err := m.standing.meet(res.Header.Get(control.InstanceHeader)); err != nil {
		_ = res.Body.Close()
		err = fmt.Errorf("control port %s: %w", m.o.Address, err)
		if errors.Is(err, ErrAnew) {
			_, again := m.begin(ctx)
			err = errors.Join(err, again)
		}
		return nil, err
	}
	if res.StatusCode >= http.StatusMultipleChoices {
		said, _ := io.ReadAll(io.LimitReader(res.Body, maxSaid)) // what came counts
		_ = res.Body.Close()
		return nil, refusal{fmt.Errorf("control port %s refuses %s %s with %d: %s", m.o.Address, method, path, res.StatusCode, bytes.TrimSpace(said)), res.StatusCode}
	}
	return res, nil
}

// How long a control port may stay away that has answered before, and how often it is looked for.
const (
	awayWithin = 30 * time.Second
	awayEvery  = 100 * time.Millisecond
)

// reach sends a request; where mocks that have answered before are away, they may be about to be started anew.
func (m *Mock) reach(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, awayWithin)
	defer cancel()
	tick := time.NewTicker(awayEvery)
	defer tick.Stop()
	for {
		res, err := m.once(ctx, method, path, body)
		if err == nil || !m.standing.known() {
			return res, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-tick.C:
		}
	}
}

func (m *Mock) once(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(context.WithoutCancel(ctx), method, m.o.Address+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if m.o.Token != "" {
		req.Header.Set("Authorization", "Bearer "+m.o.Token)
	}
	return m.client.Do(req)
}
