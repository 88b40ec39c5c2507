package target

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"torii/fixtures/rule"
	"torii/fixtures/strictyaml"
)

// File is torii.yaml: how a Relying Party is started and used. The JSON Schema for
// editors is made of these types, of what fields.txt says of each field, and of the
// tags: enum lists what a field allows, required tells that it may not be left out.
type File struct {
	Name         string                     `yaml:"name" required:"true"`
	Version      FileVersion                `yaml:"version"`
	Rows         string                     `yaml:"rows"`
	Setup        *Setup                     `yaml:"setup"`
	Command      []string                   `yaml:"command"`
	Files        map[string]string          `yaml:"files"`
	Container    *FileContainer             `yaml:"container"`
	URL          string                     `yaml:"url"`
	Origins      map[string]string          `yaml:"origins"`
	Door         string                     `yaml:"door" enum:"path,hosts,proxy"`
	Runtime      string                     `yaml:"runtime" enum:"go,node,java,python,ruby,php,dotnet"`
	Egress       FileEgress                 `yaml:"egress"`
	Listen       string                     `yaml:"listen"`
	Environment  map[string]string          `yaml:"environment"`
	Environments map[string]FileEnvironment `yaml:"environments"`
	Ready        Ready                      `yaml:"ready"`
	Providers    map[string]FileProvider    `yaml:"providers"`
	Logout       FileControl                `yaml:"logout"`
	Return       FileReturn                 `yaml:"return"`
	Register     FileForm                   `yaml:"register"`
	Password     FileForm                   `yaml:"password"`
	Confirm      FileForm                   `yaml:"confirm"`
	Email        FileForm                   `yaml:"email"`
	Recover      FileForm                   `yaml:"recover"`
	Withdraw     FileForm                   `yaml:"withdraw"`
	MergePass    FileForm                   `yaml:"merge_password"`
	MergeConfirm FileForm                   `yaml:"merge_confirm"`
	Registration *FileRegistration          `yaml:"registration"`
	Identities   *FileIdentities            `yaml:"identities"`
	Friendship   *FileFriendship            `yaml:"friendship"`
	Session      FileSession                `yaml:"session"`
	Marker       *FileMarker                `yaml:"marker"`
	Actions      map[string]FileAction      `yaml:"actions"`
	Keys         FileKeys                   `yaml:"keys"`
	Limits       Limits                     `yaml:"limits"`
	Policy       Policy                     `yaml:"policy"`
	Lacks        map[string]string          `yaml:"lacks"`
	Baseline     string                     `yaml:"baseline" enum:"asvs"`
	Release      string                     `yaml:"release"`
	Onboarding   *FileOnboarding            `yaml:"gbizid_onboarding"`
	Handover     *FileHandover              `yaml:"calendar_handover"`
	Set          map[string]string          `yaml:"set"`

	Chosen *FileEnvironment `yaml:"-"` // what In has chosen, nil for the file as it stands

	path    string
	lines   strictyaml.Lines
	secrets []string
}

// FileContainer is a Relying Party that runs as a container.
type FileContainer struct {
	Image string            `yaml:"image"`
	Build string            `yaml:"build"`
	Port  int               `yaml:"port" required:"true"`
	Files map[string]string `yaml:"files"`
}

// FileEgress says what a Relying Party in a network of its own may reach besides the mocks.
type FileEgress struct {
	Allow []string `yaml:"allow"`
}

// The doors of a file.
const (
	PathDoor  = "path"
	HostsDoor = "hosts"
	ProxyDoor = "proxy"
)

// Runtimes are what a command may run on.
var Runtimes = []string{"go", "node", "java", "python", "ruby", "php", "dotnet"}

// Setup installs what the command needs, unless a path is already there.
type Setup struct {
	Command []string `yaml:"command" required:"true"`
	Unless  string   `yaml:"unless"`
	Within  string   `yaml:"within"`
}

// Ready tells when the Relying Party can be used.
type Ready struct {
	Path   string `yaml:"path"`
	Within string `yaml:"within"`
}

// FileProvider is what the Relying Party shows for one provider.
type FileProvider struct {
	Login     FileControl `yaml:"login" required:"true"`
	Callback  string      `yaml:"callback" required:"true"`
	Link      FileControl `yaml:"link"`
	Associate FileControl `yaml:"associate"`
	Unlink    FileControl `yaml:"unlink"`
	Prove     FileControl `yaml:"prove"`
	Merge     FileControl `yaml:"merge"`
	Notices   string      `yaml:"notices"`
	Refresh   FileControl `yaml:"refresh"`
}

// FileSession is the session probe.
type FileSession struct {
	Page   string               `yaml:"page" required:"true"`
	Header map[string]string    `yaml:"header"`
	Status int                  `yaml:"status"`
	Shows  string               `yaml:"shows"`
	Member FileWhere            `yaml:"member" required:"true"`
	Says   map[string]FileWhere `yaml:"says"`
}

// FileWhere says where the member's name stands.
type FileWhere struct {
	JSON string `yaml:"json"`
	CSS  string `yaml:"css"`
	Attr string `yaml:"attr"`
}

// FileMarker is the error marker.
type FileMarker struct {
	Select string              `yaml:"select" required:"true"`
	Attr   string              `yaml:"attr"`
	Rules  map[string][]string `yaml:"rules"`
}

// FileKeys says how the Relying Party treats the providers' keys.
type FileKeys struct {
	RefetchAfter string `yaml:"refetch_after"`
}

// Limits bound what the run asks of the Relying Party.
type Limits struct {
	Parallel  int    `yaml:"parallel"`
	PerMinute int    `yaml:"logins_per_minute"`
	Deadline  string `yaml:"deadline"`
}

// Capabilities are what a Relying Party may lack, with a reason.
var Capabilities = []string{"kana", "key-refetch", "parallel-logins", "userinfo", "prime-only", "verified-claims", "business-page", MemberDetails}

// Read reads torii.yaml; problems name file, line and field.
func Read(path string) (File, error) {
	b, err := strictyaml.ReadFile(path)
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
	if err := f.expand(os.LookupEnv); err != nil {
		return File{}, err
	}
	return f, f.validate()
}

func (f File) fail(field, problem string, args ...any) error {
	line := f.lines[field]
	for parent := field; line == 0 && parent != ""; line = f.lines[parent] {
		parent = parent[:max(0, strings.LastIndexAny(parent, ".["))]
	}
	return &strictyaml.Error{File: f.path, Line: max(line, 1), Field: field, Problem: fmt.Sprintf(problem, args...)}
}

func duration(value string, otherwise time.Duration) time.Duration {
	if d, err := time.ParseDuration(value); err == nil {
		return d
	}
	return otherwise
}

// Deadline is how long one navigation may take.
func (f File) Deadline() time.Duration { return duration(f.Limits.Deadline, 10*time.Second) }

// RefetchAfter is how long after a key fetch the Relying Party may leave an unknown key unknown.
func (f File) RefetchAfter() time.Duration { return duration(f.Keys.RefetchAfter, time.Minute) }

// Pace is the time from one login's beginning to the next's; 0 is no bound.
func (f File) Pace() time.Duration {
	if f.Limits.PerMinute == 0 {
		return 0
	}
	return time.Minute / time.Duration(f.Limits.PerMinute)
}

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
	s := f.site(origin)
	d := Description{Name: f.Name, Policy: f.Policy, Version: f.Version.Text, Rows: f.Rows, Origin: origin, Others: s.rest(), Login: map[string]Control{}, Back: map[string]string{}, Lacks: f.Lacks,
		Logout: f.Logout.at(s), Return: Return(f.Return), Registration: f.Registration.at(s), Account: f.account(s),
		Session: Session{Address: s.at(f.Session.Page), Header: http.Header{}, Status: f.Session.Status, Shows: f.Session.Shows,
			Member: Where(f.Session.Member)}}
	if len(f.Session.Says) > 0 {
		d.Session.Says = map[string]Where{}
	}
	for name, where := range f.Session.Says {
		d.Session.Says[name] = Where(where)
	}
	d.Lacks, d.Baseline = f.lacks(), rule.Baseline(f.Baseline)
	for name, value := range f.Session.Header {
		d.Session.Header.Set(name, value)
	}
	for id, p := range f.Providers {
		d.Login[id], d.Back[id] = p.Login.at(s), s.at(p.Callback)
	}
	if f.Marker != nil {
		d.Marker = &Marker{f.Marker.Select, f.Marker.Attr, f.Marker.Rules}
	}
	return d
}

// MemberDetails is the capability of showing what is known of a member.
const MemberDetails = "member-details"

// lacks are the capabilities that are declared as missing, and those of which the file says nothing.
func (f File) lacks() map[string]string {
	lacks := map[string]string{}
	if len(f.Session.Says) == 0 {
		lacks[MemberDetails] = "torii.yaml の session.says が無い / no session.says in torii.yaml"
	}
	maps.Copy(lacks, f.Lacks)
	return lacks
}
