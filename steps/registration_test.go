package steps_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps/catalog"
)

// registrar is an RP that asks newcomers to register, and trusts every ID token.
type registrar struct {
	mu      sync.Mutex
	members map[string]string // name by subject
}

// subjectOf redeems a code and returns whom the ID token names, unverified.
func subjectOf(r *http.Request) (string, error) {
	res, err := http.PostForm(os.Getenv("TOKEN"), url.Values{"grant_type": {"authorization_code"}, "code": {r.FormValue("code")},
		"redirect_uri": {os.Getenv("ORIGIN") + "/callback"}, "client_id": {os.Getenv("CLIENT_ID")}, "client_secret": {os.Getenv("CLIENT_SECRET")}})
	if err != nil {
		return "", err
	}
	defer func() { _ = res.Body.Close() }()
	var reply struct {
		IDToken string `json:"id_token"`
	}
	if err := json.NewDecoder(res.Body).Decode(&reply); err != nil {
		return "", err
	}
	parts := strings.Split(reply.IDToken, ".")
	if len(parts) != 3 {
		return "", fmt.Errorf("no ID token (%s)", res.Status)
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return "", err
	}
	var claims struct {
		Sub string `json:"sub"`
	}
	err = json.Unmarshal(payload, &claims)
	return "s" + claims.Sub, err
}

func (g *registrar) callback(w http.ResponseWriter, r *http.Request) {
	subject, err := subjectOf(r)
	w.Header().Set("Content-Type", "text/html")
	if err != nil {
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, `<!doctype html><title>No</title><p>You may not come in. <a href="/">Back</a>`)
		return
	}
	g.mu.Lock()
	name, known := g.members[subject]
	g.mu.Unlock()
	if known {
		g.signIn(w, r, name)
		return
	}
	fmt.Fprintf(w, `<!doctype html><title>Join</title><form id="join" method="post" action="/check"><input type="hidden" name="who" value="%s">
		<input id="name" name="full_name"><input type="checkbox" id="news" name="news" value="1" checked><button>次へ</button></form>`, subject)
}

// check shows once more what was filled in (確認).
func (g *registrar) check(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	if r.FormValue("news") != "" || r.FormValue("full_name") == "" {
		http.Error(w, "nobody asked for news", http.StatusBadRequest)
		return
	}
	fmt.Fprintf(w, `<!doctype html><title>Check</title><form method="post" action="/done"><input type="hidden" name="who" value="%s">
		<input type="hidden" name="full_name" value="%s"><button id="yes">登録する</button></form>`, r.FormValue("who"), r.FormValue("full_name"))
}

func (g *registrar) done(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	name := fmt.Sprintf("%s-%d", r.FormValue("full_name"), len(g.members))
	g.members[r.FormValue("who")] = name
	g.mu.Unlock()
	g.signIn(w, r, name)
}

func (g *registrar) signIn(w http.ResponseWriter, r *http.Request, name string) {
	http.SetCookie(w, &http.Cookie{Name: "in", Value: url.QueryEscape(name), Path: "/", HttpOnly: true})
	http.Redirect(w, r, "/", http.StatusFound)
}

func (g *registrar) me(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("in")
	if err != nil {
		nobody(w, r)
		return
	}
	name, _ := url.QueryUnescape(c.Value)
	_ = json.NewEncoder(w).Encode(map[string]string{"user": name})
}

const registrationFields = `
registration:
  shows: "#join"
  steps:
    - {fill: {"#name": "{{.Name}}", "#news": ""}, select: "#join button"}
    - {select: "#yes"}`

func TestPeopleRegisterAtTheirFirstLogin(t *testing.T) {
	t.Parallel()
	want := map[string]struct {
		verdict verdict.Verdict
		says    string
	}{
		"login/google":              {verdict.Passed, ""},
		"two-people/google":         {verdict.Passed, ""},
		"claims/google-nonce-wrong": {verdict.Failed, string(event.SignedIn)},
		"claims/google-sub-empty":   {verdict.Failed, string(event.Registration)},
	}
	run := judgeFile(t, oddFile(t, "asks to register", registrationFields), func(r catalog.Row) bool { _, ok := want[r.ID]; return ok })
	require.GreaterOrEqual(t, len(run.Rows), 4)
	for _, row := range run.Rows {
		require.Equal(t, want[row.ID].verdict, row.Verdict, "%s: %s", row.ID, row.Reason)
		require.Contains(t, row.Reason.EN, want[row.ID].says, row.ID)
	}
}
