package rp

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/bcrypt"
)

// two providers behind one back channel.
type pairOfOPs struct{ line, google *op }

func (p pairOfOPs) RoundTrip(r *http.Request) (*http.Response, error) {
	for _, o := range []*op{p.line, p.google} {
		if slices.Contains([]string{o.p.MetadataURL, o.p.TokenURL, o.p.UserInfoURL, o.p.JWKSURL}, "https://"+r.URL.Host+r.URL.Path) {
			return o.RoundTrip(r)
		}
	}
	return reply(404, nil), nil
}

// tab is one browser of many, at two providers.
type tab struct {
	browser
	ops pairOfOPs
}

func (t *tab) post(address string, form url.Values) *http.Response {
	r := httptest.NewRequest(http.MethodPost, testOrigin+address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if t.cookie != "" {
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: t.cookie})
	}
	w := httptest.NewRecorder()
	t.app.ServeHTTP(w, r)
	resp := w.Result()
	for _, c := range resp.Cookies() {
		if c.Name == sessionCookie {
			t.cookie = c.Value
		}
	}
	return resp
}

// trip presses a button that leads to a provider, and comes back. It returns the last
// status: 303 is success.
func (t *tab) trip(address string, o *op) int {
	resp := t.post(address, nil)
	location := resp.Header.Get("Location")
	if resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(location, o.p.AuthURL) {
		return resp.StatusCode
	}
	return t.do("GET", "/callback/"+o.p.ID+"?"+o.authorize(location).Encode()).StatusCode
}

func newTabs(t *testing.T) (*App, pairOfOPs, func() *tab) {
	b := newBench(t, line())
	ops := pairOfOPs{b.op, newOP(t, google(), b.op.now)}
	app, err := New(Config{Origin: testOrigin, Providers: []Provider{line(), google()}, DB: b.app.config.DB,
		Transport: ops, Now: b.op.now, PasswordCost: bcrypt.MinCost})
	require.NoError(t, err)
	return app, ops, func() *tab { return &tab{browser: browser{app: app}, ops: ops} }
}

// atOnce does n things at the same time, and counts the statuses they end with.
func atOnce(n int, do func(i int) int) map[int]int {
	statuses, start := make([]int, n), make(chan struct{})
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { <-start; statuses[i] = do(i) })
	}
	close(start)
	wg.Wait()
	counted := map[int]int{}
	for _, s := range statuses {
		counted[s]++
	}
	return counted
}

func count(t *testing.T, app *App, query string, args ...any) (n int) {
	require.NoError(t, app.config.DB.QueryRow(query, args...).Scan(&n))
	return n
}

const crowd = 200

func TestTwoHundredFirstLoginsAtOnceMakeOneMember(t *testing.T) {
	app, ops, open := newTabs(t)
	statuses := atOnce(crowd, func(int) int { return open().trip("/login/line", ops.line) })
	require.Equal(t, map[int]int{303: crowd}, statuses)
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM member`))
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM identity`))
}

func TestTwoHundredMembersWhoLinkOneAccountLeaveItOneOwner(t *testing.T) {
	app, ops, open := newTabs(t)
	tabs := make([]*tab, crowd)
	for i := range tabs {
		tabs[i] = open()
		email, password := fmt.Sprintf("member%d@example.jp", i), "a long password"
		_, err := AddMember(t.Context(), app.config.DB, "", email, password, bcrypt.MinCost)
		require.NoError(t, err)
		require.Equal(t, 303, tabs[i].post("/signin", url.Values{"email": {email}, "password": {password}}).StatusCode)
	}
	statuses := atOnce(crowd, func(i int) int { return tabs[i].trip("/link/google", ops.google) })
	require.Equal(t, map[int]int{303: 1, 409: crowd - 1}, statuses)
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM identity`))
	require.Equal(t, crowd, count(t, app, `SELECT count(*) FROM member`))
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM mail`), "one change, one notice")
}

func TestTwoHundredUnlinksAtOnceLeaveAWayIn(t *testing.T) {
	app, ops, open := newTabs(t)
	tabs := make([]*tab, crowd)
	for i := range tabs {
		tabs[i] = open()
		require.Equal(t, 303, tabs[i].trip("/login/line", ops.line))
	}
	require.Equal(t, 303, tabs[0].trip("/link/google", ops.google))
	providers := []string{"line", "google"}
	statuses := atOnce(crowd, func(i int) int {
		return tabs[i].post("/unlink/"+providers[i%2], nil).StatusCode
	})
	require.Zero(t, statuses[500])
	require.Equal(t, crowd, statuses[303]+statuses[409])
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM identity`))
}

func TestLinkingAndUnlinkingAtOnceKeepsOneOwner(t *testing.T) {
	app, ops, open := newTabs(t)
	tabs := make([]*tab, crowd)
	for i := range tabs {
		tabs[i] = open()
		require.Equal(t, 303, tabs[i].trip("/login/line", ops.line))
	}
	statuses := atOnce(crowd, func(i int) int {
		switch i % 3 {
		case 0:
			return tabs[i].post("/unlink/google", nil).StatusCode
		case 1:
			return open().trip("/login/google", ops.google)
		default:
			return tabs[i].trip("/link/google", ops.google)
		}
	})
	require.Zero(t, statuses[500], statuses)
	require.LessOrEqual(t, count(t, app, `SELECT count(*) FROM identity WHERE issuer = ?`, google().Issuer), 1)
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM identity WHERE issuer = ?`, line().Issuer))
	require.Zero(t, count(t, app, `SELECT count(*) FROM identity WHERE member NOT IN (SELECT id FROM member)`))
}

func TestNoMailTokenIsStoredAsItIs(t *testing.T) {
	app, _, open := newTabs(t)
	require.Equal(t, 303, open().post("/register", url.Values{"email": {"new@example.jp"}}).StatusCode)
	secret := secretMailed(t, app, "new@example.jp")
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM ticket WHERE id = ?`, Hash(secret)))
	require.Zero(t, count(t, app, `SELECT count(*) FROM ticket WHERE id = CAST(? AS BLOB)`, secret))
}

func TestALinkInAMailIsLookedAtForNothingAndUsedOnce(t *testing.T) {
	app, _, open := newTabs(t)
	open().post("/register", url.Values{"email": {"New@Example.jp"}})
	secret := secretMailed(t, app, "new@example.jp")
	for range 2 {
		require.Equal(t, 200, open().do("GET", "/join?t="+secret).StatusCode, "a scanner opens it")
	}
	require.Equal(t, 410, open().do("GET", "/reset?t="+secret).StatusCode, "for another purpose it is none")
	short := open().post("/join", url.Values{"t": {secret}, "password": {"short"}})
	require.Equal(t, 400, short.StatusCode)
	joined := open()
	require.Equal(t, 303, joined.post("/join", url.Values{"t": {secret}, "password": {"long enough"}, "name": {"花子"}}).StatusCode)
	_, me := joined.me()
	require.Equal(t, "new@example.jp", me.Contact)
	require.Equal(t, 410, open().post("/join", url.Values{"t": {secret}, "password": {"long enough"}}).StatusCode)
	require.Equal(t, 303, open().post("/signin", url.Values{"email": {"NEW@example.JP"}, "password": {"long enough"}}).StatusCode)
}

func TestRegistrationTellsNobodyWhoIsAMember(t *testing.T) {
	app, _, open := newTabs(t)
	_, err := AddMember(t.Context(), app.config.DB, "", "known@example.jp", "long enough", bcrypt.MinCost)
	require.NoError(t, err)
	for _, form := range []string{"/register", "/recover"} {
		for _, address := range []string{"known@example.jp", "unknown@example.jp"} {
			resp := open().post(form, url.Values{"email": {address}})
			body, err := io.ReadAll(resp.Body)
			require.NoError(t, err)
			require.Equal(t, "303 /sent ", fmt.Sprint(resp.StatusCode, " ", resp.Header.Get("Location"), " ", string(body)), form+" "+address)
		}
	}
}

func TestALinkToTheFormerAddressEndsWithIt(t *testing.T) {
	app, _, open := newTabs(t)
	_, err := AddMember(t.Context(), app.config.DB, "", "old@example.jp", "long enough", bcrypt.MinCost)
	require.NoError(t, err)
	owner := open()
	require.Equal(t, 303, owner.post("/signin", url.Values{"email": {"old@example.jp"}, "password": {"long enough"}}).StatusCode)
	require.Equal(t, 303, open().post("/recover", url.Values{"email": {"old@example.jp"}}).StatusCode)
	former := secretMailed(t, app, "old@example.jp")
	require.Equal(t, 303, owner.post("/email", url.Values{"email": {"new@example.jp"}}).StatusCode)
	require.Equal(t, 303, owner.post("/move", url.Values{"t": {secretMailed(t, app, "new@example.jp")}}).StatusCode)
	require.Equal(t, 410, open().post("/reset", url.Values{"t": {former}, "password": {"another one"}}).StatusCode)
}

// secretMailed is what the link mailed last to an address holds.
func secretMailed(t *testing.T, app *App, address string) string {
	t.Helper()
	mails, err := Mails(t.Context(), app.config.DB, address)
	require.NoError(t, err)
	require.NotEmpty(t, mails)
	_, after, found := strings.Cut(mails[len(mails)-1].Text, "?t=")
	require.True(t, found)
	return strings.Fields(after)[0]
}
