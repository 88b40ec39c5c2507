package op

import (
	"net/http"
	"net/url"

	"torii/fixtures/persona"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// asked reads an authorization request that was put aside, as it came by a route of
// that variant.
func (c *call) asked(params url.Values, variant string) profile.Request {
	came := *c
	came.route.Variant = variant
	return came.request(&http.Request{Header: http.Header{}}, params)
}

func (d desk) Key(name string) (token.Key, error) { return loadKey(name, d.c.Profile.Keys) }

func (d desk) Proceed(params url.Values, variant string, who persona.Person, scopes []string) profile.Reply {
	req := d.c.asked(params, variant)
	a := d.c.authn(req, who, true)
	a.Shown = true // wherever it was shown
	return d.c.finish(a, scopes).reply()
}

func (d desk) Decline(params url.Values, variant string, r profile.Refusal) profile.Reply {
	return d.c.refuse(r, d.c.asked(params, variant)).reply()
}

func (d desk) Deliver(target string, params bend.Params) profile.Reply {
	req := profile.Request{Params: url.Values{"redirect_uri": {target}}}
	d.c.noteEarlier(req, params.Get("token"))
	d.c.Masker.Learn(params.Get("token"))
	return d.c.deliver(req, d.c.bendParams(params, profile.Issue{Params: req.Params, Set: d.c.set})).reply()
}

// present returns the person of an issue as they are now.
func (c *call) present(issue profile.Issue) persona.Person {
	if of := c.Profile.People.Now; of != nil {
		return of(c.memory, issue)
	}
	return issue.Person
}

// reply lets an endpoint of the provider's own answer as the engine would.
func (a answer) reply() profile.Reply {
	body := a.body
	if body == nil {
		body = []byte{}
	}
	return profile.Reply{Status: a.status, Raw: body, ContentType: a.head.Get("Content-Type"), Header: a.head}
}
