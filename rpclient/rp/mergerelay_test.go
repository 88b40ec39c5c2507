package rp

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// fakeRelay is what a relay keeps: whose key each of its people has, and their login
// providers. It merges as told, and may fail before or after it has.
type fakeRelay struct {
	keys       map[string]string   // by identifier
	vias       map[string][]string // by identifier
	keepSource bool                // the source's key survives a merge
	lost       bool                // the answer to a merge that was done
	down       bool
	calls      []string
}

func (f *fakeRelay) RoundTrip(r *http.Request) (*http.Response, error) {
	q := r.URL.Query()
	resource := r.URL.Path[len("/api/"):]
	f.calls = append(f.calls, resource)
	if f.down {
		return nil, errors.New("no route")
	}
	code := map[string]func(url.Values) (any, int){"providers_of_user": f.providers, "merge_user": f.merge, "map": f.mapTo}[resource]
	answer, refused := code(q)
	if refused != 0 {
		return reply(400, map[string]any{"status": "failed", "error": map[string]any{"code": refused}}), nil
	}
	b, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	var members map[string]any
	if err := json.Unmarshal(b, &members); err != nil {
		return nil, err
	}
	members["status"] = "ok"
	return reply(200, members), nil
}

func (f *fakeRelay) who(q url.Values, prefix string) string {
	if id := q.Get(prefix + "identifier"); id != "" {
		if key := q.Get(prefix + "primary_key"); f.vias[id] == nil || key != "" && f.keys[id] != key {
			return ""
		}
		return id
	}
	for id, key := range f.keys {
		if key == q.Get(prefix+"primary_key") {
			return id
		}
	}
	return ""
}

func (f *fakeRelay) providers(q url.Values) (any, int) {
	id := f.who(q, "")
	if id == "" {
		return nil, relayUnknown
	}
	return map[string]any{"providers": f.vias[id]}, 0
}

func (f *fakeRelay) merge(q url.Values) (any, int) {
	source, dest := f.who(q, "source_"), f.who(q, "dest_")
	switch {
	case source == "" || dest == "":
		return nil, relayUnknown
	case contains(f.vias[source], f.vias[dest]):
		return nil, relayConflict
	}
	f.vias[dest] = slices.Concat(f.vias[dest], f.vias[source])
	if f.keepSource {
		f.keys[dest] = f.keys[source]
	}
	delete(f.keys, source)
	delete(f.vias, source)
	if f.lost {
		return nil, relayConflict
	}
	return map[string]any{}, 0
}

func (f *fakeRelay) mapTo(q url.Values) (any, int) {
	id := q.Get("identifier")
	if f.keys[id] != "" && q.Get("overwrite") != "true" {
		return nil, relayMapped
	}
	f.keys[id] = q.Get("primary_key")
	return map[string]any{}, 0
}

func someTime() time.Time { return time.Unix(1_800_000_000, 0) }

type inheritTest struct {
	name  string
	relay fakeRelay
	own   string // whom this service remembers of the heir
	left  map[string]string
	fails bool
}

func (tt inheritTest) run(t *testing.T) {
	db, err := OpenMemory()
	require.NoError(t, err)
	defer db.Close()
	relay := tt.relay
	p := SocialPLUS("id", "secret-of-at-least-32-bytes-long")
	p.Relay.Key = "key"
	app, err := New(Config{Origin: testOrigin, Providers: []Provider{p}, DB: db, Transport: &relay, Now: someTime})
	require.NoError(t, err)
	l := &Login{app: app, Request: httptest.NewRequest(http.MethodGet, testOrigin+"/", nil), Provider: p}
	if tt.own != "" {
		_, err = db.Exec(`INSERT INTO member (id, name, created_at) VALUES ('heir', '', 0); INSERT INTO identity (issuer, subject, member) VALUES (?, ?, 'heir')`, p.Issuer, tt.own)
		require.NoError(t, err)
	}
	require.Equal(t, tt.fails, l.Inherit("gone", "heir") != nil)
	require.Equal(t, tt.left, relay.keys)
	if !tt.fails {
		require.NoError(t, l.Inherit("gone", "heir"), "told again, as where it was not noted that it was")
		require.Equal(t, tt.left, relay.keys)
	}
}

func TestTheRelayGivesTheHeirWhatWasTheOthers(t *testing.T) {
	both := func(change func(*fakeRelay)) fakeRelay {
		f := fakeRelay{keys: map[string]string{"u1": "heir", "u2": "gone"}, vias: map[string][]string{"u1": {"line"}, "u2": {"gplus"}}}
		change(&f)
		return f
	}
	for _, tt := range []inheritTest{
		{name: "merged", relay: both(func(*fakeRelay) {}), own: "u1", left: map[string]string{"u1": "heir"}},
		{name: "the answer is lost", relay: both(func(f *fakeRelay) { f.lost = true }), own: "u1", left: map[string]string{"u1": "heir"}},
		{name: "the source's key survives", relay: both(func(f *fakeRelay) { f.keepSource = true }), own: "u1", left: map[string]string{"u1": "heir"}},
		{name: "the heir has nobody there", relay: both(func(f *fakeRelay) { delete(f.keys, "u1"); delete(f.vias, "u1") }), own: "u2", left: map[string]string{"u2": "heir"}},
		{name: "nobody is left", relay: both(func(f *fakeRelay) { clear(f.keys); clear(f.vias) }), left: map[string]string{}},
		{name: "both have the provider", relay: both(func(f *fakeRelay) { f.vias["u2"] = []string{"line"} }), own: "u1",
			left: map[string]string{"u1": "heir", "u2": "gone"}, fails: true},
		{name: "it cannot be reached", relay: both(func(f *fakeRelay) { f.down = true }), own: "u1",
			left: map[string]string{"u1": "heir", "u2": "gone"}, fails: true},
		{name: "who is remembered is somebody else's there", relay: both(func(f *fakeRelay) { f.keys["u1"] = "third" }), own: "u1",
			left: map[string]string{"u1": "third", "u2": "gone"}, fails: true},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestWhatIsOwedFollowsTheHeir(t *testing.T) {
	db, err := OpenMemory()
	require.NoError(t, err)
	defer db.Close()
	for _, do := range []string{
		`INSERT INTO member (id, name, created_at) VALUES ('first', '', 0), ('second', '', 0)`,
		`INSERT INTO merged VALUES ('third', 'second', 'line', 0)`,
		`INSERT INTO owed VALUES ('relay', 'third', 'second', 0)`,
	} {
		_, err := db.Exec(do)
		require.NoError(t, err)
	}
	app, err := New(Config{Origin: testOrigin, Providers: []Provider{line()}, DB: db, Now: someTime})
	require.NoError(t, err)
	l := &Login{app: app, Request: httptest.NewRequest(http.MethodGet, testOrigin+"/", nil), Member: "first", Other: "second", By: "line"}
	require.NoError(t, mergeEnd(l))
	require.Equal(t, 2, count(t, app, `SELECT count(*) FROM merged WHERE heir = 'first'`))
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM owed WHERE member = 'third' AND heir = 'first'`))
	require.NoError(t, withdrawMember(l))
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM owed WHERE member = 'third' AND heir = ''`), "nobody inherits: the relay is to forget")
	require.Equal(t, 2, count(t, app, `SELECT count(*) FROM merged`), "the record stays")
}
