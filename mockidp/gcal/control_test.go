package gcal_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/fixtures/key"
	"torii/fixtures/workspace"
	"torii/mockidp/control/route"
	"torii/mockidp/gcal"
	"torii/mockidp/gcal/fault"
	"torii/reports/event"
)

func (f fake) order(method, target, body string) *httptest.ResponseRecorder {
	f.t.Helper()
	w := httptest.NewRecorder()
	route.Mux(f.Routes()).ServeHTTP(w, httptest.NewRequest(method, target, strings.NewReader(body)))
	return w
}

func TestTheControlPort(t *testing.T) {
	f := open(t, nil, nil)
	for _, row := range []struct {
		method, target, body string
		status               int
		says                 string
	}{
		{"GET", "/workspace", "", 200, `"domain":"hinode.example.jp"`},
		{"POST", "/workspace", `{"do":"user","of":"` + tanaka + `","to":"suspended"}`, 200, "suspended"},
		{"POST", "/workspace", `{"do":"user","of":"` + tanaka + `","to":"asleep"}`, 400, "allowed: active, suspended"},
		{"POST", "/workspace", `{"do":"user","of":"x@y"}`, 400, "is unknown; allowed: " + sender},
		{"POST", "/workspace", `{"does":"user"}`, 400, "unknown field"},
		{"POST", "/plans", `{"fault":"rate-limit","sender":"` + sender + `"}`, 200, "plan-1"},
		{"POST", "/plans", `{"fault":"nonsense"}`, 400, "allowed"},
		{"GET", "/plans", "", 200, `"met":0`},
		{"DELETE", "/plans", "", 204, ""},
		{"GET", "/plans", "", 200, "[]"},
		{"POST", "/guide", `{"step":"1-2"}`, 400, "project"},
		{"POST", "/guide", `{"step":"1-1","project":"p1"}`, 200, `"done":["1-1"]`},
		{"GET", "/outbox", "", 200, "[]"},
		{"GET", "/notifications", "", 200, "[]"},
		{"GET", "/events?calendar=" + tanaka, "", 200, "tanakabusy0001"},
		{"GET", "/events?calendar=x", "", 400, "unknown"},
		{"GET", "/key?account=" + saOK + "&kind=json", "", 200, `"type": "service_account"`},
		{"GET", "/key?account=" + saOK + "&kind=pem", "", 400, "allowed: json, p12"},
	} {
		w := f.order(row.method, row.target, row.body)
		require.Equal(t, row.status, w.Code, row.target+" "+row.body+w.Body.String())
		require.Contains(t, w.Body.String(), row.says, row.target)
	}
	_, err := f.as(tanaka).Events.List("primary").Do()
	refused(t, err, 403, "notACalendarUser")
	_, err = gcal.New(gcal.Options{Set: map[string]string{"meet": "sometimes"}})
	require.ErrorContains(t, err, "allowed: success, pending, failure")
}

func TestEveryKeyFileOpens(t *testing.T) {
	doc, err := workspace.Default()
	require.NoError(t, err)
	files := key.Spares()
	for _, a := range doc.Accounts {
		for _, k := range a.Keys {
			files = append(files, k.File)
		}
	}
	for _, name := range files {
		_, err := key.ServicePublic(name)
		require.NoError(t, err, name)
		_, err = key.P12(name)
		require.NoError(t, err, name)
	}
	_, err = key.P12("nobody")
	require.ErrorContains(t, err, "nobody")
}

// TestOpenSSLReadsAKeyWithItsLegacyProviderOnly: so it is with Google's own files on OpenSSL 3.
func TestOpenSSLReadsAKeyWithItsLegacyProviderOnly(t *testing.T) {
	tool, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("no openssl here")
	}
	b, err := key.P12("ok-k2")
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "k.p12")
	require.NoError(t, os.WriteFile(file, b, 0o600))
	arguments := []string{"pkcs12", "-in", file, "-passin", "pass:" + key.ServicePassword, "-nodes"}
	out, err := exec.CommandContext(t.Context(), tool, append(arguments, "-legacy")...).CombinedOutput()
	require.NoError(t, err, string(out))
	require.Contains(t, string(out), "friendlyName: privatekey")
	out, err = exec.CommandContext(t.Context(), tool, arguments...).CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "RC2-40-CBC")
}

func TestNoSecretOfTheCalendarEntersTheLog(t *testing.T) {
	f := open(t, nil, nil)
	token, err := f.source(saOK, sender).Token()
	require.NoError(t, err)
	for _, name := range []string{"access_token", "oauth_token"} {
		res, body := f.send(http.MethodGet, "/calendar/v3/calendars/primary?"+name+"="+token.AccessToken, "", http.Header{"Authorization": nil})
		require.Equal(t, 200, res.StatusCode, body)
	}
	_, err = f.Plant(fault.Plan{Fault: "token-backend"})
	require.NoError(t, err)
	_, err = f.source(saOK, sender).Token()
	require.Error(t, err)
	var calls int
	for _, fact := range *f.facts {
		b, err := json.Marshal(fact)
		require.NoError(t, err)
		require.NotContains(t, string(b), token.AccessToken)
		if _, ok := fact.(event.CalendarCalled); ok {
			calls++
		}
	}
	require.Equal(t, 6, calls, "four for a token, two of the API")
}
