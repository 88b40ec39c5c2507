package api

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"torii/mockidp/gcal/store"
)

// remembered is how long tombstones, sync tokens and updatedMin reach back.
const remembered = 30 * 24 * time.Hour

// number reads a whole number of the query; what is above the greatest is clamped.
func (c *call) number(name string, otherwise, most int) (int, *Failure) {
	if !c.query.Has(name) {
		return otherwise, nil
	}
	n, err := strconv.Atoi(c.query.Get(name))
	if err != nil || n < 0 {
		return 0, fail("E29").at("parameter " + name)
	}
	return min(n, most), nil
}

func (c *call) instant(name string) (time.Time, *Failure) {
	if !c.query.Has(name) {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, c.query.Get(name))
	if err != nil {
		return t, fail("E29")
	}
	return t.Truncate(time.Second), nil
}

// page is what a page token remembers.
type page struct {
	Cursor store.Cursor `json:"c"`
	Last   int64        `json:"l"` // the sync token that the last page gives
	Query  uint64       `json:"q"` // of the first page, which must not change
}

func (p page) token() string {
	b, _ := json.Marshal(p)
	return base64.StdEncoding.EncodeToString(b)
}

// asked is a digest of the parameters that must stay the same from page to page.
func (c *call) asked() uint64 {
	h := fnv.New64a()
	var names []string
	for name := range c.query {
		if !slices.Contains([]string{"pageToken", "maxResults", "fields", "alt", "prettyPrint", "access_token", "key", "quotaUser"}, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		_, _ = fmt.Fprint(h, name, c.query[name]) // a hash takes everything
	}
	return h.Sum64()
}

func (c *call) page() (page, *Failure) {
	p := page{Last: c.calendar.Last(), Query: c.asked()}
	given := c.query.Get("pageToken")
	if given == "" {
		return p, nil
	}
	b, err := base64.StdEncoding.DecodeString(given)
	var was page
	if err != nil || json.Unmarshal(b, &was) != nil || was.Query != p.Query {
		return p, fail("E29").saying("Invalid page token value.").at("parameter pageToken")
	}
	return was, nil
}

// synced is what a sync token remembers: the latest change, and what the first list asked for.
type synced struct {
	last     int64
	single   bool
	min, max int64 // seconds, 0 for none
}

// token is Google's form: protobuf with the time of the change in µs twice and a 5; what
// was asked follows where it is not the default.
func (s synced) token() string {
	var b []byte
	field := func(n int, v uint64) {
		b = binary.AppendUvarint(b, uint64(n)<<3)
		b = binary.AppendUvarint(b, v)
	}
	field(1, uint64(s.last))
	field(2, uint64(s.last))
	field(3, 5)
	if s.single {
		field(4, 1)
	}
	if s.min != 0 {
		field(5, uint64(s.min))
	}
	if s.max != 0 {
		field(6, uint64(s.max))
	}
	return base64.StdEncoding.EncodeToString(b)
}

func readSynced(token string) (synced, bool) {
	b, err := base64.StdEncoding.DecodeString(token)
	if err != nil {
		return synced{}, false
	}
	fields := map[uint64]uint64{}
	for len(b) > 0 {
		key, n := binary.Uvarint(b)
		if n <= 0 {
			return synced{}, false
		}
		v, m := binary.Uvarint(b[n:])
		if m <= 0 {
			return synced{}, false
		}
		fields[key>>3], b = v, b[n+m:]
	}
	s := synced{int64(fields[1]), fields[4] == 1, int64(fields[5]), int64(fields[6])}
	return s, fields[1] != 0 && fields[1] == fields[2] && fields[3] == 5
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

func instantOf(s int64) time.Time {
	if s == 0 {
		return time.Time{}
	}
	return time.Unix(s, 0)
}

// listing is a list on its way.
type listing struct {
	q       store.Query
	sync    synced
	page    page
	noToken bool // filters that a sync token cannot keep
	details bool // of what is cancelled too: showDeleted was sent
}

func (c *call) listEvents() (result, *Failure) {
	l := listing{}
	for _, read := range []func(*call, *listing) *Failure{(*call).window, (*call).order, (*call).filters, (*call).since, (*call).bounds} {
		if f := read(c, &l); f != nil {
			return result{}, f
		}
	}
	return c.list(l)
}

func (c *call) window(l *listing) (f *Failure) {
	if l.q.Min, f = c.instant("timeMin"); f != nil {
		return f
	}
	if l.q.Max, f = c.instant("timeMax"); f != nil {
		return f
	}
	if !l.q.Min.IsZero() && !l.q.Max.IsZero() && !l.q.Min.Before(l.q.Max) {
		return fail("E24").at("parameter timeMax")
	}
	l.q.Single, l.details = c.query.Get("singleEvents") == "true", c.query.Get("showDeleted") == "true"
	l.q.Deleted = l.details
	return nil
}

func (c *call) order(l *listing) *Failure {
	switch c.query.Get("orderBy") {
	case "":
	case "updated":
		l.q.Updated = true
	case "startTime":
		if !l.q.Single {
			return fail("E29").saying("The requested ordering is not available for the particular query.")
		}
	}
	l.noToken = c.query.Has("orderBy")
	return nil
}

// filters are combined by and, as the reference says; the guide says or for constraints of one kind.
func (c *call) filters(l *listing) *Failure {
	var all []func(store.Item) bool
	if uid := c.query.Get("iCalUID"); uid != "" {
		all = append(all, func(i store.Item) bool { return store.Text(i.Render(store.View{Details: true}), "iCalUID") == uid })
	}
	if q := c.query.Get("q"); q != "" {
		all = append(all, func(i store.Item) bool { return i.Matches(q) })
	}
	for _, side := range []string{"private", "shared"} {
		for _, wanted := range c.query[side+"ExtendedProperty"] {
			name, value, isPair := strings.Cut(wanted, "=")
			if !isPair {
				return fail("E29").at("parameter " + side + "ExtendedProperty")
			}
			all = append(all, func(i store.Item) bool {
				return store.Text(store.Sub(store.Sub(i.Event.Content(), "extendedProperties"), side), name) == value
			})
		}
	}
	if types := c.query["eventTypes"]; len(types) > 0 {
		all = append(all, func(i store.Item) bool {
			kind := store.Text(i.Event.Content(), "eventType")
			return slices.Contains(types, kind) || kind == "" && slices.Contains(types, "default")
		})
	}
	min, f := c.instant("updatedMin")
	if f != nil {
		return f
	}
	if !min.IsZero() {
		if min.Before(c.Now().Add(-remembered)) {
			return fail("E18")
		}
		l.q.Since = max(min.UnixMicro()-1, 1)
	}
	l.noToken = l.noToken || len(all) > 0 || !min.IsZero()
	if len(all) > 0 {
		l.q.Match = func(i store.Item) bool {
			return !slices.ContainsFunc(all, func(holds func(store.Item) bool) bool { return !holds(i) })
		}
	}
	return nil
}

// since reads a sync token, which goes with no filter.
func (c *call) since(l *listing) *Failure {
	given := c.query.Get("syncToken")
	l.sync = synced{single: l.q.Single, min: seconds(l.q.Min), max: seconds(l.q.Max)}
	if given == "" {
		return nil
	}
	if slices.ContainsFunc([]string{"iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty", "timeMin", "timeMax", "updatedMin"}, c.query.Has) {
		return fail("E32")
	}
	if c.query.Get("showDeleted") == "false" {
		return fail("E32")
	}
	s, ok := readSynced(given)
	if !ok || s.last < c.calendar.Floor() || s.last > c.calendar.Last() || time.UnixMicro(s.last).Before(c.Now().Add(-remembered)) ||
		c.query.Has("singleEvents") && l.q.Single != s.single {
		return fail("E17")
	}
	l.sync, l.q.Single, l.q.Deleted, l.q.Since = s, s.single, true, s.last
	l.q.Min, l.q.Max = instantOf(s.min), instantOf(s.max)
	return nil
}

func (c *call) bounds(l *listing) (f *Failure) {
	const ordinary, most = 250, 2500
	if l.q.Limit, f = c.number("maxResults", ordinary, most); f != nil {
		return f
	}
	if l.q.Limit == 0 {
		return fail("E29").at("parameter maxResults")
	}
	l.q.Limit = c.Open.Fewer(l.q.Limit)
	l.page, f = c.page()
	l.q.After = l.page.Cursor
	return f
}

func (c *call) list(l listing) (result, *Failure) {
	v, f := c.view()
	if f != nil {
		return result{}, f
	}
	var found []store.Item
	next := &l.page.Cursor
	if !c.empty {
		found, next = c.calendar.List(l.q)
	}
	items := make([]any, len(found))
	for n, i := range found {
		if c.role < reader {
			i = busyOnly(i)
		}
		items[n] = i.Render(v)
		if i.Event.Gone() && (!l.details || c.Open.Lacks()) { // details may remain, and need not
			items[n] = i.Bare()
		}
	}
	o := c.collection(items, v)
	if next != nil {
		l.page.Cursor = *next
		o["nextPageToken"] = l.page.token()
	} else if !l.noToken {
		l.sync.last = l.page.Last
		o["nextSyncToken"] = l.sync.token()
	}
	return ok(o), nil
}

// busyOnly is for those who may see no more than that the time is taken.
func busyOnly(i store.Item) store.Item {
	if i.Lost != nil {
		return i
	}
	shown := i.Render(store.View{})
	i.Lost = store.Object{}
	for _, name := range []string{"kind", "etag", "id", "status", "htmlLink", "created", "updated", "start", "end", "iCalUID"} {
		i.Lost[name] = shown[name]
	}
	return i
}

func (c *call) collection(items []any, v store.View) store.Object {
	zone := c.calendar.Zone
	if v.Zone != nil {
		zone = v.Zone
	}
	reminders := []any{}
	if c.role == owner {
		reminders = store.DefaultReminders()
	}
	return store.Object{"kind": "calendar#events", "etag": fmt.Sprintf(`"p%s"`, strconv.FormatInt(c.calendar.Last(), 32)),
		"summary": c.calendar.Summary, "description": c.calendar.Description, "timeZone": zone.String(), "accessRole": roleNames[c.role],
		"updated": c.calendar.Updated().UTC().Format("2006-01-02T15:04:05.000Z"), "defaultReminders": reminders, "items": items}
}

func (c *call) listInstances() (result, *Failure) {
	i, f := c.find()
	if f != nil {
		return result{}, f
	}
	l := listing{noToken: true}
	for _, read := range []func(*call, *listing) *Failure{(*call).window, (*call).bounds} {
		if f := read(c, &l); f != nil {
			return result{}, f
		}
	}
	if !i.Event.Series() {
		return result{}, fail("E29")
	}
	id, original := i.Event.ID, c.query.Get("originalStart")
	l.q.Single = true
	if !l.q.Min.IsZero() {
		l.q.Min = l.q.Min.Add(-time.Nanosecond) // documented as inclusive here
	}
	l.q.Match = func(i store.Item) bool {
		shown := i.Render(store.View{Details: true})
		if store.Text(shown, "recurringEventId") != id {
			return false
		}
		start := store.Sub(shown, "originalStartTime")
		return original == "" || original == store.Text(start, "dateTime")+store.Text(start, "date")
	}
	return c.list(l)
}
