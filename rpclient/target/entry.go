package target

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"torii/rpclient/driver"
)

// ErrEntry tells that an input cannot hold what a template gives it.
var ErrEntry = errors.New("no such entry")

// Entries returns what is filled in on a page, by the names of its inputs, from
// templates by CSS selector. What offers a choice sends a value of its own: the one that
// the template gives, or whose label it gives. An empty value leaves a box unticked and a list as it is.
func Entries(on *driver.Page, fill map[string]string, v Values) (url.Values, error) {
	entries := url.Values{}
	if len(fill) == 0 {
		return entries, nil
	}
	doc, err := on.Document()
	if err != nil {
		return nil, err
	}
	for css, template := range fill {
		input := doc.Find(css).First()
		name := input.AttrOr("name", "")
		switch {
		case input.Length() == 0:
			return nil, fmt.Errorf("%w: fill: nothing on %s (status %d, title %q) matches %q", driver.ErrNoControl, place(on.URL), on.Status, on.Title(), css)
		case name == "":
			return nil, fmt.Errorf("%w: fill: %q on %s is no input with a name", driver.ErrNoControl, css, place(on.URL))
		}
		value, err := v.Fill(template)
		if err != nil {
			return nil, err
		}
		if err := enter(entries, doc, input, value); err != nil {
			return nil, fmt.Errorf("fill: %q on %s: %w", css, place(on.URL), err)
		}
	}
	return entries, nil
}

// enter adds what an input sends when it is given a value.
func enter(entries url.Values, doc *goquery.Document, input *goquery.Selection, value string) (err error) {
	name, kind := input.AttrOr("name", ""), strings.ToLower(input.AttrOr("type", ""))
	switch {
	case input.Is("select"):
		if value == "" && input.Find(`option[value=""]`).Length() == 0 {
			return nil
		}
		value, err = choose(input.Find("option"), value)
	case value == "" && ticks(input):
		entries[name] = nil
		return nil
	case ticks(input):
		value, err = tick(doc, input, value)
	case layouts[kind] != nil:
		value, err = dated(kind, value)
	}
	if err == nil {
		entries[name] = []string{value}
	}
	return err
}

func ticks(input *goquery.Selection) bool {
	kind := strings.ToLower(input.AttrOr("type", ""))
	return kind == "checkbox" || kind == "radio"
}

// tick chooses among the boxes or radio buttons of the input's name and form: by value, by label, or, where
// the template says yes and no more, the one that its selector names.
func tick(doc *goquery.Document, input *goquery.Selection, value string) (string, error) {
	name, kind, form := input.AttrOr("name", ""), input.AttrOr("type", ""), input.Closest("form")
	group := doc.Find("input").FilterFunction(func(_ int, s *goquery.Selection) bool {
		own := s.Closest("form")
		return s.AttrOr("name", "") == name && strings.EqualFold(s.AttrOr("type", ""), kind) && (own.Length() == 0 || form.Length() == 0 || own.Get(0) == form.Get(0))
	})
	chosen, err := choose(group, value)
	if err != nil && (group.Length() == 1 || slices.Contains(yes, strings.ToLower(value))) {
		return own(input), nil
	}
	return chosen, err
}

// yes are the values that tick a box whatever its own is called.
var yes = []string{"1", "on", "true", "x", "y", "yes"}

// own is the value that an option, a box or a radio button sends.
func own(s *goquery.Selection) string {
	if s.Is("option") {
		return s.AttrOr("value", collapsed(s.Text()))
	}
	return s.AttrOr("value", "on")
}

// choose returns the value of the choice that has that value or, where none has, that label.
func choose(among *goquery.Selection, want string) (string, error) {
	var values, allowed []string
	byLabel := ""
	found := false
	among.Each(func(_ int, s *goquery.Selection) {
		value, label := own(s), labelOf(s)
		values = append(values, value)
		if label == "" || label == value {
			allowed = append(allowed, fmt.Sprintf("%q", value))
		} else {
			allowed = append(allowed, fmt.Sprintf("%q (%s)", value, label))
		}
		if !found && label != "" && label == collapsed(want) {
			byLabel, found = value, true
		}
	})
	switch {
	case slices.Contains(values, want):
		return want, nil
	case found:
		return byLabel, nil
	}
	if len(allowed) > maxChoices {
		allowed = append(allowed[:maxChoices], "…")
	}
	return "", fmt.Errorf("%w: got %q; allowed: %s", ErrEntry, want, strings.Join(allowed, ", "))
}

// maxChoices is how many choices an error names.
const maxChoices = 12

func collapsed(s string) string { return strings.Join(strings.Fields(s), " ") }

// labelOf is what a person reads at a choice.
func labelOf(s *goquery.Selection) string {
	if s.Is("option") {
		return collapsed(s.Text())
	}
	if around := s.Closest("label"); around.Length() > 0 {
		return collapsed(around.Text())
	}
	id := s.AttrOr("id", "")
	if id == "" {
		return collapsed(s.AttrOr("aria-label", ""))
	}
	doc := s.Parents().Last()
	label := doc.Find("label[for]").FilterFunction(func(_ int, l *goquery.Selection) bool { return l.AttrOr("for", "") == id }).First()
	return collapsed(label.Text())
}

// layouts are, by type of input, how its value is written (HTML, dates and times): the first; the rest are taken too.
var layouts = map[string][]string{
	"date":           {"2006-01-02", "2006/01/02", "2006/1/2", "2006年1月2日", "20060102", time.RFC3339},
	"month":          {"2006-01", "2006/01", "2006年1月", "2006-01-02"},
	"time":           {"15:04", "15:04:05", "15時04分"},
	"datetime-local": {"2006-01-02T15:04", "2006-01-02 15:04", time.RFC3339, "2006-01-02"},
}

// dated writes a date as the input sends it.
func dated(kind, value string) (string, error) {
	if value == "" {
		return "", nil
	}
	for _, layout := range layouts[kind] {
		if at, err := time.Parse(layout, value); err == nil {
			return at.Format(layouts[kind][0]), nil
		}
	}
	return "", fmt.Errorf("%w: got %q; want a %s such as %s", ErrEntry, value, kind, layouts[kind][0])
}
