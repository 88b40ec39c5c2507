package op

import (
	"crypto/sha256"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"torii/mockidp/bend"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// token answers OpenID Connect Core 1.0, 3.1.3 and RFC 6749, 6.
func (c *call) token(r *http.Request) answer {
	if r.Method != http.MethodPost {
		return c.tokenError(profile.NotPosted, r.Method)
	}
	form, failure := c.tokenForm(r)
	if failure != "" {
		return c.tokenError(failure, "")
	}
	c.params = form
	if serve := c.Profile.Reply.Served[form.Get("grant_type")]; serve != nil {
		return c.said(serve(desk{c}, r))
	}
	if c.Profile.Reply.GrantFirst && len(form) > 0 {
		if failure, value := c.grantFailure(form); failure != "" {
			return c.tokenError(failure, value)
		}
	}
	known, failure := c.authenticate(r, form)
	if failure != "" {
		c.unproven = true
		c.burn(failure, form.Get("code"))
		return c.tokenError(failure, "")
	}
	if refuses := c.Profile.Reply.Refuses; refuses != nil {
		if failure := refuses(profile.TokenCall{Client: known.Client, Form: form, Set: c.set, Auth: c.auth}); failure != "" {
			return c.tokenError(failure, "")
		}
	}
	for _, name := range c.Profile.Reply.Stray {
		if form.Has(name) {
			return c.tokenError(profile.ParamUnexpected, name)
		}
	}
	if failure, value := c.grantFailure(form); failure != "" {
		return c.tokenError(failure, value)
	}
	switch grantType := form.Get("grant_type"); grantType {
	case "authorization_code":
		return c.exchange(known, form)
	case "refresh_token":
		return c.refreshed(known, form)
	default:
		return c.said(c.Profile.Reply.Grants[grantType](desk{c}, known.Client, form))
	}
}

// grantFailure says what is wrong with the grant type, and which it was.
func (c *call) grantFailure(form url.Values) (failure profile.TokenFailure, value string) {
	switch value = form.Get("grant_type"); value {
	case "":
		return profile.GrantMissing, ""
	case "authorization_code", "refresh_token":
		return "", value
	}
	if _, ok := c.Profile.Reply.Grants[value]; ok {
		return "", value
	}
	return profile.GrantUnknown, value
}

// burn uses up the code of a request that failed, where the provider does so.
func (c *call) burn(failure profile.TokenFailure, code string) {
	burns := c.Profile.Reply.BurnsOn
	if burns == nil || !burns(failure, c.set) {
		return
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	if g, ok := c.state.codes.Values[code]; ok {
		g.used = true
	}
}

// authenticate finds the client by HTTP Basic or form (RFC 6749, 2.3.1).
func (c *call) authenticate(r *http.Request, form url.Values) (registered, profile.TokenFailure) {
	id, secret := form.Get("client_id"), form.Get("client_secret")
	c.auth = "post"
	formOnly := c.Profile.Reply.FormOnly
	if user, password, ok := r.BasicAuth(); ok && (formOnly == nil || !formOnly(c.set)) {
		c.auth = "basic"
		user, password = unescape(user), unescape(password)
		if id != "" && id != user || secret != "" && !equal(secret, password) {
			return registered{}, profile.AuthTwice
		}
		id, secret = user, password
	}
	if id == "" {
		c.auth = ""
		return registered{}, profile.ClientMissing
	}
	known, ok := c.known(id)
	if !ok {
		return registered{}, profile.ClientUnknown
	}
	if barred := c.Profile.Reply.Barred; barred != nil {
		if failure := barred(known.Client); failure != "" {
			return registered{}, failure
		}
	}
	switch free := c.Profile.Reply.SecretFree; {
	case free != nil && free(profile.TokenCall{Client: known.Client, Form: form, Secret: secret, Set: c.set}):
		if secret == "" {
			c.auth = "none"
		}
		return known, ""
	case secret == "":
		return registered{}, profile.SecretMissing
	case c.Profile.Reply.Prove != nil:
		failure, why := c.Profile.Reply.Prove(profile.TokenCall{Client: known.Client, Form: form, Secret: secret,
			Auth: c.auth, Set: c.set, Names: c.Names, Now: c.Now()})
		if c.detail = why; failure != "" {
			return registered{}, failure
		}
		return known, ""
	case !equal(secret, known.Secret):
		return registered{}, profile.SecretWrong
	}
	return known, ""
}

// unescape undoes the form encoding that RFC 6749, 2.3.1 asks for inside Basic.
func unescape(s string) string {
	plain, err := url.QueryUnescape(s)
	if err != nil {
		return s
	}
	return plain
}

// tokenError answers in the provider's dialect. A failure the provider has no words
// for is answered as the general one of RFC 6749, 5.2.
func (c *call) tokenError(f profile.TokenFailure, value string) answer {
	e, ok := c.Profile.Reply.Errors[f]
	if !ok {
		e = profile.WireError{Status: http.StatusBadRequest, Code: "invalid_request"}
	}
	if reword := c.Profile.Reply.Reword; reword != nil {
		e = reword(f, e, c.set)
	}
	if amend := c.Profile.Reply.Amend; amend != nil {
		e = amend(e, c.set)
	}
	c.code, c.why = e.Code, tokenWhy(f)
	if !c.detail.IsZero() {
		c.why = c.detail
	}
	return c.wireError(filled(e, value))
}

// filled says what was sent where the provider's words repeat it.
func filled(e profile.WireError, value string) profile.WireError {
	e.Description = strings.ReplaceAll(e.Description, "{value}", value)
	e.Header = maps.Clone(e.Header)
	for name, says := range e.Header {
		e.Header[name] = strings.ReplaceAll(says, "{value}", value)
	}
	return e
}

func (c *call) wireError(e profile.WireError) answer {
	code := e.Status
	if c.auth == "basic" && e.BasicStatus != 0 {
		code = e.BasicStatus
	}
	o := token.Object{{Name: "error", Value: e.Code}}
	if e.Description != "" {
		o.Set("error_description", e.Description)
	}
	for _, x := range e.Extra {
		o.Set(x.Name, x.Value)
	}
	o = append(o, e.More...)
	reply := bend.Answer{Status: code, Members: o, ContentType: c.Profile.JSONType}
	if e.Raw != "" {
		reply.Raw = []byte(e.Raw)
	}
	a := c.reply(reply)
	for name, value := range e.Header {
		a.head.Set(name, value)
	}
	return a
}

// exchange redeems a code, once.
func (c *call) exchange(known registered, form url.Values) answer {
	g, failure := c.redeem(known, form)
	if g != nil {
		c.login, c.row = g.login, g.row
	}
	if failure != "" {
		value := form.Get("code")
		switch failure {
		case profile.CodeForeign:
			value = known.ClientID
		case profile.RedirectMismatch:
			value = form.Get("redirect_uri")
		}
		return c.tokenError(failure, value)
	}
	issue := g.issue
	issue.Form, issue.Now, issue.Person = form, c.Now(), c.present(issue)
	c.state.mu.Lock()
	if given := c.state.consents.Values[c.owner(known.Client, issue.Person.Subject)]; given != nil {
		issue.First = !given.used
		given.used = true
	}
	c.state.mu.Unlock()
	return c.issue(g, issue)
}

// redeem finds the grant of a code and marks it used. The grant is returned with
// a failure too, so that the failed call is known to belong to its login.
func (c *call) redeem(known registered, form url.Values) (*grant, profile.TokenFailure) {
	code := form.Get("code")
	if code == "" {
		return nil, profile.CodeMissing
	}
	if well := c.Profile.Reply.WellFormed; well != nil && !well(code) {
		return nil, profile.CodeMalformed
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	g, ok := c.state.codes.Values[code]
	switch {
	case !ok:
		return nil, profile.CodeUnknown
	case g.issue.Client.ClientID != known.ClientID:
		g.used = g.used || c.Profile.Reply.Burns
		return g, profile.CodeForeign
	case g.used:
		if kills := c.Profile.Reply.ReplayKills; kills != nil && kills(c.set) {
			g.dead = true
		}
		return g, profile.CodeUsed
	case c.Now().After(g.expires):
		return g, profile.CodeExpired
	}
	g.used = c.Profile.Reply.Burns
	if failure := c.redirectFailure(g, form); failure != "" {
		burns := c.Profile.Reply.BurnsOn
		g.used = g.used || burns != nil && burns(failure, c.set)
		return g, failure
	}
	if failure := c.verifierFailure(g, form.Get("code_verifier")); failure != "" {
		return g, failure
	}
	g.used = true
	return g, ""
}

func (c *call) redirectFailure(g *grant, form url.Values) profile.TokenFailure {
	sent := form.Get("redirect_uri")
	switch {
	case slices.Contains(c.Profile.Reply.RedirectAlso, sent):
		return ""
	case sent == "":
		return profile.RedirectMissing
	case sent != g.issue.Params.Get("redirect_uri"):
		return profile.RedirectMismatch
	}
	return ""
}

// verifierFailure checks the proof key (RFC 7636, 4.6).
func (c *call) verifierFailure(g *grant, verifier string) profile.TokenFailure {
	challenge, method := g.issue.Params.Get("code_challenge"), g.issue.Params.Get("code_challenge_method")
	switch {
	case challenge == "" && verifier != "" && c.minds(profile.VerifierUnneeded):
		return profile.VerifierUnneeded
	case challenge == "":
		return ""
	case verifier == "":
		return profile.VerifierMissing
	}
	proof := verifier
	if method == "S256" {
		digest := sha256.Sum256([]byte(verifier))
		proof = token.Base64(digest[:])
	}
	if !equal(proof, challenge) || method != "S256" && c.Profile.Reply.OnlyS256 {
		return profile.VerifierWrong
	}
	return ""
}

// minds reports whether the provider refuses a request for that failure.
func (c *call) minds(f profile.TokenFailure) bool {
	ignores := c.Profile.Reply.Ignores
	return ignores == nil || !ignores(f, c.set)
}

// issue makes the tokens and answers, bent as planned.
func (c *call) issue(g *grant, issue profile.Issue) answer {
	p, _ := c.Plans.Find(c.login, c.Profile.ID)
	ctx := c.context(issue, p)
	reply := c.Profile.Reply
	if err := c.accessToken(&issue); err != nil {
		return c.broke(err)
	}
	issue.ExpiresIn = int(reply.AccessLife.Seconds())
	c.keep(g, &issue)
	if c.Profile.IDToken.Granted(issue.Scopes) && (!issue.Refresh || reply.Refresh.IDToken) {
		compact, err := c.idToken(issue, p, ctx)
		if err != nil {
			return c.broke(err)
		}
		issue.IDToken = compact
	}
	c.Masker.Learn(issue.AccessToken, issue.RefreshToken, issue.IDToken)
	if issue.IDToken != "" {
		c.Log(c.row, c.login, c.Masker.Decode("id_token", issue.IDToken))
	}

	members := membersOf(reply.Members, issue)
	if issue.Refresh {
		members = members.Ordered(reply.Refresh.Order...)
	}
	out := bend.Answer{Status: http.StatusOK, Members: members, ContentType: c.Profile.JSONType}
	c.bendAnswer(p, bend.TokenReply, func(b bend.Bend) func(*bend.Answer, bend.Context) { return b.Token }, &out, ctx)
	if c.unproven = out.Unproven; c.unproven {
		c.unused(g, issue)
	}
	c.noteMembers(out.Members)
	return c.reply(out)
}

// unused gives the code back that a client came with which is told that it has not proved
// itself: who has not got so far has used nothing up. What a provider burns all the same is said
// by its profile.
func (c *call) unused(g *grant, issue profile.Issue) {
	if burns := c.Profile.Reply.BurnsOn; issue.Refresh || burns != nil && burns(profile.SecretWrong, c.set) {
		return
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	g.used = false
}

// accessToken makes the access token: opaque, or a JWT of the provider's.
func (c *call) accessToken(issue *profile.Issue) error {
	reply := c.Profile.Reply
	if reply.AccessClaims == nil {
		if reply.AccessTokenOf != nil {
			issue.AccessToken = reply.AccessTokenOf(*issue)
		} else {
			issue.AccessToken = reply.AccessToken(c.Rand)
		}
		return nil
	}
	signs := c.keys.signing()
	compact, err := token.Compact(token.Signing{Alg: token.RS256, Key: signs,
		Header: token.Object{{Name: "kid", Value: signs.ID}, {Name: "alg", Value: string(token.RS256)}}}, reply.AccessClaims(*issue))
	issue.AccessToken = compact
	return err
}

// bendAnswer applies the bends of one place to an answer.
func (c *call) bendAnswer(p plan.Plan, place bend.Place, of func(bend.Bend) func(*bend.Answer, bend.Context), out *bend.Answer, ctx bend.Context) {
	for _, n := range p.Bends {
		change := of(n.Bend)
		if change == nil {
			continue
		}
		before, beforeStatus, beforeType := string(c.encode(out.Members)), out.Status, out.ContentType
		change(out, ctx)
		c.served(n.ID, place, out.Unusual() || len(out.Header) > 0 || out.Raw != nil || out.Reshape != nil || out.Status != beforeStatus || out.ContentType != beforeType || string(c.encode(out.Members)) != before)
	}
}

func membersOf(list []profile.Claim, issue profile.Issue) token.Object {
	var o token.Object
	for _, m := range list {
		if v := m.Value(issue); v != nil {
			o = append(o, token.Member{Name: m.Name, Value: v})
		}
	}
	return o
}
