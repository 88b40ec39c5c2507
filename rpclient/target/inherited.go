package target

import (
	"maps"
	"os"
	"slices"
	"strings"
)

// inherited are the variables of torii's own environment that a Relying Party gets, and
// what is run to set it up or in its name: none of them holds a secret of torii's. What
// else it needs stands in its file.
var inherited = []string{
	"PATH", "HOME", "USER", "TMPDIR", "LANG", "TZ", "JAVA_HOME", "GOPATH", "GOCACHE",
	// The same things on Windows, where little starts without them.
	"SystemRoot", "PATHEXT", "COMSPEC", "TEMP", "TMP", "USERPROFILE", "USERNAME", "APPDATA", "LOCALAPPDATA",
}

// inheritedBeginnings are those of further ones.
var inheritedBeginnings = []string{"LC_", "NODE_"}

// Ways are the variables of proxies and of whom to trust there. A door that sets its own
// inherits none of them.
var Ways = []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"}

// Inherited is what a Relying Party gets of torii's environment, but for variables that
// hold one of the values, such as the token of a control port.
func Inherited(never ...string) []string {
	return slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, value, _ := strings.Cut(pair, "=")
		is := func(other string) bool { return strings.EqualFold(name, other) }
		known := slices.ContainsFunc(inherited, is) || slices.ContainsFunc(Ways, is) ||
			slices.ContainsFunc(inheritedBeginnings, func(beginning string) bool { return strings.HasPrefix(strings.ToUpper(name), beginning) })
		return !known || value != "" && slices.Contains(never, value)
	})
}

// aside is the environment of what is run beside the Relying Party: what it would
// inherit, and what the file gives without a template, which only a running one fills.
func (f File) aside() []string {
	env := Inherited()
	for _, name := range slices.Sorted(maps.Keys(f.Environment)) {
		if value := f.Environment[name]; !strings.Contains(value, "{{") {
			env = append(env, name+"="+value)
		}
	}
	return env
}
