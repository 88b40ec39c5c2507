package propose

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"torii/mockidp/plan"
	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// session is a probe: where the Relying Party tells who is signed in.
type session struct {
	Page      string
	Accept    string
	Status    int
	Shows     string
	JSON, CSS string
	rank      int
}

// Member is the probe's member as the command line spells it.
func (s session) Member() string {
	if s.JSON != "" {
		return "json:" + s.JSON
	}
	return "css:" + s.CSS
}

// probe is the session as a target has it.
func (s session) probe() target.Session {
	return target.Session{Address: s.Page, Status: s.Status, Shows: s.Shows, Member: target.Where{JSON: s.JSON, CSS: s.CSS}}
}

// sessionPages are where a Relying Party usually tells who is signed in.
var sessionPages = []string{"/me", "/api/me", "/mypage", "/account", "/profile", "/user", "/users/me", "/api/user", "/session", "/api/session", "/whoami", "/"}

// maxPages bounds how many pages are compared.
const maxPages = 30

// crowd are three browsers: two people who are signed in, and nobody.
type crowd struct {
	a, b, nobody *trail
	last         *driver.Page // what the first login ended on
}

// sessions finds the session probe, the logout and what a cancelled login comes to.
func (p *proposer) sessions(ctx context.Context, f *found) error {
	c, all, err := p.worked(ctx, f)
	if err != nil {
		return err
	}
	if f.Session, err = p.settle(all); err != nil {
		return err
	}
	p.others(ctx, f)
	f.Logout = p.logout(ctx, f, c)
	f.Cancelled, err = p.cancelled(ctx, f)
	return err
}

// worked finds the first login after which a page tells who is signed in. Those before it were seen to fail.
func (p *proposer) worked(ctx context.Context, f *found) (c crowd, all []session, err error) {
	for len(f.Providers) > 0 {
		if c, err = p.gather(ctx, f); err != nil {
			return c, nil, err
		}
		if all = p.compare(ctx, c); len(all) > 0 {
			return c, all, nil
		}
		first := f.Providers[0]
		err = fmt.Errorf("%w: after the login with %s no page tells who is signed in (it ended on %s, title %q). Name one with --session PATH; "+
			"if it ended on a registration form, write torii.yaml by hand with registration: {shows, steps}", ErrNothingFound, first.ID, place(c.last.URL), c.last.Title())
		problem := fmt.Sprintf("no page tells who is signed in; it ended with status %d, title %q", c.last.Status, c.last.Title())
		p.fails(ctx, c.a, first.ID, "a/"+first.ID, problem, p.shown(ctx, c.a)...)
		f.Broken, f.Providers = append(f.Broken, first), f.Providers[1:]
	}
	return c, nil, err
}

// shown is what the likeliest session page shows to a browser.
func (p *proposer) shown(ctx context.Context, in *trail) []event.Looked {
	page, err := p.look(ctx, in, cmp.Or(p.Known.Session, sessionPages[0]), "")
	if err != nil {
		return nil
	}
	return []event.Looked{p.glance(event.AfterLogin, page, in)}
}

// others tries the logins besides the first: one after which nobody is signed in is no login that works.
func (p *proposer) others(ctx context.Context, f *found) {
	works := f.Providers[:1:1]
	for _, of := range f.Providers[1:] {
		in := p.browser()
		who, _, err := people(of.ID)
		if err == nil {
			err = p.plant(ctx, in, "tried/"+of.ID, of.ID, who, plan.Approve)
		}
		if err == nil {
			_, err = p.use(ctx, in, control{f.LoginPage, of.Select})
		}
		problem := "nobody is signed in after it"
		if err == nil {
			after, looked := p.look(ctx, in, f.Session.Page, f.Session.Accept)
			if err = looked; err == nil {
				if _, in := member(f.Session, after); in {
					works = append(works, of)
					continue
				}
			}
		}
		if err != nil {
			problem = err.Error()
		}
		p.fails(ctx, in, of.ID, "tried/"+of.ID, problem, p.shown(ctx, in)...)
		f.Broken = append(f.Broken, of)
	}
	f.Providers = works
}

func place(u *url.URL) string { return u.Scheme + "://" + u.Host + u.Path }

// gather logs two people in.
func (p *proposer) gather(ctx context.Context, f *found) (crowd, error) {
	c, first := crowd{a: p.browser(), b: p.browser(), nobody: p.browser()}, f.Providers[0]
	one, other, err := people(first.ID)
	if err != nil {
		return c, err
	}
	at := control{f.LoginPage, first.Select}
	if err := p.plant(ctx, c.a, "a/"+first.ID, first.ID, one, plan.Approve); err != nil {
		return c, err
	}
	if c.last, err = p.use(ctx, c.a, at); err != nil {
		return c, err
	}
	if err := p.plant(ctx, c.b, "b/"+first.ID, first.ID, other, plan.Approve); err != nil {
		return c, err
	}
	_, err = p.use(ctx, c.b, at)
	return c, err
}

// compare probes the likely pages and returns those that tell people apart, the best first.
func (p *proposer) compare(ctx context.Context, c crowd) []session {
	pages := slices.Clone(sessionPages)
	if p.Known.Session != "" {
		pages = []string{p.Known.Session}
	} else if path, ok := strings.CutPrefix(place(c.last.URL), p.URL); ok && path != "" && !slices.Contains(pages, path) {
		pages = slices.Insert(pages, 0, path)
	}
	var all []session
	for i, path := range pages[:min(len(pages), maxPages)] {
		for _, accept := range []string{"", "application/json"} {
			for _, s := range p.tells(ctx, c, path, accept) {
				s.rank += len(pages) - i
				all = append(all, s)
			}
		}
	}
	slices.SortStableFunc(all, func(x, y session) int { return cmp.Compare(y.rank, x.rank) })
	return all
}

// tells returns the probes that one page gives: what is another text for another
// person, the same when asked again, and not there for nobody.
func (p *proposer) tells(ctx context.Context, c crowd, path, accept string) []session {
	shown := make([]*driver.Page, 0, len("aabn"))
	for _, in := range []*trail{c.a, c.a, c.b, c.nobody} {
		page, err := p.look(ctx, in, path, accept)
		if err != nil {
			return nil
		}
		shown = append(shown, page)
	}
	one, again, other, nobody := shown[0], shown[1], shown[2], shown[3]
	if one.Status >= http.StatusMultipleChoices || other.Status != one.Status {
		return nil
	}
	var all []session
	for _, s := range places(one) {
		s.Page, s.Accept, s.Status = path, accept, one.Status
		if p.Known.Member != "" && p.Known.Member != s.Member() {
			continue
		}
		if s.CSS != "" && nobody.Status == one.Status {
			s.Shows = s.CSS // the page is there for everybody: what is on it tells
		}
		a, okA := member(s, one)
		same, okSame := member(s, again)
		b, okB := member(s, other)
		in, _, err := s.probe().Probe(nobody)
		if okA && okSame && okB && a == same && a != b && !in && err == nil {
			if nobody.Status != one.Status {
				s.rank += statusTells
			}
			all = append(all, s)
		}
	}
	return all
}

// How much speaks for a probe: what a program answers is meant to stay.
const (
	statusTells = 20
	isJSON      = 40
	isNamed     = 10
)

func member(s session, p *driver.Page) (string, bool) {
	in, who, err := s.probe().Probe(p)
	return who, in && err == nil
}

func (p *proposer) look(ctx context.Context, in *trail, path, accept string) (*driver.Page, error) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	header := http.Header{}
	if accept != "" {
		header.Set("Accept", accept)
	}
	return in.Probe(ctx, p.URL+path, header)
}

// settle asks where more than one probe is as good as the best.
func (p *proposer) settle(all []session) (session, error) {
	var answers []string
	by := map[string]session{}
	for _, s := range all {
		if _, known := by[s.Page]; !known && s.rank/rankStep == all[0].rank/rankStep {
			answers = append(answers, s.Page)
			by[s.Page] = s
		}
	}
	page, err := p.ask(Question{Flag: "--session", Asks: "which page tells who is signed in?", Answers: answers})
	if err != nil {
		return session{}, err
	}
	answers, of := nil, map[string]session{}
	for _, s := range all {
		if _, known := of[s.Member()]; s.Page == page && !known && (s.JSON != "") == (by[page].JSON != "") {
			answers = append(answers, s.Member())
			of[s.Member()] = s
		}
	}
	who, err := p.ask(Question{Flag: "--member", Asks: "what on " + page + " is the member, the same at every login?", Answers: answers})
	return of[who], err
}

// rankStep is how much better a page has to be for the others not to be asked about.
const rankStep = 20

// cancelled logs in once more and says no at the provider.
func (p *proposer) cancelled(ctx context.Context, f *found) (string, error) {
	in, first := p.browser(), f.Providers[0]
	who, _, err := people(first.ID)
	if err != nil {
		return "", err
	}
	if err := p.plant(ctx, in, "cancelled", first.ID, who, plan.Cancel); err != nil {
		return "", err
	}
	page, err := p.use(ctx, in, control{f.LoginPage, first.Select})
	if err != nil {
		return "it came to no end: " + err.Error(), nil
	}
	after, err := p.look(ctx, in, f.Session.Page, f.Session.Accept)
	if err != nil {
		return "", err
	}
	if _, signedIn := member(f.Session, after); signedIn {
		return "", errors.New("after a cancelled login the session probe says that somebody is signed in: choose another with --session")
	}
	return fmt.Sprintf("status %d, title %q", page.Status, page.Title()), nil
}
