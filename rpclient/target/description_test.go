package target_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
	"torii/rpclient/rp"
	"torii/rpclient/target"
)

func page(status int, contentType, body string) *driver.Page {
	return &driver.Page{Status: status, Header: http.Header{"Content-Type": {contentType}}, Body: []byte(body)}
}

func asJSON(status int, body string) *driver.Page { return page(status, "application/json", body) }
func asHTML(body string) *driver.Page             { return page(http.StatusOK, "text/html; charset=utf-8", body) }

type probeTest struct {
	name    string
	session target.Session
	page    *driver.Page
	in      bool
	member  string
	err     string // part of it
}

func (tt probeTest) run(t *testing.T) {
	tt.session.Address = "http://localhost/me"
	in, member, err := tt.session.Probe(tt.page)
	if tt.err != "" {
		require.ErrorContains(t, err, tt.err)
		require.ErrorContains(t, err, "session probe http://localhost/me")
		require.False(t, in)
		return
	}
	require.NoError(t, err)
	require.Equal(t, tt.in, in)
	require.Equal(t, tt.member, member)
}

func TestProbe(t *testing.T) {
	at := func(path string) target.Session { return target.Session{Member: target.Where{JSON: path}} }
	on := func(css string) target.Session { return target.Session{Member: target.Where{CSS: css}} }
	shows := target.Session{Shows: "#logout", Member: target.Where{CSS: "#me"}}
	for _, tt := range []probeTest{
		{name: "JSON text", session: at("user"), page: asJSON(200, `{"user":"m-1"}`), in: true, member: "m-1"},
		{name: "JSON path", session: at("data.user.id"), page: asJSON(200, `{"data":{"user":{"id":"m-1"}}}`), in: true, member: "m-1"},
		{name: "JSON number", session: at("id"), page: asJSON(200, `{"id":7}`), in: true, member: "7"},
		{name: "long number", session: at("id"), page: asJSON(200, `{"id":9007199254740993}`), in: true, member: "9007199254740993"},
		{name: "null is nobody", session: at("user"), page: asJSON(200, `{"user":null}`)},
		{name: "null on the way is nobody", session: at("user.id"), page: asJSON(200, `{"user":null}`)},
		{name: "JSON without the member", session: at("user"), page: asJSON(200, `{"member":"m-1"}`), err: `no "user" in the answer`},
		{name: "JSON of another shape", session: at("user.id"), page: asJSON(200, `{"user":"m-1"}`), err: `no "user.id" in the answer`},
		{name: "JSON without a name", session: at("user"), page: asJSON(200, `{"user":""}`), err: "want a text or a number"},
		{name: "JSON object for a member", session: at("user"), page: asJSON(200, `{"user":{"id":1}}`), err: "want a text or a number"},
		{name: "HTML where JSON should be", session: at("user"), page: asHTML("<p>m-1</p>"), err: `want JSON with "user", got 10 bytes of "text/html`},
		{name: "CSS", session: on("#me"), page: asHTML("<p id=\"me\">\n  山田 花子\n</p>"), in: true, member: "山田 花子"},
		{name: "JSON text with a space that tells two people apart", session: at("user"), page: asJSON(200, `{"user":"m-1 "}`), in: true, member: "m-1 "},
		{name: "CSS, with such a space", session: on("#me"), page: asHTML(`<p id="me">m-1 </p>`), in: true, member: "m-1 "},
		{name: "an attribute with such a space", session: target.Session{Member: target.Where{CSS: "#me", Attr: "title"}}, page: asHTML(`<p id="me" title=" m-1"></p>`), in: true,
			member: " m-1"},
		{name: "CSS, nothing there", session: on("#me"), page: asHTML(`<p>山田 花子</p>`), err: `nothing on the page matches "#me"`},
		{name: "CSS, nothing in it", session: on("#me"), page: asHTML(`<p id="me"> </p>`), err: "holds no text"},
		{name: "the sign of a session", session: shows, page: asHTML(`<a id="logout"></a><p id="me">m-1</p>`), in: true, member: "m-1"},
		{name: "no sign of a session", session: shows, page: asHTML(`<a id="login"></a>`)},
		{name: "any success", session: at("user"), page: asJSON(204, `{"user":"m-1"}`), in: true, member: "m-1"},
		{name: "a redirect is no success", session: at("user"), page: asJSON(302, `{"user":"m-1"}`)},
		{name: "refused", session: at("user"), page: asJSON(401, `{"user":"m-1"}`)},
		{name: "the status asked for", session: target.Session{Status: 203, Member: target.Where{JSON: "user"}}, page: asJSON(203, `{"user":"m-1"}`), in: true, member: "m-1"},
		{name: "another status", session: target.Session{Status: 203, Member: target.Where{JSON: "user"}}, page: asJSON(200, `{"user":"m-1"}`)},
	} {
		t.Run(tt.name, tt.run)
	}
}

type markerTest struct {
	name   string
	marker *target.Marker
	body   string
	sign   string
	rules  []string
}

func (tt markerTest) run(t *testing.T) {
	doc, err := asHTML(tt.body).Document()
	require.NoError(t, err)
	sign, rules := tt.marker.Read(doc)
	require.Equal(t, tt.sign, sign)
	require.Equal(t, tt.rules, rules)
}

func TestMarker(t *testing.T) {
	rules := map[string][]string{"bad_nonce": {"IDT-NONCE"}}
	text, attr := &target.Marker{Select: ".error", Rules: rules}, &target.Marker{Select: ".error", Attr: "data-code", Rules: rules}
	for _, tt := range []markerTest{
		{"no marker", nil, `<p class="error">bad_nonce</p>`, "", nil},
		{"text", text, `<p class="error"> bad_nonce </p><p class="error">other</p>`, "bad_nonce", []string{"IDT-NONCE"}},
		{"attribute", attr, `<p class="error" data-code="bad_nonce">残念</p>`, "bad_nonce", []string{"IDT-NONCE"}},
		{"no attribute", attr, `<p class="error">bad_nonce</p>`, "", nil},
		{"a sign without rules", text, `<p class="error">oops</p>`, "oops", nil},
		{"no sign", text, `<p>fine</p>`, "", nil},
	} {
		t.Run(tt.name, tt.run)
	}
}

type peopleTest struct {
	name string
	page *driver.Page
	want bool
}

func (tt peopleTest) run(t *testing.T) { require.Equal(t, tt.want, target.ForPeople(tt.page)) }

func TestForPeople(t *testing.T) {
	const words = "ログインできませんでした。"
	for _, tt := range []peopleTest{
		{"words and a link", asHTML("<p>" + words + `</p><a href="/">戻る</a>`), true},
		{"words and a button", asHTML("<p>" + words + "</p><button>もう一度</button>"), true},
		{"words and a form", asHTML("<p>" + words + "</p><form></form>"), true},
		{"words without a way on", asHTML("<p>" + words + "</p><a>戻る</a>"), false},
		{"too few words", asHTML(`<p>Error</p><a href="/"></a>`), false},
		{"words that nobody sees", asHTML("<p hidden>" + words + `</p><script>"` + words + `"</script><a href="/">戻る</a>`), false},
		{"plain text", page(http.StatusOK, "text/plain", words+`<a href="/">戻る</a>`), false},
		{"JSON", asJSON(http.StatusBadRequest, `{"error":"invalid_request"}`), false},
		{"no page", nil, false},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestIsCallback(t *testing.T) {
	d := target.Description{Back: map[string]string{"line": "https://rp.example.test/cb/line", "google": "https://rp.example.test/cb/google"}}
	for address, want := range map[string]bool{
		"https://rp.example.test/cb/line":                   true,
		"https://rp.example.test/cb/google?code=1&state=2":  true,
		"https://rp.example.test/cb/google#fragment":        true,
		"https://rp.example.test/cb/google/":                false,
		"https://rp.example.test/cb/apple":                  false,
		"http://rp.example.test/cb/line":                    false,
		"https://other.example.test/cb/line":                false,
		"https://rp.example.test/?next=/cb/line":            false,
		"https://evil.example.test/https://rp.example.test": false,
	} {
		u, err := url.Parse(address)
		require.NoError(t, err)
		assert.Equal(t, want, d.IsCallback(u), address)
		assert.Equal(t, address, u.String(), "the address is left as it is")
	}
}

func TestTheReferenceIsDescribedAsItIs(t *testing.T) {
	d := target.DescribeReference()
	assert.True(t, d.Built)
	assert.Len(t, d.Providers(), len(rp.Presets()))
	for _, provider := range d.Providers() {
		assert.Contains(t, d.Back, provider)
		assert.Contains(t, d.Account.Link, provider)
		assert.Contains(t, d.Account.Unlink, provider)
	}
	assert.NotEmpty(t, d.Marker.Rules)
}
