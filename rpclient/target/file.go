package target

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"time"

	"github.com/andybalholm/cascadia"

	"torii/fixtures/rule"
	"torii/fixtures/strictyaml"
)

// File is torii.yaml: how a Relying Party is started and used.
type File struct {
	Name        string                  `yaml:"name"`
	Setup       *Setup                  `yaml:"setup"`     // what has to be installed once
	Command     []string                `yaml:"command"`   // started for the run, in the folder of the file
	Container   *FileContainer          `yaml:"container"` // instead of command
	URL         string                  `yaml:"url"`       // instead of both: a Relying Party that is already running, by its origin
	Door        string                  `yaml:"door"`      // path (default), or hosts: the real names, in a network of its own
	Egress      FileEgress              `yaml:"egress"`
	Listen      string                  `yaml:"listen"`      // where the mocks listen on the path door; default 127.0.0.1 and a free port
	Environment map[string]string       `yaml:"environment"` // templates: {{.Port}}, {{.Origin}}, {{.Issuer "line"}}, {{.ClientID "line"}}, {{.ClientSecret "line"}}, {{.Address "https://…"}}
	Ready       Ready                   `yaml:"ready"`
	Providers   map[string]FileProvider `yaml:"providers"`
	Logout      FileControl             `yaml:"logout"`
	Session     FileSession             `yaml:"session"`
	Marker      *FileMarker             `yaml:"marker"`
	Limits      Limits                  `yaml:"limits"`
	Lacks       map[string]string       `yaml:"lacks"` // capability: why it is missing
	Set         map[string]string       `yaml:"set"`   // switches of the mocks, as "provider.name"

	path  string
	lines strictyaml.Lines
}

// FileContainer is a Relying Party that runs as a container.
type FileContainer struct {
	Image string            `yaml:"image"` // one that the engine has
	Build string            `yaml:"build"` // or a folder with a Dockerfile, from the file's folder
	Port  int               `yaml:"port"`  // that it listens on, on all addresses
	Files map[string]string `yaml:"files"` // templates, by absolute path inside
}

// FileEgress says what a Relying Party in a network of its own may reach besides the mocks.
type FileEgress struct {
	Allow []string `yaml:"allow"`
}

// The doors of a file.
const (
	PathDoor  = "path"
	HostsDoor = "hosts"
)

// Setup installs what the command needs, unless a path is already there.
type Setup struct {
	Command   []string       `yaml:"command"`
	Container *FileContainer `yaml:"container"` // instead of command
	URL       string         `yaml:"url"`       // instead of both: a Relying Party that is already running, by its origin
	Door      string         `yaml:"door"`      // path (default), or hosts: the real names, in a network of its own
	Egress    FileEgress     `yaml:"egress"`
	Listen    string         `yaml:"listen"` // where the mocks listen on the path door; default 127.0.0.1 and a free port
	Unless    string         `yaml:"unless"`
	Within    string         `yaml:"within"`
}

// Ready tells when the Relying Party can be used.
type Ready struct {
	Path   string `yaml:"path"`
	Within string `yaml:"within"` // default 30s
}

// FileProvider is what the Relying Party shows for one provider.
type FileProvider struct {
	Login    FileControl `yaml:"login"`
	Callback string      `yaml:"callback"`
}

// FileControl is a control by path and CSS selector.
type FileControl struct {
	Page   string `yaml:"page"`
	Select string `yaml:"select"`
}

// FileSession is the session probe.
type FileSession struct {
	Page   string            `yaml:"page"`
	Header map[string]string `yaml:"header"`
	Status int               `yaml:"status"`
	Shows  string            `yaml:"shows"`
	Member FileWhere         `yaml:"member"`
}

// FileWhere says where the member's name stands.
type FileWhere struct {
	JSON string `yaml:"json"`
	CSS  string `yaml:"css"`
}

// FileMarker is the error marker.
type FileMarker struct {
	Select string              `yaml:"select"`
	Attr   string              `yaml:"attr"`
	Rules  map[string][]string `yaml:"rules"`
}

// Limits bound what the run asks of the Relying Party.
type Limits struct {
	Parallel int    `yaml:"parallel"` // logins at a time; default 4
	Deadline string `yaml:"deadline"` // of one navigation; default 10s
}

// Capabilities are what a Relying Party may lack, with a reason.
var Capabilities = []string{"key-refetch", "parallel-logins", "userinfo"}

// Read reads torii.yaml; problems name file, line and field.
func Read(path string) (File, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return File{}, fmt.Errorf("--rp: %w", err)
	}
	return Parse(path, b)
}

// Parse reads torii.yaml from bytes.
func Parse(path string, b []byte) (File, error) {
	f := File{path: path}
	lines, err := strictyaml.Decode(path, b, &f)
	if err != nil {
		return File{}, err
	}
	f.lines = lines
	return f, f.validate()
}

func (f File) fail(field, problem string, args ...any) error {
	line := f.lines[field]
	for parent := field; line == 0 && parent != ""; line = f.lines[parent] {
		parent = parent[:max(0, strings.LastIndexByte(parent, '.'))]
	}
	return &strictyaml.Error{File: f.path, Line: max(line, 1), Field: field, Problem: fmt.Sprintf(problem, args...)}
}

func (f File) validate() error {
	for _, check := range []func() error{f.validateWhole, f.validateBringingUp, f.validateProviders, f.validatePaths, f.validateSelectors, f.validateReasons, f.validateLimits} {
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
	case f.ways() == 0:
		return f.fail("command", "is missing: the program to start and its arguments, for example [node, server.js]; or container, or url")
	case f.ways() > 1:
		return f.fail("command", "want one of command, container and url")
	case len(f.Command) > 0 && f.Command[0] == "":
		return f.fail("command", "is missing: got an empty program")
	case f.Door != "" && f.Door != PathDoor && f.Door != HostsDoor:
		return f.fail("door", "got %q; allowed: %s, %s", f.Door, PathDoor, HostsDoor)
	case f.URL != "" && f.Closed():
		return f.fail("door", "a Relying Party that is already running can only be judged at the path door")
	case len(f.Egress.Allow) > 0 && !f.Closed():
		return f.fail("egress", "goes with door: hosts, or with a container")
	case f.Setup != nil && (len(f.Setup.Command) == 0 || f.Setup.Command[0] == ""):
		return f.fail("setup.command", "is missing")
	case len(f.Providers) == 0:
		return f.fail("providers", "is missing: at least one provider with its login control")
	case !strings.HasPrefix(f.Session.Page, "/"):
		return f.fail("session.page", "got %q; want a path such as /me that tells who is signed in", f.Session.Page)
	case (f.Session.Member.JSON == "") == (f.Session.Member.CSS == ""):
		return f.fail("session.member", "want either json or css")
	}
	return nil
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

// Closed reports whether the Relying Party runs in a network of its own.
func (f File) Closed() bool { return f.Container != nil || f.Door == HostsDoor }

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
		if !strings.HasPrefix(p.Login.Page, "/") {
			return f.fail(field+".login.page", "got %q; want a path such as /", p.Login.Page)
		}
		if !strings.HasPrefix(p.Callback, "/") {
			return f.fail(field+".callback", "got %q; want the path of the callback, such as /callback/%s", p.Callback, id)
		}
	}
	return nil
}

// validatePaths looks at the paths that may be left out.
func (f File) validatePaths() error {
	for _, at := range []struct{ field, path string }{{"ready.path", f.Ready.Path}, {"logout.page", f.Logout.Page}} {
		if at.path != "" && !strings.HasPrefix(at.path, "/") {
			return f.fail(at.field, "got %q; want a path such as /", at.path)
		}
	}
	if f.Logout.Select != "" && f.Logout.Page == "" {
		return f.fail("logout.page", "is missing: the page on which the control stands, such as /")
	}
	return nil
}

// validateSelectors looks at every CSS selector: a wrong one would find nothing and say nothing.
func (f File) validateSelectors() error {
	selectors := map[string]string{"logout.select": f.Logout.Select, "session.shows": f.Session.Shows, "session.member.css": f.Session.Member.CSS}
	for id, p := range f.Providers {
		selectors["providers."+id+".login.select"] = p.Login.Select
	}
	if f.Marker != nil {
		if f.Marker.Select == "" {
			return f.fail("marker.select", "is missing: the CSS selector of the element that holds the sign")
		}
		selectors["marker.select"] = f.Marker.Select
	}
	for _, field := range slices.Sorted(maps.Keys(selectors)) {
		if selectors[field] == "" {
			continue
		}
		if _, err := cascadia.ParseGroup(selectors[field]); err != nil {
			return f.fail(field, "got %q; want a CSS selector: %s", selectors[field], err)
		}
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

func (f File) validateLimits() error {
	durations := map[string]string{"ready.within": f.Ready.Within, "limits.deadline": f.Limits.Deadline}
	if f.Setup != nil {
		durations["setup.within"] = f.Setup.Within
	}
	for _, field := range slices.Sorted(maps.Keys(durations)) {
		if durations[field] == "" {
			continue
		}
		if d, err := time.ParseDuration(durations[field]); err != nil || d <= 0 {
			return f.fail(field, "got %q; want a duration such as 10s", durations[field])
		}
	}
	if f.Limits.Parallel < 0 {
		return f.fail("limits.parallel", "got %d; want a positive number", f.Limits.Parallel)
	}
	return nil
}

func duration(value string, otherwise time.Duration) time.Duration {
	if d, err := time.ParseDuration(value); err == nil {
		return d
	}
	return otherwise
}

// Deadline is how long one navigation may take.
func (f File) Deadline() time.Duration { return duration(f.Limits.Deadline, 10*time.Second) }

// Parallel is how many logins may be under way at a time.
func (f File) Parallel() int {
	if f.Limits.Parallel == 0 {
		return 4
	}
	return f.Limits.Parallel
}

// Dir is the folder of the file, where the command runs.
func (f File) Dir() string { return filepath.Dir(f.path) }

// Complain returns an error about a field of the file, with its line.
func (f File) Complain(field, problem string) error { return f.fail(field, "%s", problem) }

// Describe returns the description of the Relying Party at that origin.
func (f File) Describe(origin string) Description {
	d := Description{Name: f.Name, Origin: origin, Login: map[string]Control{}, Back: map[string]string{}, Lacks: f.Lacks,
		Session: Session{Address: origin + f.Session.Page, Header: http.Header{}, Status: f.Session.Status, Shows: f.Session.Shows,
			Member: Where(f.Session.Member)}}
	for name, value := range f.Session.Header {
		d.Session.Header.Set(name, value)
	}
	for id, p := range f.Providers {
		d.Login[id] = Control{origin + p.Login.Page, p.Login.Select}
		d.Back[id] = origin + p.Callback
	}
	if f.Logout != (FileControl{}) {
		d.Logout = Control{origin + f.Logout.Page, f.Logout.Select}
	}
	if f.Marker != nil {
		d.Marker = &Marker{f.Marker.Select, f.Marker.Attr, f.Marker.Rules}
	}
	return d
}

// Surroundings are what the templates of the environment may ask for.
type Surroundings struct {
	Port    int
	Origin  string
	Issuers map[string]string
	Clients map[string]Registration
	Spell   func(real string) string
}

// Issuer, ClientID, ClientSecret and Address are called by templates.
func (s Surroundings) Issuer(provider string) (string, error) {
	return lookUp(s.Issuers, provider)
}

// ClientID returns the client id registered at a provider.
func (s Surroundings) ClientID(provider string) (string, error) {
	c, err := lookUp(s.Clients, provider)
	return c.ClientID, err
}

// ClientSecret returns the client secret registered at a provider.
func (s Surroundings) ClientSecret(provider string) (string, error) {
	c, err := lookUp(s.Clients, provider)
	return c.Secret, err
}

func lookUp[V any](of map[string]V, provider string) (V, error) {
	v, ok := of[provider]
	if !ok {
		return v, fmt.Errorf("no provider %q; allowed: %s", provider, strings.Join(slices.Sorted(maps.Keys(of)), ", "))
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
const templates = `allowed: {{.Port}}, {{.Origin}}, {{.Issuer "line"}}, {{.ClientID "line"}}, {{.ClientSecret "line"}}, {{.Address "https://…"}}`

func templateProblem(err error) string {
	if execution, ok := errors.AsType[template.ExecError](err); ok {
		return execution.Err.Error()
	}
	return err.Error()
}
