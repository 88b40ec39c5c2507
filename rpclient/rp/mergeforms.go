package rp

import (
	"net/http"
)

// mergeAsks is the page that asks before two members are made one.
const mergeAsks = "/merge/confirm"

// mergeRoutes lists the addresses where a person who became two members becomes one.
func (a *App) mergeRoutes(mux *http.ServeMux) {
	mux.Handle("GET /merge", a.handle(a.mine("merge")))
	mux.Handle("POST /merge", a.handle(a.form(a.mergeByPassword)))
	mux.Handle("POST /merge/{provider}", a.handle(a.form(a.mergeByProvider)))
	mux.Handle("GET "+mergeAsks, a.handle(a.askMerge))
	mux.Handle("POST "+mergeAsks, a.handle(a.form(a.merge)))
}

// mergeByProvider sends the member to a provider, to prove another membership.
func (a *App) mergeByProvider(l *Login) (answer, error) {
	if err := run(a.config.Steps, Merge, l); err != nil {
		return answer{}, err
	}
	l.Mode = ModeMerge
	return a.depart(l)
}

// mergeByPassword takes address and password as proof of another membership.
func (a *App) mergeByPassword(l *Login) (answer, error) {
	if err := run(a.config.Steps, Merge, l); err != nil {
		return answer{}, err
	}
	l.Member = ""
	if err := run(a.config.Steps, Password, l); err != nil {
		return answer{}, err
	}
	l.Other = l.Member
	return a.change(mergeAsks, Second)(l)
}

// askMerge says who stays, who ends, and that it is for good.
func (a *App) askMerge(l *Login) (answer, error) {
	ticket, err := l.mergeAsked()
	if err != nil {
		return answer{}, err
	}
	stays, err := l.memberByID(l.Member)
	if err != nil {
		return answer{}, err
	}
	ends, err := l.memberByID(l.Other)
	if err != nil {
		return answer{}, err
	}
	return page(http.StatusOK, "merging", map[string]any{"Title": title("merging"), "Ticket": ticket,
		"Stays": map[string]any{"Member": stays, "Accounts": a.accounts(&stays)},
		"Ends":  map[string]any{"Member": ends, "Accounts": a.accounts(&ends)}})
}

// merge makes one member of two.
func (a *App) merge(l *Login) (answer, error) {
	l.Mode = ModeMerge
	reply, err := a.change("/me", Merging, Enter)(l)
	if err == nil {
		a.config.Log.InfoContext(l.Request.Context(), "merged", "member", l.Other, "into", l.Member, "proven by", l.By)
	}
	return reply, err
}
