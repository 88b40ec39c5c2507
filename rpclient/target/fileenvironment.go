package target

import (
	"maps"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
)

// FileEnvironment is a place where the Relying Party is already running.
type FileEnvironment struct {
	URL         string                `yaml:"url" required:"true"`
	Origins     map[string]string     `yaml:"origins"`
	Hosts       []string              `yaml:"hosts"`
	Clients     map[string]FileClient `yaml:"clients"`
	Basic       *FileBasic            `yaml:"basic"`
	Header      map[string]string     `yaml:"header"`
	Certificate *FileCertificate      `yaml:"client_certificate"`
	Resolve     map[string]string     `yaml:"resolve"`
	Proxy       string                `yaml:"proxy"`
	CA          string                `yaml:"ca"`
	Kind        string                `yaml:"kind" enum:"production,verification"`
	Offers      []string              `yaml:"offers"`
	Scripted    []string              `yaml:"script_cookies"`
	Differs     []string              `yaml:"differs"`
}

// The kinds of an environment.
const (
	Production   = "production"
	Verification = "verification"
)

// FileClient is a client as it is registered in an environment.
type FileClient struct {
	ID     string `yaml:"id" required:"true"`
	Secret string `yaml:"secret"`

	Scopes       []string `yaml:"scopes"`
	RedirectURIs []string `yaml:"redirect_uris"`
	Service      string   `yaml:"service"`
}

// FileBasic is HTTP Basic authentication.
type FileBasic struct {
	User     string `yaml:"user" required:"true"`
	Password string `yaml:"password" required:"true"`
}

// FileCertificate is a client certificate with its key.
type FileCertificate struct {
	Cert string `yaml:"cert" required:"true"`
	Key  string `yaml:"key" required:"true"`
}

// In returns the file for one of its environments; "" is the file as it stands.
func (f File) In(name string) (File, error) {
	if name == "" {
		if f.ways() == 0 {
			return File{}, f.fail("environments", "choose one with --env: %s; or give command, container or url", names(f.Environments))
		}
		return f, nil
	}
	e, ok := f.Environments[name]
	if !ok {
		return File{}, f.fail("environments", "--env: got %q; allowed: %s", name, names(f.Environments))
	}
	at := "environments." + name
	if err := f.expandAt(reflect.ValueOf(&e).Elem(), "environments."+name, os.LookupEnv); err != nil {
		return File{}, err
	}
	f.URL, f.Command, f.Container, f.Setup, f.Environment, f.Door, f.Egress, f.Files = e.URL, nil, nil, nil, nil, "", FileEgress{}, nil
	f.Origins = e.Origins
	f.Chosen, f.lines["url"] = &e, f.lines[at+".url"]
	if err := f.validateValues(at, e); err != nil {
		return File{}, err
	}
	return f, f.validate()
}

// validateEnvironments looks at what holds whatever the variables are.
func (f File) validateEnvironments() error {
	for _, name := range slices.Sorted(maps.Keys(f.Environments)) {
		e, at := f.Environments[name], "environments."+name
		if e.URL == "" {
			return f.fail(at+".url", "is missing: the origin of the Relying Party there")
		}
		for _, origin := range slices.Sorted(maps.Keys(f.Origins)) {
			if f.Chosen == nil && e.Origins[origin] == "" {
				return f.fail(at+".origins."+origin, "is missing: where that origin of the Relying Party is there")
			}
		}
		if e.Basic != nil && (e.Basic.User == "" || f.Chosen == nil && !isVariable(e.Basic.Password)) {
			return f.fail(at+".basic", "want user, and password as ${NAME}")
		}
		if e.Certificate != nil && (e.Certificate.Cert == "" || e.Certificate.Key == "") {
			return f.fail(at+".client_certificate", "want cert and key")
		}
		for _, field := range slices.Sorted(maps.Keys(e.Header)) {
			if secretHeader(field) && f.Chosen == nil && variable.FindString(e.Header[field]) == "" {
				return f.fail(at+".header."+field, "want the secret in it as ${NAME}")
			}
		}
		if e.Kind != "" && e.Kind != Production && e.Kind != Verification {
			return f.fail(at+".kind", "got %q; allowed: %s, %s", e.Kind, Production, Verification)
		}
		for _, id := range e.Offers {
			if f.Providers[id].Callback == "" {
				return f.fail(at+".offers", "got %q; allowed: %s", id, names(f.Providers))
			}
		}
		for _, id := range slices.Sorted(maps.Keys(e.Clients)) {
			c, field := e.Clients[id], at+".clients."+id
			switch {
			case f.Providers[id].Callback == "":
				return f.fail(field, "the file has no such provider; allowed: %s", names(f.Providers))
			case c.ID == "":
				return f.fail(field+".id", "is missing")
			case c.Secret != "" && f.Chosen == nil && !isVariable(c.Secret):
				return f.fail(field+".secret", "want it as ${NAME}")
			}
		}
	}
	return nil
}

// secretHeader tells the fields that carry secrets.
func secretHeader(name string) bool {
	return slices.Contains([]string{"authorization", "cookie", "proxy-authorization"}, strings.ToLower(name))
}

// validateValues looks at the values of a chosen environment.
func (f File) validateValues(at string, e FileEnvironment) error {
	if u, err := url.Parse(e.Proxy); e.Proxy != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return f.fail(at+".proxy", "want an address such as http://proxy.example.jp:8080")
	}
	for _, host := range slices.Sorted(maps.Keys(e.Resolve)) {
		to := e.Resolve[host]
		if _, err := netip.ParseAddr(to); err == nil {
			continue
		}
		if _, err := netip.ParseAddrPort(to); err != nil {
			return f.fail(at+".resolve."+host, "got %q; want an IP address, with or without a port", to)
		}
	}
	for _, host := range e.Hosts {
		if u, err := url.Parse("https://" + host); err != nil || u.Host != host {
			return f.fail(at+".hosts", "got %q; want host names, with a port where it is not the usual one", host)
		}
	}
	return nil
}

// Clients returns what the Relying Party is registered with in the chosen environment, by provider.
func (f File) Clients() map[string]Registration {
	clients := map[string]Registration{}
	if f.Chosen != nil {
		for id, c := range f.Chosen.Clients {
			clients[id] = Registration{ClientID: c.ID, Secret: c.Secret}
		}
	}
	return clients
}

// beside returns the place of a file that is named in this one.
func (f File) beside(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(f.Dir(), path)
}
