package rp

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestSomebodyNewIsAskedOnce(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	app, ops, open := newTabs(t)
	config := app.config
	config.AskFirst, config.Now = true, func() time.Time { return now }
	ops.line.now, ops.google.now = config.Now, config.Now
	app, err := New(config)
	require.NoError(t, err)
	asked := func() *tab {
		b := open()
		b.app = app
		require.Equal(t, 200, b.trip("/login/line", ops.line), "the question")
		return b
	}

	b := asked()
	require.Zero(t, count(t, app, `SELECT (SELECT count(*) FROM member) + (SELECT count(*) FROM identity)`))
	stranger := open()
	stranger.app = app
	require.Equal(t, 410, stranger.post("/welcome", url.Values{}).StatusCode, "who was not asked answers nothing")
	now = now.Add(askedFor)
	require.Equal(t, 410, b.post("/welcome", nil).StatusCode, "too late")

	b = asked()
	require.Equal(t, 303, b.post("/welcome", nil).StatusCode)
	status, me := b.me()
	require.Equal(t, 200, status)
	require.Len(t, me.Identities, 1)
	require.Equal(t, 410, b.post("/welcome", nil).StatusCode, "one answer")
	require.Equal(t, 1, count(t, app, `SELECT count(*) FROM member`))
	again := open()
	again.app = app
	require.Equal(t, 303, again.trip("/login/line", ops.line), "a member is not asked")
}
