package mockidp_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/client"
	"torii/mockidp"
	"torii/mockidp/profile"
)

// TestWhatIsPublishedIsPlayedOrListed: an address, response type, grant type, scope or claim that a
// discovery document names is served, or stands in the list of what is not played, and not in both.
func TestWhatIsPublishedIsPlayedOrListed(t *testing.T) {
	for _, p := range mockidp.Profiles() {
		set, err := p.Resolve(profile.OfProvider, nil)
		require.NoError(t, err)
		listed := map[string]bool{}
		for _, l := range p.NotPlayed() {
			assert.False(t, listed[l.What], "%s: %s twice", p.ID, l.What)
			listed[l.What] = true
		}
		for _, m := range p.Metadata {
			if m.When != nil && !m.When(set) {
				continue
			}
			for _, what := range published(m, set) {
				assert.NotEqual(t, played(t, p, set, m.Name, what), listed[m.Name+" "+what] || listed[what], "%s: %s %s is played or listed", p.ID, m.Name, what)
			}
		}
	}
}

// published are the things that a member names which can be played or not.
func published(m profile.Metadatum, set profile.Settings) []string {
	value := m.Value
	if ask, is := value.(func(profile.Settings) any); is {
		value = ask(set)
	}
	switch value := value.(type) {
	case profile.Address:
		if value.Kind != profile.IssuerName {
			return []string{value.URL}
		}
	case []string:
		if slices.Contains([]string{"response_types_supported", "grant_types_supported", "claims_supported"}, m.Name) {
			return value
		}
	}
	return nil
}

// elsewhere is played by another mock at the same address.
var elsewhere = []string{"urn:ietf:params:oauth:grant-type:jwt-bearer"} // the fake calendar's token endpoint

// protocol are claims that tell nobody anything of a person.
var protocol = strings.Fields("iss aud exp iat sub nonce")

func played(t *testing.T, p profile.Profile, set profile.Settings, member, what string) bool {
	t.Helper()
	switch member {
	case "response_types_supported":
		return servesType(t, p, set, what)
	case "grant_types_supported":
		_, own := p.Reply.Grants[what]
		return own || slices.Contains(elsewhere, what) || slices.Contains([]string{"authorization_code", "refresh_token"}, what)
	case "claims_supported":
		named := func(c profile.Claim) bool { return c.Name == what }
		return slices.Contains(protocol, what) || slices.ContainsFunc(p.IDToken.Claims, named) || slices.ContainsFunc(p.UserInfo.Members, named)
	}
	return slices.ContainsFunc(p.Routes, func(r profile.Route) bool { return r.URL == what && !r.Missing })
}

// servesType asks the provider's own checks.
func servesType(t *testing.T, p profile.Profile, set profile.Settings, responseType string) bool {
	t.Helper()
	clients, err := client.Default(p.ID)
	require.NoError(t, err)
	asked := profile.Request{Client: clients[0], ClientOK: true, Registered: true, Set: set, Params: url.Values{"response_type": {responseType},
		"client_id": {clients[0].ClientID}, "redirect_uri": {"https://rp.example.test/cb"}, "scope": {"openid"}, "state": {"s"}, "nonce": {"n"}, "response_mode": {"form_post"}}}
	if p.Callback.Modes != nil && !slices.Contains(p.Callback.Modes, "form_post") {
		asked.Params.Del("response_mode")
	}
	i := slices.IndexFunc(p.Request, func(c profile.RequestCheck) bool { return c.Name == "response_type" })
	require.GreaterOrEqual(t, i, 0, p.ID)
	return p.Request[i].Refuse(asked) == nil
}
