package world

import (
	"context"
	"errors"
	"net/http"

	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// ProvesSecond takes the person, who is signed in, to a provider to prove that another
// membership is theirs too: the one that their account there belongs to.
func (w *World) ProvesSecond(ctx context.Context, name, provider string, stop bool) error {
	return w.trip(ctx, w.role(name), provider, leading{"merge", w.bay.Target.Account.Merge}, stop)
}

// ProvesByPassword proves so by the address and the password of another membership.
func (w *World) ProvesByPassword(ctx context.Context, name, of string) error {
	return w.provesBy(ctx, name, w.role(of).values)
}

// TriesToProve tries to with somebody's address and a password of one's own.
func (w *World) TriesToProve(ctx context.Context, name, of string) error {
	v := w.role(name).values
	v.Email = w.role(of).values.Email
	return w.provesBy(ctx, name, v)
}

func (w *World) provesBy(ctx context.Context, name string, v target.Values) error {
	return w.form(ctx, w.role(name), "merge_password", w.bay.Target.Account.MergePassword, v, true)
}

// Merges says yes on the page that asks whether to make the two members one. Where that
// page has no such form, nothing is said.
func (w *World) Merges(ctx context.Context, name string) error {
	r := w.role(name)
	return w.form(ctx, r, "merge_confirm", w.bay.Target.Account.MergeConfirm, r.values, true)
}

// MergesLater fills that page in and keeps what its button would send.
func (w *World) MergesLater(ctx context.Context, name string) error {
	r, f := w.role(name), w.bay.Target.Account.MergeConfirm
	if !f.Exists() {
		return w.missing("merge_confirm")
	}
	page, err := w.filledUp(ctx, r, f)
	r.browser.Hold(nil)
	if errors.Is(err, driver.ErrNoControl) {
		return nil // there is nothing to send: what becomes of the members tells the rest
	}
	if err != nil {
		return w.stumbled("", err)
	}
	if r.page = page; page.Held == nil {
		return w.compare("LNK-ASSENT", http.MethodPost, http.MethodGet, "統合の確定に使われるメソッド", "the method of confirming a merge")
	}
	r.heldForm = page.Held
	return nil
}

// filledUp goes through a form up to its last button, and stops before that is sent.
func (w *World) filledUp(ctx context.Context, r *role, f target.Form) (*driver.Page, error) {
	last := len(f.Steps) - 1
	if err := w.fill(ctx, r, f, f.Steps[:last], r.values, r.values.Email); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	page := r.page
	if last == 0 {
		opened, err := r.browser.Open(ctx, f.Page)
		if err != nil {
			return nil, late(ctx, err)
		}
		page = opened
	}
	r.page = page
	fields, err := entries(page, f.Steps[last], r.values)
	if err != nil {
		return nil, err
	}
	r.browser.Hold(func(q *driver.Request) bool { return q.Method == http.MethodPost })
	page, err = r.browser.Use(ctx, page, f.Steps[last].Select, fields)
	return page, late(ctx, err)
}

// SendsMerge sends what was kept in somebody's browser.
func (w *World) SendsMerge(ctx context.Context, from, in string) error {
	return w.sendMerge(ctx, from, in, func(*driver.Request) {})
}

// ForgedMerge sends it from a neighbouring site.
func (w *World) ForgedMerge(ctx context.Context, from, in string) error {
	return w.sendMerge(ctx, from, in, func(q *driver.Request) { q.Initiator, q.Gesture, q.Via = w.neighbour(), false, nil })
}

// whoseNames are what sites call the member in forms and addresses.
var whoseNames = []string{"member", "member_id", "user", "user_id", "id", "account", "account_id", "uid", "primary_key",
	"other", "other_id", "source", "source_id", "target", "target_id", "from", "into", "identifier"}

// MergesNamed sends it with somebody's number as every parameter that could say whose
// membership is meant, and in place of every number of a member that the form holds.
func (w *World) MergesNamed(ctx context.Context, name, of string) error {
	victim := w.role(of).member
	if victim == "" {
		return w.neverIn(of)
	}
	if err := w.MergesLater(ctx, name); err != nil {
		return err
	}
	return w.sendMerge(ctx, name, name, func(q *driver.Request) {
		for field, values := range q.Form {
			for i, value := range values {
				if w.isMember(value) {
					q.Form[field][i] = victim
				}
			}
		}
		for _, field := range whoseNames {
			q.Form.Set(field, victim)
		}
	})
}

// isMember reports whether a text is what the target calls somebody of the scenario.
func (w *World) isMember(text string) bool {
	for _, r := range w.roles {
		if text != "" && r.member == text {
			return true
		}
	}
	return false
}

func (w *World) sendMerge(ctx context.Context, from, in string, tamper func(*driver.Request)) error {
	kept := w.role(from).heldForm
	if kept == nil {
		return nil // the page had nothing to send
	}
	r, q := w.role(in), kept.Clone()
	tamper(q)
	page, err := w.resume(ctx, r.browser, q)
	if err != nil {
		return w.stumbled("", err)
	}
	r.page = page
	return w.after(ctx, r)
}
