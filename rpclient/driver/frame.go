package driver

import (
	"net/http"
	"slices"
	"strings"
)

// Framable tells whether a browser shows an answer with these fields in a frame of any other site: frame-ancestors
// (Content Security Policy Level 3, 6.4.2) decides where it is there, X-Frame-Options (HTML, 7.6) where it is not.
func Framable(h http.Header) bool {
	told := false
	for policy := range strings.SplitSeq(strings.Join(h.Values("Content-Security-Policy"), ","), ",") {
		for directive := range strings.SplitSeq(policy, ";") {
			words := strings.Fields(strings.ToLower(directive))
			if len(words) == 0 || words[0] != "frame-ancestors" {
				continue
			}
			if told = true; !slices.ContainsFunc(words[1:], anybody) {
				return false
			}
		}
	}
	if told {
		return true
	}
	for value := range strings.SplitSeq(strings.Join(h.Values("X-Frame-Options"), ","), ",") {
		if value = strings.ToLower(strings.TrimSpace(value)); value == "deny" || value == "sameorigin" {
			return false
		}
	}
	return true
}

// anybody are sources that are every site there is.
func anybody(source string) bool { return source == "*" || source == "https:" || source == "http:" }
