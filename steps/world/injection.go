package world

import (
	"context"

	"torii/fixtures/text"
	"torii/mockidp"
	"torii/mockidp/fault"
	"torii/mockidp/profile"
	"torii/reports/event"
	"torii/rpclient/driver"
)

// inject puts the code of a held response into the response to somebody else's own
// login, in that person's browser (RFC 9700, 4.5).
func (w *World) inject(ctx context.Context, l *login, f fault.Fault, stolen *driver.Request) error {
	victim := w.newBrowser()
	own, page, err := w.startOwn(ctx, l, victim)
	if err != nil {
		return err
	}
	if page == nil || page.Held == nil {
		return w.settle(ctx, own, page, nil)
	}
	l.who = own.who // whoever is signed in there must not be by the stolen code
	return w.deliver(ctx, l, victim, f, withParam(page.Held, "code", param(stolen, "code")))
}

// issuerWrong is the fault that shows whether a target looks at the iss of a response.
const issuerWrong = "iss-param-wrong"

// defends finds out whether the target looks at the iss of a response: that is a defence
// against mix-up too (RFC 9700, 2.1), and whoever has one owes no other.
func (w *World) defends(ctx context.Context, l *login) error {
	wrong, known := fault.Find(issuerWrong)
	p, err := mockidp.Profile(l.provider)
	if err != nil || !known || !wrong.Why(p).IsZero() {
		return nil // this provider's responses carry no iss
	}
	probe := &login{id: w.nextLogin(), provider: l.provider, way: l.way, who: l.who, browser: w.newBrowser(), faults: []fault.Fault{wrong}}
	if err := w.plant(probe, ""); err != nil {
		return err
	}
	if err := w.walk(ctx, probe); err != nil {
		return err
	}
	if probe.came.Outcome == event.Refused && w.calls(probe.id, profile.Token) == 0 {
		w.add(l.id, event.Defended{How: text.Both{
			JA: "RPは認可応答の iss を確かめ、それで取り違えを防いでいる", EN: "the RP checks the iss of the response, which is its defence against mix-up"}})
	}
	return nil
}
