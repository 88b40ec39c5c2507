package rp

import "net/http"

// Part is another part of the product; the home page of who is signed in leads there.
type Part struct{ Address, Text string }

// SignedIn reports whether a request comes from a member's browser, for what the product
// has beside the login.
func (a *App) SignedIn(r *http.Request) bool {
	l, err := a.newLogin(r)
	if err != nil {
		return false
	}
	m, err := l.findMember()
	return err == nil && m != nil
}
