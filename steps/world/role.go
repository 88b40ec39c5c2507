package world

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp"
	"torii/mockidp/seed"
	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// role is one of several people in a scenario, by the name it gives them: a browser,
// an address and a password at the target, and an account at each provider.
type role struct {
	name     string
	values   target.Values
	browser  driver.Browser
	accounts map[string]persona.Person // by provider
	member   string                    // whom the session probe named when they first were signed in
	members  []string                  // all whom it named
	held     *login                    // a trip that stopped before the callback
	heldAt   *driver.Page
	heldForm *driver.Request   // the form of the last page that was opened and not sent
	page     *driver.Page      // shown last
	logins   map[string]string // the login of the last trip to each provider
	before   http.Header       // the target's cookies before the last trip came back

	hidden []map[string]string // the hidden values of the form for newcomers, page by page

	unsent bool   // the form that was to be filled in last was not there
	made   string // whom actions.member says it has made, where it does

	opened, recovered string // link of a mail that was opened last, and that of the last recovery
	again             string // link to open in place of the one mailed last; "" for that
}

// errMissing tells that the target lacks what a row needs.
type errMissing struct{ what string }

func (e errMissing) Error() string { return "`" + e.what + "` missing" }

// missing ends a row that the target cannot be taken through: it is not run.
func (w *World) missing(what string) error {
	w.add("", event.Missed{What: what})
	return errMissing{what}
}

// inapplicable ends a row that is about what the target does not do, and need not.
func (w *World) inapplicable(what, ja, en string) error {
	w.add("", event.Missed{What: what, Why: text.Both{JA: ja, EN: en}})
	return errMissing{what}
}

// decidedBy ends a row that a decision of the service's takes away.
func (w *World) decidedBy(policy string) error {
	w.add("", event.Missed{What: policy, By: policy, Why: text.Both{JA: "torii.yaml の " + policy + " による", EN: "by " + policy + " of torii.yaml"}})
	return errMissing{policy}
}

// IsMissing reports whether a step ended because the target lacks what the row needs.
func IsMissing(err error) bool {
	_, is := errors.AsType[errMissing](err)
	return is
}

// role returns the person of that name, made at first mention.
func (w *World) role(name string) *role {
	if r, ok := w.roles[name]; ok {
		return r
	}
	if w.roles == nil {
		w.roles = map[string]*role{}
	}
	tag := w.rand.String(seed.LowerHex, mailTag)
	r := &role{name: name, accounts: map[string]persona.Person{}, logins: map[string]string{}, browser: w.newBrowser(), values: target.Values{
		Name: name, Email: tag + ".kiyoshi@members.example.jp", Password: "torii-" + w.rand.String(seed.LowerHex, 2*mailTag)}}
	w.masker.Learn(r.values.Password)
	w.roles[name] = r
	return r
}

// account returns the person's account at a provider, minted once.
func (w *World) account(ctx context.Context, r *role, name string) (provider string, who persona.Person, err error) {
	provider, way, err := w.entrance(name)
	if err != nil {
		return "", persona.Person{}, err
	}
	if err := w.yardstick(ctx, way); err != nil {
		return "", persona.Person{}, err
	}
	if who, ok := r.accounts[provider]; ok {
		return provider, who, nil
	}
	if who, err = w.mint(provider, ""); err != nil {
		return "", persona.Person{}, err
	}
	r.accounts[provider] = who
	return provider, who, nil
}

// yardstick logs how the target's honest login goes by that way, once a scenario. A target that
// does not sign in so cannot be taken through the row.
func (w *World) yardstick(ctx context.Context, way string) error {
	if w.measured[way] || w.control == nil {
		return nil
	}
	if _, ok := w.bay.Target.Login[way]; !ok && !mockidp.IsService(way) {
		return w.missing("providers." + way + ".login")
	}
	controlled, err := w.control(ctx, way)
	if err != nil {
		return err
	}
	if w.measured == nil {
		w.measured = map[string]bool{}
	}
	w.measured[way] = true
	w.add("", controlled)
	w.measure(controlled)
	if !controlled.SignedIn {
		return ErrVacuous
	}
	return nil
}

// anyYardstick logs the honest login at one provider, where the scenario has used none yet.
func (w *World) anyYardstick(ctx context.Context) error {
	if len(w.measured) > 0 {
		return nil
	}
	return w.yardstick(ctx, w.bay.Target.Providers()[0])
}

// look asks whom the target takes the person's browser for, and remembers who it was.
func (w *World) look(ctx context.Context, r *role) (member string, err error) {
	in, member, err := w.probe(ctx, r.browser, nil)
	if err != nil || !in {
		return "", err
	}
	if r.member == "" {
		r.member, r.values.Member = member, member
	}
	r.members = append(r.members, member)
	return member, nil
}

// leading are the controls that lead to a provider for one purpose, and what torii.yaml calls them.
type leading struct {
	field string
	by    map[string]target.Control // by provider or way
}

// trip uses a control that leads to a provider, and comes back unless it is to stop before.
func (w *World) trip(ctx context.Context, r *role, name string, controls leading, stop bool) error {
	provider, who, err := w.account(ctx, r, name)
	if err != nil {
		return err
	}
	_, way, err := w.entrance(name)
	if err != nil {
		return err
	}
	control, ok := controls.by[way]
	if !ok {
		return w.missing("providers." + way + "." + controls.field)
	}
	if controls.field != "login" {
		if err := w.mustBeIn(ctx, r); err != nil {
			return err
		}
	}
	if controls.field == "link" {
		if err := w.rests(ctx, event.HonestLink, way); err != nil {
			return err
		}
	}
	l := &login{id: w.nextLogin(), provider: provider, way: way, who: who, browser: r.browser}
	if err := w.takeUp(l); err != nil {
		return err
	}
	if err := w.plant(l, ""); err != nil {
		return err
	}
	r.logins[provider] = l.id
	w.toCallback(r.browser)
	page, err := w.use(ctx, l, control)
	if err == nil && page.Held != nil {
		r.before = w.cookies(r.browser)
		if stop {
			r.held, r.heldAt = l, page
			return nil
		}
		page, err = w.resume(ctx, r.browser, page.Held)
	}
	r.browser.Hold(nil)
	if errors.Is(err, driver.ErrNoControl) {
		return w.uncontrolled(ctx, r, way, err)
	}
	if errors.Is(err, driver.ErrMalformed) {
		r.page = nil
		w.ledNowhere(l, err)
		return w.after(ctx, r)
	}
	if err != nil {
		return w.stumbled(l.id, err)
	}
	r.page = page
	if !w.unanswered {
		if err := w.answer(ctx, r, l); err != nil {
			return err
		}
	}
	return w.after(ctx, r)
}

// uncontrolled tells whose fault it is that a control is not on its page: the target's
// where nobody is signed in, or the provider is linked already; else the description's.
func (w *World) uncontrolled(ctx context.Context, r *role, provider string, problem error) error {
	member, err := w.look(ctx, r)
	if err != nil {
		return err
	}
	if member == "" {
		return w.compare(w.Rule, "signed in", "nobody", "「"+r.name+"」はログインしているか", r.name+" is signed in")
	}
	if linked, err := w.linked(ctx, r, provider); err != nil || !linked {
		return errors.Join(problem, err)
	}
	return w.compare(w.Rule, "not linked", "linked", "「"+r.name+"」の連携の状態", "what "+r.name+" has linked")
}

// after notes who is signed in once something was done.
func (w *World) after(ctx context.Context, r *role) error {
	if r.page != nil {
		if err := environment(r.page); err != nil {
			return err
		}
	}
	_, err := w.look(ctx, r)
	return err
}

// stumbled logs that the target itself broke during what a person did.
func (w *World) stumbled(login string, problem error) error {
	if errors.Is(problem, ErrUnusable) {
		return problem
	}
	w.add(login, event.Checked{What: "the RP answers", Rule: w.Rule, Want: "an answer", Got: w.masker.Scrub(problem.Error())})
	return nil
}

// fill takes the person through a form's pages from one step to another.
func (w *World) fill(ctx context.Context, r *role, f target.Form, steps []target.FormStep, v target.Values, mailTo string) error {
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	page, err := (*driver.Page)(nil), error(nil)
	r.unsent = false
	for i, s := range steps {
		switch {
		case s.Mail:
			address, lost := r.again, error(nil)
			if address == "" {
				address, lost = w.mailedLink(ctx, mailTo)
			}
			if lost != nil {
				return lost
			}
			r.opened = address
			if address == "" {
				return nil // no mail came: there is nothing to go on with
			}
			page, err = r.browser.Open(ctx, address)
		case i == 0:
			page, err = r.browser.Open(ctx, f.Page)
		}
		if err != nil {
			return w.stumbled("", late(ctx, err))
		}
		r.page = page
		if i == 0 && !s.Mail && ledAway(page, f.Page, s) {
			r.unsent = true
			return nil // nor is the page shown instead to be sent anything
		}
		fields, err := entries(page, s, v)
		if errors.Is(err, driver.ErrNoControl) {
			r.unsent = i == 0 && !s.Mail
			return nil // the page shown instead is the outcome
		}
		if err != nil {
			return unusable("%w", err)
		}
		next, err := r.browser.Use(ctx, page, s.Select, fields)
		if errors.Is(err, driver.ErrNoControl) {
			r.unsent = i == 0 && !s.Mail
			return nil // the page shown instead is the outcome
		}
		if err != nil {
			return w.stumbled("", late(ctx, err))
		}
		page, r.page = next, next
	}
	return nil
}

// ledAway reports whether a target has led away from a form, to a page whose own control answers to
// the same selector and takes nothing of what is to be filled in: that form is another one.
func ledAway(page *driver.Page, wanted string, s target.FormStep) bool {
	asked, err := url.Parse(wanted)
	if err != nil || page.URL == nil || page.URL.Path == asked.Path || len(s.Fields) == 0 {
		return false
	}
	doc, err := page.Document()
	if err != nil {
		return false
	}
	form := doc.Find(s.Select).First().Closest("form")
	for name := range s.Fields {
		if form.Find("[name='"+name+"']").Length() > 0 {
			return false
		}
	}
	return form.Length() > 0
}

// entries returns what is filled in on one page of a form.
func entries(on *driver.Page, s target.FormStep, v target.Values) (url.Values, error) {
	fields, err := target.Entries(on, s.Fill, v)
	if err != nil {
		return nil, err
	}
	for name, text := range s.Fields {
		filled, err := v.Fill(text)
		if err != nil {
			return nil, err
		}
		fields.Set(name, filled)
	}
	return fields, nil
}

// act does something behind the target's pages.
func (w *World) act(ctx context.Context, name string, v target.Values) ([]byte, error) {
	action, ok := w.bay.Target.Account.Actions[name]
	if !ok {
		return nil, w.missing("actions." + name)
	}
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	answer, err := action.Do(ctx, w.bay.Transport, v)
	if err != nil {
		return nil, unusable("actions.%s: %w", name, err)
	}
	return answer, nil
}

// mailsTo returns the mails that were sent to an address.
func (w *World) mailsTo(ctx context.Context, address string) ([]target.Mail, error) {
	answer, err := w.act(ctx, target.ActionMails, target.Values{Email: address})
	if err != nil {
		return nil, err
	}
	var mails []target.Mail
	if err := json.Unmarshal(answer, &mails); err != nil {
		return nil, unusable("actions.mails: want a list of to, subject and text: %w", err)
	}
	return mails, nil
}

// mailedLink returns the last link to the target in the mails to an address, "" where none came.
func (w *World) mailedLink(ctx context.Context, address string) (string, error) {
	mails, err := w.mailsTo(ctx, address)
	if err != nil || len(mails) == 0 {
		return "", err
	}
	link := ""
	for word := range strings.FieldsSeq(mails[len(mails)-1].Text) {
		if w.bay.Target.Owns(word) {
			link = word
		}
	}
	if link != "" {
		w.masker.Learn(link[strings.LastIndexAny(link, "=/")+1:])
	}
	return link, nil
}

// linked reports whether the target shows the person's provider as linked.
func (w *World) linked(ctx context.Context, r *role, provider string) (bool, error) {
	shown := w.bay.Target.Account.Identities
	selector, ok := shown.Linked[provider]
	if !ok {
		return false, w.missing("identities.linked." + provider)
	}
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	page, err := r.browser.Open(ctx, shown.Page)
	if err != nil {
		return false, late(ctx, err)
	}
	doc, err := page.Document()
	if err != nil {
		return false, unusable("identities: %w", err)
	}
	return doc.Find(selector).Length() > 0, nil
}

func said(b bool) string { return strconv.FormatBool(b) }
