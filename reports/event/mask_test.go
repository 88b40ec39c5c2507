package event

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEqualValuesStayEqualWithinARunOnly(t *testing.T) {
	m, next := NewMasker(), NewMasker()
	first, again := m.Digest("secret-1"), m.Digest("secret-1")
	assert.Equal(t, first, again)
	assert.NotEqual(t, m.Digest("secret-1"), m.Digest("secret-2"))
	assert.NotEqual(t, m.Digest("secret-1"), next.Digest("secret-1"), "each run has a key of its own")
	assert.Empty(t, m.Digest(""), "nothing sent is no secret")
	assert.Len(t, m.Digest("a"), len(m.Digest(strings.Repeat("a", 5000))), "the digest tells no length")
}

func TestEverySecretParameterIsMasked(t *testing.T) {
	m := NewMasker()
	for _, name := range secretParams {
		assert.Equal(t, m.Digest("in the clear"), m.Param(name, "in the clear"), name)
	}
	for _, name := range []string{"client_id", "scope", "redirect_uri", "code_challenge_method", "prompt", "iss"} {
		assert.Equal(t, "in the clear", m.Param(name, "in the clear"), name)
	}
}

func TestParams(t *testing.T) {
	m := NewMasker()
	values := url.Values{"state": {"state-one", "state-two"}, "scope": {"openid email"}, "nonce": {""}}
	assert.Equal(t, map[string]string{
		"state": m.Digest("state-one") + " | " + m.Digest("state-two"), "scope": "openid email", "nonce": ""}, m.Params(values))
	assert.Equal(t, map[string]int{"state": len("state-one"), "nonce": 0}, Lengths(values))
}

// A relay that knows no state has it in the address that it leads back to.
func TestAnAddressInAParameterKeepsNoSecret(t *testing.T) {
	m := NewMasker()
	const back = "https://rp.example.test/callback"
	values := url.Values{"callback": {back + "?state=state-one&lang=ja"}, "redirect_uri": {back}, "claims": {"a?b"}}
	require.Equal(t, map[string]string{"callback": back + "?state=" + m.Digest("state-one") + "&lang=ja", "redirect_uri": back, "claims": "a?b"},
		m.Params(values))
	require.Equal(t, "https://relay.example.test/a?"+url.QueryEscape("callback")+"="+url.QueryEscape(back+"?state=")+m.Digest("state-two"),
		m.URL("https://relay.example.test/a?callback="+url.QueryEscape(back+"?state=state-two")))
	require.Equal(t, m.Digest("state-two"), m.Scrub("state-two"), "learnt for free text too")
}

type urlTest struct {
	name, address string
	want          func(*Masker) string
}

func (tt urlTest) run(t *testing.T) {
	m := NewMasker()
	m.Learn("learnt-before")
	require.Equal(t, tt.want(m), m.URL(tt.address))
}

func TestURL(t *testing.T) {
	const base = "https://rp.example.test/callback"
	same := func(address string) func(*Masker) string { return func(*Masker) string { return address } }
	masked := func(name, value string) func(*Masker) string {
		return func(m *Masker) string { return base + "?" + name + "=" + m.Digest(value) }
	}
	for _, tt := range []urlTest{
		{"nothing to hide", base + "?scope=openid%20email&prompt=none", same(base + "?scope=openid%20email&prompt=none")},
		{"no query", base, same(base)},
		{"empty", "", same("")},
		{"secret", base + "?code=4/abcdef", masked("code", "4/abcdef")},
		{"percent-encoded value", base + "?code=4%2Fabcdef", masked("code", "4/abcdef")},
		{"percent-encoded name", base + "?c%6Fde=4%2Fabcdef", masked("c%6Fde", "4/abcdef")},
		{"broken encoding", base + "?code=100%zz", masked("code", "100%zz")},
		{"name alone", base + "?code", same(base + "?code")},
		{"fragment", base + "#id_token=aaaa.bbbb.cccc", same(base)},
		{"query and fragment", base + "?error=x#access_token=abcdef", same(base + "?error=x")},
		{"question mark in the fragment", base + "#/route?id_token=aaaa&user=hanako", same(base)},
		{"an address in a parameter", base + "?next=" + url.QueryEscape("/cb?key=learnt-before"), func(m *Masker) string {
			return base + "?next=" + url.QueryEscape("/cb?key=") + m.Digest("learnt-before")
		}},
	} {
		t.Run(tt.name, tt.run)
	}
}

type scrubTest struct {
	name   string
	learnt []string
	text   string
	want   func(digest func(string) string) string
}

func (tt scrubTest) run(t *testing.T) {
	m := NewMasker()
	m.Learn(tt.learnt...)
	require.Equal(t, tt.want(m.Digest), m.Scrub(tt.text))
}

func TestScrub(t *testing.T) {
	type digest = func(string) string
	for _, tt := range []scrubTest{
		{"everywhere", []string{"s3cret-code"}, "s3cret-code, (s3cret-code)",
			func(d digest) string { return d("s3cret-code") + ", (" + d("s3cret-code") + ")" }},
		{"escaped as in a query", []string{"4/abc def+g"}, `Get "/cb?code=4%2Fabc+def%2Bg"`,
			func(d digest) string { return `Get "/cb?code=` + d("4/abc def+g") + `"` }},
		{"escaped as in a path", []string{"4/abc def+g"}, `Get "/cb/4%2Fabc%20def+g"`,
			func(d digest) string { return `Get "/cb/` + d("4/abc def+g") + `"` }},
		{"a value that begins with another", []string{"header.payload", "header.payload.signature"}, "got header.payload.signature",
			func(d digest) string { return "got " + d("header.payload.signature") }},
		{"too short to look for", []string{"1234567"}, "1234567", func(digest) string { return "1234567" }},
		{"no UTF-8", nil, "a\xff\xfeb", func(digest) string { return "a\uFFFDb" }},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestParamTeachesScrub(t *testing.T) {
	m := NewMasker()
	masked := m.Param("code", "code-on-the-wire")
	assert.Equal(t, "unknown code "+masked, m.Scrub("unknown code code-on-the-wire"))
	m.URL("https://rp.example.test/cb?state=state%2Bon-the-wire")
	assert.NotContains(t, m.Scrub("state+on-the-wire"), "on-the-wire")
}

func TestTheMemoryOfAMaskerIsBounded(t *testing.T) {
	m := NewMasker()
	for i := range 3 * maxKnown {
		m.Learn(fmt.Sprintf("value/%06d", i))
	}
	assert.Len(t, m.known, maxKnown)
	assert.Len(t, m.order, maxKnown)
	assert.Len(t, slices.Concat(slices.Collect(maps.Values(m.begins))...), maxKnown)
	assert.Equal(t, "value/000000", m.Scrub("value/000000"), "the first are forgotten")
	last := fmt.Sprintf("value/%06d", 3*maxKnown-1)
	assert.Equal(t, m.Digest(last), m.Scrub(last), "the latest values are known")
}

type ownSecretTest struct {
	name, address string
	masked        bool
}

func (tt ownSecretTest) run(t *testing.T) {
	m := NewMasker()
	got := m.URL(tt.address)
	if !tt.masked {
		assert.Equal(t, tt.address, got)
		return
	}
	assert.Contains(t, got, "~")
	assert.NotContains(t, got, "c0ffee")
	assert.NotContains(t, m.Scrub("see "+tt.address), "c0ffee", "it is known from then on")
}

func TestSecretsOfTheTargetsOwnAreMasked(t *testing.T) {
	const drawn = "c0ffee7b1e8155bae15a408809eb6a7802fd8738"
	for _, tt := range []ownSecretTest{
		{"a link in a mail", "https://rp.test/reset?t=" + drawn, true},
		{"in base64url", "https://rp.test/reset?t=c0ffee_-AbCdEf123456789", true},
		{"in a path", "https://rp.test/join/" + drawn + "/next", true},
		{"a client id is public", "https://idp.test/auth?client_id=" + drawn, false},
		{"words", "https://rp.test/.well-known/openid-configuration?page=the-first-of-many-pages", false},
		{"a long path with a version", "https://api.test/oauth2/v2.1/token?n=20260401", false},
	} {
		t.Run(tt.name, tt.run)
	}
}
