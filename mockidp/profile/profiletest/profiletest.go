// Package profiletest holds every provider to the same demands.
//
// Each provider's own test calls Run; what makes a provider special is not its
// business.
package profiletest

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/fixtures/client"
	"torii/fixtures/key"
	"torii/fixtures/persona"
	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// Run demands of a provider what the engine, the catalogue and the reports rely on.
// Later are endpoints that its metadata may publish though nothing serves them yet.
func Run(t *testing.T, p profile.Profile, later ...string) {
	t.Helper()
	for _, d := range []struct {
		name string
		run  func(*testing.T, profile.Profile)
	}{
		{"names", names}, {"routes", routes}, {"callback", callback}, {"token endpoint", tokenEndpoint},
		{"userinfo", userInfo}, {"ID token", idToken}, {"keys", keys}, {"consent", consent}, {"pages", pages},
		{"switches", switches}, {"quirks", quirks}, {"clients", clients}, {"people", people},
	} {
		t.Run(d.name, func(t *testing.T) { d.run(t, p) })
	}
	t.Run("metadata", func(t *testing.T) { metadata(t, p, later) })
}

func both(t *testing.T, what string, b text.Both) {
	t.Helper()
	require.NotEmpty(t, b.JA, "%s has no Japanese", what)
	require.NotEmpty(t, b.EN, "%s has no English", what)
}

func names(t *testing.T, p profile.Profile) {
	require.Regexp(t, `^[a-z]+(-[a-z]+)*$`, p.ID)
	both(t, "the name", p.Name)
	if p.Relay == nil { // a relay's issuer need be no address
		require.Regexp(t, `^https://[a-z.-]+(/[a-z0-9/]*)?$`, p.Issuer)
	}
	require.NotEmpty(t, p.JSONType)
}

// served are the endpoints that the engine has a handler for.
var served = []profile.Endpoint{profile.Discovery, profile.Authorization, profile.SignIn, profile.Consent, profile.ErrorPage,
	profile.Token, profile.JWKS, profile.UserInfo}

func routes(t *testing.T, p profile.Profile) {
	seen := map[string]bool{}
	for _, r := range p.Routes {
		require.False(t, seen[r.URL], "%s stands twice", r.URL)
		seen[r.URL] = true
		u, err := url.Parse(r.URL)
		require.NoError(t, err)
		require.Equal(t, "https", u.Scheme, r.URL)
		require.NotEmpty(t, u.Path, r.URL)
		require.Empty(t, u.RawQuery+u.Fragment, r.URL)
		require.True(t, r.Serve != nil || slices.Contains(served, r.Endpoint), "%s: no handler", r.URL)
		require.NotEmpty(t, r.Methods, r.URL)
		require.Subset(t, []string{http.MethodGet, http.MethodPost}, r.Methods, r.URL)
	}
	for _, e := range []profile.Endpoint{profile.Discovery, profile.Authorization, profile.SignIn, profile.Consent, profile.Token, profile.JWKS} {
		if p.Relay != nil && (e == profile.SignIn || e == profile.Consent) {
			continue // its people are elsewhere
		}
		require.NotEmpty(t, p.Address(e), "no %s endpoint", e)
	}
	require.Equal(t, p.Screens.ErrorAt != nil, p.Address(profile.ErrorPage) != "", "an error page of its own needs an address, and the other way round")
	require.Equal(t, p.Screens.ErrorAt != nil, p.Screens.ErrorOf != nil, "what ErrorAt writes ErrorOf reads")
}

func metadata(t *testing.T, p profile.Profile, later []string) {
	set := defaults(t, p, profile.OfProvider)
	seen := map[string]bool{}
	known := slices.Clone(later)
	for _, r := range p.Routes {
		known = append(known, r.URL)
	}
	for _, m := range p.Metadata {
		if m.When != nil && !m.When(set) {
			continue
		}
		require.False(t, seen[m.Name], "%s stands twice", m.Name)
		seen[m.Name] = true
		switch v := m.Value.(type) {
		case profile.Address:
			if v.Kind != profile.IssuerName {
				require.Contains(t, known, v.URL, "%s is served nowhere", m.Name)
			}
		case func(profile.Settings) any:
			require.NotNil(t, v(set), m.Name)
		}
	}
	for name, e := range map[string]profile.Endpoint{"authorization_endpoint": profile.Authorization, "token_endpoint": profile.Token,
		"jwks_uri": profile.JWKS, "userinfo_endpoint": profile.UserInfo} {
		i := slices.IndexFunc(p.Metadata, func(m profile.Metadatum) bool { return m.Name == name })
		if e == profile.UserInfo && p.Address(e) == "" {
			require.Negative(t, i, "%s is announced, but served nowhere", name)
			continue
		}
		require.GreaterOrEqual(t, i, 0, "no %s", name)
		require.Equal(t, p.Address(e), p.Metadata[i].Value.(profile.Address).URL)
	}
	for _, name := range []string{"issuer", "response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported"} {
		require.True(t, seen[name], "OpenID Connect Discovery 1.0, 3 requires %s", name)
	}
}

// shortestCode is the length of the shortest code that a provider was seen to issue.
const shortestCode = 8

func callback(t *testing.T, p profile.Profile) {
	c, set := p.Callback, defaults(t, p, profile.OfProvider)
	require.NotEmpty(t, c.Modes)
	require.Positive(t, c.CodeLife(set))
	require.LessOrEqual(t, c.CodeLife(set), 10*time.Minute, "RFC 6749, 4.1.2 recommends ten minutes at most")
	code := c.Code(seed.New("profiletest", p.ID))
	require.GreaterOrEqual(t, len(code), shortestCode)
	require.NotEqual(t, code, c.Code(seed.New("profiletest again", p.ID)), "every code is new")
	if p.Reply.WellFormed != nil {
		require.True(t, p.Reply.WellFormed(code), "its own code %q is malformed", code)
	}
	seen := map[string]bool{}
	for _, e := range c.Errors {
		require.NotEmpty(t, e.Code)
		require.False(t, seen[e.Name], "error %q stands twice", e.Name)
		seen[e.Name] = true
	}
	require.True(t, seen["access_denied"], "nobody could cancel")
	for _, list := range [][]profile.CallbackParam{c.Success, c.Failure} {
		require.True(t, slices.ContainsFunc(list, func(p profile.CallbackParam) bool { return p.Name == "state" }), "no state")
	}
}

// worded are the failures that every provider has words for: the engine can meet them all.
var worded = []profile.TokenFailure{profile.BodyType, profile.ClientMissing, profile.ClientUnknown, profile.SecretMissing, profile.SecretWrong,
	profile.AuthTwice, profile.GrantMissing, profile.GrantUnknown, profile.CodeMissing, profile.CodeMalformed, profile.CodeUnknown,
	profile.CodeUsed, profile.CodeExpired, profile.CodeForeign, profile.RedirectMissing, profile.RedirectMismatch, profile.VerifierMissing,
	profile.VerifierWrong, profile.VerifierUnneeded, profile.RefreshMissing, profile.RefreshInvalid, profile.RefreshDead, profile.ScopeWider}

func tokenEndpoint(t *testing.T, p profile.Profile) {
	failures := slices.Clone(worded)
	if p.Reply.Barred != nil {
		failures = append(failures, profile.ClientDeleted, profile.ClientDisabled)
	}
	if len(p.Reply.Stray) > 0 {
		failures = append(failures, profile.ParamUnexpected)
	}
	for _, f := range failures {
		e, ok := p.Reply.Errors[f]
		require.True(t, ok, "no words for %q", f)
		require.GreaterOrEqual(t, e.Status, 400, f)
		require.Less(t, e.Status, 500, f)
		require.True(t, e.Code != "" || e.Raw != "", f)
	}
	require.Positive(t, p.Reply.AccessLife)
	var members []string
	for _, m := range p.Reply.Members {
		require.NotContains(t, members, m.Name)
		members = append(members, m.Name)
	}
	require.Subset(t, members, []string{"access_token", "token_type", "expires_in", "id_token"})
	rand := seed.New("profiletest", p.ID)
	issue := profile.Issue{Rand: rand, Set: defaults(t, p, profile.OfProvider)}
	first, second := accessToken(p, issue), accessToken(p, issue)
	require.NotEqual(t, first, second, "every access token is new")
	if p.Reply.Refresh.Issued != nil {
		first, second := refreshToken(p, issue), refreshToken(p, issue)
		require.NotEqual(t, first, second, "every refresh token is new")
		require.NotNil(t, p.Reply.Refresh.Life)
	}
}

func accessToken(p profile.Profile, i profile.Issue) string {
	if of := p.Reply.AccessClaims; of != nil {
		return string(of(i).JSON())
	}
	return p.Reply.AccessToken(i.Rand)
}

func refreshToken(p profile.Profile, i profile.Issue) string {
	if of := p.Reply.Refresh.Make; of != nil {
		return of(i)
	}
	return p.Reply.Refresh.Token(i.Rand)
}

func userInfo(t *testing.T, p profile.Profile) {
	if p.Address(profile.UserInfo) == "" {
		return
	}
	set := defaults(t, p, profile.OfProvider)
	require.Equal(t, "sub", p.UserInfo.Members[0].Name)
	for _, f := range []profile.UserInfoFailure{profile.BearerMissing, profile.BearerInvalid, profile.BearerExpired, profile.ScopeLacking} {
		e := p.UserInfo.Refuse(f, "", set)
		require.GreaterOrEqual(t, e.Status, 400, f)
		require.True(t, e.Code != "" || e.Raw != "", f)
	}
}

func idToken(t *testing.T, p profile.Profile) {
	var claims []string
	for _, c := range p.IDToken.Claims {
		require.NotContains(t, claims, c.Name)
		claims = append(claims, c.Name)
	}
	require.Subset(t, claims, []string{"iss", "sub", "aud", "exp", "iat", "nonce"}, "OpenID Connect Core 1.0, 2")
	require.True(t, p.IDToken.Granted([]string{"openid"}))
	require.Positive(t, p.IDToken.Life)
	signs := p.IDToken.Signs(profile.Issue{Set: defaults(t, p, profile.OfProvider), Form: url.Values{}, Params: url.Values{}})
	require.Equal(t, p.IDToken.Alg, signs.Alg, "Alg is what an ordinary web login gets")
	require.Contains(t, signs.Header, "alg")
	require.Contains(t, []token.Alg{token.HS256, token.RS256, token.ES256}, signs.Alg)
}

func keys(t *testing.T, p profile.Profile) {
	require.Positive(t, p.Keys.IDLength)
	require.LessOrEqual(t, p.Keys.IDLength, 64)
	slots := []string{p.Keys.Current, p.Keys.Next, p.Keys.RotatedIn}
	for i, name := range slots {
		_, err := key.Private(name)
		require.NoError(t, err)
		require.NotContains(t, slots[:i], name, "one key in two slots")
	}
}

func consent(t *testing.T, p profile.Profile) {
	set := defaults(t, p, profile.OfProvider)
	r := profile.Request{Params: url.Values{"scope": {"openid profile email"}}, Set: set,
		Client: client.Client{Set: defaults(t, p, profile.OfClient)}}
	scopes := p.Consent.Scopes(r)
	require.Contains(t, scopes, "openid")
	require.GreaterOrEqual(t, p.Consent.Lasts(r, scopes), time.Duration(0))
	for _, s := range scopes {
		both(t, "scope "+s, p.Consent.Item(s).Label)
		require.NotEqual(t, s, p.Consent.Item(s).Label.JA, "scope %s has no words for people", s)
	}
	require.True(t, p.Consent.Item("openid").Required, "a login without openid is none")
}

func pages(t *testing.T, p profile.Profile) {
	s := p.Screens
	require.NotEmpty(t, s.Brand)
	require.Regexp(t, `^#[0-9a-f]{6}$`, s.Colour)
	require.GreaterOrEqual(t, contrast(t, s.Colour), 4.5, "white on %s is hard to read (WCAG 2.2, 1.4.3)", s.Colour)
	for what, b := range map[string]text.Both{"sign-in": s.SignIn, "another account": s.Other, "consent": s.Consent,
		"approve": s.Approve, "cancel": s.Cancel, "error": s.Error} {
		both(t, what, b)
	}
	set := defaults(t, p, profile.OfProvider)
	refusal := profile.Refusal{Status: http.StatusForbidden, Code: "access_denied", Description: "理由"}
	if s.ErrorAt != nil {
		at, err := url.Parse(s.ErrorAt(refusal, profile.Request{Params: url.Values{}, Set: set}))
		require.NoError(t, err)
		require.Equal(t, refusal, s.ErrorOf(at.Query()), "what ErrorAt writes ErrorOf reads")
	}
	if s.ErrorHead != nil {
		both(t, "the error page's heading", s.ErrorHead(refusal, ""))
	}
	if s.ErrorCode != nil {
		require.Contains(t, s.ErrorCode(refusal), refusal.Code)
	}
	for _, check := range p.Request {
		require.NotEmpty(t, check.Name)
		if refused := check.Refuse(profile.Request{Params: url.Values{}, Set: set}); refused != nil {
			require.NotEmpty(t, refused.Code, check.Name)
			both(t, "why "+check.Name+" is refused", refused.Why)
		}
	}
}

// contrast is the ratio of white to a colour (WCAG 2.2, relative luminance).
func contrast(t *testing.T, colour string) float64 {
	t.Helper()
	var channels [3]float64
	for i := range channels {
		v, err := hexByte(colour[1+2*i : 3+2*i])
		require.NoError(t, err)
		channels[i] = linear(float64(v) / 255)
	}
	luminance := 0.2126*channels[0] + 0.7152*channels[1] + 0.0722*channels[2]
	return 1.05 / (luminance + 0.05)
}

func switches(t *testing.T, p profile.Profile) {
	seen := map[string]bool{}
	for _, s := range p.Switches {
		require.Regexp(t, `^[a-z0-9_]+$`, s.Name)
		require.False(t, seen[s.Name], "%s stands twice", s.Name)
		seen[s.Name] = true
		require.Contains(t, []profile.Scope{profile.OfProvider, profile.OfClient}, s.Scope, s.Name)
		require.Contains(t, []profile.Confidence{profile.Documented, profile.Seen, profile.Inferred, profile.Unknown}, s.Confidence, s.Name)
		both(t, "switch "+s.Name, s.Says)
		require.False(t, s.Number && s.Values != nil, "%s: a number has no list of values", s.Name)
		if s.Values != nil {
			require.Contains(t, s.Values, s.Default, s.Name)
			require.Greater(t, len(s.Values), 1, "%s has nothing to choose", s.Name)
		}
		_, err := p.Resolve(s.Scope, map[string]string{s.Name: s.Default})
		require.NoError(t, err, "the default of %s is not allowed", s.Name)
	}
}

func quirks(t *testing.T, p profile.Profile) {
	seen := map[string]bool{}
	for _, q := range p.Quirks {
		require.True(t, strings.HasPrefix(q.ID, p.ID+"-"), "%s: a provider's own quirk begins with its id", q.ID)
		for _, name := range []string{q.ID, q.Name.JA, q.Name.EN} {
			require.NotEmpty(t, name, q.ID)
			require.False(t, seen[name], "%s stands twice", name)
			seen[name] = true
		}
		both(t, "what an RP does about "+q.ID, q.RP)
		_, ok := rule.Find(rule.ID(q.Rule))
		require.True(t, ok, "%s: no rule %q", q.ID, q.Rule)
		require.NotEmpty(t, q.Confidence, q.ID)
		require.NotEmpty(t, q.Source, q.ID)
	}
}

func clients(t *testing.T, p profile.Profile) {
	all, err := client.Default(p.ID)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(all), 2, "a token for another client needs another client")
	people, err := persona.Default(p.ID)
	require.NoError(t, err)
	for _, c := range all {
		set, err := p.Resolve(profile.OfClient, c.Set)
		require.NoError(t, err, c.ID)
		require.Equal(t, secretFree(p, c, set) || c.Key != "", c.Secret == "", "client %s: a secret, unless the provider asks for none or the client has a key", c.ID)
		if c.Key != "" {
			_, err := key.Private(c.Key)
			require.NoError(t, err, c.ID)
			require.NotEmpty(t, c.KeyID, c.ID)
			require.NotEmpty(t, c.Team, c.ID)
		}
		require.NotEmpty(t, c.Name, c.ID)
		both(t, "client "+c.ID, c.Purpose)
		for _, list := range []string{"roles", "test_users"} {
			for _, id := range set.Words(list) {
				_, ok := persona.Find(people, id)
				require.True(t, ok, "client %s: %s names nobody: %q", c.ID, list, id)
			}
		}
	}
}

// secretFree reports whether a client that sends no secret gets tokens for a code.
func secretFree(p profile.Profile, c client.Client, set profile.Settings) bool {
	c.Set = set
	return p.Reply.SecretFree != nil && p.Reply.SecretFree(profile.TokenCall{Client: c, Form: url.Values{"grant_type": {"authorization_code"}}})
}

func people(t *testing.T, p profile.Profile) {
	all, err := persona.Default(p.ID)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(all), 2, "somebody else's identity needs somebody else")
	rand := seed.New("profiletest", p.ID)
	minted := p.People.Subject(rand)
	require.NotEqual(t, minted, p.People.Subject(rand), "every minted subject is new")
	subjects := map[string]bool{}
	if p.People.Format != "" {
		require.Regexp(t, p.People.Format, minted)
	}
	for _, who := range all {
		if p.People.Format != "" {
			require.Regexp(t, p.People.Format, who.Subject, who.ID)
		} else {
			require.Equal(t, shape(minted), shape(who.Subject), "%s: the personas' subjects look like minted ones", who.ID)
		}
		require.False(t, subjects[who.Subject], "%s: %s stands twice", who.ID, who.Subject)
		subjects[who.Subject] = true
		both(t, "persona "+who.ID, who.Purpose)
		for trait := range who.Traits {
			require.Contains(t, p.People.Traits, trait, who.ID)
		}
		require.NotContains(t, who.Email, "gmail.com", "%s: no real address", who.ID)
	}
}

var (
	decimals = regexp.MustCompile(`^[0-9]+$`)
	hexes    = regexp.MustCompile(`[0-9a-f]`)
)

// shape is what a subject looks like: its length, and which kinds of characters stand where.
func shape(subject string) string {
	if decimals.MatchString(subject) {
		return strings.Repeat("0", len(subject))
	}
	return hexes.ReplaceAllString(subject, "h")
}

func defaults(t *testing.T, p profile.Profile, scope profile.Scope) profile.Settings {
	t.Helper()
	set, err := p.Resolve(scope, nil)
	require.NoError(t, err)
	return set
}
