package target

import (
	"net/url"
	"slices"
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
	return r != nil && Shows(p, r.Shows)
}

// Shows reports whether a page has what a selector names.
func Shows(p *driver.Page, selector string) bool {
	if p == nil || !p.HTML() {
		return false
	}
	doc, err := p.Document()
	return err == nil && doc.Find(selector).Length() > 0
}

// Complaint is what a page says is wrong with what was typed there; "" where it says nothing that can be told from the rest.
func Complaint(p *driver.Page) string {
	if p == nil || !p.HTML() {
		return ""
	}
	doc, err := p.Document()
	if err != nil {
		return ""
	}
	var said []string
	length := 0
	doc.Find(complaints).Each(func(_ int, s *goquery.Selection) {
		text := collapsed(s.Text())
		if text != "" && s.Find(complaints).Length() == 0 && !slices.Contains(said, text) && length+len(text) <= maxComplaint {
			said, length = append(said, text), length+len(text)
		}
	})
	return strings.Join(said, " / ")
}

// complaints are where pages say what is wrong with a form: by role, or as their classes and ids are mostly called.
const complaints = `[role="alert"], [aria-live]:not([aria-live="off"]), [class*="error" i]:not(form):not(body), [class*="alert" i], [class*="invalid" i]:not(input), [id*="error" i]:not(form):not(body)`

// maxComplaint bounds it, in bytes.
const maxComplaint = 400
