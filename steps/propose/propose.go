// Package propose finds out how a Relying Party that is running is used, and drafts
// its torii.yaml: it logs two people in, one of them is cancelled once, and it
// compares what the Relying Party shows to them and to nobody.
//
// It judges nothing. What it cannot tell it asks.
package propose

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"torii/mockidp"
	"torii/reports/cause"
	"torii/reports/event"
	"torii/rpclient/driver"
	httpdriver "torii/rpclient/driver/http"
	"torii/rpclient/target"
)

// Options say where the Relying Party and the mocks are, and what is known already.
type Options struct {
	URL       string   // origin of the Relying Party
	Mocks     string   // origin of the mocks' path door
	Control   string   // origin of the mocks' control port
	Providers []string // empty: every one that a control leads to
	Known     Known
	Now       func() time.Time
	// Choose answers a question; nil leaves it open.
	Choose func(Question) (string, error)
	// Failed is told of every login that was seen to fail; nil tells nobody.
	Failed func(cause.Block)
}

// Known is what the caller has answered already; "" is not known.
type Known struct {
	LoginPage string
	Login     map[string]string // CSS selector by provider
	Session   string            // path
	Member    string            // json:PATH or css:SELECTOR
	Logout    string            // PAGE SELECTOR
}

// Question is something with several answers, the likeliest first.
type Question struct {
	Flag    string // that answers it
	Asks    string
	Answers []string
}

// Open is the error of questions that nobody was there to answer.
type Open struct{ Questions []Question }

func (o Open) Error() string {
	var b strings.Builder
	b.WriteString("there is more than one answer, and nobody to ask:")
	for _, q := range o.Questions {
		fmt.Fprintf(&b, "\n  %s", q.Asks)
		for i, answer := range q.Answers {
			mark := "      "
			if i == 0 {
				mark = "guess "
			}
			fmt.Fprintf(&b, "\n    %s%s '%s'", mark, q.Flag, answer)
		}
	}
	b.WriteString("\nrepeat the command with these flags, or with --yes to take the guesses")
	return b.String()
}

// ErrNothingFound tells that the Relying Party could not be understood.
var ErrNothingFound = errors.New("nothing to propose")

// deadline bounds one navigation.
const deadline = 20 * time.Second

// proposer finds out.
type proposer struct {
	Options
	run  string // part of every login id
	open []Question
}

// found is what was found out about a Relying Party.
type found struct {
	URL       string
	Listen    string // where the mocks were
	LoginPage string
	Providers []provider
	Broken    []provider // logins that were seen to fail
	Session   session
	Logout    *control
	Cancelled string // what the cancelled login came to
}

// provider is one login that works.
type provider struct{ ID, Select, Callback string }

// control is a control on a page.
type control struct{ Page, Select string }

// Draft finds out, and returns the torii.yaml.
func Draft(ctx context.Context, o Options, run string) (string, error) {
	p := &proposer{Options: o, run: run}
	if u, err := url.Parse(o.URL); err != nil || u.Host == "" || u.Path != "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", fmt.Errorf("--url: got %q; want an origin such as http://localhost:3000", o.URL)
	}
	f := found{URL: o.URL, Listen: strings.TrimPrefix(o.Mocks, "http://")}
	if err := p.logins(ctx, &f); err != nil {
		return "", err
	}
	if err := p.sessions(ctx, &f); err != nil {
		return "", err
	}
	if len(p.open) > 0 {
		return "", Open{p.open}
	}
	return f.yaml()
}

// ask settles on one answer. With nobody to ask it takes the first and keeps the question.
func (p *proposer) ask(q Question) (string, error) {
	if len(q.Answers) == 1 {
		return q.Answers[0], nil
	}
	if p.Choose != nil {
		return p.Choose(q)
	}
	p.open = append(p.open, q)
	return q.Answers[0], nil
}

// trail is a browser with the requests it has made.
type trail struct {
	driver.Browser
	hops   []driver.Hop
	events []event.Event // the same as facts of a log
}

func (p *proposer) browser() *trail {
	t := &trail{}
	t.Browser = httpdriver.New(httpdriver.Options{Transport: &http.Transport{DisableCompression: true}, RealHost: p.realHost,
		Mocked: p.mocked, Admit: p.admit, Now: p.Now, OnHop: func(h driver.Hop) {
			t.hops = append(t.hops, h)
			t.events = append(t.events, event.Event{At: p.Now(), Fact: event.Hopped{Method: h.Method, URL: h.URL, Status: h.Status, Location: h.Location, Mocked: h.Mocked}})
		}})
	return t
}

// host returns the mocked host that an address stands for, "" for none.
func (p *proposer) host(u *url.URL) string {
	if u.Scheme+"://"+u.Host != p.Mocks {
		return ""
	}
	host, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	return host
}

func (p *proposer) mocked(u *url.URL) bool { return p.host(u) != "" }

func (p *proposer) realHost(u *url.URL) string {
	if host := p.host(u); host != "" {
		return host
	}
	return u.Hostname()
}

// admit keeps the browser from whatever is neither the Relying Party nor the mocks.
func (p *proposer) admit(u *url.URL) error {
	own, err := url.Parse(p.URL)
	if err != nil || p.mocked(u) || u.Hostname() == own.Hostname() {
		return err
	}
	return fmt.Errorf("%w: it leads to %s://%s%s, which was not asked; point it at the mocks (torii serve --print env)",
		target.ErrElsewhere, u.Scheme, u.Host, u.Path)
}

// providerAt returns the provider that a mocked host belongs to.
func providerAt(host string) string {
	for _, p := range mockidp.Profiles() {
		for _, route := range p.Routes {
			if u, err := url.Parse(route.URL); err == nil && u.Host == host {
				return p.ID
			}
		}
	}
	return ""
}

// use opens a page and uses a control on it.
func (p *proposer) use(ctx context.Context, in driver.Browser, c control) (*driver.Page, error) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	page, err := in.Open(ctx, p.URL+c.Page)
	if err != nil {
		return nil, err
	}
	return in.Use(ctx, page, c.Select, nil)
}
