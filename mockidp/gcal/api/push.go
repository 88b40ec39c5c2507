package api

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"torii/mockidp/gcal/store"
	"torii/mockidp/seed"
)

// Channel is a notification channel that somebody opened.
type Channel struct {
	ID, Resource, URI string
	Address, Token    string
	Expires           time.Time
	Account, Project  string
	Calendar          string
	number            int
}

// Notification is one message to a channel, and what became of it.
type Notification struct {
	Channel string    `json:"channel"`
	State   string    `json:"state"` // sync, exists
	Number  int       `json:"number"`
	Address string    `json:"address"`
	At      time.Time `json:"at"`
	Tries   int       `json:"tries"`
	Status  int       `json:"status,omitempty"` // of the last answer, 0 for none
	Done    bool      `json:"done"`
	Problem string    `json:"problem,omitempty"`

	due  time.Time
	head http.Header
}

// Channels keeps channels and sends their messages. It is safe for concurrent use.
type Channels struct {
	Transport http.RoundTripper // nil: nothing is sent
	Now       func() time.Time
	Rand      *seed.Source
	Sent      func(Notification)
	Drop      int // every nth message is lost, 0 for none
	Double    int // every nth message comes twice, 0 for none

	mu       sync.Mutex
	channels map[string]*Channel // by project and id
	queue    []*Notification
	log      []*Notification
	count    int
	sending  sync.Mutex
}

// The bounds of what is kept and of one delivery.
const (
	maxChannels      = 1000
	maxNotifications = 10_000
	maxTries         = 5
	deliverWithin    = 5 * time.Second
	maxLife          = 30 * 24 * time.Hour
	ordinaryLife     = 604800 * time.Second
)

// Notifications returns every message so far.
func (s *Channels) Notifications() []Notification {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Notification, len(s.log))
	for i, n := range s.log {
		all[i] = *n
	}
	return all
}

func (s *Channels) open(c *Channel) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.channels == nil {
		s.channels = map[string]*Channel{}
	}
	key := c.Project + " " + c.ID
	if _, taken := s.channels[key]; taken || len(s.channels) == maxChannels {
		return false
	}
	s.channels[key] = c
	s.enqueue(c, "sync")
	return true
}

func (s *Channels) stop(project, id, resource string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.channels[project+" "+id]
	if !ok || c.Resource != resource {
		return false
	}
	delete(s.channels, project+" "+id)
	return true
}

// Changed tells the channels of a calendar. It never waits.
func (s *Channels) Changed(calendar string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.channels {
		if c.Calendar != calendar || !c.Expires.After(s.Now()) {
			continue
		}
		// One message stands for all changes that it has not told yet.
		if !slices.ContainsFunc(s.queue, func(n *Notification) bool { return n.Channel == c.ID && n.State == "exists" && n.Tries == 0 }) {
			s.enqueue(c, "exists")
		}
	}
}

func (s *Channels) enqueue(c *Channel, state string) {
	c.number++
	if state != "sync" {
		c.number += s.Rand.IntN(3) // increasing, not consecutive
	}
	n := &Notification{Channel: c.ID, State: state, Number: c.number, Address: c.Address, At: s.Now(), due: s.Now(), head: c.header(state)}
	if len(s.log) == maxNotifications {
		s.log = slices.Clone(s.log[maxNotifications/2:])
	}
	s.log = append(s.log, n)
	s.count++
	switch {
	case s.Drop > 0 && state != "sync" && s.count%s.Drop == 0:
		n.Done, n.Problem = true, "dropped"
	case len(s.queue) < maxNotifications:
		s.queue = append(s.queue, n)
	}
	if s.Double > 0 && s.count%s.Double == 0 {
		again := *n
		s.queue, s.log = append(s.queue, &again), append(s.log, &again)
	}
}

func (c *Channel) header(state string) http.Header {
	h := http.Header{"Content-Type": {"application/json; utf-8"}, "Accept": {"*/*"}, "Accept-Encoding": {"gzip, deflate, br"},
		"User-Agent":        {"APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)"},
		"X-Goog-Channel-Id": {c.ID}, "X-Goog-Channel-Expiration": {c.Expires.UTC().Format(http.TimeFormat)},
		"X-Goog-Resource-Id": {c.Resource}, "X-Goog-Resource-Uri": {c.URI}, "X-Goog-Resource-State": {state},
		"X-Goog-Message-Number": {strconv.Itoa(c.number)}}
	if c.Token != "" {
		h["X-Goog-Channel-Token"] = []string{c.Token}
	}
	return h
}

// Deliver sends every message whose time has come, one after the other, and returns how
// many wait for a later try.
func (s *Channels) Deliver(ctx context.Context) int {
	s.sending.Lock()
	defer s.sending.Unlock()
	for {
		s.mu.Lock()
		i := slices.IndexFunc(s.queue, func(n *Notification) bool { return !n.due.After(s.Now()) })
		if i < 0 || s.Transport == nil || ctx.Err() != nil {
			left := len(s.queue)
			s.mu.Unlock()
			return left
		}
		n := s.queue[i]
		s.queue = slices.Delete(s.queue, i, i+1)
		s.mu.Unlock()
		status, err := s.post(ctx, n)
		s.settle(n, status, err)
	}
}

func (s *Channels) post(ctx context.Context, n *Notification) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, deliverWithin)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, n.Address, http.NoBody)
	if err != nil {
		return 0, err
	}
	r.Header = n.head.Clone()
	res, err := s.Transport.RoundTrip(r)
	if err != nil {
		return 0, err
	}
	_, _ = io.CopyN(io.Discard, res.Body, 1<<16) // what it says does not matter
	_ = res.Body.Close()
	return res.StatusCode, nil
}

// settle notes what came of a try: 500, 502, 503 and 504 are tried again with growing pauses.
func (s *Channels) settle(n *Notification, status int, err error) {
	s.mu.Lock()
	n.Tries++
	n.Status, n.Problem = status, ""
	if err != nil {
		n.Problem = err.Error()
	}
	again := slices.Contains([]int{500, 502, 503, 504}, status) && n.Tries < maxTries
	n.Done = !again
	if again {
		n.due = s.Now().Add(time.Second << (n.Tries - 1))
		s.queue = append(s.queue, n)
	}
	told := *n
	s.mu.Unlock()
	if s.Sent != nil {
		s.Sent(told)
	}
}

func (c *call) watchEvents() (result, *Failure) {
	ch, f := c.channel()
	if f != nil {
		return result{}, f
	}
	if !c.Channels.open(ch) {
		return result{}, fail("E34").saying("Channel id " + ch.ID + " not unique")
	}
	o := store.Object{"kind": "api#channel", "id": ch.ID, "resourceId": ch.Resource, "resourceUri": ch.URI, "expiration": strconv.FormatInt(ch.Expires.UnixMilli(), 10)}
	if ch.Token != "" {
		o["token"] = ch.Token
	}
	return ok(o), nil
}

func (c *call) channel() (*Channel, *Failure) {
	id, address, secret := store.Text(c.body, "id"), store.Text(c.body, "address"), store.Text(c.body, "token")
	if id == "" || address == "" {
		return nil, fail("E25")
	}
	if len(id) > 64 || len(secret) > 256 {
		return nil, fail("E29")
	}
	if kind := store.Text(c.body, "type"); kind != "web_hook" && kind != "webhook" {
		return nil, fail("E34c")
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && (!c.AnyCallback || u.Scheme != "http") {
		return nil, fail("E34b")
	}
	p, _ := c.Directory.ProjectOf(c.token.Account)
	resource := seed.New("resource", p.ID+c.calendar.ID).String("abcdefghijklmnopqrstuvwxyz0123456789", 19)
	return &Channel{ID: id, Resource: resource, Address: address, Token: secret, Account: c.token.Account, Project: p.ID, Calendar: c.calendar.ID,
		URI:     c.Spell("https://www.googleapis.com/calendar/v3/calendars/"+url.PathEscape(c.calendar.ID)) + "/events?alt=json",
		Expires: c.expiry()}, nil
}

// expiry is the stricter of what was asked for and Google's limit.
func (c *call) expiry() time.Time {
	until := c.Now().Add(ordinaryLife)
	if ttl, err := strconv.ParseInt(store.Text(store.Sub(c.body, "params"), "ttl"), 10, 32); err == nil && ttl > 0 {
		until = c.Now().Add(time.Duration(ttl) * time.Second)
	}
	switch at := c.body["expiration"].(type) {
	case float64:
		until = time.UnixMilli(int64(at))
	case string:
		if ms, err := strconv.ParseInt(at, 10, 64); err == nil {
			until = time.UnixMilli(ms)
		}
	}
	if most := c.Now().Add(maxLife); until.After(most) {
		return most
	}
	return until
}

func (c *call) stopChannel() (result, *Failure) {
	id, resource := store.Text(c.body, "id"), store.Text(c.body, "resourceId")
	p, _ := c.Directory.ProjectOf(c.token.Account)
	if !c.Channels.stop(p.ID, id, resource) {
		return result{}, fail("E14").saying("Channel '" + strings.ReplaceAll(id, "'", "") + "' not found for project '" + p.ID + "'")
	}
	return noContent(), nil
}
