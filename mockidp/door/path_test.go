package door_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/door"
)

func TestPathSpellsAddresses(t *testing.T) {
	p, err := door.NewPath("http://127.0.0.1:9400", "http://mock:9400", "")
	require.NoError(t, err)
	const real = "https://access.line.me/oauth2/v2.1/authorize"
	require.Equal(t, "http://127.0.0.1:9400/access.line.me/oauth2/v2.1/authorize", p.Browser(real))
	require.Equal(t, "http://mock:9400/access.line.me/oauth2/v2.1/authorize", p.Server(real))
	require.Equal(t, "http://127.0.0.1:9400/access.line.me", p.Issuer("https://access.line.me"), "one issuer for browsers and servers")
	for _, noAddress := range []string{"accounts.google.com", "a-service-id", "http://access.line.me/", ""} {
		require.Equal(t, noAddress, p.Issuer(noAddress), "what is no address is never rewritten")
	}

	p, err = door.NewPath("http://127.0.0.1:9400", "", door.RealIssuer)
	require.NoError(t, err)
	require.Equal(t, "https://access.line.me", p.Issuer("https://access.line.me"))
	require.Equal(t, "http://127.0.0.1:9400/access.line.me/", p.Server("https://access.line.me/"), "the back channel is the origin unless told")
}

func TestNewPathRefuses(t *testing.T) {
	for _, row := range []struct{ name, origin, backchannel, mode, want string }{
		{"no scheme", "127.0.0.1:9400", "", "", "origin"},
		{"a path", "http://127.0.0.1:9400/mock", "", "", "http://127.0.0.1:9400/mock"},
		{"another scheme", "ftp://127.0.0.1", "", "", "ftp"},
		{"nothing", "", "", "", "origin"},
		{"a bad back channel", "http://127.0.0.1:9400", "mock", "", "backchannel"},
		{"an unknown issuer", "http://127.0.0.1:9400", "", "address-ish", "allowed: address, real"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := door.NewPath(row.origin, row.backchannel, door.IssuerMode(row.mode))
			require.ErrorContains(t, err, row.want)
		})
	}
}

func lineOnly(host string) bool { return host == "access.line.me" || host == "api.line.me" }

func TestRealHostIsWhatAnAddressStandsFor(t *testing.T) {
	p, err := door.NewPath("http://127.0.0.1:9400", "http://mock:9400", "")
	require.NoError(t, err)
	for address, want := range map[string]string{
		"http://127.0.0.1:9400/access.line.me/oauth2": "access.line.me",
		"http://mock:9400/api.line.me/":               "api.line.me",
		"http://127.0.0.1:9400/api.line.me":           "127.0.0.1",
		"http://127.0.0.1:9400/other.example/x":       "127.0.0.1",
		"http://127.0.0.1:9400/":                      "127.0.0.1",
		"http://127.0.0.1:9401/access.line.me/x":      "127.0.0.1",
		"https://rp.example.test/access.line.me/x":    "rp.example.test",
	} {
		u, err := url.Parse(address)
		require.NoError(t, err)
		require.Equal(t, want, p.RealHost(u, lineOnly), address)
	}
}

func TestPathHandler(t *testing.T) {
	p, err := door.NewPath("http://127.0.0.1:9400", "", "")
	require.NoError(t, err)
	inner := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "1", Path: "/", HttpOnly: true})
		http.SetCookie(w, &http.Cookie{Name: "b", Value: "2", Path: "/oauth2"})
		http.SetCookie(w, &http.Cookie{Name: "c", Value: "3", Path: "/", Domain: "line.me", HttpOnly: true})
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprintf(w, "%s %s %s", r.Host, r.URL.Path, r.URL.RawQuery)
	})
	handler := p.Handler(inner, lineOnly, http.NotFoundHandler())
	for _, row := range []struct {
		target, want string
		status       int
		cookies      []string
	}{
		{"/access.line.me/oauth2/v2.1/authorize?a=b%2Fc", "access.line.me /oauth2/v2.1/authorize a=b%2Fc", http.StatusTeapot,
			[]string{"a=1; Path=/access.line.me/; HttpOnly", "b=2; Path=/access.line.me/oauth2", "c=3; Path=/; HttpOnly"}},
		{"/api.line.me/", "api.line.me / ", http.StatusTeapot, []string{"a=1; Path=/api.line.me/; HttpOnly", "b=2; Path=/api.line.me/oauth2", "c=3; Path=/; HttpOnly"}},
		{"/api.line.me/a%2Fb", "api.line.me /a/b ", http.StatusTeapot, nil},
		{"/access.line.me", "404 page not found\n", http.StatusNotFound, nil},
		{"/other.example/x", "404 page not found\n", http.StatusNotFound, nil},
		{"/", "404 page not found\n", http.StatusNotFound, nil},
		{"//access.line.me/x", "404 page not found\n", http.StatusNotFound, nil},
	} {
		t.Run(row.target, func(t *testing.T) {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:9400"+row.target, nil))
			require.Equal(t, row.status, w.Code)
			require.Equal(t, row.want, w.Body.String())
			if row.cookies != nil {
				require.Equal(t, row.cookies, w.Result().Header["Set-Cookie"])
			}
		})
	}
}
