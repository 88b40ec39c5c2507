package op

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// desk is what an endpoint of the provider's own sees of the engine.
type desk struct{ c *call }

func (d desk) Now() time.Time          { return d.c.Now() }
func (d desk) Rand() *seed.Source      { return d.c.Rand }
func (d desk) Set() profile.Settings   { return d.c.set }
func (d desk) Names() profile.Spelling { return d.c.Names }
func (d desk) Route() profile.Route    { return d.c.route }
func (d desk) Signing() token.Key      { return d.c.keys.signing() }
func (d desk) Published() []token.Key  { return d.c.keys.all(d.c.Now()) }

func (d desk) Form(r *http.Request) url.Values {
	d.c.params = formOf(r)
	return d.c.params
}

func (d desk) Bearer(r *http.Request) string { return d.c.bearer(r) }

func (d desk) Authenticate(r *http.Request, form url.Values) (client.Client, profile.TokenFailure) {
	known, failure := d.c.authenticate(r, form)
	return known.Client, failure
}

func (d desk) Client(id string) (client.Client, bool) {
	known, ok := d.c.clients[id]
	return known.Client, ok
}

func (d desk) Clients() []client.Client { return d.c.Clients }

func (d desk) Person(subject string) (persona.Person, bool) {
	i := slices.IndexFunc(d.c.People, func(p persona.Person) bool { return p.Subject == subject })
	if i < 0 {
		return persona.Person{}, false
	}
	return d.c.People[i], true
}

func (d desk) People() []persona.Person { return d.c.People }

func (d desk) Access(value string) (profile.Live, bool) {
	c := d.c
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	kept, ok := c.state.access.Values[value]
	if !ok {
		return profile.Live{}, false
	}
	c.login, c.row = kept.grant.login, kept.grant.row
	alive := !kept.dead && !kept.grant.dead && !c.Now().After(kept.expires)
	return profile.Live{Issue: kept.grant.issue, Scopes: kept.scopes, Expires: kept.expires}, alive
}

func (d desk) Refresh(value string) (profile.Live, bool) {
	c := d.c
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	kept, ok := c.state.refresh.Values[value]
	if !ok {
		return profile.Live{}, false
	}
	c.login, c.row = kept.grant.login, kept.grant.row
	alive := !kept.dead && !kept.grant.dead && (kept.expires.IsZero() || !c.Now().After(kept.expires))
	return profile.Live{Issue: kept.grant.issue, Scopes: kept.grant.issue.Scopes, Expires: kept.expires}, alive
}

func (d desk) Revoke(value string, whole bool) bool {
	c := d.c
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	if kept, ok := c.state.access.Values[value]; ok {
		c.login, c.row = kept.grant.login, kept.grant.row
		kept.dead, kept.grant.dead = true, kept.grant.dead || whole
		return true
	}
	if kept, ok := c.state.refresh.Values[value]; ok {
		c.login, c.row = kept.grant.login, kept.grant.row
		kept.dead, kept.grant.dead = true, kept.grant.dead || whole
		return true
	}
	return false
}

func (d desk) Withdraw(clientID, subject string) {
	c := d.c
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	owner := c.owner(c.clients[clientID].Client, subject)
	belongs := func(g *grant) bool { return c.owner(g.issue.Client, g.issue.Person.Subject) == owner }
	for _, kept := range c.state.access.Values {
		kept.grant.dead = kept.grant.dead || belongs(kept.grant)
	}
	for _, kept := range c.state.refresh.Values {
		kept.grant.dead = kept.grant.dead || belongs(kept.grant)
	}
	c.state.consents.Put(owner, &consent{gone: true})
}

func (d desk) Issue(c client.Client, scopes []string, life time.Duration) string {
	value := d.c.Profile.Reply.AccessToken(d.c.Rand)
	d.c.Masker.Learn(value)
	d.c.state.mu.Lock()
	defer d.c.state.mu.Unlock()
	d.c.state.access.Put(value, &accessToken{grant: &grant{issue: profile.Issue{Client: c}}, scopes: scopes,
		expires: d.c.Now().Add(life)})
	return value
}

func (d desk) Issued(c client.Client, scope string) []string {
	d.c.state.mu.Lock()
	defer d.c.state.mu.Unlock()
	var values []string
	for value, kept := range d.c.state.access.Values {
		own := kept.grant.issue.Client.ClientID == c.ClientID && kept.grant.issue.Subject == ""
		if own && slices.Contains(kept.scopes, scope) && !kept.dead && !d.c.Now().After(kept.expires) {
			values = append(values, value)
		}
	}
	slices.Sort(values)
	return values
}

func (d desk) Because(code string, why text.Both) { d.c.code, d.c.why = code, why }

func (d desk) Memory() any              { return d.c.memory }
func (d desk) Login() string            { return d.c.login }
func (d desk) Peers() http.RoundTripper { return d.c.Peers }

func (d desk) Follow(login string) {
	if d.c.login = login; login == "" {
		return
	}
	if p, ok := d.c.Plans.Find(login, d.c.Profile.ID); ok {
		d.c.row = p.Row
	}
}

func (d desk) Undone() bool {
	p, _ := d.c.Plans.Find(d.c.login, d.c.Profile.ID)
	return slices.ContainsFunc(p.Bends, func(n plan.Named) bool {
		return d.c.meets(n.Bend.Own) && n.Bend.Own.Undone
	})
}

// own answers a call to an endpoint that only this provider has, bent as planned.
func (c *call) own(r *http.Request) answer { return c.said(c.route.Serve(desk{c}, r)) }

// said turns a provider's own words into an answer.
func (c *call) said(said profile.Reply) answer {
	kind := said.ContentType
	if kind == "" {
		kind = c.Profile.JSONType
	}
	if said.Members == nil && said.Raw == nil {
		said.Raw = []byte{} // an answer without a body
	}
	out := bend.Answer{Status: said.Status, Members: said.Members, Raw: said.Raw, ContentType: kind}
	c.bendOwn(&out, said.Tells)
	c.noteMembers(out.Members)
	a := c.reply(out)
	maps.Copy(a.head, said.Header)
	if said.ContentType == "" && a.head.Get("Location") != "" {
		a.head.Del("Content-Type") // a redirect has no body
	}
	return a
}

// bendOwn applies what is planned for an endpoint of the provider's own.
func (c *call) bendOwn(out *bend.Answer, tells profile.Telling) {
	p, ok := c.Plans.Find(c.login, c.Profile.ID)
	if !ok {
		return
	}
	ctx := c.context(profile.Issue{Set: c.set, Subject: p.Person.Subject}, p)
	c.bendAnswer(p, bend.OwnCall, func(b bend.Bend) func(*bend.Answer, bend.Context) {
		if !c.meets(b.Own) {
			return nil
		}
		return b.Own.Change
	}, out, ctx)
	if tells != nil {
		c.bendAnswer(p, bend.OwnCall, func(b bend.Bend) func(*bend.Answer, bend.Context) {
			return c.retold(tells, false)(bend.Bend{Who: b.Who})
		}, out, ctx)
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	c.state.over.Put(c.login+" "+string(c.route.Endpoint), true)
}

// meets reports whether what is planned is for this call.
func (c *call) meets(own *bend.Own) bool {
	if own == nil || own.Endpoint != string(c.route.Endpoint) {
		return false
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	return !own.Once || !c.state.over.Values[c.login+" "+own.Endpoint]
}
