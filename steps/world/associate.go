package world

import (
	"context"
	"errors"
	"net/http"

	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// Adds takes the person, who is signed in, through adding a login provider by a relay's
// association token; stop ends it before the response reaches the target.
func (w *World) Adds(ctx context.Context, name, provider string, stop bool) error {
	return w.trip(ctx, w.role(name), provider, leading{"associate", w.bay.Target.Account.Associate}, stop)
}

// AddsUpToTheDoor does so up to the relay: the token is issued, and nobody has used it.
func (w *World) AddsUpToTheDoor(ctx context.Context, name, provider string) error {
	r := w.role(name)
	id, who, err := w.account(ctx, r, provider)
	if err != nil {
		return err
	}
	_, way, err := w.entrance(provider)
	if err != nil {
		return err
	}
	control, ok := w.bay.Target.Account.Associate[way]
	if !ok {
		return w.missing("providers." + way + ".associate")
	}
	l := &login{id: w.nextLogin(), provider: id, way: way, who: who, browser: r.browser}
	if err := w.plant(l, ""); err != nil {
		return err
	}
	r.browser.Hold(func(q *driver.Request) bool { return w.bay.Mocked(q.URL) })
	page, err := w.use(ctx, l, control)
	r.browser.Hold(nil)
	switch {
	case errors.Is(err, driver.ErrNoControl):
		return w.uncontrolled(ctx, r, way, err)
	case err != nil:
		return w.stumbled(l.id, err)
	case page.Held == nil:
		r.page = page
		return w.after(ctx, r)
	}
	r.held, r.heldAt = l, page
	return nil
}

// TakesOver makes one person go on, in their own browser and with their own account,
// from the relay's door before which another stopped.
func (w *World) TakesOver(ctx context.Context, name, from, provider string) error {
	held, r := w.role(from), w.role(name)
	if held.held == nil {
		return w.compare(w.Rule, "true", "false", "「"+from+"」は中継まで進んだか", from+" came as far as the relay")
	}
	id, who, err := w.account(ctx, r, provider)
	if err != nil {
		return err
	}
	l := &login{id: w.nextLogin(), provider: id, who: who, browser: r.browser}
	if err := w.plant(l, ""); err != nil {
		return err
	}
	page, err := w.resume(ctx, r.browser, held.heldAt.Held)
	if err != nil {
		return w.stumbled(l.id, err)
	}
	r.page = page
	return w.after(ctx, r)
}

// friendships are what a member's page can say, by the words of scenarios.
var friendships = map[string]string{"友だち": "yes", "友だちでない": "no", "分からない": "not known"}

// ShowsFriendship expects that the member's page stands, and what it says of the friendship.
func (w *World) ShowsFriendship(ctx context.Context, name, word string) error {
	want, ok := friendships[word]
	if !ok {
		return unusable("no friendship is called %q; allowed: 友だち, 友だちでない, 分からない", word)
	}
	shown := w.bay.Target.Account.Friendship
	if shown.Page == "" {
		return w.missing("friendship")
	}
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	page, err := w.role(name).browser.Open(ctx, shown.Page)
	if err != nil {
		return w.stumbled("", late(ctx, err))
	}
	if err := environment(page); err != nil {
		return err
	}
	if err := w.compare(w.Rule, "true", said(target.ForPeople(page) && page.Status < http.StatusBadRequest),
		"「"+name+"」のページは障害なく開けるか", "the page of "+name+" opens without a failure"); err != nil {
		return err
	}
	return w.compare(w.Rule, want, friendshipOn(page, shown), "「"+name+"」のページの友だち状態", "the friendship on the page of "+name)
}

func friendshipOn(page *driver.Page, shown target.Friendship) string {
	doc, err := page.Document()
	switch {
	case err != nil:
		return "no page"
	case doc.Find(shown.Yes).Length() > 0:
		return friendships["友だち"]
	case doc.Find(shown.No).Length() > 0:
		return friendships["友だちでない"]
	}
	return friendships["分からない"]
}
