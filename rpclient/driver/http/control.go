package httpdriver

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"torii/rpclient/driver"
)

// activate is the request that a click on the selected control makes.
func activate(on *driver.Page, selector string, fields url.Values) (*driver.Request, error) {
	if on == nil || on.URL == nil {
		return nil, fmt.Errorf("%w: %q: there is no page", driver.ErrNoControl, selector)
	}
	doc, err := read(on)
	if err != nil {
		return nil, err
	}
	control, err := doc.control(selector)
	if err != nil {
		return nil, err
	}
	request, err := doc.click(control, fields)
	if err != nil {
		return nil, doc.complain(selector, err)
	}
	request.Gesture = true
	return request, nil
}

// control finds the link, button or form that a selector names or that surrounds what it names.
func (d *document) control(selector string) (*goquery.Selection, error) {
	matcher, err := cascadia.Compile(selector)
	if err != nil {
		return nil, d.complain(selector, fmt.Errorf("%w: not a selector: %w", driver.ErrNoControl, err))
	}
	found := d.FindMatcher(goquery.SingleMatcher(matcher))
	if found.Length() == 0 {
		return nil, d.complain(selector, fmt.Errorf("%w: nothing found", driver.ErrNoControl))
	}
	if found.Is("form") {
		return found, nil
	}
	control := found.Closest("a[href], area[href], button, input")
	if control.Length() == 0 {
		return nil, d.complain(selector, fmt.Errorf("%w: neither a link nor a button nor a form", driver.ErrNoControl))
	}
	return control, nil
}

func (d *document) click(control *goquery.Selection, fields url.Values) (*driver.Request, error) {
	switch {
	case control.Is("form"):
		return d.submit(control, d.defaultButton(control), fields)
	case control.Is("a, area"):
		return d.followLink(control, fields)
	case !isSubmit(control):
		return nil, fmt.Errorf("%w: it submits nothing without a script", driver.ErrNoControl)
	case isDisabled(control):
		return nil, fmt.Errorf("%w: it is disabled", driver.ErrNoControl)
	}
	form := d.owner(control)
	if form.Length() == 0 {
		return nil, fmt.Errorf("%w: it belongs to no form", driver.ErrNoControl)
	}
	return d.submit(form, control, fields)
}

// followLink is the request of a hyperlink (HTML, following hyperlinks).
func (d *document) followLink(link *goquery.Selection, fields url.Values) (*driver.Request, error) {
	if len(fields) > 0 {
		return nil, fmt.Errorf("%w: a link takes no fields", driver.ErrNoControl)
	}
	request, err := d.get(link.AttrOr("href", ""))
	if err != nil {
		return nil, err
	}
	if policy := strings.ToLower(link.AttrOr("referrerpolicy", "")); isPolicy(policy) {
		request.ReferrerPolicy = policy
	}
	if link.Is("[rel~=noreferrer i]") {
		request.ReferrerPolicy = "no-referrer"
	}
	return request, nil
}

// complain says which selector failed, and on which page.
func (d *document) complain(selector string, err error) error {
	return fmt.Errorf("selector %q on %s (%d %s, title %q): %w",
		selector, place(d.page.URL), d.page.Status, http.StatusText(d.page.Status), d.page.Title(), err)
}
