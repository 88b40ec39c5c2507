package rp

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"net/url"
)

// handOver is the one script of this Relying Party: it takes what stands behind the #,
// which browsers send to nobody, out of the address and the history, and posts it to the
// same path.
const handOver = `
const form = document.forms[0];
form.elements.response.value = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
form.submit();
`

// handOverPolicy lets the page run that script and no other (Content Security Policy
// Level 3, 6.7.3.3).
var handOverPolicy = func() string {
	sum := sha256.Sum256([]byte(handOver))
	return "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; script-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"
}()

// fragmentPage has the browser hand over a response that stands behind the # (OAuth 2.0
// Multiple Response Type Encoding Practices, 5). Nothing is judged before that post.
func fragmentPage(l *Login) (answer, error) {
	reply, err := page(http.StatusOK, "fragment", map[string]any{
		"Title": "ログインしています", "Action": l.Request.URL.Path, "Script": template.JS(handOver)})
	reply.policy = handOverPolicy
	return reply, err
}

// fragmentResponse reads the response that our own page handed over.
func (l *Login) fragmentResponse() (url.Values, error) {
	params, err := url.ParseQuery(l.Form.Get("response"))
	if err != nil {
		// The parser's error would quote the response, and with it the code.
		return nil, errors.New("want a well-formed response behind the #, got a broken one")
	}
	return params, nil
}
