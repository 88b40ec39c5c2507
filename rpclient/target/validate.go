package target

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/cascadia"

	"torii/fixtures/rule"
)

func (f File) validate() error {
	for _, check := range []func() error{f.validateWhole, f.validateVersion, f.validateOrigins, f.validateFiles, f.validateBringingUp, f.validateProviders, f.validateControls, f.validatePaths,
		f.validateSelectors, f.validateReasons, f.validatePolicy, f.validateLimits, f.validateForms, f.validateIdentities, f.validateFriendship, f.validateActions, f.validateEnvironments, f.validateHandedIn} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (f File) validateWhole() error {
	switch {
	case f.Name == "":
		return f.fail("name", "is missing")
	case f.ways() == 0 && len(f.Environments) == 0:
		return f.fail("command", "is missing: the program to start and its arguments, for example [node, server.js]; or container, or url, or environments")
	case f.ways() > 1:
		return f.fail("command", "want one of command, container and url")
	case len(f.Command) > 0 && f.Command[0] == "":
		return f.fail("command", "is missing: got an empty program")
	case f.Door != "" && f.Door != PathDoor && f.Door != HostsDoor && f.Door != ProxyDoor:
		return f.fail("door", "got %q; allowed: %s, %s, %s", f.Door, PathDoor, HostsDoor, ProxyDoor)
	case f.Runtime != "" && !slices.Contains(Runtimes, f.Runtime):
		return f.fail("runtime", "got %q; allowed: %s", f.Runtime, strings.Join(Runtimes, ", "))
	case f.Door == ProxyDoor && f.Runtime == "":
		return f.fail("runtime", "is missing: door: proxy needs to know how the program is told of a proxy; allowed: %s", strings.Join(Runtimes, ", "))
	case f.Baseline != "" && !slices.Contains(rule.Baselines(), rule.Baseline(f.Baseline)):
		return f.fail("baseline", "got %q; allowed: %s, or leave it out where no standard was adopted", f.Baseline, rule.ASVS)
	case f.Container != nil && f.Door == ProxyDoor:
		return f.fail("door", "a container has a network of its own and needs no proxy: leave door out")
	case f.URL != "" && f.Closed():
		return f.fail("door", "a Relying Party that is already running can only be judged at the path door")
	case f.Setup != nil && (len(f.Setup.Command) == 0 || f.Setup.Command[0] == ""):
		return f.fail("setup.command", "is missing")
	case f.onlyBooks():
		return nil
	case len(f.Providers) == 0:
		return f.fail("providers", "is missing: at least one provider with its login control; or the actions calendar-setup, calendar-book, … of a product that only writes calendars")
	case !f.isPath(f.Session.Page):
		return f.fail("session.page", "got %q; want a path such as /me that tells who is signed in", f.Session.Page)
	case (f.Session.Member.JSON == "") == (f.Session.Member.CSS == ""):
		return f.fail("session.member", "want either json or css")
	case f.Session.Member.CSS == "" && f.Session.Member.Attr != "":
		return f.fail("session.member.attr", "goes with css")
	}
	return nil
}

// onlyBooks reports whether the file is of a product that writes calendars and signs nobody in.
func (f File) onlyBooks() bool {
	books := f.Handover != nil || slices.ContainsFunc(CalendarActions, func(name string) bool { _, ok := f.Actions[name]; return ok })
	return books && len(f.Providers) == 0 && f.Session.Page == ""
}

// ways counts how the file says the Relying Party is brought up.
func (f File) ways() int {
	n := 0
	for _, is := range []bool{len(f.Command) > 0, f.Container != nil, f.URL != ""} {
		if is {
			n++
		}
	}
	return n
}

// Closed reports whether the Relying Party meets the mocks under their real names.
func (f File) Closed() bool { return f.Container != nil || f.Door == HostsDoor || f.Door == ProxyDoor }

// PortInside is the port that the Relying Party listens on, where given is free outside.
func (f File) PortInside(given int) int {
	if f.Container != nil {
		return f.Container.Port
	}
	return given
}

// validateBringingUp looks at what only one way of bringing up has.
func (f File) validateBringingUp() error {
	if c := f.Container; c != nil {
		if (c.Image == "") == (c.Build == "") {
			return f.fail("container", "want either image or build")
		}
		if c.Port < 1 || c.Port > 65535 {
			return f.fail("container.port", "got %d; want the port that the Relying Party listens on, 1 to 65535", c.Port)
		}
		for _, path := range slices.Sorted(maps.Keys(c.Files)) {
			if !strings.HasPrefix(path, "/") {
				return f.fail("container.files", "got %q; want absolute paths", path)
			}
		}
	}
	if f.URL == "" {
		return nil
	}
	if u, err := url.Parse(f.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" {
		return f.fail("url", "got %q; want an origin such as http://localhost:3000", f.URL)
	}
	return nil
}

func (f File) validateProviders() error {
	for _, id := range slices.Sorted(maps.Keys(f.Providers)) {
		p, field := f.Providers[id], "providers."+id
		if !f.isPath(p.Callback) {
			return f.fail(field+".callback", "got %q; want the path of the callback, such as /callback/%s", p.Callback, id)
		}
	}
	return nil
}

// validatePaths looks at the paths that may be left out.
func (f File) validatePaths() error {
	for _, at := range []struct{ field, path string }{{"ready.path", f.Ready.Path}} {
		if at.path != "" && !f.isPath(at.path) {
			return f.fail(at.field, "got %q; want a path such as /", at.path)
		}
	}
	return nil
}

// validateSelectors looks at every CSS selector: a wrong one would find nothing and say nothing.
func (f File) validateSelectors() error {
	selectors := map[string]string{"session.shows": f.Session.Shows, "session.member.css": f.Session.Member.CSS}
	if f.Registration != nil {
		selectors["registration.shows"] = f.Registration.Shows
	}
	if f.Marker != nil {
		if f.Marker.Select == "" {
			return f.fail("marker.select", "is missing: the CSS selector of the element that holds the sign")
		}
		selectors["marker.select"] = f.Marker.Select
	}
	for _, field := range slices.Sorted(maps.Keys(selectors)) {
		if err := f.validateSelector(field, selectors[field]); err != nil {
			return err
		}
	}
	return nil
}

func (f File) validateSelector(field, selector string) error {
	if selector == "" {
		return nil
	}
	if _, err := cascadia.ParseGroup(selector); err != nil {
		return f.fail(field, "got %q; want a CSS selector: %s", selector, err)
	}
	return nil
}

// validateReasons looks at what is declared not to work: unknown names would excuse nothing.
func (f File) validateReasons() error {
	for _, name := range slices.Sorted(maps.Keys(f.Lacks)) {
		switch {
		case !slices.Contains(Capabilities, name):
			return f.fail("lacks."+name, "unknown capability; allowed: %s", strings.Join(Capabilities, ", "))
		case strings.TrimSpace(f.Lacks[name]) == "":
			return f.fail("lacks."+name, "want the reason why it is missing")
		}
	}
	if f.Marker == nil {
		return nil
	}
	for _, sign := range slices.Sorted(maps.Keys(f.Marker.Rules)) {
		for _, id := range f.Marker.Rules[sign] {
			if _, ok := rule.Find(rule.ID(id)); !ok {
				return f.fail("marker.rules."+sign, "no rule %q; see torii list rules", id)
			}
		}
	}
	return nil
}

// maxRefetch bounds how long a run waits for a Relying Party to look for new keys.
const maxRefetch = time.Hour

func (f File) validateLimits() error {
	durations := map[string]string{"ready.within": f.Ready.Within, "limits.deadline": f.Limits.Deadline}
	if f.Setup != nil {
		durations["setup.within"] = f.Setup.Within
	}
	for name, a := range f.Actions {
		durations["actions."+name+".within"] = a.Within
	}
	for _, field := range slices.Sorted(maps.Keys(durations)) {
		if durations[field] == "" {
			continue
		}
		if d, err := time.ParseDuration(durations[field]); err != nil || d <= 0 {
			return f.fail(field, "got %q; want a duration such as 10s", durations[field])
		}
	}
	if d, err := time.ParseDuration(f.Keys.RefetchAfter); f.Keys.RefetchAfter != "" && (err != nil || d < 0 || d > maxRefetch) {
		return f.fail("keys.refetch_after", "got %q; want a duration such as 60s, 0s for at once, at most %s", f.Keys.RefetchAfter, maxRefetch)
	}
	if f.Limits.PerMinute < 0 {
		return f.fail("limits.logins_per_minute", "got %d; want a positive number", f.Limits.PerMinute)
	}
	if f.Limits.Parallel < 0 {
		return f.fail("limits.parallel", "got %d; want a positive number", f.Limits.Parallel)
	}
	return nil
}
