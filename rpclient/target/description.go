// Package target describes a Relying Party under test from the outside, and
// brings one up: the built-in reference RP, or a process.
//
// It judges nothing and knows no provider but by name.
package target

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"

	"torii/fixtures/rule"
	"torii/rpclient/driver"
)

// Description is all that a scenario needs to know of a Relying Party.
type Description struct {
	Name         string
	Version      string // what its makers call it; "" where nobody says
	Rows         string // the version of the catalogue that its gate is held to; "" holds it to all rows
	Built        bool   // the reference RP or a mutant of it
	Origin       string
	Others       []string           // further origins of it
	Login        map[string]Control // by provider
	Back         map[string]string  // callback address by provider
	Logout       Control
	Return       Return
	Registration *RegistrationForm // nil: the first login of a person makes a member
	Session      Session
	Account      Account
	Marker       *Marker
	Policy       Policy
	Lacks        map[string]string // capability: why it is missing
	Baseline     rule.Baseline     // the standard that its owner has adopted; "" is none
}

// Session is how the Relying Party tells who is signed in.
type Session struct {
	Address string
	Header  http.Header
	Status  int    // the status that means signed in; 0 is any success
	Shows   string // CSS selector that is only there when signed in; "" asks for none
	Member  Where
	Says    map[string]Where // further things the page says of the member, by [Details]
}

// Details are what a session page may say of a member besides who it is.
func Details() []string {
	return []string{"name", "email", "email_verified", "email_private", "email_stopped"}
}

// Detail reads one of the [Details]: a text, a number, or a truth value as true or false.
func (s Session) Detail(p *driver.Page, name string) (string, error) {
	where, ok := s.Says[name]
	if !ok {
		return "", fmt.Errorf("session.says: nothing says where %q stands", name)
	}
	if where.JSON == "" {
		doc, err := p.Document()
		if err != nil {
			return "", err
		}
		text, _ := where.text(doc)
		return strings.TrimSpace(text), nil
	}
	var v any
	if err := json.Unmarshal(p.Body, &v); err != nil {
		return "", fmt.Errorf("session.says: want JSON with %q, got %d bytes", where.JSON, len(p.Body))
	}
	for step := range strings.SplitSeq(where.JSON, ".") {
		object, _ := v.(map[string]any)
		v = object[step]
	}
	if v == nil {
		return "", nil
	}
	return fmt.Sprint(v), nil
}

// Where says where on a page a text stands: by JSON path ("a.b.c"), or CSS selector and attribute.
type Where struct {
	JSON string
	CSS  string
	Attr string // attribute of what CSS selects; "" is its text
}

// text is what the page shows there; found is false where nothing matches.
func (w Where) text(doc *goquery.Document) (text string, found bool) {
	there := doc.Find(w.CSS).First()
	if w.Attr == "" {
		return unindented(there.Text()), there.Length() > 0
	}
	return there.Attr(w.Attr)
}

// unindented is a text without what whoever wrote the markup put around it: white space with the
// end of a line. Other white space may be what tells two people apart.
func unindented(s string) string {
	trimmed := strings.TrimLeftFunc(s, unicode.IsSpace)
	if strings.Contains(s[:len(s)-len(trimmed)], "\n") {
		s = trimmed
	}
	trimmed = strings.TrimRightFunc(s, unicode.IsSpace)
	if strings.Contains(s[len(trimmed):], "\n") {
		s = trimmed
	}
	return s
}

// Probe reads the session page: whether somebody is signed in, and who.
func (s Session) Probe(p *driver.Page) (signedIn bool, member string, err error) {
	if s.Status != 0 && p.Status != s.Status || s.Status == 0 && p.Status >= 300 {
		return false, "", nil
	}
	if s.Shows != "" {
		doc, err := p.Document()
		if err != nil {
			return false, "", err
		}
		if doc.Find(s.Shows).Length() == 0 {
			return false, "", nil
		}
	}
	member, err = s.Member.read(p)
	if errors.Is(err, errNobody) {
		return false, "", nil
	}
	if err != nil {
		return false, "", fmt.Errorf("session probe %s: %w", s.Address, err)
	}
	return true, member, nil
}

// ErrUnnamed tells that the page of a session names nobody: of a Relying Party whose page
// has been seen to name people, it is that of somebody who is nobody.
var ErrUnnamed = errors.New("the page names nobody")

// errNobody tells that an answer says in so many words that nobody is signed in.
var errNobody = errors.New("null")

func (w Where) read(p *driver.Page) (string, error) {
	if w.JSON == "" {
		doc, err := p.Document()
		if err != nil {
			return "", err
		}
		member, found := w.text(doc)
		switch {
		case !found && w.Attr != "":
			return "", fmt.Errorf("member: nothing on the page matches %q and has the attribute %q: %w", w.CSS, w.Attr, ErrUnnamed)
		case !found:
			return "", fmt.Errorf("member: nothing on the page matches %q: %w", w.CSS, ErrUnnamed)
		case strings.TrimSpace(member) == "":
			return "", fmt.Errorf("member: %q is on the page, but holds no text: %w", w.CSS, ErrUnnamed)
		}
		return member, nil
	}
	var v any
	decoder := json.NewDecoder(bytes.NewReader(p.Body))
	decoder.UseNumber() // two long numbers may be one floating-point number
	if err := decoder.Decode(&v); err != nil {
		return "", fmt.Errorf("member: want JSON with %q, got %d bytes of %q", w.JSON, len(p.Body), p.Header.Get("Content-Type"))
	}
	for name := range strings.SplitSeq(w.JSON, ".") {
		if v == nil {
			return "", errNobody
		}
		object, _ := v.(map[string]any)
		value, ok := object[name]
		if !ok {
			return "", fmt.Errorf("member: no %q in the answer: %w", w.JSON, ErrUnnamed)
		}
		v = value
	}
	switch v := v.(type) {
	case nil:
		return "", errNobody
	case string:
		if strings.TrimSpace(v) != "" {
			return v, nil
		}
		return "", fmt.Errorf("member: want a text or a number at %q, got an empty text: %w", w.JSON, ErrUnnamed)
	case json.Number:
		return v.String(), nil
	}
	return "", fmt.Errorf("member: want a text or a number at %q, got %v", w.JSON, v)
}

// Marker is the Relying Party's own sign of why it refused.
type Marker struct {
	Select string // CSS selector of the element
	Attr   string // attribute that holds the sign; "" is its text
	Rules  map[string][]string
}

// Read returns the sign on a page and the rules it stands for.
func (m *Marker) Read(doc *goquery.Document) (sign string, rules []string) {
	if m == nil {
		return "", nil
	}
	found := doc.Find(m.Select).First()
	sign = strings.TrimSpace(found.Text())
	if m.Attr != "" {
		sign = found.AttrOr(m.Attr, "")
	}
	return sign, m.Rules[sign]
}

// word is a character that can be read.
var word = regexp.MustCompile(`\S`)

// minWords is how many characters a page made for people has at least.
const minWords = 8

// ForPeople reports whether a page is made for people: HTML with words, and a way on.
func ForPeople(p *driver.Page) bool {
	if p == nil || !p.HTML() {
		return false
	}
	doc, err := p.Document()
	if err != nil {
		return false
	}
	words := len(word.FindAllString(p.Text(), minWords))
	return words >= minWords && doc.Find("a[href], button, form").Length() > 0
}

// IsCallback reports whether an address is one of the Relying Party's callbacks.
func (d Description) IsCallback(u *url.URL) bool {
	plain := *u
	plain.RawQuery, plain.Fragment = "", ""
	for _, back := range d.Back {
		if plain.String() == back {
			return true
		}
	}
	return false
}

// Providers returns the providers the Relying Party signs in with.
func (d Description) Providers() []string {
	var ids []string
	for id := range d.Login {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
