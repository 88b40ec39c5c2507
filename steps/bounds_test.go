package steps_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/fixtures/bound"
	"torii/mockidp/clock"
	"torii/mockidp/control"
	"torii/mockidp/serve"
	"torii/reports/event"
	"torii/reports/folder"
	"torii/rpclient/driver"
	httpdriver "torii/rpclient/driver/http"
	"torii/rpclient/target"
)

// tries go beyond each bound of the table, by its id.
func tries() map[string]func(*testing.T) {
	return map[string]func(*testing.T){
		"request-head": func(t *testing.T) {
			s := served(t)
			for _, origin := range []string{s.Path.Origin, "http://" + s.ControlAddress()} {
				res, err := http.Get(origin + "/accounts.google.com/o/oauth2/v2/auth?state=" + strings.Repeat("x", 900<<10))
				require.NoError(t, err)
				require.NoError(t, res.Body.Close())
				require.Equal(t, http.StatusRequestHeaderFieldsTooLarge, res.StatusCode)
			}
		},
		"request-form": func(t *testing.T) {
			s := served(t)
			res, err := http.PostForm(s.Path.Origin+"/oauth2.googleapis.com/token", url.Values{"code": {strings.Repeat("x", 900<<10)}})
			require.NoError(t, err)
			require.NoError(t, res.Body.Close())
			require.Equal(t, http.StatusBadRequest, res.StatusCode)
		},
		"request-within": func(t *testing.T) {
			s := served(t)
			const held = 300
			var all []net.Conn
			for _, address := range []string{strings.TrimPrefix(s.Path.Origin, "http://"), s.ControlAddress()} {
				for range held / 2 {
					c, err := net.Dial("tcp", address)
					require.NoError(t, err)
					defer c.Close()
					_, err = fmt.Fprintf(c, "POST /oauth2.googleapis.com/token HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"+
						"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\ncode=", address, sharedToken)
					require.NoError(t, err)
					all = append(all, c)
				}
			}
			for _, c := range all {
				require.NoError(t, c.SetReadDeadline(new(clock.Clock).Now().Add(2*bound.RequestWithin)))
				_, err := io.Copy(io.Discard, c)
				require.NoError(t, err, "the connection ends")
			}
		},
		"control-order": func(t *testing.T) {
			s := served(t)
			require.Equal(t, http.StatusBadRequest, order(t, s, http.MethodPost, "/plans", `{"login":"`+strings.Repeat("x", 900<<10)+`"}`))
		},
		"events-kept": func(t *testing.T) {
			recent := control.NewRecent((&clock.Clock{}).Now)
			for range 3 * bound.EventsKept {
				recent.Add("", "", event.Called{})
			}
			require.LessOrEqual(t, len(recent.Events()), bound.EventsKept)
		},
		"run-bytes": func(t *testing.T) {
			s := served(t)
			require.Equal(t, http.StatusOK, order(t, s, http.MethodPost, "/runs", `{"id":"mine","of":"people"}`))
			require.Equal(t, http.StatusOK, order(t, s, http.MethodPost, "/plans", `{"login":"l","run":"mine","row":"r","provider":"google","persona":"G1"}`))
			for range 2 * bound.RunBytes / bound.Value {
				req, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
					s.Path.Origin+"/accounts.google.com/o/oauth2/v2/auth?client_id=nobody&scope="+strings.Repeat("x", 2*bound.Value), nil)
				require.NoError(t, err)
				req.Header.Set("Torii-Login", "l")
				res, err := http.DefaultTransport.RoundTrip(req)
				require.NoError(t, err)
				_, _ = io.Copy(io.Discard, res.Body)
				require.NoError(t, res.Body.Close())
			}
			require.Equal(t, http.StatusGone, order(t, s, http.MethodGet, "/events?run=mine&after=0", ""))
		},
		"followers": func(t *testing.T) {
			s := served(t)
			ctx, leave := context.WithCancel(t.Context())
			defer leave()
			for i := range bound.Followers + 1 {
				req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.ControlAddress()+"/events?follow=true", nil)
				require.NoError(t, err)
				req.Header.Set("Authorization", "Bearer "+sharedToken)
				res, err := http.DefaultTransport.RoundTrip(req)
				require.NoError(t, err)
				defer res.Body.Close()
				require.Equal(t, i == bound.Followers, res.StatusCode == http.StatusServiceUnavailable, i)
			}
		},
		"value": func(t *testing.T) {
			masked := event.NewMasker().Params(url.Values{"scope": {strings.Repeat("x", 900<<10)}})
			require.Less(t, len(masked["scope"]), bound.Value+64)
			require.Contains(t, masked["scope"], "(921600 bytes)")
		},
		"printed-line": func(t *testing.T) {
			var lines []string
			_, err := io.WriteString(target.NewPrinter(func(line string) { lines = append(lines, line) }), strings.Repeat("x", 10<<20)+"\nnext\n")
			require.NoError(t, err)
			require.Len(t, lines, 2)
			require.Less(t, len(lines[0]), bound.PrintedLine+8)
		},
		"printed": func(t *testing.T) {
			var o bound.Output
			kept := 0
			for range 180_000 {
				if line, keep := o.Take(strings.Repeat("x", 3000)); keep {
					kept += len(line)
				}
			}
			require.Less(t, kept, bound.Printed+512)
		},
		"page": func(t *testing.T) {
			require.ErrorIs(t, opened(t, strings.Repeat("x", bound.Page+1)), driver.ErrTooLarge)
		},
		"nesting": func(t *testing.T) { require.Error(t, opened(t, strings.Repeat("<div>", 200_000))) },
		"picture": func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.Mkdir(filepath.Join(dir, folder.EvidenceName), 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(dir, folder.EvidenceName, "a_b.png"), make([]byte, bound.Picture+1), 0o600))
			pictures, err := folder.Pictures(dir, []event.Event{{Row: "a/b", Fact: event.RowStarted{}}})
			require.NoError(t, err)
			require.Empty(t, pictures)
		},
	}
}

// order sends one to the control port and returns the status.
func order(t *testing.T, s *serve.Server, method, path, body string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "http://"+s.ControlAddress()+path, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer "+sharedToken)
	res, err := http.DefaultTransport.RoundTrip(req)
	require.NoError(t, err)
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, bufio.NewReader(res.Body))
	require.NoError(t, err)
	return res.StatusCode
}

// opened opens a page with that body, clicks on it, and returns what comes of it within 3 s.
func opened(t *testing.T, body string) error {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, body)
	}))
	defer s.Close()
	b := httpdriver.New(httpdriver.Options{Transport: http.DefaultTransport, Now: (&clock.Clock{}).Now})
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	began := new(clock.Clock).Now()
	page, err := b.Open(ctx, s.URL)
	if err == nil {
		_, err = b.Use(ctx, page, "#login", nil)
	}
	require.Less(t, new(clock.Clock).Now().Sub(began), 4*time.Second)
	return err
}

func TestEveryBoundHolds(t *testing.T) {
	t.Parallel()
	all := tries()
	var ids []string
	for _, b := range bound.All() {
		ids = append(ids, b.ID)
		require.NotZero(t, b.Most, b.ID)
		require.NotEmpty(t, b.What.JA+b.Then.JA, b.ID)
		t.Run(b.ID, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, all, b.ID, "nothing tries it")
			all[b.ID](t)
		})
	}
	slices.Sort(ids)
	require.Equal(t, ids, slices.Sorted(maps.Keys(all)))
}
