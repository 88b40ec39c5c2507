package event

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// awkward is a secret that every way of writing writes otherwise.
const awkward = `p&ss"w/rd+<é>-Qz7Kd93LmX0v`

// The long way round: what must not be left of it.
const (
	firstHalf, secondHalf = `p&ss"w/rd+`, `-Qz7Kd93LmX0v`
)

type spelt struct {
	name, text string
	gone       []string
}

func (tt spelt) run(t *testing.T) {
	m := NewMasker()
	m.Keep(awkward)
	got := m.ScrubLines("said " + tt.text + " and more")
	for _, gone := range tt.gone {
		require.Contains(t, tt.text, gone, "the test looks for nothing")
		assert.NotContains(t, got, gone)
	}
	assert.True(t, strings.HasPrefix(got, "said ") && strings.HasSuffix(got, " and more"), got)
}

func TestASecretIsFoundInEverySpelling(t *testing.T) {
	asJSON, err := json.Marshal(map[string]string{"password": awkward})
	require.NoError(t, err)
	basic := func(user string) string { return base64.StdEncoding.EncodeToString([]byte(user + ":" + awkward)) }
	escaped := url.QueryEscape(awkward)
	form := base64.StdEncoding.EncodeToString([]byte("client:" + escaped))
	for _, tt := range []spelt{
		{"as it is", awkward, []string{firstHalf, secondHalf}},
		{"percent-encoded", escaped, []string{"Qz7Kd93LmX0v"}},
		{"percent-encoded in small letters", escape.ReplaceAllStringFunc(escaped, strings.ToLower), []string{"Qz7Kd93LmX0v"}},
		{"percent-encoded as a path", url.PathEscape(awkward), []string{"Qz7Kd93LmX0v"}},
		{"JSON", string(asJSON), []string{"Qz7Kd93LmX0v"}},
		{"JSON with slashes escaped", strings.ReplaceAll(string(asJSON), "/", `\/`), []string{"Qz7Kd93LmX0v"}},
		{"HTML", html.EscapeString(awkward), []string{"Qz7Kd93LmX0v"}},
		{"Basic behind a name of 3n bytes", basic("ab"), []string{basic("ab")[8:30]}},
		{"Basic behind a name of 3n+1 bytes", basic("abc"), []string{basic("abc")[8:30]}},
		{"Basic behind a name of 3n+2 bytes", basic("abcd"), []string{basic("abcd")[8:30]}},
		{"Basic after escaping", form, []string{form[12:40]}},
		{"base64 for addresses", base64.RawURLEncoding.EncodeToString([]byte("x:" + awkward)), nil},
		{"across two lines", awkward[:12] + "\n" + awkward[12:], []string{firstHalf, secondHalf}},
		{"across two lines, early", awkward[:3] + "\n" + awkward[3:], []string{secondHalf}},
		{"across two lines, indented", awkward[:12] + "\n    " + awkward[12:], []string{firstHalf, secondHalf}},
		{"across three lines", awkward[:9] + "\n" + awkward[9:18] + "\n" + awkward[18:], []string{"p&ss", `Kd93LmX0v`}},
		{"Basic across two lines", basic("ab")[:20] + "\n" + basic("ab")[20:], []string{basic("ab")[8:20], basic("ab")[20:30]}},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestLinesWithoutASecretStayAsTheyAre(t *testing.T) {
	m := NewMasker()
	m.Keep(awkward, "abcdefgh-ijklmnop")
	for _, text := range []string{"", "abc\nijklmnop", "  at Foo.bar(Baz.java:12)\n  at Foo.bar(Baz.java:12)", "one …\ntwo", "abcdefg\nx-ijklmnop"} {
		assert.Equal(t, text, m.ScrubLines(text))
	}
}

func TestWhatIsKeptIsNeverForgotten(t *testing.T) {
	m := NewMasker()
	m.Keep("the-secret-of-the-client")
	for i := range maxKnown {
		m.Learn(m.Digest(strconv.Itoa(i)))
	}
	assert.NotContains(t, m.Scrub("the-secret-of-the-client"), "secret")
}

func TestEachLineOfAKeyIsASecret(t *testing.T) {
	m := NewMasker()
	line := strings.Repeat("MIIEvQIBADANBgkq", 4)
	m.Keep("-----BEGIN PRIVATE KEY-----\n" + line + "\nshort\n-----END PRIVATE KEY-----\n")
	assert.NotContains(t, m.Scrub("2026 INFO "+line), "MIIE")
	assert.Equal(t, "-----BEGIN CERTIFICATE-----", m.Scrub("-----BEGIN CERTIFICATE-----"))
}
