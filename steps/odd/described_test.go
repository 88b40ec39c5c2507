package odd_test

import (
	"fmt"
	"net/http"
	"testing"

	"torii/reports/verdict"
)

// describedOnes are RPs that torii.yaml must be able to describe as they are.
var describedOnes = []entry{
	{an: "RP whose logins come back to a broker at an origin of its own", providers: "google line", rp: rp{broker: "broker"}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"login/line", verdict.Passed, ""},
		{"claims/google-nonce-wrong", verdict.Passed, ""},
		{"state/google-state-wrong", verdict.Passed, ""},
		{"login-csrf/google-other-browser", verdict.Passed, ""},
	}},
	{an: "RP that names the member in an attribute", rp: rp{session: inAnAttribute},
		file: "session: {page: /me, shows: \"#me\", member: {css: \"#me\", attr: value}}\nkeys: {refetch_after: 0s}\n", rows: []row{
			{"login/google", verdict.Passed, ""},
			{"two-people/google", verdict.Passed, ""},
			{"claims/google-nonce-wrong", verdict.Passed, ""},
		}},
}

func inAnAttribute(w http.ResponseWriter, _ *http.Request, member string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if member == "" {
		fmt.Fprint(w, `<!doctype html><title>Nobody</title><a href="/">Log in</a>`)
		return
	}
	fmt.Fprintf(w, `<!doctype html><title>Profile</title><form><input id="me" name="member" value="%s"></form>`, member)
}

func TestRelyingPartiesAreDescribedAsTheyAre(t *testing.T) { judge(t, describedOnes) }
