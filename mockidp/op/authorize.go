package op

import (
	"crypto/subtle"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"torii/fixtures/bound"
	"torii/fixtures/persona"
	"torii/mockidp/bend"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
)

// maxForm bounds a request body.
const maxForm = bound.RequestForm

// authorization answers OpenID Connect Core 1.0, 3.1.2: the provider's checks in
// their order, then the planned person, or pages for a real one.
func (c *call) authorization(r *http.Request) answer {
	c.params = formOf(r)
	c.arrived(r, c.params, true)
	req := c.request(r, c.params)
	if refusal := firstRefusal(c.Profile.Request, req); refusal != nil {
		return c.refuse(*refusal, req)
	}
	if relay := c.Profile.Relay; relay != nil {
		return c.said(relay.Away(desk{c}, req))
	}
	if p, ok := c.Plans.Find(c.login, c.Profile.ID); ok && !p.ByHand {
		return c.planned(req, p)
	}
	return c.interactive(r, req)
}

// formOf returns query and body parameters together, as both may carry an
// authorization request (OpenID Connect Core 1.0, 3.1.2.1).
func formOf(r *http.Request) url.Values {
	values := r.URL.Query()
	if r.Method == http.MethodPost {
		r.Body = http.MaxBytesReader(nil, r.Body, maxForm)
		if r.ParseForm() == nil {
			for name, v := range r.PostForm {
				values[name] = append(values[name], v...)
			}
		}
	}
	return values
}

func (c *call) request(r *http.Request, params url.Values) profile.Request {
	if len(c.Profile.Ignored) > 0 {
		params = maps.Clone(params)
		for _, name := range c.Profile.Ignored {
			params.Del(name)
		}
	}
	known, ok := c.known(params.Get("client_id"))
	if c.Profile.Callback.DefaultRedirect && params.Get("redirect_uri") == "" && len(known.RedirectURIs) == 1 {
		params.Set("redirect_uri", known.RedirectURIs[0])
	}
	return profile.Request{
		Params: params, Client: known.Client, ClientOK: ok,
		Registered: ok && c.registered(known, params.Get("redirect_uri")),
		UserAgent:  r.UserAgent(), Set: c.set, Variant: c.route.Variant, Secure: true,
	}
}

// known returns a client that is registered with the tenant whose address was called.
func (c *call) known(id string) (registered, bool) {
	known, ok := c.clients[id]
	if knows := c.Profile.Knows; ok && knows != nil && !knows(c.route.Variant, known.Client) {
		return registered{}, false
	}
	return known, ok
}

// registered holds redirect_uri against the client's list (OpenID Connect Core 1.0, 3.1.2.1: simple string comparison).
func (c *call) registered(known registered, uri string) bool {
	if slices.ContainsFunc(known.RedirectURIs, func(r string) bool { return c.sameRedirect(r, uri) }) {
		return true
	}
	u, err := url.Parse(uri)
	return err == nil && known.Loopback && u.Scheme == "http" && u.Fragment == "" && isLoopback(u.Hostname())
}

func (c *call) sameRedirect(registered, sent string) bool {
	// A callback that is itself mocked is reached, and so registered, as the door spells it.
	if registered == sent || c.Names.Browser(registered) == sent {
		return true
	}
	rest, ok := strings.CutPrefix(sent, registered)
	joint := "?"
	if strings.Contains(registered, "?") {
		joint = "&"
	}
	return ok && c.Profile.Callback.ExtraQuery && strings.HasPrefix(rest, joint) && !strings.Contains(rest, "#")
}

func isLoopback(host string) bool {
	return host == "localhost" || host == "127.0.0.1" || host == "::1"
}

func firstRefusal(checks []profile.RequestCheck, req profile.Request) *profile.Refusal {
	for _, check := range checks {
		if refusal := check.Refuse(req); refusal != nil {
			return refusal
		}
	}
	return nil
}

// planned plays the person whose login was prepared.
func (c *call) planned(req profile.Request, p plan.Plan) answer {
	c.row, c.behind = p.Row, p.Late
	a := c.authn(req, p.Person, p.SignedIn)
	if refusal := c.silent(a); refusal != nil {
		return c.refuse(*refusal, req)
	}
	if of := c.Profile.Screens.Interlude; of != nil && of(c.set) && !req.Has(passed) && !req.Asks("prompt", "none") {
		return c.interlude(req)
	}
	switch {
	case p.Does == plan.Leave:
		return c.signInPage(req, persona.Person{})
	case p.Does == plan.Cancel || p.Person.Cancels:
		return c.cancelled(req)
	}
	a.Shown = c.consentDue(a)
	if refusal := c.admission(a); refusal != nil {
		return c.refuse(*refusal, req)
	}
	return c.finish(a, c.granted(a, p.Person.Declines))
}

// interactive leads a real person through the provider's pages.
func (c *call) interactive(r *http.Request, req profile.Request) answer {
	s, signedIn := c.current(r, req)
	a := c.authn(req, s.person, signedIn)
	if signedIn {
		a.AuthTime = s.since
	}
	if refusal := c.silent(a); refusal != nil {
		return c.refuse(*refusal, req)
	}
	none := req.Asks("prompt", "none")
	if !none && (!signedIn || c.choiceDue(req, s.person)) {
		return redirect(c.pageAddress(profile.SignIn, req))
	}
	if !none && c.consentDue(a) {
		return redirect(c.pageAddress(profile.Consent, req))
	}
	if refusal := c.admission(a); refusal != nil {
		return c.refuse(*refusal, req)
	}
	return c.finish(a, c.granted(a, nil))
}

// passed is the parameter, of the mock's own, that tells that the interlude is over.
const passed = "torii_passed"

// interlude is a page between the request and its answer that sends itself on.
func (c *call) interlude(req profile.Request) answer {
	params := bend.Params{{Name: passed, Value: "1"}}
	for _, name := range slices.Sorted(maps.Keys(req.Params)) {
		params = append(params, bend.Param{Name: name, Value: req.Get(name)})
	}
	return page(http.StatusOK, formPost, struct {
		Action string
		Params bend.Params
	}{c.Names.Browser(c.route.URL), params})
}

// choiceDue reports whether a signed-in person is still shown the sign-in page.
func (c *call) choiceDue(req profile.Request, who persona.Person) bool {
	rules := c.Profile.Consent
	expected, hinted := c.hinted(req)
	return rules.Confirms || rules.Chooses != nil && rules.Chooses(req) || hinted && expected.ID != who.ID
}

func (c *call) silent(a profile.Authn) *profile.Refusal {
	if !a.Asks("prompt", "none") {
		return nil
	}
	return c.Profile.Silent(a)
}

func (c *call) admission(a profile.Authn) *profile.Refusal {
	for _, check := range c.Profile.Admission {
		if refusal := check.Refuse(a); refusal != nil {
			return refusal
		}
	}
	return nil
}

// equal compares secrets in constant time.
func equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
