package target

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// site is where the paths of a file lead: to the Relying Party's own origin, or to one
// that the file has named, as in broker:/account.
type site struct {
	origin string
	others map[string]string // by name
}

// at returns the address of a path.
func (s site) at(path string) string {
	if name, rest, named := strings.Cut(path, ":"); named && s.others[name] != "" {
		return s.others[name] + rest
	}
	return s.origin + path
}

// rest are the origins besides the Relying Party's own.
func (s site) rest() []string { return slices.Sorted(maps.Values(s.others)) }

// site returns where the file's paths lead.
func (f File) site(origin string) site { return site{origin, f.Origins} }

// Place gives a free port of this machine to each further origin that has no address.
func (f File) Place() (File, error) {
	placed := maps.Clone(f.Origins)
	for name, origin := range placed {
		if origin != "" {
			continue
		}
		port, err := FreePort()
		if err != nil {
			return f, err
		}
		placed[name] = fmt.Sprintf("http://localhost:%d", port)
	}
	f.Origins = placed
	return f, nil
}

// isPath reports whether a text is a path at one of the file's origins.
func (f File) isPath(s string) bool {
	name, path, named := strings.Cut(s, ":")
	if _, known := f.Origins[name]; named && known {
		return strings.HasPrefix(path, "/")
	}
	return strings.HasPrefix(s, "/")
}

// originName is what an origin may be called.
var originName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

func (f File) validateOrigins() error {
	for _, name := range slices.Sorted(maps.Keys(f.Origins)) {
		origin, at := f.Origins[name], "origins."+name
		switch {
		case !originName.MatchString(name) || name == "http" || name == "https":
			return f.fail("origins", "got the name %q; want small letters, digits and hyphens, such as broker", name)
		case origin != "" && !isOrigin(origin):
			return f.fail(at, `got %q; want an origin such as http://localhost:8180, or "" for a free port of this machine`, origin)
		case origin == "" && len(f.Command) == 0 && f.URL != "":
			return f.fail(at, "is missing: the origin, such as https://sso.example.jp, since torii does not start the Relying Party")
		case f.Closed():
			return f.fail(at, "a Relying Party on several origins can only be judged at the path door")
		}
	}
	return nil
}

func isOrigin(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && u.Scheme+"://"+u.Host == s
}

// Owns reports whether an address is at one of the Relying Party's origins.
func (d Description) Owns(address string) bool {
	return slices.ContainsFunc(append([]string{d.Origin}, d.Others...), func(origin string) bool {
		return strings.HasPrefix(address, strings.TrimSuffix(origin, "/")+"/")
	})
}
