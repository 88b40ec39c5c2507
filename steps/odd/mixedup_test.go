package odd_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"torii/reports/verdict"
)

// mixedUps are RPs of several providers, by what becomes of a response at each other callback.
var mixedUps = []entry{
	{an: "RP of three providers that takes a response at its own callback alone", providers: "google line yahoo", rp: rp{redeem: basicAt("yahoo")}, rows: []row{
		{"login-csrf/google-response-mixed-up", verdict.Passed, ""},
		{"login-csrf/line-response-mixed-up", verdict.Passed, ""},
	}},
	{an: "RP of three providers whose last callback takes anybody's response", providers: "google line yahoo", rp: rp{answered: looseAt("yahoo"), redeem: basicAt("yahoo")}, rows: []row{
		{"login/yahoo", verdict.Passed, ""},
		{"login-csrf/google-response-mixed-up", verdict.Failed, "sent the code of a response it should have refused to yahoo (token)"},
		{"login-csrf/line-response-mixed-up", verdict.Failed, "sent the code of a response it should have refused to yahoo (token)"},
	}},
	{an: "RP whose one callback takes posts only, and anybody's response", providers: "google line",
		rp: rp{request: postedBy("google"), around: postsOnly("/callback/google"), answered: inWhateverBrowser}, rows: []row{
			{"login/google", verdict.Passed, ""},
			{"login/line", verdict.Passed, ""},
			{"login-csrf/line-response-mixed-up", verdict.Failed, "sent the code of a response it should have refused to google (token)"},
		}},
}

func TestResponsesAreBroughtToEachOtherCallback(t *testing.T) { judge(t, mixedUps) }

// looseAt is answeredOnce but for one callback.
func looseAt(name string) func(*app, provider, *http.Request) (*pending, error) {
	return func(a *app, p provider, r *http.Request) (*pending, error) {
		if p.name == name {
			return answeredAnywhere(a, p, r)
		}
		return answeredOnce(a, p, r)
	}
}

// basicAt is redeemed but for one provider, which wants the secret in the header.
func basicAt(name string) func(*app, provider, string, string) (string, string, error) {
	return func(a *app, p provider, code, verifier string) (idToken, accessToken string, err error) {
		if p.name == name {
			return byBasic(a, p, code, verifier)
		}
		return redeemed(a, p, code, verifier)
	}
}

// postedBy asks one provider to post its responses.
func postedBy(name string) func(url.Values) {
	return func(query url.Values) {
		if strings.HasSuffix(query.Get("redirect_uri"), name) {
			query.Set("response_mode", "form_post")
		}
	}
}

func postsOnly(path string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == path && r.Method != http.MethodPost {
				http.Error(w, "POST", http.StatusMethodNotAllowed)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// inWhateverBrowser goes by state alone: a post from another site brings no cookie.
func inWhateverBrowser(a *app, _ provider, r *http.Request) (*pending, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	l := a.pending[r.FormValue("state")]
	delete(a.pending, r.FormValue("state"))
	if l == nil || r.FormValue("code") == "" {
		return nil, errors.New("no login of this kind")
	}
	return l, nil
}
