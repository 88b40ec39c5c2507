package op

import (
	"net/http"
	"net/url"
	"strconv"

	"torii/mockidp/profile"
)

// consentPages returns the pages on which a person says what they allow, in their order.
func (c *call) consentPages(a profile.Authn) []profile.ConsentPage {
	one := profile.ConsentPage{Heading: c.Profile.Screens.Consent, Fields: c.fields(a), Options: c.options(a)}
	for _, scope := range c.Profile.Consent.Scopes(a.Request) {
		one.Items = append(one.Items, c.Profile.Consent.Item(scope))
	}
	if split := c.Profile.Consent.Pages; split != nil {
		return split(a, one)
	}
	return []profile.ConsentPage{one}
}

// ask shows the page after the one that was sent, with what was ticked so far; false
// means that all has been said.
func (c *call) ask(a profile.Authn, form url.Values) (answer, bool) {
	asked, next := c.consentPages(a), 0
	if form != nil {
		sent, _ := strconv.Atoi(form.Get("page")) // anything else is the first page
		next = sent + 1
	}
	if next < 0 || next >= len(asked) {
		return answer{}, false
	}
	s := screen{Provider: c.Profile.Name, Screens: c.Profile.Screens, Client: a.Client.Name, Person: a.Person,
		Consent: asked[next], Page: next, Kept: append(kept("scope", form), kept("option", form)...)}
	for _, f := range c.fields(a) {
		s.Kept = append(s.Kept, kept(f.Name, form)...)
	}
	if of := c.Profile.Screens.Facts; of != nil {
		s.Facts = of(a.Client.Set)
	}
	return page(http.StatusOK, pages.Lookup("consent.html"), s), true
}

// ticked is what a page before has said, carried along by the next.
type ticked struct{ Name, Value string }

func kept(name string, form url.Values) []ticked {
	var all []ticked
	for _, value := range form[name] {
		all = append(all, ticked{name, value})
	}
	return all
}
