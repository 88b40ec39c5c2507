package httpdriver

import (
	"net/url"
	"regexp"

	"github.com/PuerkitoBio/goquery"
)

// takesHash matches a script that puts what stands behind the # of its page's address into a field, named by id or as
// a member of the form's elements. Only Chromium runs scripts that are written otherwise.
var takesHash = regexp.MustCompile(`(?:\.(\w+)|\[\s*["']([^"']+)["']\s*\]|getElementById\(\s*["']([^"']+)["']\s*\))\.value\s*=\s*` +
	`(?:window\.|document\.)*location\.hash(?:\.(slice|substring|substr|replace)\(\s*(?:1|["']#["']\s*,\s*["']["'])\s*\))?`)

// handedOver are the fields of a form that its page's script fills with what stands behind the #: an authorization
// response that came as a fragment (OAuth 2.0 Multiple Response Type Encoding Practices, 5).
func (d *document) handedOver(form *goquery.Selection, script string) url.Values {
	fields := url.Values{}
	for _, m := range takesHash.FindAllStringSubmatch(script, -1) {
		hash := d.page.URL.EscapedFragment()
		if hash != "" && m[4] == "" {
			hash = "#" + hash
		}
		d.controls(form).Each(func(_ int, control *goquery.Selection) {
			named := m[1] + m[2] + m[3]
			if name := control.AttrOr("name", ""); name != "" && (name == named || control.AttrOr("id", "") == named) {
				fields.Set(name, hash)
			}
		})
	}
	return fields
}
