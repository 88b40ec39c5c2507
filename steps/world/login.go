package world

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"torii/fixtures/persona"
	"torii/mockidp"
	"torii/mockidp/bend"
	"torii/mockidp/fault"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// login is one login of the scenario.
type login struct {
	id       string
	provider string
	way      string // the control that was used
	who      persona.Person
	browser  driver.Browser
	faults   []fault.Fault
	quirks   []profile.Quirk
	upstream []string    // faults of the provider that people are sent on to
	shown    string      // what the session page showed after it
	before   http.Header // the target's cookies as they were before it knew who it was
	came     event.Came
	member   string // whom the session probe named
	page     *driver.Page
	planted  bool     // the mock knows of it
	arrived  *url.URL // the callback's address, as the browser was sent there
	typed    *target.Values
	sentBack bool // the form for newcomers came back
	nowhere  bool // the target led the browser to what is no address
}

// newBrowser returns the browser of somebody who has never been here.
func (w *World) newBrowser() driver.Browser { return w.observe(w.bay.Browser) }

// observe opens a browser whose hops are watched and logged; it is closed with the row.
func (w *World) observe(open func(onHop func(driver.Hop)) driver.Browser) driver.Browser {
	o := &observed{}
	defer func() { w.opened = append(w.opened, o.Browser) }()
	o.Browser = open(func(h driver.Hop) {
		w.watch(h.URL, h.Location)
		w.add(o.login, event.Hopped{Method: h.Method, URL: w.masker.URL(h.URL), Status: h.Status,
			Location: w.masker.URL(h.Location), Mocked: h.Mocked})
	})
	return o
}

// observed is a browser whose hops are logged under the login that goes on in it.
type observed struct {
	driver.Browser
	login string
}

// Login names the login of the hops that follow.
func (o *observed) Login(id string) {
	o.login = id
	o.Browser.Login(id)
}

// plant prepares the login at the mock and in the browser.
func (w *World) plant(l *login, after string) error {
	if !l.planted {
		if err := w.prepareMock(l, after); err != nil {
			return err
		}
	}
	l.browser.Login(l.id)
	return nil
}

// prepareMock plants what the login shall meet.
func (w *World) prepareMock(l *login, after string) error {
	other, err := w.victimOf(l.provider)
	if err != nil {
		return err
	}
	planting := mockidp.Planting{Plan: plan.Plan{Login: l.id, Row: w.Row, Provider: l.provider, Person: l.who,
		Other: other.Subject, Does: w.does, After: after, Late: w.lateness(), Beside: w.beside}}
	for _, f := range l.faults {
		planting.Faults = append(planting.Faults, f.ID)
	}
	planting.Upstream = l.upstream
	for _, q := range l.quirks {
		planting.Quirks = append(planting.Quirks, q.ID)
	}
	if err := w.bay.Mocks().Plant(planting); err != nil {
		return unusable("%w", err)
	}
	l.planted = true
	return nil
}

// published reports whether the login plants what a target may read when it starts.
func (l *login) published() bool {
	return slices.ContainsFunc(l.faults, func(f fault.Fault) bool { return f.Place() == bend.Metadata }) ||
		slices.ContainsFunc(l.quirks, func(q profile.Quirk) bool { return q.Bend.Place() == bend.Metadata })
}

// begin uses the target's login control, as soon as the target's limits allow.
func (w *World) begin(ctx context.Context, l *login) (*driver.Page, error) {
	if err := w.bay.Pace(ctx); err != nil {
		return nil, err
	}
	control := w.bay.Target.Login[cmp.Or(l.way, l.provider)]
	if w.begins != nil {
		control = w.begins(control)
	}
	page, err := w.use(ctx, l, control)
	if !errors.Is(err, driver.ErrNoControl) || !w.signedInBefore(l) || w.bay.Target.Logout.IsZero() {
		return page, err
	}
	// Many a target offers no login to whoever is signed in: they log out first.
	if page, err := w.use(ctx, l, w.bay.Target.Logout); err != nil {
		return page, err
	}
	return w.use(ctx, l, control)
}

// signedInBefore reports whether an earlier login of the same browser succeeded.
func (w *World) signedInBefore(l *login) bool {
	return slices.ContainsFunc(w.logins, func(earlier *login) bool {
		return earlier != l && earlier.browser == l.browser && earlier.came.Outcome == event.SignedIn
	})
}

// use goes through the steps of a control.
func (w *World) use(ctx context.Context, l *login, c target.Control) (*driver.Page, error) {
	return w.follow(ctx, l, nil, c.Path())
}

// follow goes through steps from a page on: opens, fills in and uses what they name.
func (w *World) follow(ctx context.Context, l *login, page *driver.Page, steps []target.Step) (*driver.Page, error) {
	for i, s := range steps {
		next, err := w.step(ctx, l, page, s)
		if err != nil {
			return next, err
		}
		if page = next; page.Held != nil {
			return page, nil
		}
		w.watch(page.URL.String(), string(page.Body))
		if failed := page.Status >= http.StatusBadRequest; failed && i < len(steps)-1 {
			return page, nil // the next step has nothing to stand on: that is the outcome
		}
	}
	return page, nil
}

// step takes one step.
func (w *World) step(ctx context.Context, l *login, page *driver.Page, s target.Step) (_ *driver.Page, err error) {
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	if s.Page != "" {
		page, err = l.browser.Open(ctx, s.Page)
	}
	if err != nil || s.Select == "" {
		return page, late(ctx, err)
	}
	var fields url.Values
	if len(s.Fill) > 0 {
		fields, err = target.Entries(page, s.Fill, w.values(l))
	}
	if err == nil {
		var next *driver.Page
		if next, err = l.browser.Use(ctx, page, s.Select, fields); err == nil {
			return next, nil
		}
	}
	if errors.Is(err, target.ErrEntry) {
		return page, unusable("%w: mend the control in torii.yaml", err)
	}
	if errors.Is(err, driver.ErrNoControl) {
		if page.Status >= http.StatusBadRequest {
			return page, nil // the page itself has failed: that is the outcome
		}
		w.lacks(page, s.Select)
		return page, misdescribed("%w: mend the control in torii.yaml", err)
	}
	return nil, late(ctx, err)
}

// late names the deadline in a failure that came of it: a real browser tells only
// that the navigation was aborted.
func late(ctx context.Context, err error) error {
	if err == nil || ctx.Err() == nil || errors.Is(err, ctx.Err()) {
		return err
	}
	return fmt.Errorf("%w: %w", ctx.Err(), err)
}

// toCallback makes the browser stop before the provider's answer reaches the target.
func (w *World) toCallback(b driver.Browser) { b.Hold(w.isResponse) }

// resume sends a held response on, in any browser.
func (w *World) resume(ctx context.Context, b driver.Browser, held *driver.Request) (*driver.Page, error) {
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	b.Hold(nil)
	if w.begins != nil {
		b.Hold(w.elsewhere)
	}
	page, err := b.Resume(ctx, held)
	return page, late(ctx, err)
}

// settle asks the target what it believes, and logs how the login ended.
func (w *World) settle(ctx context.Context, l *login, page *driver.Page, failure error) error {
	l.page = page
	came, member, err := w.outcome(ctx, l, page, failure)
	if err == nil && came.Outcome == event.Registration && len(l.faults) == 0 {
		came, member, err = w.register(ctx, l, page)
	}
	if err != nil {
		return err
	}
	w.ended(l, came, member)
	return nil
}

// ended logs how a login ended.
func (w *World) ended(l *login, came event.Came, member string) {
	l.came, l.member = came, member
	w.noteMember(l)
	w.add(l.id, came)
	if l.page != nil && came.Outcome != event.SignedIn {
		if shown := w.masker.Scrub(l.page.Text()); shown != "" {
			w.add(l.id, event.Shown{Text: shown})
		}
	}
	if l.sentBack {
		w.add(l.id, event.SentBack{Says: came.Detail})
	}
}

func (w *World) outcome(ctx context.Context, l *login, page *driver.Page, failure error) (event.Came, string, error) {
	if ctx.Err() != nil {
		return event.Came{}, "", unusable("the run was interrupted: %w", context.Cause(ctx))
	}
	came := event.Came{Stage: w.stage(l.id)}
	if failure != nil {
		came.Detail = w.masker.Scrub(failure.Error())
	}
	switch {
	case errors.Is(failure, ErrUnusable):
		return came, "", failure
	case errors.Is(failure, target.ErrElsewhere):
		return w.ledAway(ctx, l, came, failure)
	case stuck(failure):
		came.Outcome, came.Nobody = event.Stuck, w.nobody(ctx, l)
		return came, "", nil
	case errors.Is(failure, driver.ErrMalformed):
		w.ledNowhere(l, failure)
		return w.believes(ctx, l, nil, came)
	case errors.Is(failure, driver.ErrScheme): // the browser shows nothing more; the session is what it is
		return w.believes(ctx, l, nil, came)
	case failure != nil:
		return w.crashed(came)
	}
	w.read(&came, page)
	w.met(l, page)
	if w.bay.Mocked(page.URL) {
		came.Outcome, came.Detail, came.Nobody = event.AtProvider, w.told(l.id), w.nobody(ctx, l)
		return came, "", nil
	}
	if err := environment(page); err != nil {
		return came, "", err
	}
	return w.believes(ctx, l, page, came)
}

// ledAway tells of a login that the browser did not follow to where it led. Behind the
// provider the target has had its answer: where it then sends people is its own affair.
func (w *World) ledAway(ctx context.Context, l *login, came event.Came, failure error) (event.Came, string, error) {
	to, known := errors.AsType[*target.ElsewhereError](failure)
	if known {
		came.Detail = w.masker.Scrub(to.Says)
	}
	switch {
	case known && to.Provider, known && came.Stage == startStage:
		came.Outcome = event.LedAway
		return came, "", nil
	case known:
		return w.believes(ctx, l, nil, came)
	}
	return came, "", unusable("%w", failure)
}

// believes tells by the session whom the target takes the person for.
func (w *World) believes(ctx context.Context, l *login, page *driver.Page, came event.Came) (event.Came, string, error) {
	signedIn, member, err := w.probe(ctx, l.browser, nil)
	switch {
	case errors.Is(err, ErrUnusable):
		return came, "", err
	case stuck(err):
		came.Outcome, came.Detail = event.Stuck, w.masker.Scrub("session probe: "+err.Error())
	case err != nil:
		came.Detail = w.masker.Scrub("session probe: " + err.Error())
		return w.crashed(came)
	case signedIn:
		l.shown = w.shown.text()
		came.Outcome, came.Member = event.SignedIn, w.masker.Digest(member)
		if member == unnamed {
			came.Member, came.Owner = "", event.Nobody
		}
	case w.bay.Target.Registration.Asked(page):
		came.Outcome = event.Registration
	default:
		came.Outcome = event.Refused
		came.Detail = cmp.Or(came.Detail, w.told(l.id))
	}
	return came, member, nil
}

// nobody reports whether the target says that nobody is signed in. A target that cannot
// be asked has not said so.
func (w *World) nobody(ctx context.Context, l *login) bool {
	signedIn, _, err := w.probe(ctx, l.browser, nil)
	return err == nil && !signedIn
}

// met notes what the browser has before it.
func (w *World) met(l *login, page *driver.Page) {
	w.watch(page.URL.String(), string(page.Body))
	for _, c := range l.browser.Cookies(w.bay.Target.Session.Address) {
		w.watch(c.Value)
	}
}

// told is why the provider kept a login, or gave nothing for its code, as the mock explains it.
func (w *World) told(login string) string {
	why := ""
	for _, e := range w.facts() {
		if f, ok := e.Fact.(event.Called); ok && e.Login == login && !f.Why.IsZero() {
			why = f.Error + ": " + f.Why.String()
		}
	}
	return why
}

func (w *World) crashed(came event.Came) (event.Came, string, error) {
	came.Outcome = event.Crashed
	if problem := w.fallen(); problem != nil {
		came.Ended, came.Detail = true, w.masker.Scrub("process ended: "+problem.Error())
	}
	return came, "", nil
}

// How long a connection that broke off may be ahead of the news that its process has ended.
const (
	newsWithin = 500 * time.Millisecond
	newsEvery  = 10 * time.Millisecond
)

// fallen returns how the target's process has ended, nil where it runs on or is none of ours.
func (w *World) fallen() error {
	if w.bay.Gone == nil {
		return nil
	}
	deadline := time.After(newsWithin)
	tick := time.NewTicker(newsEvery)
	defer tick.Stop()
	for {
		if gone, problem := w.bay.Gone(); gone {
			return problem
		}
		select {
		case <-deadline:
			return nil
		case <-tick.C:
		}
	}
}

// stuck reports whether a failure means that the target never came to an end.
func stuck(err error) bool {
	var timeout net.Error
	return errors.Is(err, driver.ErrLoop) || errors.Is(err, driver.ErrTooLarge) || errors.Is(err, context.DeadlineExceeded) ||
		errors.As(err, &timeout) && timeout.Timeout()
}

// environment tells pages that are not the target's own: a limiter, a wall in front.
func environment(page *driver.Page) error {
	switch {
	case page.Status == http.StatusTooManyRequests:
		return unusable("%s answered 429: something limits the run; set limits.parallel or limits.logins_per_minute lower", page.URL.Host)
	case page.Status == http.StatusUnauthorized && strings.HasPrefix(strings.ToLower(page.Header.Get("WWW-Authenticate")), "basic"):
		return unusable("%s asks for HTTP Basic authentication, which stands in front of the service", page.URL.Host)
	}
	return nil
}

// read notes what the last page shows.
func (w *World) read(came *event.Came, page *driver.Page) {
	came.Status, came.Title, came.Page = page.Status, w.masker.Scrub(page.Title()), target.ForPeople(page)
	if doc, err := page.Document(); err == nil {
		came.Marker, came.Rules = w.bay.Target.Marker.Read(doc)
	}
}

// unnamed is what nobody's session is called: one whose page names no member.
const unnamed = "(nobody)"

// measure keeps what the honest login has shown of the session page.
func (w *World) measure(c event.Controlled) {
	w.blank, w.named = c.Blank, w.named || c.SignedIn
}

// probe asks the session page who is signed in. A header of its own stands for another browser's cookies.
func (w *World) probe(ctx context.Context, b driver.Browser, cookies http.Header) (bool, string, error) {
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	s := w.bay.Target.Session
	header := s.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	maps.Copy(header, cookies)
	page, err := b.Probe(ctx, s.Address, header)
	if err != nil {
		return false, "", late(ctx, err)
	}
	w.probed.set(page)
	signedIn, member, err := s.Probe(page)
	if errors.Is(err, target.ErrUnnamed) && (w.blank || w.named) {
		signedIn, member, err = !w.blank, unnamed, nil
	}
	if err != nil {
		return false, "", misdescribed("%w: mend session in torii.yaml", err)
	}
	w.shown.set(string(page.Body))
	return signedIn, member, nil
}

// stages are the endpoints that tell how far a login went, the farthest first.
var stages = []profile.Endpoint{profile.UserInfo, profile.Token, profile.Authorization}

func (w *World) stage(login string) string {
	called := w.called(login)
	for _, stage := range stages {
		if slices.Contains(called, string(stage)) {
			return string(stage)
		}
	}
	return startStage
}

// startStage is how far a login went that reached no endpoint.
const startStage = "start"

// planted is the provider that a login was prepared at. What that provider asks of
// others in the same login is no call of the target's.
func (w *World) planted(login string) string {
	for _, e := range w.facts() {
		if f, ok := e.Fact.(event.Planted); ok && e.Login == login {
			return f.Provider
		}
	}
	return ""
}

// called returns the endpoints of its provider that a login called, in order.
func (w *World) called(login string) []string {
	var endpoints []string
	provider := w.planted(login)
	for _, e := range w.facts() {
		if f, ok := e.Fact.(event.Called); ok && e.Login == login && f.Provider == provider {
			endpoints = append(endpoints, f.Endpoint)
		}
	}
	return endpoints
}

// cookies are the cookies a browser would send to the target, as a header.
func (w *World) cookies(b driver.Browser) http.Header {
	var pairs []string
	for _, c := range b.Cookies(w.bay.Target.Session.Address) {
		pairs = append(pairs, c.Name+"="+c.Value)
		w.masker.Learn(c.Value)
	}
	if len(pairs) == 0 {
		return nil
	}
	return http.Header{"Cookie": {strings.Join(pairs, "; ")}}
}
