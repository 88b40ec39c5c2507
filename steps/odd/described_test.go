package odd_test

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
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
	{an: "RP that asks newcomers to fill in a form with choices", providers: "google line", rp: joining(nothing),
		file: registration(`{"#email": "{{.Email}}", "#gender": "答えない", "#pref": "北海道", "#born": "1990/4/1", "#terms": "yes"}`), rows: []row{
			{"login/google", verdict.Passed, ""},
			{"login/line", verdict.Passed, ""},
			{"claims/google-nonce-wrong", verdict.Passed, ""},
		}},
	{an: "RP that does not take what torii.yaml fills in", rp: joining(nothing),
		file: registration(`{"#email": "nobody", "#gender": "答えない", "#pref": "北海道", "#born": "1990/4/1", "#terms": "yes"}`), rows: []row{
			{"login/google", verdict.Vacuous, "Write a whole e-mail address"},
			{"claims/google-nonce-wrong", verdict.Vacuous, "Write a whole e-mail address"},
		}},
	{an: "RP that signs in whoever holds any ID token, and asks newcomers to fill in a form", rp: joining(believesAll),
		file: registration(`{"#email": "{{.Email}}", "#gender": "答えない", "#pref": "北海道", "#born": "1990/4/1", "#terms": "yes"}`), rows: []row{
			{"login/google", verdict.Passed, ""},
			{"claims/google-nonce-wrong", verdict.Failed, "signed in"},
		}},
}

// registration describes the form of joining.
func registration(fill string) string {
	return "registration: {shows: \"#join\", steps: [{fill: " + fill + ", select: \"#join\"}, {select: \"#sure\"}]}\n"
}

func nothing(*rp) {}

func believesAll(r *rp) {
	r.verify = func(_ *app, _ provider, _ *pending, idToken string) (claims, error) { return unverified(idToken) }
}

// address is an e-mail address as the form wants it.
var address = regexp.MustCompile(`^[^@]+@[^@]+$`)

// joining is an RP whose newcomers fill in a form (入力 → 確認 → 完了).
func joining(more func(*rp)) rp {
	r := rp{joins: func(_ *app, w http.ResponseWriter, member string) { asks(w, member, "") },
		pages: map[string]func(*app) http.HandlerFunc{"POST /join": joined, "POST /sure": sure}}
	more(&r)
	return r
}

func asks(w http.ResponseWriter, member, complaint string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<!doctype html><html lang="ja"><title>Join</title>%s<form id="join" method="post" action="/join"><input type="hidden" name="who" value="%s">
		<input id="email" name="email"><label><input type="radio" id="gender" name="gender" value="f">女性</label><label><input type="radio" name="gender" value="-">答えない</label>
		<select id="pref" name="pref"><option value="">選ぶ</option><option value="01">北海道</option><option value="13">東京都</option></select>
		<input type="date" id="born" name="born"><input type="checkbox" id="terms" name="terms" value="agreed-2026"><button>次へ</button></form><p><a href="/">Home</a>`,
		complaint, html.EscapeString(member))
}

func joined(*app) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		said := ""
		switch {
		case !address.MatchString(r.FormValue("email")):
			said = "Write a whole e-mail address."
		case r.FormValue("gender") != "-" || r.FormValue("pref") != "01" || r.FormValue("born") != "1990-04-01" || r.FormValue("terms") != "agreed-2026":
			said = "Choose what there is to choose."
		}
		if said != "" {
			asks(w, r.FormValue("who"), `<p role="alert">`+said+`</p>`)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><title>Sure?</title><form id="sure" method="post" action="/sure"><input type="hidden" name="who" value="%s"><button>登録する</button></form>`,
			html.EscapeString(r.FormValue("who")))
	}
}

func sure(a *app) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { a.signIn(w, r, r.FormValue("who")) }
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
