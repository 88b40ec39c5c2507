package target

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
)

// Surroundings are what the templates of the environment may ask for.
type Surroundings struct {
	Port    int
	Origin  string
	Others  map[string]string // further origins, by name
	Files   string            // folder of the files
	Issuers map[string]string
	Clients map[string]Registration
	Spell   func(real string) string
	Never   []string // values of torii's own variables that the command must not inherit
}

// OriginOf returns a further origin of the Relying Party.
func (s Surroundings) OriginOf(name string) (string, error) {
	return lookUp("origin", s.Others, name)
}

// PortOf returns the port of a further origin, which it listens on.
func (s Surroundings) PortOf(name string) (string, error) {
	origin, err := s.OriginOf(name)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(origin)
	if err != nil || u.Port() == "" {
		return "", fmt.Errorf("%s names no port", origin)
	}
	return u.Port(), nil
}

// File returns where one of the files is.
func (s Surroundings) File(name string) (string, error) {
	if s.Files == "" {
		return "", errors.New("there are no files; name them in files")
	}
	return filepath.Join(s.Files, filepath.FromSlash(name)), nil
}

// Issuer, the registered client's ClientID, ClientSecret, ClientTeam, ClientKeyID and
// ClientKey, and Address are called by templates.
func (s Surroundings) Issuer(provider string) (string, error) {
	return lookUp("provider", s.Issuers, provider)
}

// ClientID returns the client id registered at a provider.
func (s Surroundings) ClientID(provider string) (string, error) {
	c, err := lookUp("provider", s.Clients, provider)
	return c.ClientID, err
}

// ClientSecret returns the client secret registered at a provider.
func (s Surroundings) ClientSecret(provider string) (string, error) {
	c, err := lookUp("provider", s.Clients, provider)
	return c.Secret, err
}

// ClientTeam returns the team of a client that signs its own secret.
func (s Surroundings) ClientTeam(provider string) (string, error) {
	c, err := s.signing(provider)
	return c.Team, err
}

// ClientKeyID returns the name of the key of a client that signs its own secret.
func (s Surroundings) ClientKeyID(provider string) (string, error) {
	c, err := s.signing(provider)
	return c.KeyID, err
}

// ClientKey returns that key: PKCS #8 in PEM.
func (s Surroundings) ClientKey(provider string) (string, error) {
	c, err := s.signing(provider)
	return string(c.Key), err
}

// signing returns a registered client that signs its own secret.
func (s Surroundings) signing(provider string) (Registration, error) {
	c, err := lookUp("provider", s.Clients, provider)
	if err == nil && len(c.Key) == 0 {
		return c, fmt.Errorf("clients of %q have a secret, and no key", provider)
	}
	return c, err
}

func lookUp[V any](what string, of map[string]V, name string) (V, error) {
	v, ok := of[name]
	if !ok {
		return v, fmt.Errorf("no %s %q; allowed: %s", what, name, strings.Join(slices.Sorted(maps.Keys(of)), ", "))
	}
	return v, nil
}

// Address spells a real address as the Relying Party's server reaches it.
func (s Surroundings) Address(real string) string { return s.Spell(real) }

// ContainerFiles fills in the files of the container.
func (f File) ContainerFiles(s Surroundings) (map[string][]byte, error) {
	files := map[string][]byte{}
	if f.Container == nil {
		return files, nil
	}
	for _, path := range slices.Sorted(maps.Keys(f.Container.Files)) {
		filled, err := f.fill("container.files."+path, f.Container.Files[path], s)
		if err != nil {
			return nil, err
		}
		files[path] = []byte(filled)
	}
	return files, nil
}

// Environ fills in the environment of the command.
func (f File) Environ(s Surroundings) ([]string, error) {
	var env []string
	for _, name := range slices.Sorted(maps.Keys(f.Environment)) {
		filled, err := f.fill("environment."+name, f.Environment[name], s)
		if err != nil {
			return nil, err
		}
		env = append(env, name+"="+filled)
	}
	return env, nil
}

// fill fills in one template.
func (f File) fill(field, value string, s Surroundings) (string, error) {
	t, err := template.New(field).Option("missingkey=error").Parse(value)
	if err != nil {
		return "", f.fail(field, "%s; %s", err, templates)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, s); err != nil {
		return "", f.fail(field, "%s; %s", templateProblem(err), templates)
	}
	return b.String(), nil
}

// templates says what the environment may ask for.
const templates = `allowed: {{.Port}}, {{.Origin}}, {{.Issuer "line"}}, {{.ClientID "line"}}, {{.ClientSecret "line"}}, {{.ClientTeam "apple"}}, {{.ClientKeyID "apple"}}, {{.ClientKey "apple"}}, {{.Address "https://…"}}, {{.PortOf "broker"}}, {{.OriginOf "broker"}}, {{.File "name"}}`

func templateProblem(err error) string {
	if execution, ok := errors.AsType[template.ExecError](err); ok {
		return execution.Err.Error()
	}
	return err.Error()
}

// JavaOptions is the variable whose options every Java virtual machine takes. What
// torii has to say there and what the file says are joined.
const JavaOptions = "JAVA_TOOL_OPTIONS"

// Join puts the file's own variables behind others, so that they win, and joins the
// options for Java.
func Join(others, own []string) []string {
	var options []string
	joined := slices.DeleteFunc(slices.Concat(others, own), func(pair string) bool {
		value, is := strings.CutPrefix(pair, JavaOptions+"=")
		if is {
			options = append(options, value)
		}
		return is
	})
	if len(options) > 0 {
		joined = append(joined, JavaOptions+"="+strings.Join(options, " "))
	}
	return joined
}
