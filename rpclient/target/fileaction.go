package target

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// FileAction is something done to the Relying Party behind the scenes: an HTTP call
// or a command. It succeeds by a status below 400, or by exit status 0.
type FileAction struct {
	Method  string            `yaml:"method" enum:"GET,POST,PUT,PATCH,DELETE"`
	URL     string            `yaml:"url"`
	Header  map[string]string `yaml:"header"`
	Body    string            `yaml:"body"`
	Command []string          `yaml:"command"`
	Answer  string            `yaml:"answer"`
	Within  string            `yaml:"within"`
}

// ActionNames are the actions that a file may have.
var ActionNames = slices.Concat(CalendarActions, []string{"delete", "link-state", "mails", "member", "reset", "suspend"})

// methods are those of a call.
var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

const defaultAction = 10 * time.Second

func (a FileAction) isZero() bool { return a.URL == "" && len(a.Command) == 0 }

// actions returns what can be done at a site.
func (f File) actions(s site) map[string]Action {
	all := map[string]Action{}
	for name, a := range f.Actions {
		var do Action = Command{Args: a.Command, Dir: f.Dir(), Env: f.aside()}
		if a.URL != "" {
			address := a.URL
			if f.isPath(address) {
				address = s.at(address)
			}
			do = Call{Method: a.Method, Address: address, Header: a.Header, Body: a.Body}
		}
		all[name] = Answered{Name: name, Action: do, Path: a.Answer, Within: duration(a.Within, defaultAction)}
	}
	return all
}

func (f File) validateActions() error {
	for _, name := range slices.Sorted(maps.Keys(f.Actions)) {
		if err := f.validateAction(name, f.Actions[name]); err != nil {
			return err
		}
	}
	return nil
}

func (f File) validateAction(name string, a FileAction) error {
	at := "actions." + name
	switch {
	case !slices.Contains(ActionNames, name):
		return f.fail(at, "unknown action; allowed: %s", strings.Join(ActionNames, ", "))
	case (a.URL == "") == (len(a.Command) == 0):
		return f.fail(at, "want either url or command")
	case len(a.Command) > 0 && a.Command[0] == "":
		return f.fail(at+".command", "got an empty program")
	case len(a.Command) > 0 && (a.Method != "" || a.Body != "" || len(a.Header) > 0):
		return f.fail(at, "method, header and body go with url")
	case a.Method != "" && !slices.Contains(methods, a.Method):
		return f.fail(at+".method", "got %q; allowed: %s", a.Method, strings.Join(methods, ", "))
	case a.URL != "" && !f.isPath(a.URL) && !isAddress(a.URL):
		return f.fail(at+".url", "got %q; want a path such as /test/reset, or an address with http or https", a.URL)
	}
	for field, template := range a.templates() {
		if _, err := (Values{}).Fill(template); err != nil {
			return f.fail(at+"."+field, "%s; %s", templateProblem(err), valueTemplates)
		}
	}
	return nil
}

func isAddress(s string) bool {
	host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://"), "/")
	u, err := url.Parse("//" + host)
	return err == nil && u.Host != "" && (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://"))
}

// templates lists an action's templates by field.
func (a FileAction) templates() map[string]string {
	all := map[string]string{"url": a.URL, "body": a.Body, "command": strings.Join(a.Command, " ")}
	for name, value := range a.Header {
		all["header."+name] = value
	}
	return all
}
