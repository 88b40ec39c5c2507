package world

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/op"
)

// Notify has the provider tell the target of itself what became of the scenario's
// person some time ago, by its usual message or a variant of that.
func (w *World) Notify(ctx context.Context, name, kind, variant string, ago time.Duration) error {
	p, client, err := w.teller(name)
	if err != nil {
		return err
	}
	message, err := p.Notice(op.Telling{Row: w.Row, ClientID: client, Person: w.who, Kind: kind, Variant: variant, At: p.Now().Add(-ago)})
	if err != nil {
		return unusable("%w", err)
	}
	w.messages = append(w.messages, message)
	return w.send(ctx, p, message)
}

// NotifyOf has the provider tell what became of the account of one of several people.
func (w *World) NotifyOf(ctx context.Context, name, provider, kind string) error {
	r := w.role(name)
	id, who, err := w.account(ctx, r, provider)
	if err != nil {
		return err
	}
	p, err := w.bay.Mock.Provider(id)
	if err != nil {
		return unusable("%w", err)
	}
	if w.bay.Target.Account.Notices[id] == "" {
		return w.missing("providers." + id + ".notices")
	}
	message, err := p.Notice(op.Telling{Row: w.Row, ClientID: w.param(r.logins[id], "authorization", "client_id"), Person: who, Kind: kind, At: p.Now()})
	if err != nil {
		return unusable("%w", err)
	}
	return w.send(ctx, p, message)
}

// NotifyAgain has the provider send its first message once more.
func (w *World) NotifyAgain(ctx context.Context, name string) error {
	p, _, err := w.teller(name)
	if err != nil {
		return err
	}
	if len(w.messages) == 0 {
		return unusable("nothing was told yet in this scenario")
	}
	return w.send(ctx, p, w.messages[0])
}

// teller is the provider, and the client whose request the last login was.
func (w *World) teller(name string) (p *op.Provider, client string, err error) {
	id, err := w.Provider(name)
	if err != nil {
		return nil, "", err
	}
	last, err := w.last()
	if err != nil {
		return nil, "", err
	}
	if p, err = w.bay.Mock.Provider(id); err != nil {
		return nil, "", unusable("%w", err)
	}
	if w.bay.Target.Account.Notices[id] == "" {
		return nil, "", w.missing("providers." + id + ".notices")
	}
	return p, w.param(last.id, "authorization", "client_id"), nil
}

func (w *World) send(ctx context.Context, p *op.Provider, message op.Message) error {
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	status, err := p.Send(ctx, w.bay.Transport, w.bay.Target.Account.Notices[p.Profile.ID], message)
	if err != nil {
		return unusable("send a notification: %w", err)
	}
	w.answers = append(w.answers, status)
	return nil
}

// NoticesAccepted expects that every message was answered with success.
func (w *World) NoticesAccepted() error {
	refused := slices.IndexFunc(w.answers, func(status int) bool { return status < 200 || status > 299 })
	got := http.StatusOK
	if refused >= 0 {
		got = w.answers[refused]
	}
	return w.compare(w.Rule, strconv.Itoa(http.StatusOK), strconv.Itoa(got), "通知への答え", "the answer to the notification")
}

// NoticeRefused expects that the last message was answered as a fault of the sender.
func (w *World) NoticeRefused() error {
	status := w.answers[len(w.answers)-1]
	return w.compare(w.Rule, "true", strconv.FormatBool(status >= 400 && status < 500),
		"通知が 4xx で断られたか（"+strconv.Itoa(status)+"）", "the notification was refused with 4xx ("+strconv.Itoa(status)+")")
}

// SessionLives expects that the session of the last login still lives, or does not.
func (w *World) SessionLives(ctx context.Context, want bool) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	in, _, err := w.probe(ctx, last.browser, nil)
	if err != nil {
		return unusable("%w", err)
	}
	w.check(last.id, w.Rule, strconv.FormatBool(want), strconv.FormatBool(in), text.Both{JA: "通知の後もログインしているか", EN: "still signed in after the notification"})
	return nil
}
