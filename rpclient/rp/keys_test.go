package rp

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const certs = "/oauth2/v3/certs"

func TestKeysAreKeptAndFetchedAnew(t *testing.T) {
	rows := []struct {
		name string
		run  func(t *testing.T, b *bench)
		want int // fetches in all
	}{
		{"kept between logins", func(t *testing.T, b *bench) {
			require.Equal(t, 303, b.login().StatusCode)
		}, 1},
		{"rotation right after the first fetch", func(t *testing.T, b *bench) {
			b.op.signer = 1
			require.Equal(t, 303, b.login().StatusCode)
		}, 2},
		{"rotation right after a stray kid", func(t *testing.T, b *bench) {
			strayKid(t, b)
			b.op.signer = 1
			require.Equal(t, 303, b.login().StatusCode)
		}, 3},
		{"stray kids are bounded", func(t *testing.T, b *bench) {
			for range refetchMax + 3 {
				strayKid(t, b)
			}
		}, 1 + refetchMax},
		{"the bound lifts", func(t *testing.T, b *bench) {
			for range refetchMax {
				strayKid(t, b)
			}
			b.now = b.now.Add(refetchWindow)
			b.op.signer = 1
			require.Equal(t, 303, b.login().StatusCode)
		}, 2 + refetchMax},
		{"stale", func(t *testing.T, b *bench) {
			b.now = b.now.Add(keysDefaultAge)
			require.Equal(t, 303, b.login().StatusCode)
		}, 2},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, google())
			require.Equal(t, 303, b.login().StatusCode)
			row.run(t, b)
			require.Equal(t, row.want, b.op.called(certs))
		})
	}
}

// strayKid is a login whose ID token names a key that is not published.
func strayKid(t *testing.T, b *bench) {
	b.op.sign = func(o *op, payload any) string {
		unpublished := &op{t: o.t, p: o.p, signer: 1 - o.signer}
		return unpublished.signed(payload)
	}
	require.Equal(t, 400, b.login().StatusCode)
	b.op.sign = nil
}

func TestMaxAge(t *testing.T) {
	rows := []struct {
		header string
		want   time.Duration
	}{
		{"", keysDefaultAge},
		{"no-cache", keysDefaultAge},
		{"public, max-age=23474, must-revalidate, no-transform", 23474 * time.Second},
		{"MAX-AGE=600", 10 * time.Minute},
		{"max-age=0", keysMinAge},
		{"max-age=-1", keysMinAge},
		{"max-age=99999999", keysMaxAge},
		{"max-age=soon", keysDefaultAge},
	}
	for _, row := range rows {
		require.Equal(t, row.want, maxAge(http.Header{"Cache-Control": {row.header}}), row.header)
	}
}
