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
// editors is made of these types: doc describes a field, enum lists what it allows,
// required tells that it may not be left out.
type File struct {
	Name         string                     `yaml:"name" required:"true" doc:"what reports call the Relying Party"`
	Version      FileVersion                `yaml:"version" doc:"what its makers call the version that is judged"`
	Rows         string                     `yaml:"rows" doc:"the version of torii's rows that the gate is held to: newer ones run and are told without closing it; default all"`
	Setup        *Setup                     `yaml:"setup" doc:"what has to be installed once"`
	Command      []string                   `yaml:"command" doc:"program and arguments, started for the run in the folder of this file; templates as in environment"`
	Files        map[string]string          `yaml:"files" doc:"files of the command, as templates by path below a folder made for the run; {{.File \"conf/realm.json\"}} is where one is, in environment and command"`
	Container    *FileContainer             `yaml:"container" doc:"instead of command: a container that the engine runs"`
	URL          string                     `yaml:"url" doc:"instead of both: the origin of a Relying Party that is already running"`
	Origins      map[string]string          `yaml:"origins" doc:"further origins of the Relying Party, such as {broker: http://localhost:8180}, by a name that paths may begin with (broker:/account); an empty one is a free port of this machine"`
	Door         string                     `yaml:"door" enum:"path,hosts,proxy" doc:"path (default): the mocks under one loopback origin; hosts: the real names, in a network of its own; proxy: the real names by proxy variables, where such a network cannot be made"`
	Runtime      string                     `yaml:"runtime" enum:"go,node,java,python,ruby,php,dotnet" doc:"what the command runs on: how it is told of a proxy, with door: proxy, or with door: hosts where this user may not make a network"`
	Egress       FileEgress                 `yaml:"egress" doc:"whom a Relying Party in a network of its own, or a browser over HTTP at the path door, may reach besides the mocks"`
	Listen       string                     `yaml:"listen" doc:"where the mocks listen on the path door; default 127.0.0.1 and a free port"`
	Environment  map[string]string          `yaml:"environment" doc:"variables of the command; templates: {{.Port}}, {{.Origin}}, {{.Issuer \"line\"}}, {{.ClientID \"line\"}}, {{.ClientSecret \"line\"}}, {{.ClientTeam \"apple\"}}, {{.ClientKeyID \"apple\"}}, {{.ClientKey \"apple\"}}, {{.Address \"https://…\"}}, {{.PortOf \"broker\"}}, {{.OriginOf \"broker\"}}, {{.File \"name\"}}"`
	Environments map[string]FileEnvironment `yaml:"environments" doc:"places where the Relying Party is already running, chosen with --env NAME"`
	Ready        Ready                      `yaml:"ready" doc:"when the Relying Party can be used"`
	Providers    map[string]FileProvider    `yaml:"providers" doc:"what the Relying Party shows for each provider, by its id (torii list providers)"`
	Logout       FileControl                `yaml:"logout" doc:"how a person logs out"`
	Return       FileReturn                 `yaml:"return" doc:"by what parameter the Relying Party is told where to lead people after a login or a logout"`
	Register     FileForm                   `yaml:"register" doc:"sign-up with e-mail address and password"`
	Password     FileForm                   `yaml:"password" doc:"sign-in with them"`
	Confirm      FileForm                   `yaml:"confirm" doc:"proving once more who one is, before something sensitive"`
	Email        FileForm                   `yaml:"email" doc:"change of the e-mail address"`
	Recover      FileForm                   `yaml:"recover" doc:"for who has forgotten the password"`
	Withdraw     FileForm                   `yaml:"withdraw" doc:"leaving for good (退会)"`
	MergePass    FileForm                   `yaml:"merge_password" doc:"proving with its address and password that another membership is one's own too, to have it taken over (統合)"`
	MergeConfirm FileForm                   `yaml:"merge_confirm" doc:"the page that asks before it is taken over, once it was proven"`
	Registration *FileRegistration          `yaml:"registration" doc:"the form that the first login of a person leads to"`
	Identities   *FileIdentities            `yaml:"identities" doc:"where a person sees which providers are linked"`
	Friendship   *FileFriendship            `yaml:"friendship" doc:"where a person sees whether they are a friend of the official LINE account"`
	Session      FileSession                `yaml:"session" doc:"how the Relying Party tells who is signed in"`
	Marker       *FileMarker                `yaml:"marker" doc:"the Relying Party's own sign of why it refused"`
	Actions      map[string]FileAction      `yaml:"actions" doc:"what can be done to the Relying Party behind the scenes"`
	Keys         FileKeys                   `yaml:"keys" doc:"how the Relying Party treats the providers' keys"`
	Limits       Limits                     `yaml:"limits" doc:"what the run may ask of the Relying Party"`
	Policy       Policy                     `yaml:"policy" doc:"what the service has decided that it may decide; a decision that the Relying Party does not keep to fails"`
	Lacks        map[string]string          `yaml:"lacks" doc:"capabilities that the Relying Party does not have, each with the reason"`
	Baseline     string                     `yaml:"baseline" enum:"asvs" doc:"a standard that the service has adopted, by contract for example: what rests on OWASP ASVS alone is a MUST with asvs, and a SHOULD without it"`
	Release      string                     `yaml:"release" doc:"for torii check: day on which the service opens to the public, such as 2027-04-01"`
	Onboarding   *FileOnboarding            `yaml:"gbizid_onboarding" doc:"for torii check: how far the connection to GBizID has come"`
	Handover     *FileHandover              `yaml:"calendar_handover" doc:"for torii check: what a customer hands over for Google Calendar"`
	Set          map[string]string          `yaml:"set" doc:"switches of the mocks, as provider.name (torii list switches)"`

	Chosen *FileEnvironment `yaml:"-"` // what In has chosen, nil for the file as it stands

	path    string
	lines   strictyaml.Lines
	secrets []string
}

// FileContainer is a Relying Party that runs as a container.
type FileContainer struct {
	Image string            `yaml:"image" doc:"an image that the engine has"`
	Build string            `yaml:"build" doc:"or a folder with a Dockerfile, from the folder of this file"`
	Port  int               `yaml:"port" required:"true" doc:"the port that it listens on, on all addresses"`
	Files map[string]string `yaml:"files" doc:"templates, by absolute path inside"`
}

// FileEgress says what a Relying Party in a network of its own may reach besides the mocks.
type FileEgress struct {
	Allow []string `yaml:"allow" doc:"host names"`
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
	Command []string `yaml:"command" required:"true" doc:"program and arguments, run in the folder of this file"`
	Unless  string   `yaml:"unless" doc:"a path that is there once this was done"`
	Within  string   `yaml:"within" doc:"how long it may take; default 5m"`
}

// Ready tells when the Relying Party can be used.
type Ready struct {
	Path   string `yaml:"path" doc:"a path that answers with no server error then; default /"`
	Within string `yaml:"within" doc:"how long that may take; default 30s"`
}

// FileProvider is what the Relying Party shows for one provider.
type FileProvider struct {
	Login     FileControl `yaml:"login" required:"true" doc:"how a person logs in"`
	Callback  string      `yaml:"callback" required:"true" doc:"path of the redirect URI"`
	Link      FileControl `yaml:"link" doc:"how a member who is signed in links the provider (ID連携)"`
	Associate FileControl `yaml:"associate" doc:"how a member who is signed in adds it by an association token of the relay (socialplus-token)"`
	Unlink    FileControl `yaml:"unlink" doc:"how a member unlinks it (連携解除)"`
	Prove     FileControl `yaml:"prove" doc:"how a member who is signed in proves with it once more who they are (本人確認)"`
	Merge     FileControl `yaml:"merge" doc:"how a member who is signed in proves with it that another membership is theirs too, to have it taken over (統合)"`
	Notices   string      `yaml:"notices" doc:"path that takes the provider's notifications"`
	Refresh   FileControl `yaml:"refresh" doc:"how a member has the provider's word of them fetched anew, with a refresh token"`
}

// FileSession is the session probe.
type FileSession struct {
	Page   string               `yaml:"page" required:"true" doc:"path of a page that tells who is signed in"`
	Header map[string]string    `yaml:"header" doc:"fields of the request"`
	Status int                  `yaml:"status" doc:"the status that means signed in; default any success"`
	Shows  string               `yaml:"shows" doc:"CSS selector of what is only there when somebody is signed in"`
	Member FileWhere            `yaml:"member" required:"true" doc:"where the member's name or number stands"`
	Says   map[string]FileWhere `yaml:"says" doc:"what else the page says of the member: name, email, email_verified, email_private, email_stopped"`
}

// FileWhere says where the member's name stands.
type FileWhere struct {
	JSON string `yaml:"json" doc:"path in a JSON answer, such as user.id"`
	CSS  string `yaml:"css" doc:"or CSS selector on a page"`
	Attr string `yaml:"attr" doc:"with css: the attribute that holds it; default its text"`
}

// FileMarker is the error marker.
type FileMarker struct {
	Select string              `yaml:"select" required:"true" doc:"CSS selector of the element that holds the sign"`
	Attr   string              `yaml:"attr" doc:"attribute that holds it; default its text"`
	Rules  map[string][]string `yaml:"rules" doc:"rules (torii list rules) that a sign stands for"`
}

// FileKeys says how the Relying Party treats the providers' keys.
type FileKeys struct {
	RefetchAfter string `yaml:"refetch_after" doc:"how long after fetching the keys an unknown one is not looked for again; default 60s, 0s for at once"`
}

// Limits bound what the run asks of the Relying Party.
type Limits struct {
	Parallel  int    `yaml:"parallel" doc:"logins at a time; default 4"`
	PerMinute int    `yaml:"logins_per_minute" doc:"logins begun in a minute; default no bound"`
	Deadline  string `yaml:"deadline" doc:"time for one navigation; default 10s"`
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
