package rp

import (
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPeopleAreToldApartByIssuerAndSubject(t *testing.T) {
	b := newBench(t, google())
	signIn := func() member {
		b.browser = browser{app: b.app}
		resp := b.login()
		require.Equal(t, 303, resp.StatusCode, text(resp))
		_, me := b.me()
		return me
	}
	first := signIn()

	b.op.claims = func(c map[string]any) { c["iss"] = "accounts.google.com" }
	require.Equal(t, first.ID, signIn().ID, "the other spelling is the same issuer")
	b.op.claims = nil

	b.op.email, b.op.name = "new@example.com", "新しい名前"
	renamed := signIn()
	require.Equal(t, first.ID, renamed.ID)
	require.Equal(t, "new@example.com", renamed.Email)
	require.Equal(t, "新しい名前", renamed.Name)

	b.op.subject = "another"
	require.NotEqual(t, first.ID, signIn().ID, "the same address is not the same person")
}

func TestFiftyFirstLoginsMakeOneMember(t *testing.T) {
	b := newBench(t, line())
	ids := make([]string, 50)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			tab := &bench{t: t, app: b.app, op: b.op, browser: browser{app: b.app}}
			if tab.login().StatusCode == http.StatusSeeOther {
				_, me := tab.me()
				ids[i] = me.ID
			}
		})
	}
	wg.Wait()
	for _, id := range ids {
		require.NotEmpty(t, id)
		require.Equal(t, ids[0], id)
	}
	var members int
	require.NoError(t, b.app.config.DB.QueryRow(`SELECT count(*) FROM member`).Scan(&members))
	require.Equal(t, 1, members)
}

func TestVerifiedMeansTheBooleanTrue(t *testing.T) {
	rows := []struct {
		value any
		want  bool
	}{{true, true}, {false, false}, {"true", false}, {nil, false}}
	for _, row := range rows {
		l := &Login{Claims: Object{"email": "a@example.com", "email_verified": row.value}}
		require.Equal(t, row.want, l.Profile().EmailVerified, row.value)
	}
}

func TestVerifiedMayBeTheTextTrueWhereTheProviderWritesItSo(t *testing.T) {
	rows := []struct {
		value any
		want  bool
	}{{true, true}, {false, false}, {"true", true}, {"false", false}, {"1", false}, {nil, false}}
	for _, row := range rows {
		l := &Login{Provider: Provider{VerifiedAsText: true}, UserInfo: Object{"email": "a@example.com", "email_verified": row.value}}
		require.Equal(t, row.want, l.Profile().EmailVerified, row.value)
	}
}
