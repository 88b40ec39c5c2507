package world

import (
	"context"

	"torii/mockidp/plan"
)

// Leaves makes the person go away while the provider's page is open.
func (w *World) Leaves() error {
	w.does = plan.Leave
	return nil
}

// LogInAsPersona lets a given persona with the scenario's person's address log in, in another browser,
// with what was planted.
func (w *World) LogInAsPersona(ctx context.Context, name, template string) error {
	provider, err := w.Provider(name)
	if err != nil {
		return err
	}
	who, err := w.mint(provider, template)
	if err != nil {
		return err
	}
	who.Email = w.who.Email
	l := &login{id: w.nextLogin(), provider: provider, who: who}
	if err := w.takeUp(l); err != nil {
		return err
	}
	l.browser = w.newBrowser()
	if err := w.plant(l, ""); err != nil {
		return err
	}
	w.logins = append(w.logins, l)
	return w.walk(ctx, l)
}
