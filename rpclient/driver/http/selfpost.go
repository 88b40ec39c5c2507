package httpdriver

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/PuerkitoBio/goquery"

	"torii/rpclient/driver"
)

// Forms as a script names them right before it submits them.
var (
	formByIndex    = regexp.MustCompile(`forms\[\s*(\d+)\s*\]$`)
	formByName     = regexp.MustCompile(`(?:forms\[\s*["']([^"']+)["']\s*\]|document\.(?:forms\.)?(\w+))$`)
	formByID       = regexp.MustCompile(`getElementById\(\s*["']([^"']+)["']\s*\)$`)
	formBySelector = regexp.MustCompile(`(?:querySelector|\$)\(\s*["']([^"']+)["']\s*\)(?:\[0\])?$`)
)

// selfPosted is the request of a form that a page's own script submits on load, or nil (OAuth 2.0 Form Post Response
// Mode, section 2). A script that submits presses no button and is no person's gesture.
func selfPosted(d *document) (*driver.Request, error) {
	onload := d.Find("body").AttrOr("onload", "")
	for _, script := range append([]string{onload}, d.scripts()...) {
		named, ok := submitsOnLoad(script, onload)
		if !ok {
			continue
		}
		if form := d.namedForm(named); form.Length() > 0 {
			next, err := d.submit(form, form.Slice(0, 0), d.handedOver(form, script))
			if err != nil {
				return nil, fmt.Errorf("form that %s sends by itself: %w", place(d.page.URL), err)
			}
			return next, nil
		}
	}
	return nil, nil
}

// scripts lists the inline scripts that a browser runs.
func (d *document) scripts() []string {
	scripts := d.Find(`script:not([src])`).FilterFunction(func(_ int, script *goquery.Selection) bool {
		return isScriptType(script.AttrOr("type", ""))
	})
	return scripts.Map(func(_ int, script *goquery.Selection) string { return script.Text() })
}

func isScriptType(kind string) bool {
	switch kind {
	case "", "module", "text/javascript", "application/javascript":
		return true
	}
	return false
}

// namedForm is the form an expression stands for. What cannot be read from it is the only form, if there is only one.
func (d *document) namedForm(expression string) *goquery.Selection {
	forms := d.Find("form")
	if m := formByIndex.FindStringSubmatch(expression); m != nil {
		index, err := strconv.Atoi(m[1])
		if err != nil || index >= forms.Length() {
			return forms.Slice(0, 0)
		}
		return forms.Eq(index)
	}
	if m := formByID.FindStringSubmatch(expression); m != nil {
		return d.byID(m[1]).Filter("form")
	}
	if m := formBySelector.FindStringSubmatch(expression); m != nil {
		return d.Find(m[1]).First().Filter("form")
	}
	if m := formByName.FindStringSubmatch(expression); m != nil {
		return forms.FilterFunction(func(_ int, form *goquery.Selection) bool {
			name := m[1] + m[2]
			return form.AttrOr("name", "") == name || form.AttrOr("id", "") == name
		}).First()
	}
	if forms.Length() != 1 {
		return forms.Slice(0, 0)
	}
	return forms
}
