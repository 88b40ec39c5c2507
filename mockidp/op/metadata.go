package op

import (
	"cmp"
	"net/http"
	"slices"

	"torii/mockidp/bend"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// discovery answers OpenID Connect Discovery 1.0, section 4.
func (c *call) discovery() answer {
	if published := c.Profile.Published; published != nil && !published(c.set) {
		return status(http.StatusNotFound)
	}
	var o token.Object
	for _, m := range c.Profile.Metadata {
		if m.When != nil && !m.When(c.set) {
			continue
		}
		o = append(o, token.Member{Name: m.Name, Value: c.spelled(m.Value)})
	}
	out := bend.Answer{Status: http.StatusOK, Members: o, ContentType: c.metadataType()}
	c.bendPublished(bend.Metadata, func(b bend.Bend) func(*bend.Answer, bend.Context) { return b.Metadata }, &out)
	return c.reply(out)
}

// bendPublished applies what is planned for what everybody gets. The answer belongs to the
// login whose plan was made first.
func (c *call) bendPublished(place bend.Place, of func(bend.Bend) func(*bend.Answer, bend.Context), out *bend.Answer) {
	plans := slices.DeleteFunc(c.Plans.Wide(c.Profile.ID), func(p plan.Plan) bool {
		return !slices.ContainsFunc(p.Bends, func(n plan.Named) bool { return of(n.Bend) != nil })
	})
	for _, p := range plans {
		c.login, c.row = p.Login, p.Row
		c.bendAnswer(p, place, of, out, c.context(profile.Issue{}, p))
	}
	if len(plans) > 0 {
		c.login, c.row = plans[0].Login, plans[0].Row
	}
}

func (c *call) spelled(v any) any {
	if of, ok := v.(func(profile.Settings) any); ok {
		return c.spelled(of(c.set))
	}
	address, ok := v.(profile.Address)
	if !ok {
		return v
	}
	switch address.Kind {
	case profile.IssuerName:
		return c.Names.Issuer(address.URL)
	case profile.ForBrowsers:
		return c.Names.Browser(address.URL)
	}
	return c.Names.Server(address.URL)
}

// last sorts the key of that id behind all others.
func last(jwk token.Object, id string) int {
	if jwk.Text("kid") == id {
		return 1
	}
	return 0
}

// arranged puts a key's members into the order that the provider has.
func (c *call) arranged(jwk token.Object) token.Object {
	if !c.Profile.Keys.Jumbles {
		return jwk.Ordered(c.Profile.Keys.Members...)
	}
	jwk = jwk.Clone()
	for n := len(jwk) - 1; n > 0; n-- {
		m := c.Rand.IntN(n + 1)
		jwk[n], jwk[m] = jwk[m], jwk[n]
	}
	return jwk
}

func (c *call) metadataType() string { return cmp.Or(c.Profile.MetadataType, c.Profile.JSONType) }

// jwks answers the key set (RFC 7517, 5). Its keys come in no promised order, unless the provider has one.
func (c *call) jwks() answer {
	keys, order := c.keys.all(c.Now()), c.Profile.Keys.Order
	if order != nil {
		keys = order(c.set, keys, c.keys.signing().ID)
	}
	set := make([]token.Object, len(keys))
	for i, k := range keys {
		jwk, err := token.PublicJWK(k)
		if err != nil {
			return c.broke(err)
		}
		if of := c.Profile.Keys.Publish; of != nil {
			jwk = of(jwk, c.set)
		}
		set[i] = c.arranged(jwk)
	}
	for n := len(set) - 1; order == nil && n > 0; n-- {
		m := n - c.Rand.IntN(n+1)
		set[n], set[m] = set[m], set[n]
	}
	if id := c.keys.signerLast(); id != "" {
		slices.SortStableFunc(set, func(a, b token.Object) int { return last(a, id) - last(b, id) })
	}
	out := bend.Answer{Status: http.StatusOK, Members: token.Object{{Name: "keys", Value: set}}, ContentType: c.metadataType()}
	c.bendPublished(bend.KeySet, func(b bend.Bend) func(*bend.Answer, bend.Context) { return b.Keys }, &out)
	return c.reply(out)
}
