package world

import (
	"context"
	"net/http"
	"slices"

	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// UsesRecoveryLink opens the link to recover that was mailed last to somebody, used or
// not, and chooses a password of one's own.
func (w *World) UsesRecoveryLink(ctx context.Context, name, of string) error {
	r, f := w.role(name), w.bay.Target.Account.Recover
	mail := slices.IndexFunc(f.Steps, func(s target.FormStep) bool { return s.Mail })
	if mail < 0 {
		return w.missing("recover: a mail")
	}
	r.again = w.role(of).recovered
	err := w.fill(ctx, r, f, f.Steps[mail:], r.values, w.role(of).values.Email)
	if r.again = ""; err != nil {
		return err
	}
	return w.after(ctx, r)
}

// TriesNoPassword signs in with the address that somebody has proven, and an empty password.
func (w *World) TriesNoPassword(ctx context.Context, name, of string) error {
	r := w.role(name)
	v := r.values
	v.Email, v.Password = "moved."+w.role(of).values.Email, ""
	return w.form(ctx, r, "password", w.bay.Target.Account.Password, v, true)
}

// ForgedWithdrawal sends the form that withdraws from a neighbouring site in somebody's browser.
func (w *World) ForgedWithdrawal(ctx context.Context, from, in string) error {
	return w.forgedForm(ctx, from, in, "withdraw", w.bay.Target.Account.Withdraw)
}

// ForgedMove sends the form that asks for a new address likewise, with the sender's own.
func (w *World) ForgedMove(ctx context.Context, from, in string) error {
	return w.forgedForm(ctx, from, in, "email", w.bay.Target.Account.Email)
}

func (w *World) forgedForm(ctx context.Context, from, in, what string, f target.Form) error {
	author, victim := w.role(from), w.role(in)
	v := author.values
	v.Email = "moved." + v.Email
	author.browser.Hold(func(r *driver.Request) bool { return r.Method == http.MethodPost })
	err := w.form(ctx, author, what, f, v, false)
	author.browser.Hold(nil)
	if err != nil {
		return err
	}
	if author.page == nil || author.page.Held == nil {
		return w.compare("LNK-CSRF", "POST", "GET", "この操作に使われるメソッド", "the method of this operation")
	}
	forged := author.page.Held.Clone()
	forged.Initiator, forged.Gesture, forged.Via = w.neighbour(), false, nil
	page, err := w.resume(ctx, victim.browser, forged)
	if err != nil {
		return w.stumbled("", err)
	}
	victim.page = page
	return w.after(ctx, victim)
}
