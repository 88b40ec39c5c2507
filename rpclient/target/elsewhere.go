package target

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// ErrElsewhere tells that a login has led to a host that is neither the target's nor mocked.
var ErrElsewhere = errors.New("the host belongs neither to the Relying Party nor to the mocks")

// ElsewhereError is ErrElsewhere with all that is known of it. Nothing was asked of the host.
type ElsewhereError struct {
	Address  string // without query, which may hold secrets
	Provider bool   // the real host of a mocked provider
	Says     string // what it means and what to do, for people
}

func (e *ElsewhereError) Error() string { return e.Says }

// Is tells that it is ErrElsewhere.
func (e *ElsewhereError) Is(other error) bool { return other == ErrElsewhere }

// OwnHosts are the host names of the pages that the file names as the Relying Party's own.
func (d Description) OwnHosts() []string {
	addresses := []string{d.Origin, d.Session.Address, d.Account.Identities.Page}
	addresses = slices.AppendSeq(addresses, maps.Values(d.Back))
	controls := []Control{d.Logout}
	for _, by := range []map[string]Control{d.Login, d.Account.Link, d.Account.Associate, d.Account.Unlink, d.Account.Prove, d.Account.Merge, d.Account.Refresh} {
		controls = slices.AppendSeq(controls, maps.Values(by))
	}
	for _, c := range controls {
		for _, s := range c.Path() {
			addresses = append(addresses, s.Page)
		}
	}
	for _, form := range []Form{d.Account.Register, d.Account.Password, d.Account.Confirm, d.Account.Email, d.Account.Recover, d.Account.Withdraw} {
		addresses = append(addresses, form.Page)
	}
	var hosts []string
	for _, address := range addresses {
		if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
			hosts = append(hosts, u.Hostname())
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// Pointer is a text of the file by which the Relying Party is told where a provider is.
type Pointer struct {
	Field string // such as environment.GOOGLE_ISSUER
	Line  int
	Real  bool // it holds a real address as it stands: no template leads it to the mocks
}

func (p Pointer) String() string { return fmt.Sprintf("%s (line %d)", p.Field, p.Line) }

// holds reports whether an address with that host stands in a text.
func holds(text, host string) bool {
	for part := range strings.SplitSeq(text, "//") {
		if rest, is := strings.CutPrefix(part, host); is && (rest == "" || strings.ContainsAny(rest[:1], "/:?#\"' \n")) {
			return true
		}
	}
	return false
}

// Points finds the text that tells of a provider, known by its real hosts and by the
// ways to sign in with it: one with its real address first, then one with a template.
func (f File) Points(hosts, ways []string) (Pointer, bool) {
	texts := map[string]string{}
	for name, text := range f.Environment {
		texts["environment."+name] = text
	}
	for path, text := range f.Files {
		texts["files."+path] = text
	}
	if f.Container != nil {
		for path, text := range f.Container.Files {
			texts["container.files."+path] = text
		}
	}
	var found []Pointer
	for _, field := range slices.Sorted(maps.Keys(texts)) {
		text := texts[field]
		addressed := slices.ContainsFunc(hosts, func(h string) bool { return holds(text, h) })
		issued := slices.ContainsFunc(ways, func(w string) bool {
			return strings.Contains(text, fmt.Sprintf(".Issuer %q", w)) || strings.Contains(text, ".Issuer `"+w+"`")
		})
		if addressed || issued {
			found = append(found, Pointer{field, f.lines[field], addressed && !strings.Contains(text, "{{")})
		}
	}
	if i := slices.IndexFunc(found, func(p Pointer) bool { return p.Real }); i > 0 {
		return found[i], true
	}
	if len(found) == 0 {
		return Pointer{}, false
	}
	return found[0], true
}
