package target_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/target"
)

// brokered is the file of an RP on two origins that reads a file of its own.
const brokered = `name: brokered
command: [./start, --config, '{{.File "conf/broker.json"}}']
origins: {broker: ""}
files:
  conf/broker.json: '{"listen": {{.PortOf "broker"}}, "app": "{{.Origin}}", "secret": "{{.ClientSecret "line"}}"}'
environment: {BROKER: '{{.OriginOf "broker"}}'}
environments:
  staging: {url: https://www.shop.example, origins: {broker: https://sso.shop.example}}
ready: {path: broker:/health}
providers:
  line: {login: {page: /, select: "#line"}, callback: broker:/line/endpoint, link: {page: broker:/account, select: "#link"}}
logout: {steps: [{page: /, select: "#logout"}, {page: broker:/logout}]}
session: {page: /me, member: {css: "#me", attr: data-id}}
`

func TestAFileMayDescribeSeveralOrigins(t *testing.T) {
	f, err := parse(t, brokered).Place()
	require.NoError(t, err)
	broker := f.Origins["broker"]
	require.True(t, strings.HasPrefix(broker, "http://localhost:"), broker)
	d := f.Describe("http://localhost:1")
	assert.Equal(t, []string{broker}, d.Others)
	assert.Equal(t, broker+"/line/endpoint", d.Back["line"])
	assert.Equal(t, target.Control{Page: broker + "/account", Select: "#link"}, d.Account.Link["line"])
	assert.Equal(t, []target.Step{{Page: "http://localhost:1/", Select: "#logout"}, {Page: broker + "/logout"}}, d.Logout.Path())
	assert.Equal(t, target.Where{CSS: "#me", Attr: "data-id"}, d.Session.Member)
	assert.True(t, d.Owns(broker+"/x"))
	assert.True(t, d.Owns("http://localhost:1/x"))
	assert.False(t, d.Owns("http://localhost:1.example/x"))

	staging, err := parse(t, brokered).In("staging")
	require.NoError(t, err)
	assert.Equal(t, []string{"www.shop.example", "sso.shop.example"}, staging.Hosts())
	assert.Equal(t, "https://sso.shop.example/line/endpoint", staging.Describe(staging.URL).Back["line"])
}

func TestFilesOfACommandAreFilledIn(t *testing.T) {
	f, err := parse(t, brokered).Place()
	require.NoError(t, err)
	s := target.Surroundings{Origin: "http://localhost:1", Others: f.Origins, Files: t.TempDir(),
		Clients: map[string]target.Registration{"line": {Secret: "hush"}}}
	require.NoError(t, f.WriteFiles(s))
	path := filepath.Join(s.Files, "conf", "broker.json")
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	port := strings.TrimPrefix(f.Origins["broker"], "http://localhost:")
	assert.JSONEq(t, `{"listen": `+port+`, "app": "http://localhost:1", "secret": "hush"}`, string(got))
	if info, err := os.Stat(path); assert.NoError(t, err) && runtime.GOOS != "windows" {
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
	filled, err := f.Filled(s)
	require.NoError(t, err)
	assert.Equal(t, []string{"./start", "--config", path}, filled.Command)
	env, err := f.Environ(s)
	require.NoError(t, err)
	assert.Equal(t, []string{"BROKER=" + f.Origins["broker"]}, env)
}

func TestErrorsAboutOriginsAndFiles(t *testing.T) {
	for _, tt := range []fileTest{
		{"an origin that is none", `broker: ""}`, `broker: "sso.shop.example"}`, []string{`3: origins.broker: got "sso.shop.example"`, "http://localhost:8180"}},
		{"a name that is none", `{broker: ""}`, `{Broker: ""}`, []string{`3: origins: got the name "Broker"`, "such as broker"}},
		{"an origin that is not named", "callback: broker:", "callback: brokr:", []string{`11: providers.line.callback: got "brokr:/line/endpoint"`}},
		{"origins behind another door", "name: brokered\n", "name: brokered\ndoor: hosts\n", []string{"4: origins.broker", "path door"}},
		{"an environment without it", ", origins: {broker: https://sso.shop.example}", "", []string{"8: environments.staging.origins.broker: is missing"}},
		{"a file elsewhere", "conf/broker.json: '", "../broker.json: '", []string{`4: files: got "../broker.json"`, "conf/realm.json"}},
		{"an attribute of JSON", `{css: "#me", attr: data-id}`, `{json: user, attr: data-id}`, []string{"13: session.member.attr: goes with css"}},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, brokered) })
	}
}
