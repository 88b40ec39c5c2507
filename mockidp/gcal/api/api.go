// Package api is Google Calendar API v3 over HTTP: routes, checks in Google's order, and
// the error catalogue in Google's words.
//
// What is kept, and how events behave, is the store's business.
package api

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"torii/fixtures/text"
	"torii/fixtures/workspace"
	"torii/mockidp/gcal/directory"
	"torii/mockidp/gcal/fault"
	"torii/mockidp/gcal/grant"
	"torii/mockidp/gcal/store"
)

// Called is one answered call, for the log.
type Called struct {
	Method, HTTP              string
	Status                    int
	Account, Sender           string
	Calendar, Event           string
	Params                    url.Values
	Reason                    string
	Why                       text.Both
	Served                    *fault.Served
	Conference, Delegated     bool // conferenceDataVersion=1 was sent; somebody is acted as
	Attendees                 int
	Precondition, UserCharged bool // If-Match or If-None-Match was sent; quotaUser was
}

// Options are what the API is made of.
type Options struct {
	Directory *directory.Directory
	Door      *grant.Door
	Store     *store.Store
	Plans     *fault.Book
	Now       func() time.Time
	Spell     func(real string) string
	Log       func(Called)
	Deed      func(fault.Deed, Target) // what happens meanwhile
	Channels  *Channels
	// AnyCallback lets push notifications go to http addresses too, which Google refuses.
	AnyCallback bool
	Varies      Varies
	Open        Open  // nil: what Google leaves open is always the same
	Most        int   // attendees of an event; 0 is without limit
	Project     Quota // per project and minute
	User        Quota // per user, project and minute
}

// Varies are the points where reports about Google differ; each is a switch of the service.
type Varies struct {
	ReplacesReminders bool // a patch of reminders replaces the object, and is not refused
	SilentGuests      bool // a guest's change of what is shared answers 200 and changes nothing
	BareTypes         bool // what an event's type forbids is refused without a reason of its own
}

// Target is whom a deed befalls.
type Target struct{ Account, Sender, Calendar, Event string }

// API is the calendar's HTTP side. It is safe for concurrent use.
type API struct {
	Options
	methods []Method
	meter   meter
}

// New returns an API.
func New(o Options) *API {
	if o.Open == nil {
		o.Open = still{}
	}
	return &API{Options: o, methods: Methods(), meter: newMeter()}
}

// The paths that are served on www.googleapis.com.
const (
	Base      = "/calendar/v3/"
	BatchPath = "/batch/calendar/v3"
	Discovery = "/discovery/v1/apis/calendar/v3/rest"
	Second    = "/$discovery/rest"
)

// Claims reports whether a path is one of the API's.
func Claims(path string) bool {
	return strings.HasPrefix(path, Base) || path == BatchPath || path == Discovery || path == Second
}

// maxBody bounds a request body, compressed or not.
const maxBody = 4 << 20

// call is one request on its way through the API.
type call struct {
	*API
	r         *http.Request
	m         Method
	path      map[string]string
	query     url.Values
	raw       []byte
	body      store.Object
	token     grant.Token
	calendar  *store.Calendar
	role      int
	empty     bool // the page is to be empty
	calledFor Called
}

// result is an answer that is not yet written.
type result struct {
	status int
	object store.Object // nil for no content
	etag   string
	head   http.Header
	raw    []byte // in place of object
	kind   string // content type of raw
}

func ok(o store.Object) result {
	return result{status: http.StatusOK, object: o, etag: store.Text(o, "etag")}
}

func noContent() result { return result{status: http.StatusNoContent} }

// ServeHTTP answers a request at its real path.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case BatchPath:
		a.batch(w, r)
	case Discovery, Second:
		a.write(w, r, result{status: http.StatusOK, object: a.document(), head: http.Header{}}, url.Values{})
	default:
		a.one(w, r)
	}
}

// one answers one call, by itself or as a part of a batch.
func (a *API) one(w http.ResponseWriter, r *http.Request) {
	c := &call{API: a, r: r}
	failure := c.read()
	c.calledFor.HTTP = r.Method
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusOK)
		return
	}
	found := c.route()
	if !found {
		notFoundPage(w)
		return
	}
	res, served := c.answer(failure)
	c.calledFor.Status, c.calledFor.Served = res.status, served
	a.Log(c.calledFor)
	if served != nil && (served.Reply.Cut || served.Reply.Silent) {
		if served.Reply.Silent {
			<-r.Context().Done()
		}
		panic(http.ErrAbortHandler) // net/http's way to end a connection without an answer
	}
	res.object = c.bare(res.object)
	a.write(w, r, res, c.query)
}

// answer plays what is planned for the call around the honest answer.
func (c *call) answer(failure *Failure) (result, *fault.Served) {
	c.identify()
	sender := ""
	if c.token.Delegated() {
		sender = c.token.Subject
	}
	c.calledFor.Account, c.calledFor.Sender, c.calledFor.Delegated = c.token.Account, sender, c.token.Delegated()
	served, planned := c.Plans.Next(c.m.Name(), c.token.Account, sender)
	if !planned {
		return c.finish(failure), nil
	}
	if d := served.Reply.Do; d != "" {
		c.Deed(d, Target{c.token.Account, sender, c.path["calendarId"], c.path["eventId"]})
		c.identify()
	}
	reply := served.Reply
	c.empty = reply.Empty
	honest := result{}
	bad := reply.HTML || reply.Error != "" || reply.Cut || reply.Silent
	if !bad || reply.Commit {
		honest = c.finish(failure)
	}
	if !bad || reply.Commit && honest.status >= http.StatusBadRequest {
		return honest, &served
	}
	return c.planned(reply), &served
}

func (c *call) planned(reply fault.Reply) result {
	if reply.Error != "" {
		f := c.meant(reply.Error)
		if reply.Status != 0 {
			f.Status = reply.Status
		}
		return c.failed(f)
	}
	if reply.HTML {
		name := http.StatusText(reply.Status)
		return result{status: reply.Status, kind: "text/html; charset=UTF-8",
			raw: []byte("<html><head><title>" + name + "</title></head><body><h1>" + name + "</h1></body></html>\n")}
	}
	return result{}
}

// meant is a planned failure in the words that this call would be refused with.
func (c *call) meant(id string) *Failure {
	p, _ := c.Directory.ProjectOf(c.token.Account)
	switch id {
	case "E3":
		return scopeMissing(c.m)
	case "E4":
		return notConfigured(p.Number)
	case "E6b":
		return overQuota(p.Number)
	case "E12":
		return blocked(c.m, p.Number)
	case "E35":
		var channel struct{ Address string }
		_ = json.Unmarshal(c.raw, &channel) // what is no JSON names no address
		return unverified(channel.Address)
	}
	return fail(id)
}

// finish is the honest answer.
func (c *call) finish(failure *Failure) result {
	res, f := c.honest(failure)
	if f != nil {
		return c.failed(f)
	}
	return res
}

func (c *call) failed(f *Failure) result {
	c.calledFor.Reason, c.calledFor.Why = f.Reason, f.Why
	head := http.Header{}
	const realm = `Bearer realm="https://accounts.google.com/"`
	switch f.ID {
	case "E1":
		head.Set("WWW-Authenticate", realm)
	case "E2":
		head.Set("WWW-Authenticate", realm+`, error="invalid_token"`)
	case "E3":
		var scopes []string
		for _, s := range c.m.Scopes {
			scopes = append(scopes, scopePrefix+s)
		}
		head.Set("WWW-Authenticate", realm+`, error="insufficient_scope", scope="`+strings.Join(scopes, " ")+`"`)
	}
	raw := f.Body().JSON()
	if c.pretty() {
		indent := " "
		if f.Envelope == FrontEnd {
			indent = "  "
		}
		var b bytes.Buffer
		if json.Indent(&b, raw, "", indent) == nil {
			b.WriteByte('\n')
			raw = b.Bytes()
		}
	}
	return result{status: f.Status, raw: raw, head: head, kind: jsonType}
}

func (c *call) pretty() bool { return c.query.Get("prettyPrint") != "false" }

// honest goes through Google's checks in order and does what was asked.
func (c *call) honest(malformed *Failure) (result, *Failure) {
	for _, check := range []func(*call) *Failure{(*call).credentials, (*call).enabled, (*call).scope, (*call).quota, (*call).person} {
		if f := check(c); f != nil {
			return result{}, f
		}
	}
	if malformed != nil {
		return result{}, malformed
	}
	if c.m.do == nil {
		return result{}, notEmulated(c.m.Name())
	}
	if f := c.parameters(); f != nil {
		return result{}, f
	}
	if c.query.Has("fields") {
		if _, ok := parseFields(c.query.Get("fields")); !ok {
			return result{}, fail("E30").saying("Invalid field selection " + c.query.Get("fields"))
		}
	}
	c.Store.Lock()
	defer c.Store.Unlock()
	c.Store.Settle()
	if f := c.open(); f != nil {
		return result{}, f
	}
	if f := c.decode(); f != nil {
		return result{}, f
	}
	return c.m.do(c)
}

// read takes the request in: override of the method, compression, forms in place of a query.
func (c *call) read() *Failure {
	c.query = c.r.URL.Query()
	body := io.Reader(http.MaxBytesReader(nil, c.r.Body, maxBody))
	if strings.EqualFold(c.r.Header.Get("Content-Encoding"), "gzip") {
		z, err := gzip.NewReader(body)
		if err != nil {
			return fail("E31")
		}
		body = io.LimitReader(z, maxBody+1)
	}
	raw, err := io.ReadAll(body)
	if err != nil || len(raw) > maxBody {
		return fail("E31")
	}
	c.raw = raw
	if as := strings.ToUpper(c.r.Header.Get("X-HTTP-Method-Override")); as != "" && c.r.Method == http.MethodPost {
		c.r.Method = as
		if strings.HasPrefix(c.r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
			form, err := url.ParseQuery(string(raw))
			if err != nil {
				return fail("E29")
			}
			maps.Copy(c.query, form)
			c.raw = nil
		}
	}
	return nil
}

// route finds the method; HEAD is answered as GET is.
func (c *call) route() bool {
	rest, under := strings.CutPrefix(c.r.URL.EscapedPath(), Base)
	if !under {
		rest = strings.TrimPrefix(c.r.URL.Path, Base)
	}
	segments := strings.Split(rest, "/")
	for i, s := range segments {
		if plain, err := url.PathUnescape(s); err == nil {
			segments[i] = plain
		}
	}
	method := c.r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	for _, m := range c.methods {
		if m.HTTP != method {
			continue
		}
		if path, ok := m.match(segments); ok {
			c.m, c.path = m, path
			c.calledFor.Method, c.calledFor.Params = m.Name(), c.query
			c.calledFor.Calendar, c.calledFor.Event = path["calendarId"], path["eventId"]
			return true
		}
	}
	return false
}

// identify looks the access token up, valid or not.
func (c *call) identify() { c.token, _ = c.Door.Find(c.bearer()) }

func (c *call) bearer() string {
	scheme, access, _ := strings.Cut(c.r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "Bearer") {
		return strings.TrimSpace(access)
	}
	for _, name := range []string{"access_token", "oauth_token"} {
		if v := c.query.Get(name); v != "" {
			return v
		}
	}
	return ""
}

func (c *call) credentials() *Failure {
	if c.bearer() == "" {
		return fail("E1")
	}
	account, known := c.Directory.Account(c.token.Account)
	if !known || !c.token.Expires.After(c.Now()) || account.State != workspace.Active {
		return fail("E2")
	}
	return nil
}

func (c *call) enabled() *Failure {
	if p, _ := c.Directory.ProjectOf(c.token.Account); p.APIOff {
		return notConfigured(p.Number)
	}
	return nil
}

func (c *call) scope() *Failure {
	if !c.m.allows(c.token.Scopes) {
		return scopeMissing(c.m)
	}
	return nil
}

func (c *call) person() *Failure {
	if !c.token.Delegated() {
		return nil
	}
	u, ok := c.Directory.User(c.token.Subject)
	switch {
	case !ok, u.State == workspace.Deleted, u.State == workspace.LongDeleted:
		return fail("E2")
	case u.State == workspace.Suspended, u.State == workspace.CalendarOff:
		return fail("E13")
	}
	return nil
}

// decode reads the body of a method that takes one.
func (c *call) decode() *Failure {
	if c.m.Takes == "" {
		return nil
	}
	if len(bytes.TrimSpace(c.raw)) == 0 {
		c.body = store.Object{}
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(c.raw))
	if err := d.Decode(&c.body); err != nil || c.body == nil {
		return fail("E31")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fail("E31")
	}
	return prune(c.m.Takes, c.body)
}

const jsonType = "application/json; charset=UTF-8"

// write sends an answer with the headers of Google's front end.
func (a *API) write(w http.ResponseWriter, r *http.Request, res result, query url.Values) {
	h := w.Header()
	maps.Copy(h, res.head)
	for k, v := range map[string]string{"Cache-Control": "no-cache, no-store, max-age=0, must-revalidate", "Pragma": "no-cache",
		"Expires": "Mon, 01 Jan 1990 00:00:00 GMT", "Vary": "Origin, X-Origin, Referer", "Server": "ESF", "X-Content-Type-Options": "nosniff"} {
		h.Set(k, v)
	}
	if res.etag != "" {
		h.Set("ETag", res.etag)
	}
	body, kind := res.raw, res.kind
	if res.object != nil {
		kind, body = jsonType, encode(selected(res.object, query), indentOf(query))
	}
	if len(body) == 0 || res.status == http.StatusNotModified {
		w.WriteHeader(res.status)
		return
	}
	h.Set("Content-Type", kind)
	if acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
		w.WriteHeader(res.status)
		z := gzip.NewWriter(w)
		_, _ = z.Write(body) // a caller who has gone is no failure of ours
		_ = z.Close()
		return
	}
	w.WriteHeader(res.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

func acceptsGzip(r *http.Request) bool {
	return r.Method != http.MethodHead && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")
}

func indentOf(query url.Values) string {
	if query.Get("prettyPrint") == "false" {
		return ""
	}
	return " "
}

func selected(o store.Object, query url.Values) store.Object {
	if !query.Has("fields") {
		return o
	}
	m, _ := parseFields(query.Get("fields"))
	kept, _ := m.of(o).(store.Object)
	return kept
}

// notFoundPage is what Google's front end says of a path it does not know.
func notFoundPage(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	w.WriteHeader(http.StatusNotFound)
	_, _ = io.WriteString(w, "<!DOCTYPE html>\n<html lang=en><title>Error 404 (Not Found)!!1</title><p>The requested URL was not found on this server.</p>\n")
}
