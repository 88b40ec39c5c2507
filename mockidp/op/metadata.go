package op

import (
	"net/http"

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
	return c.json(http.StatusOK, o)
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

// jwks answers the key set (RFC 7517, 5). Its keys come in no promised order, unless the provider has one.
func (c *call) jwks() answer {
	keys, order := c.keys.all(), c.Profile.Keys.Order
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
		set[i] = jwk
	}
	if order == nil && c.Rand.IntN(2) == 1 {
		for i, j := 0, len(set)-1; i < j; i, j = i+1, j-1 {
			set[i], set[j] = set[j], set[i]
		}
	}
	return c.json(http.StatusOK, token.Object{{Name: "keys", Value: set}})
}
