package op_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/ledger"
	"torii/mockidp/op"
	"torii/reports/event"
)

const (
	formType = "application/x-www-form-urlencoded"
	jsonType = "application/json; charset=utf-8"
)

// presentedTest is a request, and what it bears of what was issued: code and tokens are called as their names are.
type presentedTest struct {
	name   string
	target string
	kind   string // of the body
	body   string
	auth   string
	read   url.Values // where the parameters were read before
	want   []string
}

func (tt presentedTest) run(t *testing.T) {
	var issued ledger.Ledger
	for _, what := range []string{"code", "access_token", "refresh_token", "token", "id_token"} {
		issued.Note(ledger.Entry{What: what, Provider: "google", Login: "one"}, "the-"+what)
	}
	r := httptest.NewRequest(http.MethodPost, "https://elsewhere.example.test/any?"+tt.target, strings.NewReader(tt.body))
	if tt.kind != "" {
		r.Header.Set("Content-Type", tt.kind)
	}
	if tt.auth != "" {
		r.Header.Set("Authorization", tt.auth)
	}
	var got []string
	for _, b := range op.Presented(&issued, r, tt.read) {
		require.Equal(t, "one", b.Login)
		require.Equal(t, "google", b.Provider)
		got = append(got, b.What)
	}
	require.Equal(t, tt.want, got)
}

func TestWhatARequestBears(t *testing.T) {
	for _, tt := range []presentedTest{
		{name: "a code in a form", kind: formType, body: "grant_type=authorization_code&code=the-code", want: []string{"code"}},
		{name: "under whatever name", kind: formType, body: "ticket=the-code", want: []string{"code"}},
		{name: "in the query", target: "access_token=the-access_token", want: []string{"access_token"}},
		{name: "as a Bearer", auth: "Bearer the-access_token", want: []string{"access_token"}},
		{name: "as a bearer in small letters", auth: "bearer the-access_token", want: []string{"access_token"}},
		{name: "a Basic is none", auth: "Basic the-access_token"},
		{name: "in JSON, however deep", kind: jsonType, body: `{"a":[{"b":"the-token"},1,null],"c":"the-refresh_token"}`, want: []string{"refresh_token", "token"}},
		{name: "JSON that is none", kind: jsonType, body: `{"a":"the-token"`},
		{name: "of another type, nothing is read", kind: "text/plain", body: "code=the-code"},
		{name: "twice is once", target: "code=the-code", kind: formType, body: "code=the-code", want: []string{"code"}},
		{name: "several, in the same order always", kind: formType, body: "z=the-access_token&a=the-refresh_token&m=the-code", want: []string{"access_token", "code", "refresh_token"}},
		{name: "parameters that were read already", read: url.Values{"code": {"the-code"}}, want: []string{"code"}},
		{name: "what nobody has issued", kind: formType, body: "code=another"},
		{name: "a body beyond the bound", kind: formType, body: "code=the-code&pad=" + strings.Repeat("x", 1<<21)},
		{name: "nothing"},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestALogTellsWhoseItIsAndNotWhat(t *testing.T) {
	m := event.NewMasker()
	facts := op.Facts(m, []op.Bearing{{Entry: ledger.Entry{What: "code", Provider: "line", Login: "one"}, Value: "the-code"}})
	require.Equal(t, []event.Presented{{What: "code", Provider: "line", Login: "one", Digest: m.Digest("the-code")}}, facts)
	require.NotContains(t, facts[0].Digest, "the-code")
	require.Empty(t, op.Facts(m, nil))
}
