package target

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"torii/rpclient/driver"
)

// Control is something that a person uses: one place on one page, or several steps.
type Control struct {
	Page   string // address of the page, or of the control itself where Select is empty
	Select string // CSS selector of a link, button or form
	Steps  []Step // instead of both
}

// Step is one page that is filled in and sent.
type Step struct {
	Page   string            // address to open; "" is the page that the step before has led to
	Fill   map[string]string // templates over Values, by CSS selector
	Select string            // CSS selector; "" only opens the page
}

// IsZero tells that there is no control.
func (c Control) IsZero() bool { return c.Page == "" && c.Select == "" && len(c.Steps) == 0 }

// Path returns the control as steps.
func (c Control) Path() []Step {
	if len(c.Steps) > 0 || c.IsZero() {
		return c.Steps
	}
	return []Step{{Page: c.Page, Select: c.Select}}
}

// Entries returns what is filled in on a page, by the names of its inputs, from
// templates by CSS selector. An empty value leaves a box or a radio button out.
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
		if value == "" && ticks(input) {
			entries[name] = nil
			continue
		}
		entries[name] = []string{value}
	}
	return entries, nil
}

func ticks(input *goquery.Selection) bool {
	kind := strings.ToLower(input.AttrOr("type", ""))
	return kind == "checkbox" || kind == "radio"
}

// place is an address without what may be secret in it.
func place(u *url.URL) string {
	if u == nil {
		return "no page"
	}
	return u.Scheme + "://" + u.Host + u.Path
}

// RegistrationForm is the form that the first login of a person leads to.
type RegistrationForm struct {
	Shows string
	Steps []Step // the first begins on the page that the login has led to
}

// Asked reports whether a page is the form.
func (r *RegistrationForm) Asked(p *driver.Page) bool {
	if r == nil || p == nil || !p.HTML() {
		return false
	}
	doc, err := p.Document()
	return err == nil && doc.Find(r.Shows).Length() > 0
}
