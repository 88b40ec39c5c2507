// Package wiretest holds a mock against transcripts of what goes over the wire: each
// archive is one story of requests and the answers they get.
//
// An archive begins with a comment, whose lines "set: SWITCH=VALUE" set switches
// and "client: PROVIDER.CLIENT.SETTING=VALUE" what a client is registered with.
// Its parts come in pairs, NAME/request and NAME/answer. A request is
//
//	METHOD ADDRESS
//	Header: value
//
//	body
//
// with real addresses. In its place "ADVANCE 1h" moves the clock, "ROTATE PROVIDER
// HOW" the keys, and "PLAN LOGIN PROVIDER PERSONA [cancels|signed-in|later]" prepares
// the login that a request with the header Torii-Login names; "FOLLOW" opens the
// address that the answer before redirects to. What is random stands in answers as ${name}, and a later
// request says ${name} to send it back. The clock stands still.
package wiretest

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/op"
	"torii/mockidp/plan"
)

var update = flag.Bool("update", false, "rewrite the answers of the transcripts")

// callback is registered with every client of a transcript.
const callback = "https://rp.example.test/cb"

// noon is when every transcript begins.
var noon = time.Date(2026, time.September, 21, 12, 0, 0, 0, time.UTC)

// Run plays every archive of a directory.
func Run(t *testing.T, glob string) {
	t.Helper()
	paths, err := filepath.Glob(glob)
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			b, err := os.ReadFile(path)
			require.NoError(t, err)
			played := play(t, parse(b)).format()
			if *update {
				require.NoError(t, os.WriteFile(path, played, 0o644))
				return
			}
			require.Equal(t, string(b), string(played), "run with -update to rewrite %s", path)
		})
	}
}

// play returns the archive with the answers that its requests get.
func play(t *testing.T, a archive) archive {
	p := player{mock: open(t, a.comment), names: map[string]string{}, counts: map[string]int{}}
	played := archive{comment: a.comment}
	for _, f := range a.files {
		name, isRequest := strings.CutSuffix(f.name, "/request")
		if !isRequest {
			require.True(t, strings.HasSuffix(f.name, "/answer"), "%s: want a name that ends in /request or /answer", f.name)
			continue
		}
		played.files = append(played.files, f, file{name + "/answer", p.answer(t, f.body)})
	}
	return played
}

func open(t *testing.T, comment string) *mockidp.Mock {
	clients, settings := map[string][]client.Client{}, directives(comment, "client: ")
	for _, p := range mockidp.Profiles() {
		all, err := client.Default(p.ID)
		require.NoError(t, err)
		for i := range all {
			all[i].RedirectURIs = append(all[i].RedirectURIs, callback)
			all[i].Set = maps.Clone(all[i].Set)
			if all[i].Set == nil {
				all[i].Set = map[string]string{}
			}
			for name, value := range settings {
				if own, ok := strings.CutPrefix(name, p.ID+"."+all[i].ID+"."); ok {
					all[i].Set[own] = value
				}
			}
		}
		clients[p.ID] = all
	}
	mock, err := mockidp.New(mockidp.Options{Clock: clock.Still(noon), Salt: t.Name(), Set: directives(comment, "set: "), Clients: clients})
	require.NoError(t, err)
	return mock
}

// directives returns the values of the lines "KIND NAME=VALUE".
func directives(comment, kind string) map[string]string {
	values := map[string]string{}
	for line := range strings.Lines(comment) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), kind); ok {
			name, value, _ := strings.Cut(rest, "=")
			values[name] = value
		}
	}
	return values
}

type player struct {
	mock   *mockidp.Mock
	names  map[string]string // placeholder by random value
	counts map[string]int

	location string // of the answer before
}

func (p *player) answer(t *testing.T, request string) string {
	for value, name := range p.names {
		request = strings.ReplaceAll(request, "${"+name+"}", value)
	}
	if rest, ok := strings.CutPrefix(request, "FOLLOW"); ok {
		request = "GET " + p.location + rest
	}
	first, rest, _ := strings.Cut(request, "\n")
	method, target, ok := strings.Cut(first, " ")
	require.True(t, ok, "want METHOD ADDRESS, got %q", first)
	switch method {
	case "ADVANCE":
		d, err := time.ParseDuration(target)
		require.NoError(t, err)
		p.mock.Clock.Advance(d)
		return ""
	case "ROTATE":
		id, how, _ := strings.Cut(target, " ")
		provider, err := p.mock.Provider(id)
		require.NoError(t, err)
		require.NoError(t, provider.Rotate(op.Rotation(how)))
		return ""
	case "PLAN":
		p.plan(t, strings.Fields(target))
		return ""
	}
	head, body, _ := strings.Cut("\n"+rest, "\n\n")
	r, err := http.NewRequestWithContext(t.Context(), method, target, strings.NewReader(strings.TrimSuffix(body, "\n")))
	require.NoError(t, err)
	for line := range strings.Lines(strings.TrimSuffix(head, "\n") + "\n") {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			r.Header.Set(name, value)
		}
	}
	if body != "" && r.Header.Get("Content-Type") == "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	p.mock.ServeHTTP(w, r)
	return p.shown(t, w.Result(), w.Body.String())
}

// plan prepares a login: its id, provider, persona, and words on what the person does.
func (p *player) plan(t *testing.T, words []string) {
	require.GreaterOrEqual(t, len(words), 3)
	provider, err := p.mock.Provider(words[1])
	require.NoError(t, err)
	who, ok := persona.Find(provider.People, words[2])
	require.True(t, ok, "%s has no persona %q", words[1], words[2])
	planned := plan.Plan{Login: words[0], Provider: words[1], Person: who, Does: plan.Approve}
	for _, word := range words[3:] {
		switch word {
		case "cancels":
			planned.Does = plan.Cancel
		case "signed-in":
			planned.SignedIn = true
		case "later":
			planned.Person = who.AsLater()
		default:
			t.Fatalf("a person %q; want cancels, signed-in or later", word)
		}
	}
	require.NoError(t, p.mock.Plant(mockidp.Planting{Plan: planned}))
}

// unshown are headers that say nothing about the provider.
var unshown = []string{"Content-Length", "Date"}

func (p *player) shown(t *testing.T, res *http.Response, body string) string {
	p.learn(res.Header, body)
	p.location = res.Header.Get("Location")
	var b strings.Builder
	fmt.Fprintf(&b, "%d\n", res.StatusCode)
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range res.Header {
			if !slices.Contains(unshown, name) && !yield(name) {
				return
			}
		}
	}) {
		fmt.Fprintf(&b, "%s: %s\n", name, strings.Join(res.Header[name], " | "))
	}
	if body = readable(res.Header.Get("Content-Type"), body); body != "" {
		fmt.Fprintf(&b, "\n%s\n", strings.TrimSuffix(body, "\n"))
	}
	for _, compact := range compacts(body + res.Header.Get("Location")) {
		inside := opened(t, compact)
		p.learn(nil, inside)
		fmt.Fprintf(&b, "%s\n", inside)
	}
	out := b.String()
	for _, value := range p.longestFirst() {
		out = strings.ReplaceAll(out, value, "${"+p.names[value]+"}")
	}
	return out
}

func (p *player) longestFirst() []string {
	var values []string
	for value := range p.names {
		values = append(values, value)
	}
	slices.SortFunc(values, func(a, b string) int { return len(b) - len(a) })
	return values
}

// What is random on the wire, by where it stands.
var randoms = []struct {
	name string
	in   *regexp.Regexp
}{
	{"code", regexp.MustCompile(`[?&#]code=([^&#\s]+)`)},
	{"access_token", regexp.MustCompile(`[&#]access_token=([^&#\s]+)`)},
	{"id_token", regexp.MustCompile(`[&#]id_token=([^&#\s]+)`)},
	{"response", regexp.MustCompile(`[?&#]response=([^&#\s]+)`)},
	{"code", regexp.MustCompile(`name="code" value="([^"]+)"`)},
	{"response", regexp.MustCompile(`name="response" value="([^"]+)"`)},
	{"session", regexp.MustCompile(`torii_idp=([^;\s]+)`)},
	{"request-id", regexp.MustCompile(`X-Line-Request-Id: (\S+)`)},
	{"token", regexp.MustCompile(`[?&]token=([0-9a-f]{40})`)},
	{"token", regexp.MustCompile(`"token":"([0-9a-f]{40})"`)},
	{"access_token", regexp.MustCompile(`"access_token": ?"([^"]+)"`)},
	{"refresh_token", regexp.MustCompile(`"refresh_token": ?"([^"]+)"`)},
	{"code", regexp.MustCompile(`"code":"([^"]+)"`)},
	{"id_token", regexp.MustCompile(`"id_token": ?"([^"]+)"`)},
}

func (p *player) learn(head http.Header, body string) {
	var b bytes.Buffer
	_ = head.Write(&b) // a buffer takes everything
	text := b.String() + "\n" + body
	for _, random := range randoms {
		for _, m := range random.in.FindAllStringSubmatch(text, -1) {
			if _, known := p.names[m[1]]; known {
				continue
			}
			p.counts[random.name]++
			p.names[m[1]] = random.name
			if n := p.counts[random.name]; n > 1 {
				p.names[m[1]] = fmt.Sprintf("%s-%d", random.name, n)
			}
		}
	}
}

// readable leaves out of a page what only colours it.
func readable(contentType, body string) string {
	if !strings.HasPrefix(contentType, "text/html") {
		return body
	}
	_, inside, ok := strings.Cut(body, "<body")
	if !ok {
		return body
	}
	return "<body" + inside
}

var jws = regexp.MustCompile(`eyJ[A-Za-z0-9_-]+\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*`)

func compacts(text string) []string { return jws.FindAllString(text, -1) }

// opened shows header and claims of a JWT, less what hangs on random values.
func opened(t *testing.T, compact string) string {
	parts := strings.Split(compact, ".")
	header, err := base64.RawURLEncoding.DecodeString(parts[0])
	require.NoError(t, err)
	claims, err := base64.RawURLEncoding.DecodeString(parts[1])
	require.NoError(t, err)
	require.True(t, json.Valid(claims), "%s", claims)
	shown := regexp.MustCompile(`"([ac]t?_hash)":"[^"]{22}"`).ReplaceAllString(string(claims), `"$1":"$${half of SHA-256}"`)
	return fmt.Sprintf("= %s\n= %s", header, shown)
}
