package target_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// further is a file with the fields of an RP that remembers.
const further = `name: shop
environments:
  staging:
    url: https://stg.shop.example
    hosts: [auth.shop.example]
    clients: {line: {id: "20000", secret: "${STG_SECRET}"}}
    basic: {user: gate, password: "${STG_PASSWORD}"}
    header: {X-Env: staging}
    resolve: {stg.shop.example: 127.0.0.1}
providers:
  line:
    login:
      steps:
        - {page: /login, fill: {"#mail": "{{.Email}}"}, select: "#next"}
        - {select: "#line"}
    callback: /cb
    link: {page: /me, select: "#link"}
registration:
  shows: "#join"
  steps: [{fill: {"#name": "{{.Name}}"}, select: "#join"}]
identities: {page: /me, linked: {line: "#linked-line"}}
register: {page: /register, steps: [{fill: {"#mail": "{{.Email}}"}, select: form}, {mail: true, select: form}]}
session: {page: /me, member: {json: user}}
actions:
  reset: {url: /test/reset}
  mails: {command: [./mails.sh, "{{.Email}}"], answer: data.mails, within: 5s}
keys: {refetch_after: 0s}
limits: {logins_per_minute: 30}
`

func parseFurther(t *testing.T) target.File {
	t.Helper()
	t.Setenv("STG_SECRET", "the-secret-of-staging")
	t.Setenv("STG_PASSWORD", "the-password-of-staging")
	f, err := target.Parse("conf/torii.yaml", []byte(further))
	require.NoError(t, err)
	return f
}

func TestAControlMayHaveSteps(t *testing.T) {
	f := parseFurther(t)
	d := f.Describe("http://localhost:1")
	assert.Equal(t, []target.Step{
		{Page: "http://localhost:1/login", Fill: map[string]string{"#mail": "{{.Email}}"}, Select: "#next"}, {Select: "#line"},
	}, d.Login["line"].Path())
	assert.Equal(t, target.Control{Page: "http://localhost:1/me", Select: "#link"}, d.Account.Link["line"])
	assert.Equal(t, "#join", d.Registration.Shows)
	assert.True(t, d.Account.Register.Steps[1].Mail)
	assert.Equal(t, "http://localhost:1/me", d.Account.Identities.Page)
	assert.Equal(t, []time.Duration{0, 2 * time.Second}, []time.Duration{f.RefetchAfter(), f.Pace()})
}

func TestFurtherErrorsNameFileLineFieldAndWhatIsAllowed(t *testing.T) {
	for _, tt := range []fileTest{
		{"unknown field of a step", "fill: {\"#mail\"", "fil: {\"#mail\"", []string{"14: providers.line.login.steps[0].fil: unknown field", "allowed: fill, page, select"}},
		{"first step without a page", "{page: /login, fill", "{fill", []string{"14: providers.line.login.steps[0].page: is missing"}},
		{"step without a control", "- {select: \"#line\"}", "- {fill: {\"#a\": b}}", []string{"15: providers.line.login.steps[1].select: is missing"}},
		{"selector of a field", `{"#mail": "{{.Email}}"}, select: "#next"`, `{"#": "x"}, select: "#next"`, []string{"14: providers.line.login.steps[0].fill.#", "want a CSS selector"}},
		{"template of a field", "{{.Email}}", "{{.Mail}}", []string{"14: providers.line.login.steps[0].fill.#mail", "allowed: {{.Name}}"}},
		{"steps and page", "    login:\n", "    login:\n      page: /\n", []string{"12: providers.line.login: want either page and select, or steps"}},
		{"registration without a form", "  shows: \"#join\"\n", "", []string{"18: registration.shows: is missing"}},
		{"identities of nobody", "linked: {line:", "linked: {google:", []string{"21: identities.linked.google", "allowed: line"}},
		{"unknown action", "reset: {url", "rest: {url", []string{"25: actions.rest: unknown action; allowed: calendar-book, calendar-cancel, calendar-list, calendar-move, calendar-setup, calendar-slots, calendar-sync, calendar-watch, delete, link-state, mails, member, reset, suspend"}},
		{"action without a way", "{url: /test/reset}", "{method: GET}", []string{"25: actions.reset: want either url or command"}},
		{"action elsewhere", "url: /test/reset", "url: ftp://x/", []string{"25: actions.reset.url", "want a path"}},
		{"mail without mails", "  mails: {command", "  member: {command", []string{"22: register.steps[1].mail", "needs actions.mails"}},
		{"refetch", "refetch_after: 0s", "refetch_after: soon", []string{"27: keys.refetch_after: got \"soon\"", "0s for at once"}},
		{"pace", "logins_per_minute: 30", "logins_per_minute: -1", []string{"28: limits.logins_per_minute: got -1"}},
		{"a password in the file", "\"${STG_PASSWORD}\"", "hunter2", []string{"7: environments.staging.basic", "password as ${NAME}"}},
		{"a secret in the file", "\"${STG_SECRET}\"", "hunter2", []string{"6: environments.staging.clients.line.secret", "${NAME}"}},
		{"a kind of environment", "    header: {X-Env: staging}\n", "    kind: test\n", []string{"8: environments.staging.kind: got \"test\"", "production, verification"}},
		{"a provider that is offered nowhere", "    header: {X-Env: staging}\n", "    offers: [google]\n", []string{"8: environments.staging.offers: got \"google\"", "allowed: line"}},
		{"a day that is none", "name: shop\n", "name: shop\ngbizid_onboarding: {release: spring}\n", []string{"2: gbizid_onboarding: got \"spring\"", "2027-04-01"}},
		{"a step that is none", "name: shop\n", "name: shop\ngbizid_onboarding: {reached: lunch}\n", []string{"2: gbizid_onboarding.reached: got \"lunch\"", "preparation, application"}},
		{"an environment that is none", "name: shop\n", "name: shop\ngbizid_onboarding: {verification: test}\n", []string{"2: gbizid_onboarding.verification: got \"test\"", "allowed: staging"}},
		{"half a hand-over", "name: shop\n", "name: shop\ncalendar_handover: {key: a.p12, account: a@b}\n", []string{"2: calendar_handover.client_id: is missing"}},
		{"a variable that is not set", "name: shop", "name: ${TORII_NOT_SET}", []string{"1: name: the variable TORII_NOT_SET is not set", "$${TORII_NOT_SET}"}},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, further) })
	}
}

func TestAnEnvironmentIsChosenByName(t *testing.T) {
	f := parseFurther(t)
	_, err := f.In("")
	require.ErrorContains(t, err, "conf/torii.yaml:2: environments: choose one with --env: staging")
	_, err = f.In("prod")
	require.ErrorContains(t, err, `--env: got "prod"; allowed: staging`)
	chosen, err := f.In("staging")
	require.NoError(t, err)
	assert.Equal(t, "https://stg.shop.example", chosen.URL)
	assert.Equal(t, map[string]target.Registration{"line": {ClientID: "20000", Secret: "the-secret-of-staging"}}, chosen.Clients())
	assert.ElementsMatch(t, []string{"the-secret-of-staging", "the-password-of-staging"}, chosen.Secrets())
	require.NoError(t, os.Unsetenv("STG_PASSWORD"))
	again, err := target.Parse("conf/torii.yaml", []byte(further))
	require.NoError(t, err, "an environment that is not chosen needs no variables")
	_, err = again.In("staging")
	require.ErrorContains(t, err, "conf/torii.yaml:7: environments.staging.basic.password: the variable STG_PASSWORD is not set")
}

func TestWordsThatLookLikeAVariable(t *testing.T) {
	t.Setenv("SHOP_TOKEN", "abc-very-secret")
	f := parse(t, strings.Replace(whole, `PORT: "{{.Port}}"`, `PORT: "$${HOME} ${SHOP_TOKEN}"`, 1))
	assert.Equal(t, "${HOME} abc-very-secret", f.Environment["PORT"])
	assert.Equal(t, []string{"abc-very-secret"}, f.Secrets())
	g := parse(t, strings.Replace(whole, "[./shop, serve]", `[sh, -c, "./shop ${TORII_NOT_SET}"]`, 1))
	assert.Equal(t, "./shop ${TORII_NOT_SET}", g.Command[2], "what a shell is to fill in is left to it")
}

func TestAnEnvironmentHasAWayOfItsOwn(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		_, _ = w.Write([]byte(r.Host + " " + user + ":" + password + " " + r.Header.Get("X-Env")))
	}))
	defer server.Close()
	t.Setenv("STG_SECRET", "s-e-c-r-e-t")
	t.Setenv("STG_PASSWORD", "p-a-s-s")
	at := strings.TrimPrefix(server.URL, "http://")
	text := strings.NewReplacer("https://stg.shop.example", "http://stg.shop.example", "stg.shop.example: 127.0.0.1", "stg.shop.example: \""+at+"\"").Replace(further)
	f, err := target.Parse("torii.yaml", []byte(text))
	require.NoError(t, err)
	f, err = f.In("staging")
	require.NoError(t, err)
	way, err := f.Transport(func(u *url.URL) bool { return u.Host == at }, nil)
	require.NoError(t, err)
	assert.Equal(t, "stg.shop.example gate:p-a-s-s staging", get(t, way, "http://stg.shop.example/"))
	assert.Equal(t, at+" : ", get(t, way, server.URL+"/"), "the mocks see no secret")
	req, err := http.NewRequest(http.MethodGet, "http://elsewhere.example/", nil)
	require.NoError(t, err)
	_, err = way.RoundTrip(req)
	require.ErrorIs(t, err, target.ErrElsewhere)
	require.ErrorContains(t, err, "elsewhere.example")
}

func get(t *testing.T, way http.RoundTripper, address string) string {
	t.Helper()
	res, err := (&http.Client{Transport: way}).Get(address)
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }()
	b := make([]byte, 1024)
	n, _ := res.Body.Read(b)
	return string(b[:n])
}

func TestAPrivateCA(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("in")) }))
	defer server.Close()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "ca.pem"), pemOf(server), 0o600))
	for ca, want := range map[string]string{"": "certificate", "\n    ca: ca.pem": ""} {
		text := "name: shop\nenvironments:\n  stg:\n    url: " + server.URL + ca +
			"\nproviders: {line: {login: {page: /}, callback: /cb}}\nsession: {page: /me, member: {json: user}}\n"
		f, err := target.Parse(filepath.Join(dir, "torii.yaml"), []byte(text))
		require.NoError(t, err)
		f, err = f.In("stg")
		require.NoError(t, err)
		way, err := f.Transport(func(*url.URL) bool { return false }, nil)
		require.NoError(t, err)
		res, err := (&http.Client{Transport: way}).Get(server.URL)
		if want != "" {
			require.ErrorContains(t, err, want)
			continue
		}
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
	}
}

// actionTest is an action and what comes of it.
type actionTest struct {
	name   string
	action target.Action
	within time.Duration
	path   string
	answer string
	err    string
}

func (tt actionTest) run(t *testing.T) {
	within := tt.within
	if within == 0 {
		within = patience
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	answer, err := target.Answered{Name: "mails", Action: tt.action, Path: tt.path, Within: within}.Do(ctx, http.DefaultTransport,
		target.Values{Email: "a@example.jp"})
	require.NoError(t, ctx.Err(), "it was not waited for")
	if tt.err != "" {
		require.ErrorContains(t, err, "actions.mails: ")
		require.ErrorContains(t, err, tt.err)
		return
	}
	require.NoError(t, err)
	require.Equal(t, tt.answer, string(answer))
}

func TestActions(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/no" {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		_, _ = w.Write([]byte(`{"data":{"mails":[{"to":"` + r.FormValue("to") + `"}]}}`))
	}))
	defer server.Close()
	call := target.Call{Method: "GET", Address: server.URL + "/?to={{urlquery .Email}}"}
	for _, tt := range []actionTest{
		{"a call", call, 0, "data.mails", `[{"to":"a@example.jp"}]`, ""},
		{"a member of a list", call, 0, "data.mails.0.to", `"a@example.jp"`, ""},
		{"no such part", call, 0, "data.letters", "", `no "data.letters": an object has no "letters"`},
		{"no such member", call, 0, "data.mails.1", "", "a list of 1 has no member"},
		{"a refusal", target.Call{Address: server.URL + "/no"}, 0, "", "", "403"},
		{"a command", target.Command{Args: []string{"echo", "{{.Email}}"}}, 0, "", "a@example.jp\n", ""},
		{"a command that fails", target.Command{Args: []string{"sh", "-c", "echo oh >&2; exit 3"}}, 0, "", "", "exit status 3"},
		{"a command that hangs", target.Command{Args: []string{"sh", "-c", "sleep 60 & sleep 60"}}, 300 * time.Millisecond, "", "", "not done within 300ms"},
		{"a command without an end of words", target.Command{Args: []string{"sh", "-c", "head -c 2000000 /dev/zero"}}, 0, "", "", "printed more than"},
		{"a command that is not there", target.Command{Args: []string{"torii-has-no-such-command"}}, 0, "", "", "not found"},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestEntriesAreFoundBySelector(t *testing.T) {
	p := asHTML(`<form><input id="n" name="full"><input type="checkbox" id="news" name="news" checked value="1"><p id="p"></p></form>`)
	p.URL = &url.URL{Scheme: "http", Host: "localhost", Path: "/join"}
	got, err := target.Entries(p, map[string]string{"#n": "{{.Name}}", "#news": ""}, target.Values{Name: "山田 花子"})
	require.NoError(t, err)
	require.Equal(t, url.Values{"full": {"山田 花子"}, "news": nil}, got)
	for css, want := range map[string]string{"#gone": `nothing on http://localhost/join`, "#p": "is no input with a name"} {
		_, err = target.Entries(p, map[string]string{css: "x"}, target.Values{})
		require.ErrorIs(t, err, driver.ErrNoControl)
		require.ErrorContains(t, err, want)
	}
}
