package rp

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/bcrypt"
)

// ticketOn returns what the form that asks about a merge holds, "" where there is none.
func (t *tab) ticketOn(tt *testing.T) string {
	resp := t.do("GET", mergeAsks)
	doc, err := goquery.NewDocumentFromReader(resp.Body)
	require.NoError(tt, err)
	return doc.Find(`#merge input[name="t"]`).AttrOr("value", "")
}

// split makes two members of one person: one who signs in with LINE, one with Google.
func split(t *testing.T, ops pairOfOPs, open func() *tab) (stays, ends *tab) {
	stays, ends = open(), open()
	require.Equal(t, 303, stays.trip("/login/line", ops.line))
	require.Equal(t, 303, ends.trip("/login/google", ops.google))
	return stays, ends
}

func TestAMergeMovesWhatIsTheirsAndLeavesARecord(t *testing.T) {
	app, ops, open := newTabs(t)
	stays, ends := split(t, ops, open)
	_, mine := stays.me()
	_, theirs := ends.me()
	_, err := app.config.DB.Exec(`UPDATE member SET created_at = 7, name = '上野 さくら' WHERE id = ?`, theirs.ID)
	require.NoError(t, err)
	_, err = app.config.DB.Exec(`INSERT INTO business VALUES (?, '1', 'b', 'k', 'p', '')`, theirs.ID)
	require.NoError(t, err)
	_, err = app.config.DB.Exec(`INSERT INTO refresh VALUES ('https://accounts.google.com', ?, 'kept', '')`, ops.google.subject)
	require.NoError(t, err)

	require.Equal(t, 303, stays.trip("/merge/google", ops.google))
	ticket := stays.ticketOn(t)
	require.Equal(t, 303, stays.post(mergeAsks, url.Values{"t": {ticket}}).StatusCode)

	_, now := stays.me()
	require.Equal(t, mine.ID, now.ID)
	require.Equal(t, "上野 さくら", now.Name)
	require.Len(t, now.Identities, 2)
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM member WHERE id = ? AND created_at = 7`, mine.ID))
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM business WHERE member = ?`, mine.ID))
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM refresh WHERE token = 'kept'`))
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM merged WHERE member = ? AND heir = ? AND proven_by = 'google' AND merged_at > 0`, theirs.ID, mine.ID))
	require.Equal(t, 0, count(t, app, `SELECT count(*) FROM session WHERE member = ?`, theirs.ID))
	require.Equal(t, 410, stays.post(mergeAsks, url.Values{"t": {ticket}}).StatusCode, "once")
	status, _ := ends.me()
	require.Equal(t, 401, status)
}

type refusedMerge struct {
	name   string
	before func(t *testing.T, app *App, stays, ends *tab, ops pairOfOPs) // between the page and its button
	ticket func(string) string
	status int
}

func TestNoMergeWithoutALivingProof(t *testing.T) {
	nothing := func(*testing.T, *App, *tab, *tab, pairOfOPs) {}
	same := func(s string) string { return s }
	for _, row := range []refusedMerge{
		{"no ticket", nothing, func(string) string { return "" }, 410},
		{"another ticket", nothing, func(s string) string { return "0" + s[1:] + "0" }, 410},
		{"the other has withdrawn", func(t *testing.T, _ *App, _, ends *tab, _ pairOfOPs) {
			require.Equal(t, 303, ends.post("/withdraw", nil).StatusCode)
		}, same, 410},
		{"the other is suspended", func(t *testing.T, app *App, _, ends *tab, _ pairOfOPs) {
			_, them := ends.me()
			require.NoError(t, Suspend(t.Context(), app.config.DB, them.ID))
		}, same, 403},
		{"signed out", func(t *testing.T, _ *App, stays, _ *tab, _ pairOfOPs) {
			require.Equal(t, 303, stays.post("/logout", nil).StatusCode)
		}, same, 401},
		{"proven anew", func(t *testing.T, _ *App, stays, _ *tab, ops pairOfOPs) {
			require.Equal(t, 303, stays.trip("/merge/google", ops.google))
		}, same, 410},
	} {
		t.Run(row.name, func(t *testing.T) {
			app, ops, open := newTabs(t)
			stays, ends := split(t, ops, open)
			require.Equal(t, 303, stays.trip("/merge/google", ops.google))
			ticket := stays.ticketOn(t)
			require.NotEmpty(t, ticket)
			row.before(t, app, stays, ends, ops)
			require.Equal(t, row.status, stays.post(mergeAsks, url.Values{"t": {row.ticket(ticket)}}).StatusCode)
			require.Zero(t, count(t, app, `SELECT count(*) FROM merged`))
		})
	}
}

func TestWhatProvesNoOtherMembership(t *testing.T) {
	app, ops, open := newTabs(t)
	stays := open()
	require.Equal(t, 303, stays.trip("/login/line", ops.line))
	require.Equal(t, 409, stays.trip("/merge/line", ops.line), "one's own")
	require.Equal(t, 409, stays.trip("/merge/google", ops.google), "nobody's")
	require.Equal(t, 403, stays.post("/merge", url.Values{"email": {"nobody@example.jp"}, "password": {"a long password"}}).StatusCode)
	require.Equal(t, 401, open().trip("/merge/google", ops.google), "signed out")
	require.Equal(t, 401, open().post("/merge", nil).StatusCode)
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM member`))
	require.Zero(t, count(t, app, `SELECT count(*) FROM merging`))
	require.Empty(t, stays.ticketOn(t))
}

func TestTheOneWhoStaysKeepsTheirOwnAddress(t *testing.T) {
	app, _, open := newTabs(t)
	emails, password := []string{"stays@example.jp", "ends@example.jp"}, "a long password"
	for _, email := range emails {
		_, err := AddMember(t.Context(), app.config.DB, email, email, password, bcrypt.MinCost)
		require.NoError(t, err)
	}
	stays := open()
	require.Equal(t, 303, stays.post("/signin", url.Values{"email": {emails[0]}, "password": {password}}).StatusCode)
	require.Equal(t, 303, stays.post("/merge", url.Values{"email": {emails[1]}, "password": {password}}).StatusCode)
	require.Equal(t, 303, stays.post(mergeAsks, url.Values{"t": {stays.ticketOn(t)}}).StatusCode)
	_, now := stays.me()
	require.Equal(t, emails[0], now.Contact)
	require.Equal(t, emails[0], now.Name)
	require.Equal(t, 403, open().post("/signin", url.Values{"email": {emails[1]}, "password": {password}}).StatusCode)
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM mail WHERE recipient = ?`, emails[0]))
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM mail WHERE recipient = ?`, emails[1]))
}

// asked signs two members in, each in many browsers, of which every other one is asked
// whether the one may take over the other, and the rest the other way about.
func asked(t *testing.T, n int) (app *App, ops pairOfOPs, open func() *tab, tabs []*tab, tickets []string) {
	app, ops, open = newTabs(t)
	for i := range n {
		one := open()
		mine, other := "line", "google"
		if i%2 == 1 {
			mine, other = other, mine
		}
		at := map[string]*op{"line": ops.line, "google": ops.google}
		require.Equal(t, 303, one.trip("/login/"+mine, at[mine]))
		if i > 0 { // the other is a member by now
			require.Equal(t, 303, one.trip("/merge/"+other, at[other]))
		}
		tabs = append(tabs, one)
	}
	require.Equal(t, 303, tabs[0].trip("/merge/google", ops.google))
	for _, one := range tabs {
		tickets = append(tickets, one.ticketOn(t))
	}
	return app, ops, open, tabs, tickets
}

func oneOwnerEach(t *testing.T, app *App) {
	t.Helper()
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM member`))
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM merged`))
	require.Equal(t, 2, count(t, app, `SELECT count(*) FROM identity JOIN member ON member = id`))
	require.Equal(t, 2, count(t, app, `SELECT count(*) FROM identity`))
}

func TestMergesOfOnePairAtOnceMakeOneMember(t *testing.T) {
	app, _, _, tabs, tickets := asked(t, crowd/4)
	statuses := atOnce(len(tabs), func(i int) int {
		return tabs[i].post(mergeAsks, url.Values{"t": {tickets[i]}}).StatusCode
	})
	require.Equal(t, 1, statuses[303], statuses)
	require.Zero(t, statuses[500], statuses)
	oneOwnerEach(t, app)
}

func TestAMergeWhileTheOtherIsUsedLeavesOneOwner(t *testing.T) {
	app, ops, open, tabs, tickets := asked(t, crowd/4)
	statuses := atOnce(len(tabs), func(i int) int {
		switch i % 5 {
		case 0:
			return tabs[i].post(mergeAsks, url.Values{"t": {tickets[i]}}).StatusCode
		case 1:
			return tabs[i].trip("/link/line", ops.line)
		case 2:
			return tabs[i].trip("/reauth/line", ops.line)
		case 3:
			return tabs[i].trip("/merge/line", ops.line)
		default:
			return open().trip("/login/google", ops.google)
		}
	})
	require.Zero(t, statuses[500], statuses)
	oneOwnerEach(t, app)
}

// TestAMemberWhoEndsDuringALinkLinksNothing merges at the moment when the other member's
// link waits for the provider.
func TestAMemberWhoEndsDuringALinkLinksNothing(t *testing.T) {
	for name, during := range map[string]string{"on the way out": line().MetadataURL, "on the way back": line().TokenURL} {
		t.Run(name, func(t *testing.T) {
			app, ops, open := newTabs(t)
			_, err := AddMember(t.Context(), app.config.DB, "", "stays@example.jp", "a long password", bcrypt.MinCost)
			require.NoError(t, err)
			stays, ends := open(), open()
			require.Equal(t, 303, stays.post("/signin", url.Values{"email": {"stays@example.jp"}, "password": {"a long password"}}).StatusCode)
			require.Equal(t, 303, ends.trip("/login/google", ops.google))
			require.Equal(t, 303, stays.trip("/merge/google", ops.google))
			ticket, merged := stays.ticketOn(t), 0
			ops.line.wire = func(r *http.Request) (*http.Response, error) {
				if merged == 0 && "https://"+r.URL.Host+r.URL.Path == during {
					merged = stays.post(mergeAsks, url.Values{"t": {ticket}}).StatusCode
				}
				return nil, nil
			}
			require.Equal(t, 401, ends.trip("/link/line", ops.line))
			require.Equal(t, 303, merged)
			require.Equal(t, 1, count(t, app, `SELECT count(*) FROM member`))
			require.Equal(t, 1, count(t, app, `SELECT count(*) FROM identity JOIN member ON member = id`))
		})
	}
}
