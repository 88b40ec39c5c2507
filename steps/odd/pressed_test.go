package odd_test

import (
	"net/http"
	"testing"

	"torii/reports/verdict"
)

// presses are RPs by what another site can have people press, or open.
var presses = []entry{
	{an: "RP whose pages are in no frame, and that logs out by POST alone", rp: rp{around: unframed}, rows: []row{
		{"framed/google-login", verdict.Passed, ""},
		{"get-logout/google", verdict.Passed, ""},
	}},
	{an: "RP whose pages are in any frame", rows: []row{
		{"framed/google-login", verdict.Warned, "another site may show the page in a frame"},
	}},
	{an: "RP that a link logs out as well", rp: rp{pages: map[string]func(a *app) http.HandlerFunc{
		"GET /logout": func(a *app) http.HandlerFunc { return a.logout },
	}}, rows: []row{
		{"logout/google", verdict.Passed, ""},
		{"get-logout/google", verdict.Warned, "is signed in as their own member"},
	}},
}

func unframed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Frame-Options", "DENY")
		next.ServeHTTP(w, r)
	})
}

func TestWhatOtherSitesHavePeoplePress(t *testing.T) { judge(t, presses) }
