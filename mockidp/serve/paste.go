package serve

import (
	"embed"
	"fmt"
	"strings"
	"text/template"

	"torii/fixtures/text"
	"torii/mockidp/door"
	"torii/mockidp/op"
	"torii/mockidp/profile"
)

//go:embed paste/*.tmpl
var pasteFiles embed.FS

var pastes = template.Must(template.ParseFS(pasteFiles, "paste/*.tmpl"))

// Formats are the ways in which the configuration of a Relying Party can be
// printed, the default first.
var Formats = []string{"env", "spring", "rails", "laravel"}

// registration is what a Relying Party is configured with for one provider.
type registration struct {
	ID                                      string
	Name                                    text.Both
	Issuer, Discovery, Authorization, Token string
	UserInfo, JWKS, ClientID, Secret        string // "" where the provider has none
	scopes                                  []string
}

// Paste returns what to paste into the configuration of a Relying Party.
func (s *Server) Paste(format string) (string, error) {
	t := pastes.Lookup(format + ".tmpl")
	if t == nil {
		return "", fmt.Errorf("--print: got %q; allowed: %s", format, strings.Join(Formats, ", "))
	}
	var all []registration
	for _, p := range s.Mock.Providers() {
		all = append(all, registered(s.Path, p))
	}
	var b strings.Builder
	err := t.Execute(&b, all)
	return b.String(), err
}

func registered(path door.Path, p *op.Provider) registration {
	at := func(e profile.Endpoint) string { return path.Server(p.Address(e)) }
	return registration{ID: p.Profile.ID, Name: p.Profile.Name, Issuer: path.Issuer(p.Profile.Issuer),
		Discovery: at(profile.Discovery), Authorization: path.Browser(p.Address(profile.Authorization)),
		Token: at(profile.Token), UserInfo: at(profile.UserInfo), JWKS: at(profile.JWKS),
		ClientID: p.Clients[0].ClientID, Secret: p.Clients[0].Secret, scopes: scopesOf(p.Profile)}
}

// Line is what Paste prints of a provider as variables about one real address: the line
// of that very endpoint, or of the issuer.
func Line(path door.Path, p *op.Provider, real string) string {
	lines := registered(path, p).Lines()
	for _, line := range lines {
		if _, value, _ := strings.Cut(line, "="); value == path.Browser(real) || value == path.Server(real) {
			return line
		}
	}
	return lines[0]
}

// scopesOf returns the scopes that the provider announces.
func scopesOf(p profile.Profile) []string {
	for _, m := range p.Metadata {
		if list, ok := m.Value.([]string); ok && m.Name == "scopes_supported" {
			return list
		}
	}
	return []string{"openid"}
}

// Scopes joins the scopes, each behind a mark.
func (r registration) Scopes(joint string, mark ...string) string {
	marked := make([]string, len(r.scopes))
	for i, s := range r.scopes {
		marked[i] = strings.Join(mark, "") + s
	}
	return strings.Join(marked, joint)
}

// Lines are the environment variables.
func (r registration) Lines() []string {
	var lines []string
	prefix := strings.ToUpper(strings.ReplaceAll(r.ID, "-", "_")) + "_"
	for _, l := range [][2]string{
		{"ISSUER", r.Issuer}, {"DISCOVERY_URL", r.Discovery}, {"AUTHORIZATION_ENDPOINT", r.Authorization},
		{"TOKEN_ENDPOINT", r.Token}, {"USERINFO_ENDPOINT", r.UserInfo}, {"JWKS_URI", r.JWKS},
		{"CLIENT_ID", r.ClientID}, {"CLIENT_SECRET", r.Secret},
	} {
		if l[1] != "" {
			lines = append(lines, prefix+l[0]+"="+l[1])
		}
	}
	return lines
}
