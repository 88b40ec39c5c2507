package odd_test

import (
	"net/http"
	"testing"

	"torii/reports/verdict"
)

// realGoogle is where a Relying Party sends people that nobody has told of the mocks.
const realGoogle = "https://accounts.google.com/o/oauth2/v2/auth"

// metadata is where a cloud keeps its machines' secrets.
const metadata = "http://169.254.169.254/latest/meta-data/"

// leads answers with a redirect to an address that stands in the code.
func leads(to string) func(*app) http.HandlerFunc {
	return func(*app) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, to+"?client_id=demo&state=s3cr3t-of-a-login", http.StatusFound)
		}
	}
}

// doorOnes are RPs that lead a browser past the doors, where it must not follow.
var doorOnes = []entry{
	{an: "RP that still points to the real Google", providers: "google line",
		rp: rp{pages: map[string]func(*app) http.HandlerFunc{"GET /login/google": leads(realGoogle)}},
		rows: []row{
			{"login/google", verdict.Failed, "the RP still points to the real Google: " + realGoogle + "; nothing was asked of it. "},
			{"claims/google-nonce-wrong", verdict.Vacuous, "of torii.yaml gives it the mock's address: have the RP use it"},
			{"state/google-state-wrong", verdict.Vacuous, "the RP still points to the real Google"},
			{"login/line", verdict.Passed, ""},
			{"claims/line-nonce-wrong", verdict.Passed, ""},
		}},
	{an: "RP that points to the real LINE, of which torii.yaml has no word", providers: "google",
		file: "", rp: rp{pages: map[string]func(*app) http.HandlerFunc{"GET /login/google": leads("https://access.line.me/oauth2/v2.1/authorize")}},
		rows: []row{
			{"login/google", verdict.Failed, "give it LINE_AUTHORIZATION_ENDPOINT=http://127.0.0.1:"},
			{"state/google-state-wrong", verdict.Vacuous, "the RP still points to the real LINE"},
		}},
	{an: "RP that leads to a cloud's metadata", providers: "google line",
		rp: rp{pages: map[string]func(*app) http.HandlerFunc{"GET /login/google": leads(metadata)}},
		rows: []row{
			{"login/google", verdict.Failed, "the RP leads to " + metadata + ", a host that is neither its own nor mocked; nothing was asked of it"},
			{"state/google-state-wrong", verdict.Vacuous, "neither its own nor mocked"},
			{"login/line", verdict.Passed, ""},
		}},
	{an: "RP that shows people a site of its own kind once they are signed in", providers: "google",
		rp: rp{around: welcomes("https://www.shop.example.test/welcome")},
		rows: []row{
			{"login/google", verdict.Passed, ""},
			{"claims/google-nonce-wrong", verdict.Passed, ""},
		}},
}

// welcomes sends who comes back to the start page, signed in, to another site.
func welcomes(to string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, err := r.Cookie("session"); err == nil && r.URL.Path == "/" {
				http.Redirect(w, r, to, http.StatusFound)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func TestNoDoorLeadsElsewhere(t *testing.T) { judge(t, doorOnes) }
