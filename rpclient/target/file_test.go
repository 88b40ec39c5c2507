package target_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/target"
)

// whole is a file that uses every field.
const whole = `name: shop
setup:
  command: [make, deps]
  unless: vendor
  within: 3m
command: [./shop, serve]
environment:
  PORT: "{{.Port}}"
  CALLBACK: "{{.Origin}}/callback/line"
  ISSUER: '{{.Issuer "line"}}'
  ID: '{{.ClientID "line"}}'
  SECRET: '{{.ClientSecret "line"}}'
  TOKEN_URL: '{{.Address "https://api.line.me/oauth2/v2.1/token"}}'
ready:
  path: /healthz
  within: 20s
providers:
  line:
    login: {page: /login, select: "a.line"}
    callback: /callback/line
logout: {page: /, select: "#logout"}
session:
  page: /me
  header: {Accept: application/json}
  status: 200
  shows: "#me"
  member: {json: user.id}
marker:
  select: "#error"
  attr: data-code
  rules:
    bad_nonce: [IDT-NONCE]
limits: {parallel: 2, deadline: 5s}
lacks:
  key-refetch: keys are fixed
set: {line.alg: ES256}
`

func parse(t *testing.T, text string) target.File {
	t.Helper()
	f, err := target.Parse("conf/torii.yaml", []byte(text))
	require.NoError(t, err)
	return f
}

func TestAWholeFileIsRead(t *testing.T) {
	f := parse(t, whole)
	assert.Equal(t, []any{"conf", 5 * time.Second, 2}, []any{f.Dir(), f.Deadline(), f.Parallel()})
	d := f.Describe("http://localhost:3000")
	assert.Equal(t, target.Description{
		Name: "shop", Origin: "http://localhost:3000",
		Login:   map[string]target.Control{"line": {Page: "http://localhost:3000/login", Select: "a.line"}},
		Account: target.Account{Link: map[string]target.Control{}, Associate: map[string]target.Control{}, Unlink: map[string]target.Control{}, Prove: map[string]target.Control{}, Merge: map[string]target.Control{}, Notices: map[string]string{}, Refresh: map[string]target.Control{}, Actions: map[string]target.Action{}},
		Back:    map[string]string{"line": "http://localhost:3000/callback/line"},
		Logout:  target.Control{Page: "http://localhost:3000/", Select: "#logout"},
		Session: target.Session{Address: "http://localhost:3000/me", Header: http.Header{"Accept": {"application/json"}}, Status: 200, Shows: "#me",
			Member: target.Where{JSON: "user.id"}},
		Marker: &target.Marker{Select: "#error", Attr: "data-code", Rules: map[string][]string{"bad_nonce": {"IDT-NONCE"}}},
		Lacks:  map[string]string{"key-refetch": "keys are fixed", "member-details": "torii.yaml の session.says が無い / no session.says in torii.yaml"},
	}, d)
	assert.Equal(t, []string{"line"}, d.Providers())
}

func TestWhatIsLeftOutHasADefault(t *testing.T) {
	f := parse(t, strings.Replace(whole, "limits: {parallel: 2, deadline: 5s}\n", "", 1))
	assert.Equal(t, []any{10 * time.Second, 4}, []any{f.Deadline(), f.Parallel()})
	bare := parse(t, "name: shop\ncommand: [shop]\nproviders: {line: {login: {page: /}, callback: /cb}}\nsession: {page: /me, member: {css: b}}\n")
	d := bare.Describe("http://localhost:1")
	assert.Zero(t, d.Logout)
	assert.Nil(t, d.Marker)
}

// fileTest makes a sound file wrong in one place.
type fileTest struct {
	name, from, to string
	want           []string // place and field first, then what is allowed
}

func (tt fileTest) run(t *testing.T, sound string) {
	require.Contains(t, sound, tt.from)
	_, err := target.Parse("conf/torii.yaml", []byte(strings.Replace(sound, tt.from, tt.to, 1)))
	require.ErrorContains(t, err, "conf/torii.yaml:"+tt.want[0])
	for _, words := range tt.want[1:] {
		require.ErrorContains(t, err, words)
	}
}

func TestFileErrorsNameFileLineFieldAndWhatIsAllowed(t *testing.T) {
	for _, tt := range []fileTest{
		{"unknown field", "command: [./shop", "comand: [./shop", []string{"6: comand: unknown field", "allowed: actions, baseline, calendar_handover, command, confirm"}},
		{"unknown field below", "    callback: /callback/line", "    redirect: /callback/line", []string{"20: providers.line.redirect: unknown field", "allowed: associate, callback, link, login, merge, notices, prove, refresh, unlink"}},
		{"a field twice", "name: shop\n", "name: shop\nname: shop\n", []string{"2: name: stands twice"}},
		{"a wrong type", "parallel: 2", "parallel: two", []string{"33"}},
		{"no name", "name: shop\n", "", []string{"1: name: is missing"}},
		{"no command", "command: [./shop, serve]\n", "", []string{"1: command: is missing", "for example [node, server.js]"}},
		{"an empty command", "[./shop, serve]", `[""]`, []string{"6: command: is missing"}},
		{"no setup command", "  command: [make, deps]\n", "", []string{"2: setup.command: is missing"}},
		{"no providers", "providers:\n  line:\n    login: {page: /login, select: \"a.line\"}\n    callback: /callback/line\n", "", []string{"1: providers: is missing", "at least one"}},
		{"login page", "page: /login", "page: login", []string{"19: providers.line.login.page: got \"login\"", "such as /"}},
		{"no login page", "page: /login, ", "", []string{"19: providers.line.login.page: got \"\""}},
		{"login selector", `"a.line"`, `"a["`, []string{"19: providers.line.login.select: got \"a[\"", "want a CSS selector"}},
		{"callback", "callback: /callback/line", "callback: https://shop.example/callback", []string{"20: providers.line.callback", "such as /callback/line"}},
		{"ready path", "path: /healthz", "path: healthz", []string{"15: ready.path: got \"healthz\"", "such as /"}},
		{"ready within", "within: 20s", "within: 20", []string{"16: ready.within: got \"20\"", "such as 10s"}},
		{"no time at all", "within: 20s", "within: 0s", []string{"16: ready.within: got \"0s\"", "such as 10s"}},
		{"setup within", "within: 3m", "within: soon", []string{"5: setup.within: got \"soon\"", "such as 10s"}},
		{"deadline", "deadline: 5s", "deadline: -5s", []string{"33: limits.deadline: got \"-5s\"", "such as 10s"}},
		{"parallel", "parallel: 2", "parallel: -2", []string{"33: limits.parallel: got -2", "positive"}},
		{"logout page", "logout: {page: /,", "logout: {page: home,", []string{"21: logout.page: got \"home\"", "such as /"}},
		{"no logout page", "logout: {page: /, ", "logout: {", []string{"21: logout.page: is missing", "such as /"}},
		{"logout selector", "#logout", "#", []string{"21: logout.select", "want a CSS selector"}},
		{"session page", "page: /me", "page: me", []string{"23: session.page: got \"me\"", "such as /me"}},
		{"session sign", `shows: "#me"`, `shows: "]"`, []string{"26: session.shows", "want a CSS selector"}},
		{"no member", "{json: user.id}", "{}", []string{"27: session.member: want either json or css"}},
		{"member twice", "{json: user.id}", "{json: a, css: b}", []string{"27: session.member: want either json or css"}},
		{"member selector", "{json: user.id}", "{css: 'b:'}", []string{"27: session.member.css", "want a CSS selector"}},
		{"no marker selector", "  select: \"#error\"\n", "", []string{"28: marker.select: is missing"}},
		{"marker selector", `"#error"`, `"#error >"`, []string{"29: marker.select", "want a CSS selector"}},
		{"marker rule", "[IDT-NONCE]", "[IDT-NONSE]", []string{"32: marker.rules.bad_nonce: no rule \"IDT-NONSE\"", "torii list rules"}},
		{"a baseline that nobody knows", "name: ", "baseline: iso\nname: ", []string{"1: baseline: got \"iso\"; allowed: asvs"}},
		{"capability", "key-refetch:", "keys:", []string{"35: lacks.keys: unknown capability", "allowed: kana, key-refetch, parallel-logins, userinfo"}},
		{"a lack without reason", "keys are fixed", `" "`, []string{"35: lacks.key-refetch", "reason"}},
		{"no YAML", "name: shop\n", "name: [shop\n", []string{""}},
		{"two documents", "name: shop\n", "name: shop\n---\n", []string{"1: want one YAML document, got 2"}},
		{"nothing", whole, "", []string{"1: want one YAML document"}},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, whole) })
	}
}

func TestAFileThatIsNotThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "torii.yaml")
	_, err := target.Read(path)
	require.ErrorIs(t, err, os.ErrNotExist)
	require.ErrorContains(t, err, "--rp: ")
	require.ErrorContains(t, err, path)
	require.NoError(t, os.WriteFile(path, []byte(whole), 0o600))
	f, err := target.Read(path)
	require.NoError(t, err)
	require.Equal(t, filepath.Dir(path), f.Dir())
	require.ErrorContains(t, f.Complain("providers.line", "no such provider"), path+":18: providers.line: no such provider")
}

func surroundings() target.Surroundings {
	return target.Surroundings{Port: 3000, Origin: "http://localhost:3000", Issuers: map[string]string{"line": "http://127.0.0.1:9400/access.line.me"},
		Clients: map[string]target.Registration{"line": {ClientID: "1234567890", Secret: "shhh"}},
		Spell:   func(real string) string { return strings.Replace(real, "https://", "http://127.0.0.1:9400/", 1) }}
}

func TestTheEnvironmentIsFilledIn(t *testing.T) {
	env, err := parse(t, whole).Environ(surroundings())
	require.NoError(t, err)
	require.Equal(t, []string{"CALLBACK=http://localhost:3000/callback/line", "ID=1234567890", "ISSUER=http://127.0.0.1:9400/access.line.me",
		"PORT=3000", "SECRET=shhh", "TOKEN_URL=http://127.0.0.1:9400/api.line.me/oauth2/v2.1/token"}, env)
}

type templateTest struct {
	name, template, want string
}

func (tt templateTest) run(t *testing.T) {
	f := parse(t, strings.Replace(whole, `"{{.Port}}"`, "'"+tt.template+"'", 1))
	env, err := f.Environ(surroundings())
	require.Nil(t, env)
	require.ErrorContains(t, err, "conf/torii.yaml:8: environment.PORT: ")
	require.ErrorContains(t, err, tt.want)
	require.ErrorContains(t, err, `allowed: {{.Port}}, {{.Origin}}, {{.Issuer "line"}}`)
}

func TestTemplateErrorsNameThePlaceAndWhatIsAllowed(t *testing.T) {
	for _, tt := range []templateTest{
		{"unknown name", "{{.Prot}}", "Prot"},
		{"no template", "{{.Port", "unclosed action"},
		{"unknown function", `{{port}}`, `"port" not defined`},
		{"unknown issuer", `{{.Issuer "apple"}}`, `no provider "apple"; allowed: line`},
		{"unknown client", `{{.ClientID "apple"}}`, `no provider "apple"; allowed: line`},
		{"unknown secret", `{{.ClientSecret "apple"}}`, `no provider "apple"; allowed: line`},
		{"a key of a client with a secret", `{{.ClientKey "line"}}`, `clients of "line" have a secret, and no key`},
		{"nobody's issuer", `{{.Issuer}}`, "wrong number of args"},
	} {
		t.Run(tt.name, tt.run)
	}
}
