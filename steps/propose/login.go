package propose

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"torii/mockidp"
	"torii/mockidp/plan"
	"torii/reports/event"
	"torii/rpclient/driver"
)

// loginPages are where a login control usually stands.
var loginPages = []string{"/", "/login", "/signin", "/sign-in", "/users/sign_in", "/auth/login"}

// wanted are the providers that a control may lead to.
func (p *proposer) wanted() []string {
	if len(p.Providers) > 0 {
		return p.Providers
	}
	var ids []string
	for _, profile := range mockidp.Profiles() {
		ids = append(ids, profile.ID)
	}
	return ids
}

// logins finds the page with login controls, and which control leads to whom.
func (p *proposer) logins(ctx context.Context, f *found) error {
	pages := loginPages
	if p.Known.LoginPage != "" {
		pages = []string{p.Known.LoginPage}
	}
	var problem error
	for _, page := range pages {
		leads, err := p.leads(ctx, page)
		if err != nil && problem == nil {
			problem = err
		}
		if len(leads) == 0 {
			continue
		}
		f.LoginPage = page
		return p.choose(ctx, f, leads)
	}
	if problem != nil {
		return fmt.Errorf("%w: %w", ErrNothingFound, problem)
	}
	p.barren(ctx, pages[0])
	return fmt.Errorf("%w: no link, button or form on %s of %s leads to a mocked provider (%s): is the RP configured with the addresses that torii serve prints? "+
		"Else name the page with --login-page, and the control with --login PROVIDER=SELECTOR", ErrNothingFound, strings.Join(pages, ", "), p.URL, strings.Join(p.wanted(), ", "))
}

// leads returns, by provider, the controls of a page that lead to it.
func (p *proposer) leads(ctx context.Context, path string) (map[string][]string, error) {
	within, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	page, err := p.browser().Open(within, p.URL+path)
	if err != nil {
		return nil, err
	}
	leads := map[string][]string{}
	selectors := controls(page, providerWords(p.wanted()))
	for _, known := range p.Known.Login {
		selectors = append(selectors, known)
	}
	for _, selector := range selectors {
		id := p.leadsTo(ctx, control{path, selector})
		known := p.Known.Login[id]
		if id != "" && slices.Contains(p.wanted(), id) && !slices.Contains(leads[id], selector) && (known == "" || known == selector) {
			leads[id] = append(leads[id], selector)
		}
	}
	return leads, nil
}

// leadsTo uses a control and stops before the first mocked host: whose is it?
func (p *proposer) leadsTo(ctx context.Context, c control) string {
	in := p.browser()
	in.Hold(func(r *driver.Request) bool { return p.mocked(r.URL) })
	page, err := p.use(ctx, in, c)
	if err != nil || page.Held == nil {
		return "" // it leads elsewhere, or nowhere
	}
	return providerAt(p.host(page.Held.URL))
}

// choose settles on one control a provider, and logs in with it for the callback.
func (p *proposer) choose(ctx context.Context, f *found, leads map[string][]string) error {
	var problem error
	for _, id := range slices.Sorted(maps.Keys(leads)) {
		var answers []string
		for _, selector := range leads[id] {
			answers = append(answers, id+"="+selector)
		}
		answer, err := p.ask(Question{Flag: "--login", Asks: "which control on " + f.LoginPage + " is the login with " + id + "?", Answers: answers})
		if err != nil {
			return err
		}
		_, selector, _ := strings.Cut(answer, "=")
		who, _, err := people(id)
		if err != nil {
			return err
		}
		in := p.browser()
		if err := p.plant(ctx, in, id, id, who, plan.Approve); err != nil {
			return err
		}
		if _, err := p.use(ctx, in, control{f.LoginPage, selector}); err != nil {
			p.fails(ctx, in, id, id, err.Error())
			problem = fmt.Errorf("%w: the login with %s does not come to an end: %w", ErrNothingFound, id, err)
			continue
		}
		back := p.callback(in)
		if back == "" {
			p.fails(ctx, in, id, id, "it does not come back to "+p.URL)
			problem = fmt.Errorf("%w: the login with %s does not come back to %s: is its callback registered? See what torii serve explains", ErrNothingFound, id, p.URL)
			continue
		}
		f.Providers = append(f.Providers, provider{id, selector, back})
	}
	if len(f.Providers) == 0 {
		return problem
	}
	return nil
}

// callback is the path by which a login came back: the first request to the Relying
// Party after one to a mocked host.
func (p *proposer) callback(in *trail) string {
	away := false
	for _, h := range in.hops {
		if !h.Mocked && away {
			path, _, _ := strings.Cut(h.URL, "?")
			if path, ok := strings.CutPrefix(path, p.URL); ok {
				return path
			}
		}
		away = away || h.Mocked
	}
	return ""
}

// barren tells of a login page that has nothing to press which leads to a provider.
func (p *proposer) barren(ctx context.Context, path string) {
	within, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	in := p.browser()
	page, err := in.Open(within, p.URL+path)
	if err != nil {
		return
	}
	p.fails(ctx, in, strings.Join(p.wanted(), " "), "barren", "no control leads to a provider", p.glance(event.AtControl, page, in))
}
