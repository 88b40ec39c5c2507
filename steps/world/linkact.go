package world

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// IsMember makes the person a member with address and password, by the operator's hand.
func (w *World) IsMember(ctx context.Context, name string) error {
	if err := w.anyYardstick(ctx); err != nil {
		return err
	}
	r := w.role(name)
	answer, err := w.act(ctx, target.ActionMember, r.values)
	r.made = named(w.bay.Target.Account.Actions[target.ActionMember], answer)
	return err
}

// OtherDevice makes one role a further browser of another.
func (w *World) OtherDevice(name, of string) error {
	owner := w.role(of)
	r := w.role(name)
	r.values, r.accounts = owner.values, owner.accounts
	return nil
}

// OtherTab makes one role a further tab of another's browser.
func (w *World) OtherTab(name, of string) error {
	if err := w.OtherDevice(name, of); err != nil {
		return err
	}
	w.role(name).browser = w.role(of).browser
	return nil
}

// Borrows makes one person use the browser of another.
func (w *World) Borrows(name, of string) error {
	w.role(name).browser = w.role(of).browser
	return nil
}

// OtherAccount makes the person go on with another account of theirs at a provider.
func (w *World) OtherAccount(ctx context.Context, name, provider string) error {
	r := w.role(name)
	r.accounts = maps.Clone(r.accounts)
	id, err := w.Provider(provider)
	if err != nil {
		return err
	}
	delete(r.accounts, id)
	_, _, err = w.account(ctx, r, provider)
	return err
}

// SameAccount gives two people one account at a provider.
func (w *World) SameAccount(ctx context.Context, a, b, provider string) error {
	id, who, err := w.account(ctx, w.role(a), provider)
	if err != nil {
		return err
	}
	w.role(b).accounts[id] = who
	return nil
}

// SameMailbox gives the person's account at a provider the address that another has at the target.
func (w *World) SameMailbox(ctx context.Context, name, of, provider string, verified bool) error {
	r := w.role(name)
	id, who, err := w.account(ctx, r, provider)
	if err != nil {
		return err
	}
	who.Email, who.EmailVerified = w.role(of).values.Email, verified
	r.accounts[id] = who
	return nil
}

// NewMailAtProvider changes the address of the person's account at a provider.
func (w *World) NewMailAtProvider(ctx context.Context, name, provider string) error {
	r := w.role(name)
	id, who, err := w.account(ctx, r, provider)
	if err != nil {
		return err
	}
	who.Email = "new." + w.role(name+" ").values.Email
	r.accounts[id] = who
	return nil
}

// OwnName gives the person's account at a provider a name that no other account has.
func (w *World) OwnName(ctx context.Context, name, provider string) error {
	r := w.role(name)
	id, who, err := w.account(ctx, r, provider)
	if err != nil {
		return err
	}
	who.FamilyName, who.GivenName = "橘", name
	who.Name = who.FamilyName + " " + who.GivenName
	r.accounts[id] = who
	return nil
}

// SameName gives the person's account at a provider the name of another's account there.
func (w *World) SameName(ctx context.Context, name, provider, of string) error {
	id, other, err := w.account(ctx, w.role(of), provider)
	if err != nil {
		return err
	}
	r := w.role(name)
	_, who, err := w.account(ctx, r, provider)
	if err != nil {
		return err
	}
	who.Name, who.GivenName, who.FamilyName = other.Name, other.GivenName, other.FamilyName
	r.accounts[id] = who
	return nil
}

// Enter takes the person through a login.
func (w *World) Enter(ctx context.Context, name, provider string, stop bool) error {
	return w.trip(ctx, w.role(name), provider, leading{"login", w.bay.Target.Login}, stop)
}

// Link takes the person, who is signed in, through linking.
func (w *World) Link(ctx context.Context, name, provider string, stop bool) error {
	return w.trip(ctx, w.role(name), provider, leading{"link", w.bay.Target.Account.Link}, stop)
}

// GoOn sends the response on that the person stopped before the target.
func (w *World) GoOn(ctx context.Context, name string) error {
	return w.OpenIn(ctx, name, name)
}

// OpenIn opens the response that one person stopped in the browser of another.
func (w *World) OpenIn(ctx context.Context, from, in string) error {
	held, r := w.role(from), w.role(in)
	if held.held == nil {
		return w.compare(w.Rule, "true", "false", "プロバイダーから戻る応答があるか", "there is a response from the provider")
	}
	r.browser.Login(held.held.id)
	page, err := w.resume(ctx, r.browser, held.heldAt.Held)
	if err != nil {
		return w.stumbled(held.held.id, err)
	}
	r.page = page
	if from == in && !w.unanswered { // whoever is asked in somebody else's browser is no newcomer of theirs
		if err := w.answer(ctx, r, held.held); err != nil {
			return err
		}
	}
	return w.after(ctx, r)
}

// AtOnce does something for several people at the same time.
func (w *World) AtOnce(ctx context.Context, does ...func(context.Context) error) error {
	problems := make([]error, len(does))
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i, do := range does {
		wg.Go(func() { <-start; problems[i] = do(ctx) })
	}
	close(start)
	wg.Wait()
	return errors.Join(problems...)
}

// GoOnAtOnce sends the stopped responses of two people on at the same time.
func (w *World) GoOnAtOnce(ctx context.Context, a, b string) error {
	w.role(a)
	w.role(b)
	return w.AtOnce(ctx, func(ctx context.Context) error { return w.GoOn(ctx, a) }, func(ctx context.Context) error { return w.GoOn(ctx, b) })
}

// Unlink uses the control that takes a link away.
func (w *World) Unlink(ctx context.Context, name, provider string) error {
	return w.press(ctx, w.role(name), provider, w.bay.Target.Account.Unlink, "unlink")
}

// UnlinkAtOnce makes two browsers take a link away each, at the same time.
func (w *World) UnlinkAtOnce(ctx context.Context, a, b, first, second string) error {
	w.role(a)
	w.role(b)
	return w.AtOnce(ctx, func(ctx context.Context) error { return w.Unlink(ctx, a, first) },
		func(ctx context.Context) error { return w.Unlink(ctx, b, second) })
}

// press uses a control that stays at the target. One that is not there does nothing.
func (w *World) press(ctx context.Context, r *role, name string, controls map[string]target.Control, what string) error {
	_, provider, err := w.entrance(name)
	if err != nil {
		return err
	}
	control, ok := controls[provider]
	if !ok {
		return w.missing("providers." + provider + "." + what)
	}
	if err := w.mustBeIn(ctx, r); err != nil {
		return err
	}
	page, err := w.use(ctx, &login{browser: r.browser}, control)
	if errors.Is(err, driver.ErrNoControl) {
		err = nil
	}
	if err != nil {
		return w.stumbled("", err)
	}
	r.page = page
	return w.after(ctx, r)
}

// form takes the person through a whole form, or the part of it up to the first mail.
func (w *World) form(ctx context.Context, r *role, what string, f target.Form, v target.Values, whole bool) error {
	if !f.Exists() {
		return w.missing(what)
	}
	if err := w.anyYardstick(ctx); err != nil {
		return err
	}
	steps := f.Steps
	if mail := slices.IndexFunc(steps, func(s target.FormStep) bool { return s.Mail }); mail >= 0 && !whole {
		steps = steps[:mail]
	}
	if what == "register" {
		if err := w.rests(ctx, event.HonestRegistration, what); err != nil {
			return err
		}
	}
	if err := w.fill(ctx, r, f, steps, v, v.Email); err != nil {
		return err
	}
	if err := w.sent(ctx, r, what); err != nil {
		return err
	}
	return w.after(ctx, r)
}

// SignsIn signs the person in with address and password.
func (w *World) SignsIn(ctx context.Context, name string) error {
	r := w.role(name)
	was, err := w.lender(ctx, r)
	if err != nil {
		return err
	}
	if was != "" {
		if err := w.makesWay(ctx, r); err != nil {
			return err
		}
	}
	if err := w.form(ctx, r, "password", w.bay.Target.Account.Password, r.values, true); err != nil {
		return err
	}
	if err := w.mustHaveChanged(ctx, r, was); err != nil {
		return err
	}
	return w.mustBeMade(ctx, r)
}

// makesWay logs out who is signed in in a borrowed browser, where the target shows its form to sign in to
// nobody who is signed in.
func (w *World) makesWay(ctx context.Context, r *role) error {
	f := w.bay.Target.Account.Password
	if !f.Exists() || len(f.Steps) == 0 || w.bay.Target.Logout.IsZero() {
		return nil
	}
	page, err := r.browser.Open(ctx, f.Page)
	if err != nil {
		return w.stumbled("", err)
	}
	if _, err := entries(page, f.Steps[0], r.values); err == nil && !ledAway(page, f.Page, f.Steps[0]) && target.Shows(page, f.Steps[0].Select) {
		return nil
	}
	return w.LeavesAs(ctx, r.name)
}

// TriesToSignIn uses somebody else's address with a password of one's own.
func (w *World) TriesToSignIn(ctx context.Context, name, of string) error {
	r := w.role(name)
	v := r.values
	v.Email = w.role(of).values.Email
	return w.form(ctx, r, "password", w.bay.Target.Account.Password, v, true)
}

// Proves takes the person to a provider to show once more who they are.
func (w *World) Proves(ctx context.Context, name, provider string) error {
	return w.trip(ctx, w.role(name), provider, leading{"prove", w.bay.Target.Account.Prove}, false)
}

// Registers takes the person through registration, mail included.
func (w *World) Registers(ctx context.Context, name string) error {
	r := w.role(name)
	return w.form(ctx, r, "register", w.bay.Target.Account.Register, r.values, true)
}

// AsksToRegister asks for a registration with somebody else's address.
func (w *World) AsksToRegister(ctx context.Context, name, of string) error {
	r := w.role(name)
	v := r.values
	v.Email = w.role(of).values.Email
	return w.form(ctx, r, "register", w.bay.Target.Account.Register, v, false)
}

// RegistersTwice opens the link of one registration in two browsers and sends both forms at the same time.
func (w *World) RegistersTwice(ctx context.Context, a, b string) error {
	f := w.bay.Target.Account.Register
	if err := w.form(ctx, w.role(a), "register", f, w.role(a).values, false); err != nil {
		return err
	}
	mail := slices.IndexFunc(f.Steps, func(s target.FormStep) bool { return s.Mail })
	if mail < 0 {
		return w.missing("register: a mail")
	}
	finish := func(name string) func(context.Context) error {
		r := w.role(name)
		return func(ctx context.Context) error {
			if err := w.fill(ctx, r, f, f.Steps[mail:], r.values, r.values.Email); err != nil {
				return err
			}
			return w.after(ctx, r)
		}
	}
	return w.AtOnce(ctx, finish(a), finish(b))
}

// Confirms proves once more, by password, who the person is.
func (w *World) Confirms(ctx context.Context, name string) error {
	r := w.role(name)
	return w.form(ctx, r, "confirm", w.bay.Target.Account.Confirm, r.values, true)
}

// AsksToMove asks for a new address; whole also opens the link in the mail.
func (w *World) AsksToMove(ctx context.Context, name string) error {
	r := w.role(name)
	v := r.values
	v.Email = "moved." + v.Email
	return w.form(ctx, r, "email", w.bay.Target.Account.Email, v, false)
}

// AsksToMoveTo asks for somebody else's address as one's own.
func (w *World) AsksToMoveTo(ctx context.Context, name, of string) error {
	r := w.role(name)
	v := r.values
	v.Email = w.role(of).values.Email
	return w.form(ctx, r, "email", w.bay.Target.Account.Email, v, false)
}

// Moves opens the link that was mailed to the new address.
func (w *World) Moves(ctx context.Context, name string) error {
	r, f := w.role(name), w.bay.Target.Account.Email
	mail := slices.IndexFunc(f.Steps, func(s target.FormStep) bool { return s.Mail })
	if mail < 0 {
		return w.missing("email: a mail")
	}
	moved := "moved." + r.values.Email
	if err := w.fill(ctx, r, f, f.Steps[mail:], r.values, moved); err != nil {
		return err
	}
	return w.after(ctx, r)
}

// Recovers sets a new password by the mailed link.
func (w *World) Recovers(ctx context.Context, name string) error {
	r := w.role(name)
	r.values.Password = "new-" + r.values.Password
	w.masker.Learn(r.values.Password)
	err := w.form(ctx, r, "recover", w.bay.Target.Account.Recover, r.values, true)
	r.recovered = r.opened
	return err
}

// AsksToRecover asks for a new password with somebody else's address.
func (w *World) AsksToRecover(ctx context.Context, name, of string) error {
	r := w.role(name)
	v := r.values
	v.Email = w.role(of).values.Email
	return w.form(ctx, r, "recover", w.bay.Target.Account.Recover, v, false)
}

// Withdraws ends the person's membership.
func (w *World) Withdraws(ctx context.Context, name string) error {
	r := w.role(name)
	return w.form(ctx, r, "withdraw", w.bay.Target.Account.Withdraw, r.values, true)
}

// Suspends makes the operator suspend the person, who has been signed in before.
func (w *World) Suspends(ctx context.Context, name string) error {
	_, err := w.act(ctx, target.ActionSuspend, w.role(name).values)
	return err
}

// LeavesAs makes the person log out.
func (w *World) LeavesAs(ctx context.Context, name string) error {
	r := w.role(name)
	r.before = w.cookies(r.browser)
	page, err := w.use(ctx, &login{browser: r.browser}, w.bay.Target.Logout)
	if err != nil {
		return w.stumbled("", err)
	}
	return environment(page)
}

// Passes lets time go by, for the mocks and the target.
func (w *World) Passes(minutes string) error {
	n, err := strconv.Atoi(minutes)
	if err != nil {
		return unusable("minutes: %w", err)
	}
	if w.bay.Advance == nil {
		return w.missing("a clock of its own")
	}
	w.bay.Advance(time.Duration(n) * time.Minute)
	return nil
}

// ForgedUnlink sends the unlink form of one person from a neighbouring site in the browser of another.
func (w *World) ForgedUnlink(ctx context.Context, from, provider, in string) error {
	return w.forge(ctx, from, in, provider, w.bay.Target.Account.Unlink, "unlink")
}

// ForgedLink does so with the form that begins linking, and goes on to the provider and back.
func (w *World) ForgedLink(ctx context.Context, from, provider, in string) error {
	return w.forge(ctx, from, in, provider, w.bay.Target.Account.Link, "link")
}

// forge takes the form from its author's own page, with whatever tokens are in it: an
// attacker has these. The browser sends it as a neighbour of the target asks it to.
func (w *World) forge(ctx context.Context, from, in, name string, controls map[string]target.Control, what string) error {
	provider, who, err := w.account(ctx, w.role(from), name)
	if err != nil {
		return err
	}
	_, way, err := w.entrance(name)
	if err != nil {
		return err
	}
	control, ok := controls[way]
	if !ok {
		return w.missing("providers." + way + "." + what)
	}
	author, victim := w.role(from), w.role(in)
	author.browser.Hold(func(r *driver.Request) bool { return r.Method == http.MethodPost })
	page, err := w.use(ctx, &login{browser: author.browser}, control)
	author.browser.Hold(nil)
	if err != nil {
		return w.stumbled("", err)
	}
	if page.Held == nil {
		return w.compare("LNK-CSRF", "POST", "GET", "この操作に使われるメソッド", "the method of this operation")
	}
	forged := page.Held.Clone()
	forged.Initiator, forged.Gesture, forged.Via = w.neighbour(), false, nil
	l := &login{id: w.nextLogin(), provider: provider, who: who, browser: victim.browser}
	if err := w.plant(l, ""); err != nil {
		return err
	}
	if page, err = w.resume(ctx, victim.browser, forged); err != nil {
		return w.stumbled(l.id, err)
	}
	victim.page = page
	return w.after(ctx, victim)
}

// neighbour is a page of another host on the target's own site: to it a browser sends
// cookies that SameSite keeps from strangers.
func (w *World) neighbour() *url.URL {
	u, err := url.Parse(w.bay.Target.Origin)
	if err != nil {
		return nil
	}
	u.Host, u.Path = "campaign."+u.Host, "/"
	return u
}
