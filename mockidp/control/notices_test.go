package control_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/control"
	"torii/mockidp/token"
)

func TestAProviderNotifiesAReceiver(t *testing.T) {
	for _, test := range []struct{ provider, order, kind, says string }{
		{"google", `"persona":"G1","kind":"tokens-revoked","ago":"24h"`, "application/secevent+jwt", "oauth/event-type/tokens-revoked"},
		{"apple", `"persona":"P1","kind":"consent-revoked"`, "application/json", "consent-revoked"},
	} {
		t.Run(test.provider, func(t *testing.T) {
			var kind, body string
			receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				b, _ := io.ReadAll(io.LimitReader(r.Body, 64<<10))
				kind, body = r.Header.Get("Content-Type"), string(b)
				w.WriteHeader(http.StatusAccepted)
			}))
			defer receiver.Close()
			m, err := mockidp.New(mockidp.Options{Clock: clock.Still(noon), Salt: t.Name(), Outbound: http.DefaultTransport})
			require.NoError(t, err)
			p := port{control.Handler(control.Options{Mock: m, Recent: control.NewRecent(m.Now)}), m}
			res := p.call(t, http.MethodPost, "/notices", `{"provider":"`+test.provider+`",`+test.order+`,"to":"`+receiver.URL+`/notices"}`)
			require.Equal(t, http.StatusOK, res.Code, res.Body)
			assert.JSONEq(t, `{"status":202}`, res.Body.String())
			assert.Equal(t, test.kind, kind)
			_, signed, _ := strings.Cut(body, "eyJ")
			claims, ok := token.DecodeObject(strings.Split(signed, ".")[1])
			require.True(t, ok, body)
			if test.provider == "google" {
				assert.Equal(t, noon.Add(-24*3600e9).Unix(), must(t)(token.Seconds(claims["iat"])))
				assert.Contains(t, claims["events"], "https://schemas.openid.net/secevent/"+test.says)
				return
			}
			assert.Contains(t, claims["events"], test.says)
		})
	}
}

func must(t *testing.T) func(int64, bool) int64 {
	return func(n int64, ok bool) int64 {
		t.Helper()
		require.True(t, ok)
		return n
	}
}
