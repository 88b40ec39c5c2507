package propose

import (
	"strconv"
	"strings"
	"text/template"
)

// yaml writes the file, with what was seen as comments.
func (f found) yaml() (string, error) {
	var b strings.Builder
	err := draft.Execute(&b, f)
	return b.String(), err
}

var draft = template.Must(template.New("torii.yaml").Funcs(template.FuncMap{"q": strconv.Quote}).Parse(
	`# Drafted by torii init from {{.URL}}; every line was tried out there.
# Editors know its fields from rpclient/target/torii.schema.json.
name: my-rp
url: {{.URL}}
# url judges the RP that is running: its providers' addresses lead to the mocks, which "torii run" starts in place of "torii serve":
listen: {{.Listen}}
# Let torii start the RP itself instead (rows about keys then run too):
# command: [node, server.js]
# environment: {PORT: "{{"{{.Port}}"}}", ORIGIN: "{{"{{.Origin}}"}}"}
providers:
{{- range .Providers}}
  {{.ID}}:
    login: {page: {{q $.LoginPage}}, select: {{q .Select}}} # led to {{.ID}}
    callback: {{q .Callback}} # came back here
{{- end}}
{{- range .Broken}}
  # {{.ID}}: {login: {page: {{q $.LoginPage}}, select: {{q .Select}}}, callback: {{q .Callback}}} # its login was seen to fail: torii run tells why
{{- end}}
{{- if .Logout}}
logout: {page: {{q .Logout.Page}}, select: {{q .Logout.Select}}} # nobody was signed in after it
{{- else}}
# logout: {page: /, select: "#logout"} # none was found; rows that log out are skipped without it
{{- end}}
session: # two people were told apart by it, and nobody was signed in without a login
  page: {{q .Session.Page}}
{{- if .Session.Accept}}
  header: {Accept: {{.Session.Accept}}}
{{- end}}
  status: {{.Session.Status}}
{{- if .Session.Shows}}
  shows: {{q .Session.Shows}}
{{- end}}
  member: {{"{"}}{{if .Session.JSON}}json: {{q .Session.JSON}}{{else}}css: {{q .Session.CSS}}{{end}}{{"}"}}
# A login that was cancelled at the provider came to: {{.Cancelled}}
# marker: {select: "#error", attr: data-code} # where your RP tells its own error codes
# limits: {parallel: 4, logins_per_minute: 60, deadline: 10s}
# keys: {refetch_after: 60s}
`))
