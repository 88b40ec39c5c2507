package fault_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/bend"
	"torii/mockidp/fault"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/quirk"
	"torii/mockidp/token"
	"torii/mockidp/wiretest"
)

// reading is a place where a Relying Party may read who came, and the member that says so.
type reading struct {
	address string
	member  string // of the answer; "" for an answer that must not contradict, whatever it says
	post    bool
	asks    func(access, idToken, subject string, p wiretest.Party) url.Values // nil: by bearer token
}

func ofAccess(access, _, _ string, _ wiretest.Party) url.Values {
	return url.Values{"access_token": {access}}
}

func ofIDToken(_, idToken, _ string, p wiretest.Party) url.Values {
	return url.Values{"id_token": {idToken}, "client_id": {p.Client.ClientID}}
}

func ofUser(_, _, subject string, p wiretest.Party) url.Values {
	return url.Values{"key": {p.Client.Set["api_key"]}, "identifier": {subject}}
}

// readings are all the places, by provider.
var readings = map[string][]reading{
	"line": {
		{address: "https://api.line.me/oauth2/v2.1/userinfo", member: "sub"},
		{address: "https://api.line.me/v2/profile", member: "userId"},
		{address: "https://api.line.me/oauth2/v2.1/verify", member: "sub", post: true, asks: ofIDToken},
	},
	"google": {
		{address: "https://openidconnect.googleapis.com/v1/userinfo", member: "sub"},
		{address: "https://www.googleapis.com/oauth2/v3/userinfo", member: "sub"},
		{address: "https://www.googleapis.com/oauth2/v2/userinfo", member: "id"},
		{address: "https://www.googleapis.com/userinfo/v2/me", member: "id"},
		{address: "https://www.googleapis.com/oauth2/v1/userinfo", member: "id"},
		{address: "https://oauth2.googleapis.com/tokeninfo", member: "sub", asks: ofAccess},
		{address: "https://www.googleapis.com/oauth2/v2/tokeninfo", member: "user_id", asks: ofAccess},
		{address: "https://oauth2.googleapis.com/tokeninfo", member: "sub", asks: ofIDToken},
	},
	"yahoo":      {{address: "https://userinfo.yahooapis.jp/yconnect/v2/attribute", member: "sub"}},
	"gbizid":     {{address: "userinfo", member: "sub"}},
	"gbizid-stg": {{address: "userinfo", member: "sub"}},
	"socialplus": {
		{address: "userinfo", member: "sub"},
		{address: "user_attribute", member: "user.identifier", asks: ofUser},
		{address: "profile", member: "user.identifier", asks: ofUser},
	},
}

// elsewhereOnPurpose are the places in which a fault itself lies: they alone tell another story.
var elsewhereOnPurpose = []bend.Place{bend.UserInfo, bend.OwnCall, bend.Refreshed, bend.FrontToken, bend.TokenReply, bend.Callback, bend.KeySet, bend.Metadata}

func TestOneLoginTellsOneStory(t *testing.T) {
	m, _ := open(t, nil)
	for _, provider := range m.Providers() {
		party := wiretest.NewParty(t, m, provider.Profile.ID)
		if provider.Address(profile.UserInfo) != "" {
			require.NotEmpty(t, readings[provider.Profile.ID], "a provider that tells who came has places to read it")
		}
		for _, s := range stories(provider.Profile) {
			t.Run(provider.Profile.ID+" "+s.id, func(t *testing.T) { s.run(t, m, party) })
		}
	}
}

// story is a login in which something is planted.
type story struct {
	id       string
	planting mockidp.Planting
	request  map[string]string
	lies     bool // in one place alone
}

func stories(p profile.Profile) []story {
	all := []story{{id: "nothing planted"}}
	for _, f := range fault.All() {
		if f.Place() == bend.Browser || f.Bend.Wide() || f.Earlier || f.Hangs || !f.Why(p).IsZero() {
			continue
		}
		all = append(all, story{f.ID, mockidp.Planting{Faults: []string{f.ID}}, sends(f), slices.Contains(elsewhereOnPurpose, f.Place())})
	}
	for _, q := range slices.Concat(quirk.Common(), p.Quirks) {
		if q.Plays() && !q.Bend.Wide() && q.Why(p).IsZero() {
			all = append(all, story{q.ID, mockidp.Planting{Quirks: []string{q.ID}}, nil, slices.Contains(elsewhereOnPurpose, q.Bend.Place())})
		}
	}
	return all
}

func (s story) run(t *testing.T, m *mockidp.Mock, party wiretest.Party) {
	provider, login := party.Provider, party.Provider.Profile.ID+s.id
	s.planting.Plan = plan.Plan{Login: login, Provider: provider.Profile.ID, Person: provider.People[0], Other: provider.People[1].Subject, Does: plan.Approve}
	require.NoError(t, m.Plant(s.planting))
	back := party.Authorize(t, login, party.Request(s.request))
	if back.Get("code") == "" {
		return
	}
	tokens := wiretest.TokensOf(party.Exchange(t, back.Get("code")))
	if tokens.AccessToken == "" || tokens.IDToken == "" || s.lies {
		return
	}
	told, ok := subjectOf(tokens.IDToken)
	if !ok {
		return // nobody can be read from it
	}
	for _, place := range readings[provider.Profile.ID] {
		got, answered := place.read(t, m, party, tokens)
		if answered {
			require.Equal(t, told, got, "%s %s", place.address, place.member)
		}
	}
}

// subjectOf is what a token says of who came, as it is written, duplicates included.
func subjectOf(compact string) (string, bool) {
	parts := strings.Split(compact, ".")
	if len(parts) < 2 {
		return "", false
	}
	raw, err := token.DecodeSegment(parts[1])
	if err != nil {
		return "", false
	}
	return member(raw, "sub")
}

// member is every value of a member in an object, in order; the second result tells whether it was an object.
func member(raw []byte, name string) (string, bool) {
	outer, inner, nested := strings.Cut(name, ".")
	d := json.NewDecoder(strings.NewReader(string(raw)))
	if first, err := d.Token(); err != nil || first != json.Delim('{') {
		return "", false
	}
	values := []string{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return "", false
		}
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return "", false
		}
		if key == outer {
			var compact bytes.Buffer
			if json.Compact(&compact, value) != nil {
				return "", false
			}
			values = append(values, compact.String())
		}
	}
	if nested && len(values) == 1 {
		return member([]byte(values[0]), inner)
	}
	return fmt.Sprint(values), true
}

// read asks a place who came. What it refuses to tell contradicts nothing.
func (at reading) read(t *testing.T, m *mockidp.Mock, p wiretest.Party, tokens wiretest.Tokens) (string, bool) {
	t.Helper()
	address := at.address
	if !strings.HasPrefix(address, "https://") {
		address = p.Provider.Address(profile.Endpoint(address))
	}
	require.NotEmpty(t, address, at.address)
	r := httptest.NewRequest(http.MethodGet, address, nil)
	if at.asks == nil {
		r.Header.Set("Authorization", "Bearer "+tokens.AccessToken)
	} else {
		quoted, _ := subjectOf(tokens.IDToken)
		subject := strings.Trim(quoted, `[]"`)
		asked := at.asks(tokens.AccessToken, tokens.IDToken, subject, p)
		if r.URL.RawQuery = asked.Encode(); at.post {
			r = httptest.NewRequest(http.MethodPost, address, strings.NewReader(asked.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
	}
	res := wiretest.Do(t, m, r)
	if res.Code != http.StatusOK {
		return "", false
	}
	said, ok := member(res.Body.Bytes(), at.member)
	require.True(t, ok, "%s: %s", address, res.Body)
	return said, true
}
