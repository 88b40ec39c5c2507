package world

import (
	"context"
	"slices"
	"strconv"
	"time"

	"torii/fixtures/persona"
	"torii/fixtures/rule"
	"torii/mockidp/fault"
	"torii/mockidp/plan"
	"torii/reports/event"
	"torii/rpclient/driver"
)

// LogIn takes the scenario's person through one login, with what was planted, in
// the same browser as before.
func (w *World) LogIn(ctx context.Context, provider string) error {
	l, err := w.prepare(ctx, provider)
	if err != nil {
		return err
	}
	for _, f := range l.faults {
		if f.Attack != "" {
			return w.attack(ctx, l, f)
		}
		if f.Earlier && len(w.logins) == 0 {
			return unusable("fault %s wants an earlier login in the same browser", f.ID)
		}
	}
	l.browser = w.sameBrowser()
	after := ""
	if n := len(w.logins); n > 0 {
		after = w.logins[n-1].id
	}
	if err := w.plant(l, after); err != nil {
		return err
	}
	w.logins = append(w.logins, l)
	return w.walk(ctx, l)
}

// prepare checks the control of the provider and takes up what was planted.
func (w *World) prepare(ctx context.Context, name string) (*login, error) {
	provider, way, err := w.entrance(name)
	if err != nil {
		return nil, err
	}
	if _, ok := w.bay.Target.Login[way]; !ok {
		return nil, unusable("%s does not sign in with %s", w.bay.Target.Name, way)
	}
	if w.control != nil {
		controlled, err := w.control(ctx, way)
		if err != nil {
			return nil, err
		}
		w.add("", controlled)
		w.measure(controlled)
		if !controlled.SignedIn && (w.Rule != HonestRule || controlled.Misdescribed) && !slices.Contains(rule.OfRequest(), rule.ID(w.Rule)) {
			return nil, ErrVacuous
		}
	}
	who, err := w.person(provider)
	if err != nil {
		return nil, err
	}
	if len(w.faults) > 0 {
		if err := w.registerFirst(ctx, way, who); err != nil {
			return nil, err
		}
	}
	l := &login{id: w.nextLogin(), provider: provider, way: way, who: who}
	if err := w.takeUp(l); err != nil {
		return nil, err
	}
	if l.published() { // a target may read it as early as its start
		if err := w.prepareMock(l, ""); err != nil {
			return nil, err
		}
	}
	if err := w.startAnew(ctx, l); err != nil {
		return nil, err
	}
	return l, nil
}

// HonestRule is the rule of the honest login itself: such rows are run even where it fails.
const HonestRule = string(rule.HonestLogin)

// sameBrowser is the scenario's one browser.
func (w *World) sameBrowser() driver.Browser {
	if w.browser == nil {
		w.browser = w.newBrowser()
	}
	return w.browser
}

// walk goes through the login, noting the target's cookies at the moment before it learns who comes.
func (w *World) walk(ctx context.Context, l *login) error {
	page, err := w.arrive(ctx, l)
	if err == nil && page.Held != nil {
		if err := w.dawdle(l); err != nil {
			return err
		}
		l.before, l.arrived = w.cookies(l.browser), page.Held.URL
		page, err = w.resume(ctx, l.browser, page.Held)
	}
	l.browser.Hold(nil)
	return w.settle(ctx, l, page, err)
}

// attack plays what somebody does with an honest response.
func (w *World) attack(ctx context.Context, l *login, f fault.Fault) error {
	l.browser = w.newBrowser()
	page, err := w.beginHeld(ctx, l)
	if err != nil || page.Held == nil {
		return w.settle(ctx, l, page, err)
	}
	switch f.Attack {
	case fault.Twice:
		if once, err := w.resume(ctx, l.browser, page.Held); err != nil {
			return w.settle(ctx, l, once, err)
		}
		return w.deliver(ctx, l, l.browser, f, page.Held)
	case fault.OtherPending:
		victim := w.newBrowser()
		if _, _, err := w.startOwn(ctx, l, victim); err != nil {
			return err
		}
		return w.deliver(ctx, l, victim, f, page.Held)
	case fault.StolenCode:
		return w.inject(ctx, l, f, page.Held)
	case fault.OtherWay:
		return w.mixUp(ctx, l, f, page.Held)
	}
	return w.deliver(ctx, l, w.newBrowser(), f, page.Held)
}

// startOwn makes somebody else begin a login of their own that is not finished yet.
func (w *World) startOwn(ctx context.Context, l *login, in driver.Browser) (*login, *driver.Page, error) {
	who, err := w.stranger(l.provider)
	if err != nil {
		return nil, nil, err
	}
	return w.startIn(ctx, l, in, who)
}

// startIn makes a person begin a login at the same provider that is not finished yet.
func (w *World) startIn(ctx context.Context, l *login, in driver.Browser, who persona.Person) (*login, *driver.Page, error) {
	own := &login{id: w.nextLogin(), provider: l.provider, way: l.way, who: who, browser: in}
	if err := w.plant(own, ""); err != nil {
		return nil, nil, err
	}
	w.toCallback(in)
	page, err := w.begin(ctx, own)
	return own, page, err
}

// deliver opens a response in a browser and asks what the target then believes there.
func (w *World) deliver(ctx context.Context, l *login, in driver.Browser, f fault.Fault, held *driver.Request) error {
	in.Login(l.id)
	w.add(l.id, event.Served{ID: f.ID, Place: string(f.Place())})
	page, err := w.resume(ctx, in, held)
	l.browser = in
	return w.settle(ctx, l, page, err)
}

// LogInHonestly takes a person through a login with nothing planted, in a browser of its own.
func (w *World) LogInHonestly(ctx context.Context, name string, who persona.Person) (*login, error) {
	provider, way, err := w.entrance(name)
	if err != nil {
		return nil, err
	}
	l := &login{id: w.nextLogin(), provider: provider, way: way, who: who}
	l.browser = w.newBrowser()
	does := w.does
	w.does = plan.Approve
	defer func() { w.does = does }()
	if err := w.plant(l, ""); err != nil {
		return nil, err
	}
	return l, w.walk(ctx, l)
}

// Alike says what somebody else has in common with the scenario's person.
type Alike int

// What two people can have in common.
const (
	NothingAlike Alike = iota
	SameAddress
	SameSubject
	SameSubjectOtherCase
	SameSubjectOtherEnd
)

// LogInAsSomebodyElse lets another person log in, in another browser, with what was planted.
func (w *World) LogInAsSomebodyElse(ctx context.Context, name string, alike Alike) error {
	return w.logInAsAnother(ctx, name, func(who *persona.Person) {
		switch alike {
		case SameAddress:
			who.Email = w.who.Email
		case SameSubject:
			who.Subject = w.who.Subject
		case SameSubjectOtherCase:
			who.Subject = otherCase(w.who.Subject)
		case SameSubjectOtherEnd:
			who.Subject = otherEnd(w.who.Subject)
		}
	})
}

// logInAsAnother lets a stranger log in, likened to the scenario's person, in another browser and
// with what was planted.
func (w *World) logInAsAnother(ctx context.Context, name string, liken func(who *persona.Person)) error {
	provider, way, err := w.entrance(name)
	if err != nil {
		return err
	}
	who, err := w.stranger(provider)
	if err != nil {
		return err
	}
	liken(&who)
	l := &login{id: w.nextLogin(), provider: provider, way: way, who: who, browser: w.newBrowser()}
	if err := w.takeUp(l); err != nil {
		return err
	}
	does := w.does
	w.does = plan.Approve
	defer func() { w.does = does }()
	if err := w.plant(l, ""); err != nil {
		return err
	}
	w.logins = append(w.logins, l)
	return w.walk(ctx, l)
}

// LogOut uses the target's logout control.
func (w *World) LogOut(ctx context.Context) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if w.bay.Target.Logout.IsZero() {
		return w.missing("logout")
	}
	if last.came.Outcome != event.SignedIn {
		return nil // there is no session to end, and perhaps no control: the login is judged
	}
	last.before = w.cookies(last.browser)
	page, err := w.use(ctx, last, w.bay.Target.Logout)
	if err != nil {
		return w.settle(ctx, last, page, err)
	}
	return environment(page)
}

// TwoTabs begins two logins in one browser and finishes the first; with both, which are
// then one person's, the second after it.
func (w *World) TwoTabs(ctx context.Context, name string, both bool) error {
	l, err := w.prepare(ctx, name)
	if err != nil {
		return err
	}
	l.browser = w.sameBrowser()
	first, err := w.beginHeld(ctx, l)
	if err != nil || first.Held == nil {
		return w.settle(ctx, l, first, err)
	}
	second := l.who
	if !both { // a tab that is left is somebody else's, so that taking it for the first one shows
		if second, err = w.stranger(l.provider); err != nil {
			return err
		}
	}
	own, other, err := w.startIn(ctx, l, l.browser, second)
	if err != nil {
		return err
	}
	if err := w.finishTab(ctx, l, first); err != nil || !both || other.Held == nil {
		return err
	}
	w.logins = append(w.logins, own)
	return w.finishTab(ctx, own, other)
}

func (w *World) finishTab(ctx context.Context, l *login, tab *driver.Page) error {
	l.browser.Login(l.id)
	page, err := w.resume(ctx, l.browser, tab.Held)
	return w.settle(ctx, l, page, err)
}

// beginHeld plants and begins a login, and stops it before the callback.
func (w *World) beginHeld(ctx context.Context, l *login) (*driver.Page, error) {
	if err := w.plant(l, ""); err != nil {
		return nil, err
	}
	w.logins = append(w.logins, l)
	w.toCallback(l.browser)
	return w.begin(ctx, l)
}

// DaysPass moves the clock that mocks and target share.
func (w *World) DaysPass(days string) error {
	n, err := strconv.Atoi(days)
	if err != nil {
		return unusable("number of days: %w", err)
	}
	if w.bay.Advance == nil {
		return w.missing("a clock of its own")
	}
	w.bay.Advance(time.Duration(n) * 24 * time.Hour)
	return nil
}

// MorningInJapan lets time pass until the next such hour in Japan.
func (w *World) MorningInJapan(hour string) error {
	n, err := strconv.Atoi(hour)
	if err != nil || n > 11 {
		return unusable("hour: want 0 to 11, got %.8q", hour)
	}
	if w.bay.Advance == nil {
		return w.missing("a clock of its own")
	}
	now := w.bay.Mock.Clock.Now().In(time.FixedZone("JST", 9*60*60))
	next := time.Date(now.Year(), now.Month(), now.Day(), n, 0, 0, 0, now.Location())
	if !next.After(now) {
		next = next.AddDate(0, 0, 1)
	}
	w.bay.Advance(next.Sub(now))
	return nil
}

// SigningKeyLast puts the key that signs behind the provider's other keys.
func (w *World) SigningKeyLast(name string) error {
	provider, err := w.Provider(name)
	if err != nil {
		return err
	}
	p, err := w.bay.Mock.Provider(provider)
	if err != nil {
		return unusable("%w", err)
	}
	w.keep(p)
	p.SigningKeyLast()
	return nil
}

func (w *World) last() (*login, error) {
	if len(w.logins) == 0 {
		return nil, unusable("nobody has logged in yet in this scenario")
	}
	return w.logins[len(w.logins)-1], nil
}
