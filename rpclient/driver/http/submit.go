package httpdriver

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"torii/rpclient/driver"
)

const urlencoded = "application/x-www-form-urlencoded"

// submit is the request of a form (HTML, form submission algorithm). The submitter may be empty; its formaction,
// formmethod and formenctype go before the form's own attributes. Fields replace values by name.
func (d *document) submit(form, submitter *goquery.Selection, fields url.Values) (*driver.Request, error) {
	target, err := d.action(attribute(form, submitter, "action"))
	if err != nil {
		return nil, err
	}
	entries := d.entries(form, submitter)
	maps.Copy(entries, fields)
	switch method := strings.ToLower(attribute(form, submitter, "method")); method {
	case "post":
		if err := checkEnctype(attribute(form, submitter, "enctype")); err != nil {
			return nil, err
		}
		request := d.request(http.MethodPost, target)
		request.Form = entries
		return request, nil
	case "dialog":
		return nil, fmt.Errorf("%w: its method is dialog", driver.ErrNoControl)
	default:
		target.RawQuery, target.ForceQuery = entries.Encode(), true
		return d.request(http.MethodGet, target), nil
	}
}

// action is the address of a form; an empty one is the page's own, whatever its base.
func (d *document) action(reference string) (*url.URL, error) {
	if reference == "" {
		return resolve(d.page.URL, d.page.URL.String())
	}
	return resolve(d.base, reference)
}

func attribute(form, submitter *goquery.Selection, name string) string {
	if value, ok := submitter.Attr("form" + name); ok {
		return strings.TrimSpace(value)
	}
	return strings.TrimSpace(form.AttrOr(name, ""))
}

// checkEnctype lets unknown encodings pass as urlencoded, which is what they mean.
func checkEnctype(enctype string) error {
	switch strings.ToLower(enctype) {
	case "multipart/form-data", "text/plain":
		return fmt.Errorf("%w: %s", driver.ErrEnctype, enctype)
	}
	return nil
}
