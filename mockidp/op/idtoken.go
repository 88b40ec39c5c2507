package op

import (
	"torii/mockidp/bend"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// idToken builds the honest ID token, then the one bent as planned for its place.
func (c *call) idToken(issue profile.Issue, p plan.Plan, ctx bend.Context) (string, error) {
	signing, claims := c.signing(issue), c.Shuffle.Extended(c.bare(profile.IDClaims, membersOf(c.Profile.IDToken.Claims, issue), p))
	signing.Header = c.Shuffle.Object(signing.Header)
	ctx.AccessToken = issue.AccessToken
	if issue.Front {
		return c.bent(signing, claims, bend.FrontToken, p, ctx)
	}
	if issue.Refresh {
		return c.bent(signing, claims, bend.Refreshed, p, ctx)
	}
	c.noteIDToken(signing, claims)
	return c.bent(signing, claims, bend.IDToken, p, ctx)
}

// bare leaves out what the provider may leave out, at times, where nothing else was planned for
// the login: what is planned says itself what is there.
func (c *call) bare(part profile.Part, members token.Object, p plan.Plan) token.Object {
	if len(p.Bends) > 0 {
		return members
	}
	return c.Shuffle.Bare(members, c.Profile.MayLack(part))
}

// bent signs claims as planned, and logs each bend whose claimed place really came
// out different.
func (c *call) bent(signing token.Signing, claims token.Object, place bend.Place, p plan.Plan, ctx bend.Context) (string, error) {
	honest, told := signing, claims.JSON()
	ctx.Verifying = honest.Key
	c.strangers(&ctx, honest)
	differs := make([]bool, len(p.Bends)) // one bend may act on claims and signature
	for i, n := range p.Bends {
		if !n.Bend.Bends(place) {
			continue
		}
		if n.Bend.Claims != nil {
			before := string(claims.JSON())
			n.Bend.Claims(&claims, ctx)
			differs[i] = string(claims.JSON()) != before
		}
		if n.Bend.Sign != nil {
			signing.Header = signing.Header.Clone()
			if err := n.Bend.Sign(&signing, ctx); err != nil {
				return "", err
			}
		}
	}
	payload := c.Shuffle.Spaced(signing.Payload(claims))
	for i, n := range p.Bends {
		if n.Bend.Payload != nil && n.Bend.Bends(place) {
			before := string(payload)
			payload = n.Bend.Payload(payload, ctx)
			differs[i] = differs[i] || string(payload) != before
		}
	}
	compact, err := token.CompactRaw(signing, payload)
	if err != nil {
		return "", err
	}
	for i, n := range p.Bends {
		if !n.Bend.Bends(place) {
			continue
		}
		if n.Bend.Sign != nil {
			differs[i] = differs[i] || !token.Verifies(compact, honest.Alg, honest.Key) ||
				string(signing.Header.JSON()) != string(honest.Header.JSON())
		}
		if n.Bend.Compact != nil {
			before := compact
			compact = n.Bend.Compact(compact, ctx)
			differs[i] = differs[i] || compact != before
		}
		c.served(n.ID, place, differs[i])
	}
	c.showToken(place, compact, honest, told, len(p.Bends) > 0)
	return compact, nil
}

func (c *call) signing(issue profile.Issue) token.Signing {
	how := c.Profile.IDToken.Signs(issue)
	s := token.Signing{Alg: how.Alg, Key: c.keys.signing(), EscapeSlash: c.Profile.IDToken.EscapesSlash}
	if how.Key != "" {
		s.Key = c.committed(how.Key)
	}
	if how.Alg == token.HS256 {
		s.Key = token.Key{Secret: []byte(issue.Client.Secret)}
	}
	for _, name := range how.Header {
		switch name {
		case "alg":
			s.Header.Set("alg", string(s.Alg))
		case "kid":
			s.Header.Set("kid", s.Key.ID)
		case "typ":
			s.Header.Set("typ", "JWT")
		}
	}
	return s
}

// strangers chooses, of the keys that no issuer publishes, those that fit the honest one.
func (c *call) strangers(ctx *bend.Context, honest token.Signing) {
	ctx.Neighbour, ctx.Stranger = ctx.StrangerRSA, ctx.StrangerRSA
	if honest.Alg == token.ES256 {
		ctx.Neighbour, ctx.Stranger = ctx.StrangerEC, ctx.StrangerEC
	}
	if c.Neighbour != "" {
		ctx.Neighbour = c.committed(c.Neighbour)
	}
}

// committed is a key of the fixtures.
func (c *call) committed(name string) token.Key {
	k, err := loadKey(name, c.Profile.Keys)
	if err != nil {
		panic(err) // it is in this repository: a test of the keys holds that
	}
	return k
}

// noteIDToken keeps what a later login of the same browser may be answered with.
func (c *call) noteIDToken(signing token.Signing, claims token.Object) {
	c.state.mu.Lock()
	e, ok := c.state.earlier.Values[c.login]
	c.state.mu.Unlock()
	if !ok {
		return
	}
	kept := claims.Clone()
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	e.IDToken = func() (string, error) { return token.Compact(signing, kept) }
}
