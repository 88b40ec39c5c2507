package gcal_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/gcal/api"
)

// discovered is what Google's discovery document says of the API, as far as it is held against the fake.
type discovered struct {
	Revision  string
	Resources map[string]struct{ Methods map[string]discoveredMethod }
	Schemas   map[string]property
}

type discoveredMethod struct {
	ID         string
	HTTPMethod string `json:"httpMethod"`
	Path       string
	Parameters map[string]property
	Request    reference
	Response   reference
	Scopes     []string
}

type reference struct {
	Ref string `json:"$ref"`
}

type property struct {
	reference
	Type, Location, Format, Description string
	Minimum, Maximum                    string
	Enum                                []string
	Required, Repeated                  bool
	Annotations                         struct{ Required []string }
	Items                               *property
	Properties                          map[string]property
}

// readDiscovery reads the document in the folder of the linked module: nothing of it is kept here.
func readDiscovery(t *testing.T) discovered {
	t.Helper()
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "google.golang.org/api").Output()
	require.NoError(t, err)
	raw, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "calendar", "v3", "calendar-api.json"))
	require.NoError(t, err)
	var d discovered
	require.NoError(t, json.Unmarshal(raw, &d))
	return d
}

func TestDiscoveryRevision(t *testing.T) {
	require.GreaterOrEqual(t, readDiscovery(t).Revision, api.Revision, "google.golang.org/api is older than what the fake is held against")
}

// scopeBase begins the names of scopes.
const scopeBase = "https://www.googleapis.com/auth/"

func TestEveryMethodOfTheDiscoveryDocument(t *testing.T) {
	known := map[string]api.Method{}
	for _, m := range api.Methods() {
		known[m.ID] = m
	}
	for _, r := range readDiscovery(t).Resources {
		for _, want := range r.Methods {
			m, ok := known[strings.TrimPrefix(want.ID, "calendar.")]
			require.True(t, ok, "%s is neither played nor named", want.ID)
			delete(known, m.ID)
			require.Equal(t, []string{want.HTTPMethod, want.Path, want.Request.Ref, want.Response.Ref}, []string{m.HTTP, m.Path, m.Takes, m.Gives}, m.ID)
			var scopes []string
			for _, s := range m.Scopes {
				scopes = append(scopes, scopeBase+s)
			}
			require.ElementsMatch(t, want.Scopes, scopes, m.ID)
			compareParameters(t, want, m)
		}
	}
	require.Empty(t, slices.Collect(maps.Keys(known)), "not in Google's document")
}

func compareParameters(t *testing.T, want discoveredMethod, m api.Method) {
	t.Helper()
	all := map[string]api.Parameter{}
	for _, p := range api.Parameters() {
		all[p.Name] = p
	}
	var names []string
	for name, p := range want.Parameters {
		if p.Location == "path" {
			require.Contains(t, m.Path, "{"+name+"}", m.ID)
			continue
		}
		names = append(names, name)
		require.Contains(t, all, name, m.ID)
		own := all[name]
		require.Equal(t, p.Type, own.Kind, "%s %s", m.ID, name)
		require.ElementsMatch(t, p.Enum, own.Values, "%s %s", m.ID, name)
		require.Equal(t, []bool{p.Repeated, p.Required}, []bool{own.Repeated, own.Required}, "%s %s", m.ID, name)
		least, most := bound(t, p.Minimum), bound(t, p.Maximum)
		require.Equal(t, []int{least, most}, []int{own.Least, own.Most}, "%s %s", m.ID, name)
	}
	require.ElementsMatch(t, names, m.Query, "%s: parameters", m.ID)
}

func bound(t *testing.T, s string) int {
	t.Helper()
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	require.NoError(t, err)
	return n
}

// TestEverySchemaOfTheDiscoveryDocument: each member is written, given or dropped, and is
// marked read-only here where Google's words say so.
func TestEverySchemaOfTheDiscoveryDocument(t *testing.T) {
	known := map[string]api.Schema{}
	for _, s := range api.Schemas() {
		known[s.Name] = s
	}
	var walk func(name string, p property)
	walk = func(name string, p property) {
		s, ok := known[name]
		require.True(t, ok, "%s is neither played nor named", name)
		delete(known, name)
		require.ElementsMatch(t, slices.Collect(maps.Keys(p.Properties)), slices.Concat(s.Takes, s.Gives, s.Drops), "%s: members", name)
		for member, inside := range p.Properties {
			place := name + "." + member
			if strings.Contains(inside.Description, "Read-only") && !slices.Contains(writableAtImport, place) {
				require.NotContains(t, s.Takes, member, "%s is read-only", place)
			}
			if len(inside.Annotations.Required) > 0 && !slices.Contains(s.Takes, member) {
				require.Contains(t, elsewhereRequired, place, "%s is required of callers", place)
			}
			if values := quoted(inside.Description); inside.Type == "string" && len(values) > 1 && slices.Contains(s.Takes, member) {
				assert.ElementsMatch(t, values, api.Enumerations[place], "%s: values", place)
			}
			if inside.Properties != nil {
				walk(place, inside)
			}
			if inside.Items != nil && inside.Items.Properties != nil {
				walk(place, *inside.Items)
			}
		}
	}
	for name, p := range readDiscovery(t).Schemas {
		walk(name, p)
	}
	require.Empty(t, slices.Collect(maps.Keys(known)), "not in Google's document")
}

// writableAtImport are members that are read-only but for imported events.
var writableAtImport = []string{"Event.organizer"}

// elsewhereRequired are members that only methods require which are not emulated.
var elsewhereRequired = []string{"CalendarListEntry.id"}

// quoted returns the values that a description lists, each on a line that begins with its name in quotes.
func quoted(description string) []string {
	var values []string
	for line := range strings.Lines(description) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), `- "`)
		value, says, closed := strings.Cut(rest, `"`)
		if ok && closed && strings.HasPrefix(says, " - ") {
			values = append(values, value)
		}
	}
	return values
}

// TestSamplesArePlayed: what Google's quickstarts and samples of its clients call is emulated.
func TestSamplesArePlayed(t *testing.T) {
	samples := strings.Fields("calendarList.list calendars.insert calendars.get calendars.patch calendars.delete colors.get events.delete events.get events.insert " +
		"events.instances events.list events.patch events.update events.watch channels.stop freebusy.query settings.list acl.list")
	for _, m := range api.Methods() {
		if slices.Contains(samples, m.ID) {
			require.True(t, m.Served(), m.ID)
		}
	}
	for method, unplayed := range api.Unplayed {
		for name := range strings.FieldsSeq("maxResults orderBy pageToken q sendUpdates showDeleted singleEvents timeMin timeMax conferenceDataVersion supportsAttachments") {
			require.False(t, strings.HasPrefix(method, "events.") && slices.Contains(unplayed, name), "%s %s", method, name)
		}
	}
}

// TestWhatIsNotEmulatedSaysSo holds every method and parameter that is not played to 501.
func TestWhatIsNotEmulatedSaysSo(t *testing.T) {
	f := open(t, nil, nil)
	fill := strings.NewReplacer("{calendarId}", "primary", "{eventId}", "itv0kakutei0001", "{ruleId}", "default", "{setting}", "locale")
	for _, m := range api.Methods() {
		path := "/calendar/v3/" + fill.Replace(m.Path)
		if !m.Served() {
			status, o := f.say(m.HTTP, path, "{}")
			require.Equal(t, http.StatusNotImplemented, status, "%s: %v", m.ID, o)
			continue
		}
		for _, name := range api.Unplayed[m.ID] {
			require.Contains(t, m.Query, name, m.ID)
			status, o := f.say(m.HTTP, path+"?"+name+"="+unusual(name), "{}")
			require.Equal(t, http.StatusNotImplemented, status, "%s %s: %v", m.ID, name, o)
		}
	}
}

// TestNotPlayedIsWhole: what is listed for readers is what is refused or dropped.
func TestNotPlayedIsWhole(t *testing.T) {
	listed := map[string]string{}
	for _, l := range api.NotPlayed() {
		listed[l.What] = l.Answer
	}
	for _, what := range []string{"events.quickAdd", "events.insert?eventLabelVersion"} {
		require.Equal(t, "501", listed[what], what)
	}
	for _, what := range []string{"Event.eventLabelId", "Event.gadget", "Calendar.workingHours", "Calendar.labelProperties"} {
		require.Equal(t, "dropped", listed[what], what)
	}
}

// unusual is a value of a parameter that is not its default.
func unusual(name string) string {
	i := slices.IndexFunc(api.Parameters(), func(p api.Parameter) bool { return p.Name == name })
	switch api.Parameters()[i].Kind {
	case "boolean":
		return "true"
	case "integer":
		return "1"
	}
	return "x"
}
