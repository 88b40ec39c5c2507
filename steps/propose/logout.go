package propose

import (
	"context"
	"slices"
	"strings"
)

// logout finds a control that ends the session, or none: each is tried by somebody who is signed in.
func (p *proposer) logout(ctx context.Context, f *found, c crowd) *control {
	if page, selector, ok := strings.Cut(p.Known.Logout, " "); ok {
		return &control{page, selector}
	}
	pages := []string{"/", f.Session.Page, f.LoginPage}
	if path, ok := strings.CutPrefix(place(c.last.URL), p.URL); ok {
		pages = slices.Insert(pages, 0, path)
	}
	var seen []string
	for _, path := range pages {
		if slices.Contains(seen, path) {
			continue
		}
		seen = append(seen, path)
		shown, err := p.look(ctx, c.b, path, "")
		if err != nil {
			continue
		}
		for _, selector := range controls(shown, logoutWords) {
			at := control{path, selector}
			if _, err := p.use(ctx, c.b, at); err != nil {
				continue
			}
			after, err := p.look(ctx, c.b, f.Session.Page, f.Session.Accept)
			if err != nil {
				continue
			}
			if _, signedIn := member(f.Session, after); !signedIn {
				return &at
			}
		}
	}
	return nil
}
