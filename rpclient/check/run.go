package check

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// Options say what is checked, and how.
type Options struct {
	File    target.File // as In has chosen it
	Env     string      // name of the chosen environment, for people
	Version string
	Log     *event.Log
	Masker  *event.Masker
	Now     func() time.Time
	// Transport is the way to the environment; nil is the file's own.
	Transport http.RoundTripper
	// Outdated is the way by a TLS version that nobody should answer; nil is the file's own.
	Outdated http.RoundTripper
	Starts   int           // logins begun at each provider
	Pause    time.Duration // between two requests
	Codes    bool          // also send made-up codes to the callback
	Done     func(row string)
	// Changes are the days on which providers change, as far as they are known.
	Changes []Change
	// Aim starts a camera, and Picture keeps what it took of a row; nil takes none.
	Aim     Aim
	Picture func(row string, png []byte) error
}

// The bounds of Starts: few values show nothing, and many are a burden.
const (
	MinStarts     = 3
	DefaultStarts = 5
	MaxStarts     = 50
)

// run is one check under way.
type run struct {
	Options
	wire     *wire
	describe target.Description
	clock    time.Time // of the last login begun
	row      string    // where hops are logged
	rows     int
	camera   Camera // once the first picture is taken
}

// Run checks one environment and logs what it saw.
func Run(ctx context.Context, o Options) error {
	r, err := newRun(o)
	if err != nil {
		return err
	}
	r.open(o.Env)
	r.handedIn()
	r.changes()
	front := r.front(ctx)
	r.environment(front)
	for _, id := range r.offered() {
		r.provider(ctx, id, front)
	}
	if r.camera != nil {
		r.camera.Close()
	}
	r.Log.Add("", "", event.RunEnded{Rows: r.rows})
	return ctx.Err()
}

// ErrNowhere tells that the file names no Relying Party that already runs.
var ErrNowhere = errors.New("torii check asks a Relying Party that already runs: choose an environment of the file with --env, or give url")

func newRun(o Options) (*run, error) {
	if o.File.URL == "" {
		return nil, ErrNowhere
	}
	if o.Starts < MinStarts || o.Starts > MaxStarts {
		return nil, fmt.Errorf("--starts: got %d; want %d to %d", o.Starts, MinStarts, MaxStarts)
	}
	if o.Done == nil {
		o.Done = func(string) {}
	}
	if o.File.Chosen == nil {
		o.File.Chosen = &target.FileEnvironment{URL: o.File.URL}
	}
	if o.Transport == nil {
		nobody := func(*url.URL) bool { return false }
		way, err := o.File.Transport(nobody, nil)
		if err != nil {
			return nil, err
		}
		o.Transport = way
		if o.Outdated, err = o.File.Outdated(); err != nil {
			return nil, err
		}
	}
	o.Masker.Keep(o.File.Secrets()...)
	r := &run{Options: o, describe: o.File.Describe(o.File.URL)}
	r.wire = &wire{next: o.Transport, agent: Agent(o.Version), hosts: o.File.Hosts(), secure: strings.HasPrefix(o.File.URL, "https:"), pause: o.Pause, now: o.Now}
	return r, nil
}

// Agent is what the requests say of themselves.
func Agent(version string) string {
	return "torii-check/" + version + " (checks an OpenID Connect Relying Party without logging in; started by its operator)"
}

// open begins the log.
func (r *run) open(env string) {
	name := r.describe.Name
	if env != "" {
		name += " (" + env + ")"
	}
	r.Log.Add("", "", event.RunStarted{Target: name, Version: r.Version,
		Environment: map[string]string{"command": "torii check", "environment": env, "url": r.File.URL, "kind": r.File.Chosen.Kind}})
}

// own reports whether an address lies within the environment. Where that is served by
// https, its hosts without it are not: what goes there could be read on the way.
func (r *run) own(u *url.URL) bool { return r.wire.carries(u) }

// offered are the providers of this environment.
func (r *run) offered() []string {
	if len(r.File.Chosen.Offers) > 0 {
		return r.File.Chosen.Offers
	}
	return r.describe.Providers()
}

// paced waits until the file's limits allow one login more.
func (r *run) paced(ctx context.Context) error {
	due := r.clock.Add(r.File.Pace())
	if left := due.Sub(r.Now()); left > 0 {
		timer := time.NewTimer(left)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	r.clock = r.Now()
	return ctx.Err()
}

// hopped logs a request in the row that asked for it.
func (r *run) hopped(h driver.Hop) {
	r.learnReturn(h.URL)
	r.learnReturn(h.Location)
	r.Log.Add(r.row, "", event.Hopped{Method: h.Method, URL: r.Masker.URL(h.URL), Status: h.Status, Location: r.Masker.URL(h.Location)})
}

// begins opens a row: one check at one provider, or of the whole environment.
func (r *run) begins(c Check, provider string) string {
	id := "check-" + c.ID
	if provider != "" {
		id += "/" + provider
	}
	r.row = id
	return id
}

// tell writes a row whose result is known.
func (r *run) tell(c Check, provider string, found result) {
	id := r.begins(c, provider)
	shown := provider
	if shown == "" {
		shown = "rp"
	}
	opened := event.RowStarted{Feature: c.Family.Says().String(), Name: c.Says.String(), Provider: shown, Rule: string(c.Rule),
		Tags: []string{"@check", "@" + string(c.Family)}, File: "torii check", Lacks: found.lacks, Skip: found.skip, Loginless: true,
		Baseline: string(r.describe.Baseline)}
	r.Log.Add(id, "", opened)
	if found.broke != "" {
		r.Log.Add(id, "", event.Broke{Problem: r.Masker.Scrub(found.broke)})
	}
	for _, f := range found.findings {
		ruled := f.rule
		if ruled == "" {
			ruled = c.Rule
		}
		r.Log.Add(id, "", event.Checked{What: c.ID, Rule: string(ruled), Says: f.says, Want: r.Masker.Scrub(clip(f.want)), Got: r.Masker.Scrub(clip(f.got)),
			Fix: f.fix, Confidence: f.confidence})
	}
	r.Log.Add(id, "", event.RowEnded{})
	r.rows++
	r.Done(id)
}

// maxWord bounds a word that the Relying Party has a say in.
const maxWord = 300

func clip(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) <= maxWord {
		return s
	}
	return strings.ToValidUTF8(s[:maxWord], "") + "…"
}

// unreachable is the result of what could not be looked at because of an earlier row.
func unreachable(what text.Both) result {
	return result{skip: text.Both{JA: "先の検査で止まった: " + what.JA, EN: "an earlier check stopped: " + what.EN}}
}
