package op

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"torii/mockidp/ledger"
	"torii/mockidp/token"
	"torii/reports/event"
)

// Bearing is something that opens a door, found in a request.
type Bearing struct {
	ledger.Entry
	Value string
}

// Presented returns what a request bears of all that the mocks have issued: in its query,
// its body, or its Authorization header. read are its parameters, where they were read
// already; else the body is read here, no further than any other.
func Presented(issued *ledger.Ledger, r *http.Request, read url.Values) []Bearing {
	var found []Bearing
	note := func(value string) {
		e, ok := issued.Find(value)
		if ok && !slices.ContainsFunc(found, func(b Bearing) bool { return b.Value == value }) {
			found = append(found, Bearing{e, value})
		}
	}
	if read == nil {
		read = unread(r, note)
	}
	for _, values := range []url.Values{read, r.URL.Query()} {
		for _, all := range values {
			for _, v := range all {
				note(v)
			}
		}
	}
	if scheme, value, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(scheme, "Bearer") {
		note(value)
	}
	// Parameters come in no order: the log of one request is always the same.
	slices.SortFunc(found, func(a, b Bearing) int { return strings.Compare(a.What+a.Value, b.What+b.Value) })
	return found
}

// unread reads a body that nobody has looked at: the request was refused before. The texts
// of JSON are noted one by one.
func unread(r *http.Request, note func(string)) url.Values {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Body == nil || r.ContentLength <= 0 || r.ContentLength > maxForm {
		return r.PostForm
	}
	switch kind {
	case "application/x-www-form-urlencoded":
		_ = r.ParseForm() // what cannot be read bears nothing
		return r.PostForm
	case "application/json":
		var v any
		if json.NewDecoder(io.LimitReader(r.Body, maxForm)).Decode(&v) == nil {
			texts(v, note)
		}
	}
	return nil
}

func texts(v any, note func(string)) {
	switch v := v.(type) {
	case string:
		note(v)
	case []any:
		for _, each := range v {
			texts(each, note)
		}
	case map[string]any:
		for _, each := range v {
			texts(each, note)
		}
	}
}

// Facts tell of what was presented, for a log.
func Facts(m *event.Masker, presented []Bearing) []event.Presented {
	var all []event.Presented
	for _, b := range presented {
		all = append(all, event.Presented{What: b.What, Provider: b.Provider, Login: b.Login, Digest: m.Digest(b.Value)})
	}
	return all
}

// issued notes what leaves the mock and opens a door.
func (c *call) issued(name, value string) {
	c.Ledger.Note(ledger.Entry{What: name, Provider: c.Profile.ID, Login: c.login}, value)
}

// noteMembers does so with the members of an answer.
func (c *call) noteMembers(members token.Object) {
	for _, m := range members {
		switch value := m.Value.(type) {
		case string:
			c.issued(m.Name, value)
		case token.Object:
			c.noteMembers(value)
		}
	}
}
