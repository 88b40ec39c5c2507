package chromiumdriver_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"image/png"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
	chromiumdriver "torii/rpclient/driver/chromium"
)

// scripted is an RP whose login button does nothing without JavaScript.
const scripted = `<!DOCTYPE html><title>SPA</title><button type=button id=login onclick="go(event)">ログイン</button>
<input name=user><div id=box style="padding:9px">box</div><p id=dead>text</p>
<script>
async function go(e) {
  if (!e.isTrusted) return;
  const got = await (await fetch('/start', {method: 'POST'})).json();
  location = got.to;
}
box.addEventListener('click', () => { const p = document.createElement('p'); p.textContent = 'opened'; document.body.append(p); });
</script>`

func TestALoginThatNeedsScripts(t *testing.T) {
	w := newWorld(t)
	dance(w)
	w.page(w.rpMux, "/spa", scripted)
	w.rpMux.HandleFunc("POST /start", func(rw http.ResponseWriter, _ *http.Request) {
		<-time.After(300 * time.Millisecond) // longer than a page must be quiet
		rw.Header().Set("Content-Type", "application/json")
		fmt.Fprint(rw, `{"to": "/login"}`)
	})
	b := person(t, w)
	start, err := b.Open(t.Context(), w.rp+"/spa")
	require.NoError(t, err)
	got, err := b.Use(t.Context(), start, "#login", nil)
	require.NoError(t, err)
	assert.Equal(t, "200 /callback | ようこそ", tell(got))
	assert.Len(t, got.Hops, 3)
}

func TestAClickThatStaysOnThePage(t *testing.T) {
	w := newWorld(t)
	w.page(w.rpMux, "/spa", scripted)
	b := person(t, w)
	start, err := b.Open(t.Context(), w.rp+"/spa")
	require.NoError(t, err)
	_, err = b.Use(t.Context(), start, "#dead", nil)
	require.ErrorIs(t, err, driver.ErrNoControl)
	require.ErrorContains(t, err, "nothing came of a click")
	got, err := b.Use(t.Context(), start, "#box", nil)
	require.NoError(t, err)
	assert.Equal(t, "200 /spa | ログイン box text opened", tell(got))
	assert.Empty(t, got.Hops)
	assert.Len(t, w.to("/spa"), 1)
}

func TestAFormThatDoesNotAccept(t *testing.T) {
	w := newWorld(t)
	w.page(w.rpMux, "GET /form", `<form method=post><input name=mail type=email required><button>送信</button></form>`)
	w.rpMux.HandleFunc("POST /form", echo)
	b := person(t, w)
	start, err := b.Open(t.Context(), w.rp+"/form")
	require.NoError(t, err)
	_, err = b.Use(t.Context(), start, "button", nil)
	require.ErrorIs(t, err, driver.ErrNoControl)
	require.ErrorContains(t, err, `does not accept the field "mail"`)
	got, err := b.Use(t.Context(), start, "button", url.Values{"mail": {"a@example.jp"}})
	require.NoError(t, err)
	assert.Contains(t, tell(got), "mail=a%40example.jp")
}

func TestScreenshotIsAPNG(t *testing.T) {
	w := newWorld(t)
	w.page(w.rpMux, "/", `<h1>画面</h1>`)
	b := person(t, w)
	_, err := b.Screenshot(t.Context())
	require.ErrorIs(t, err, chromiumdriver.ErrNoPage)
	_, err = b.Open(t.Context(), w.rp)
	require.NoError(t, err)
	shot, err := b.Screenshot(t.Context())
	require.NoError(t, err)
	picture, err := png.Decode(bytes.NewReader(shot))
	require.NoError(t, err)
	assert.Positive(t, picture.Bounds().Dx())
}

func TestNothingElseExists(t *testing.T) {
	w := newWorld(t)
	var hops []driver.Hop
	b := viaChromium(t, w, chromiumdriver.Hooks{OnHop: func(h driver.Hop) { hops = append(hops, h) }})
	for _, address := range []string{"http://example.com/?code=secret", "https://accounts.google.com/", "http://10.0.0.1/", "http://127.0.0.2:8081/"} {
		_, err := b.Open(t.Context(), address)
		var reason chromiumdriver.NetError
		require.ErrorAs(t, err, &reason, address)
		assert.Equal(t, chromiumdriver.NetError("net::ERR_NAME_NOT_RESOLVED"), reason, address)
		assert.NotContains(t, err.Error(), "secret")
		_, err = b.Probe(t.Context(), address, nil)
		require.ErrorAs(t, err, &reason, address)
	}
	require.Len(t, hops, 4)
	assert.Equal(t, driver.Hop{Method: "GET", URL: "http://example.com/?code=secret"}, hops[0], "no answer, no status")
}

func TestARefusedConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := "http://" + listener.Addr().String() + "/"
	listener.Close()
	_, err = person(t, newWorld(t)).Open(t.Context(), address)
	var reason net.Error
	require.ErrorAs(t, err, &reason)
	assert.False(t, reason.Timeout())
	assert.EqualError(t, err, "GET "+address+": net::ERR_CONNECTION_REFUSED")
}

func TestDeadlines(t *testing.T) {
	w := newWorld(t)
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	wait := func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}
	drip := func(kind string) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Type", kind)
			fmt.Fprint(rw, "<p>so far")
			rw.(http.Flusher).Flush()
			wait(rw, r)
		}
	}
	w.rpMux.HandleFunc("/hangs", wait)
	w.rpMux.HandleFunc("/html", drip("text/html"))
	w.rpMux.HandleFunc("/text", drip("text/plain"))
	w.page(w.rpMux, "/busy", `<script>for (;;) {}</script>`)
	w.page(w.rpMux, "/ok", `ok`)
	var mu sync.Mutex
	var hops []driver.Hop
	b := viaChromium(t, w, chromiumdriver.Hooks{OnHop: func(h driver.Hop) {
		mu.Lock()
		defer mu.Unlock()
		hops = append(hops, h)
	}})
	_, err := b.Open(t.Context(), w.rp+"/ok") // its tab takes its time where the machine is busy
	require.NoError(t, err)
	hops = nil
	for _, path := range []string{"/hangs", "/html", "/text", "/busy"} {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		_, err := b.Open(ctx, w.rp+path)
		cancel()
		require.ErrorIs(t, err, context.DeadlineExceeded, path)
		assert.ErrorContains(t, err, "GET "+w.rp+path+": ")
	}
	got, err := b.Open(t.Context(), w.rp+"/ok")
	require.NoError(t, err)
	assert.Equal(t, "200 /ok | ok", tell(got))
	mu.Lock()
	defer mu.Unlock()
	assert.Equal(t, driver.Hop{Method: "GET", URL: w.rp + "/hangs"}, hops[0])
}

func TestBodiesAreBounded(t *testing.T) {
	w := newWorld(t)
	for _, kind := range []string{"text/html", "text/plain"} {
		w.rpMux.HandleFunc("/"+kind, func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", kind)
			for range 300 {
				fmt.Fprint(rw, strings.Repeat("x", 10_000))
			}
		})
	}
	b := person(t, w)
	for _, kind := range []string{"text/html", "text/plain"} {
		_, err := b.Open(t.Context(), w.rp+"/"+kind)
		require.ErrorIs(t, err, driver.ErrTooLarge, kind)
		_, err = b.Probe(t.Context(), w.rp+"/"+kind, nil)
		require.ErrorIs(t, err, driver.ErrTooLarge, kind)
	}
}

func TestTwoClicksAtOnce(t *testing.T) {
	w := newWorld(t)
	w.page(w.rpMux, "GET /form", `<form method=post><input type=hidden name=csrf value=1><button>送信</button></form>`)
	w.rpMux.HandleFunc("POST /form", echo)
	b := person(t, w)
	start, err := b.Open(t.Context(), w.rp+"/form")
	require.NoError(t, err)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			got, err := b.Use(t.Context(), start, "button", nil)
			if assert.NoError(t, err) {
				assert.Contains(t, tell(got), "csrf=1")
			}
		})
	}
	both.Wait()
	assert.Len(t, w.to("/form"), 3)
}

func TestPagesThatGetInTheWay(t *testing.T) {
	w := newWorld(t)
	w.page(w.rpMux, "/alert", `<script>alert('読んで'); confirm('?')</script><a href=/popup target=_blank>next</a>`)
	w.page(w.rpMux, "/popup", `<p>popup</p><script>if (!window.open('/opened')) document.write('blocked')</script>`)
	w.page(w.rpMux, "/hidden", `<form action=/popup><button style="display:none">x</button></form>`)
	b := person(t, w)
	got, err := b.Open(t.Context(), w.rp+"/alert")
	require.NoError(t, err)
	got, err = b.Use(t.Context(), got, "a", nil)
	require.NoError(t, err)
	assert.Equal(t, "200 /popup | popup blocked", tell(got))
	assert.Empty(t, w.to("/opened"))
	got, err = b.Open(t.Context(), w.rp+"/hidden")
	require.NoError(t, err)
	got, err = b.Use(t.Context(), got, "button", nil)
	require.NoError(t, err)
	assert.Equal(t, "/popup", got.URL.Path)
}

func TestAPageAtWhichNobodyWaitsStays(t *testing.T) {
	w := newWorld(t)
	w.page(w.rpMux, "/sly", `<a href=/next>next</a><script src=/late.js></script>`)
	w.rpMux.HandleFunc("/late.js", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(rw, `setTimeout(() => { location = '/away' }, 400)`)
	})
	w.page(w.rpMux, "/next", `next`)
	b := person(t, w)
	got, err := b.Open(t.Context(), w.rp+"/sly")
	require.NoError(t, err)
	<-time.After(700 * time.Millisecond)
	assert.Empty(t, w.to("/away"))
	got, err = b.Use(t.Context(), got, "a", nil)
	require.NoError(t, err)
	assert.Equal(t, "200 /next | next", tell(got))
}

// A held POST that two redirects have kept a POST is sent the same way again.
func TestResumeKeepsAPostAndItsWay(t *testing.T) {
	w := newWorld(t)
	w.page(w.rpMux, "/form", fmt.Sprintf(`<form method=post action="%s/a"><input name=k value="v&#10;w"><button>go</button></form>`, w.idp))
	for path, to := range map[string]string{"/a": w.idp + "/b", "/b": w.rp + "/callback"} {
		w.idpMux.HandleFunc(path, func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, to, http.StatusTemporaryRedirect) })
	}
	w.rpMux.HandleFunc("/callback", echo)
	b := person(t, w)
	start, err := b.Open(t.Context(), w.rp+"/form")
	require.NoError(t, err)
	_, err = b.Use(t.Context(), start, "button", nil)
	require.NoError(t, err)
	b.Hold(isCallback)
	held, err := b.Use(t.Context(), start, "button", nil)
	require.NoError(t, err)
	require.NotNil(t, held.Held)
	before := len(w.to("/a"))
	_, err = person(t, w).Resume(t.Context(), held.Held)
	require.NoError(t, err)
	assert.Len(t, w.to("/a"), before, "the way is not gone again")
	sent := w.to("/callback")
	require.Len(t, sent, 2)
	for _, s := range sent {
		assert.Equal(t, "POST", s.method)
		assert.Equal(t, sent[0].body, s.body)
		for _, name := range []string{"Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-User", "Content-Type"} {
			assert.Equal(t, sent[0].header.Get(name), s.header.Get(name), name)
		}
	}
}

func TestTrueNamesUnderAKeyOfOurOwn(t *testing.T) {
	if _, err := chromiumdriver.Find(""); err != nil {
		chromium(t)
	}
	server := httptest.NewTLSServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { fmt.Fprint(rw, r.Host) }))
	t.Cleanup(server.Close)
	plain := httptest.NewServer(server.Config.Handler)
	t.Cleanup(plain.Close)
	key := sha256.Sum256(server.Certificate().RawSubjectPublicKeyInfo)
	pool, err := chromiumdriver.New(t.Context(), chromiumdriver.Options{
		HostRules:   map[string]string{"access.line.me": server.Listener.Addr().String(), "rp.example.test": plain.Listener.Addr().String()},
		TrustedSPKI: []string{base64.StdEncoding.EncodeToString(key[:])}})
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	b, err := pool.Browser(chromiumdriver.Hooks{})
	require.NoError(t, err)
	for _, address := range []string{"https://access.line.me/", "http://rp.example.test/"} {
		got, err := b.Open(t.Context(), address)
		require.NoError(t, err)
		assert.Equal(t, got.URL.Host, string(got.Body))
		assert.Len(t, got.Hops, 1)
	}
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	if _, err := chromiumdriver.Find(""); err != nil {
		chromium(t)
	}
	t.Setenv("TMPDIR", t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	pool, err := chromiumdriver.New(ctx, chromiumdriver.Options{})
	require.NoError(t, err)
	profiles, err := filepath.Glob(filepath.Join(os.TempDir(), "*"))
	require.NoError(t, err)
	require.NotEmpty(t, profiles)
	cancel()
	pool.Close()
	profiles, err = filepath.Glob(filepath.Join(os.TempDir(), "chromedp-runner*"))
	require.NoError(t, err)
	assert.Empty(t, profiles)
	if commands, err := filepath.Glob("/proc/[0-9]*/cmdline"); err == nil {
		for _, file := range commands {
			line, _ := os.ReadFile(file)
			assert.NotContains(t, string(line), os.TempDir())
		}
	}
	_, err = pool.Browser(chromiumdriver.Hooks{})
	require.Error(t, err)
}

func TestMissingBinary(t *testing.T) {
	_, err := chromiumdriver.New(t.Context(), chromiumdriver.Options{Exec: "/no/such/chromium"})
	require.ErrorIs(t, err, chromiumdriver.ErrNoChromium)
	require.ErrorContains(t, err, "looked for /no/such/chromium; install it (Debian and Ubuntu: apt-get install chromium)")
	t.Setenv("PATH", t.TempDir())
	t.Setenv("CHROMIUM", "")
	_, err = chromiumdriver.New(t.Context(), chromiumdriver.Options{})
	require.ErrorContains(t, err, "looked for chromium, chromium-browser, google-chrome, google-chrome-stable")
}

func TestAddressThatIsNone(t *testing.T) {
	b := person(t, newWorld(t))
	for _, address := range []string{"", "rp.example.test", "localhost:8080/x", "ftp://rp.example.test/", "/login"} {
		_, err := b.Open(t.Context(), address)
		require.ErrorIs(t, err, driver.ErrScheme, address)
	}
	for _, held := range []*driver.Request{nil, {}} {
		_, err := b.Resume(t.Context(), held)
		require.ErrorIs(t, err, driver.ErrNotHeld)
	}
}

// TestWhatIsNotAdmittedIsNotAsked: neither as the page, nor in a frame, nor as a picture at an address that needs no name.
func TestWhatIsNotAdmittedIsNotAsked(t *testing.T) {
	if _, err := chromiumdriver.Find(""); err != nil {
		chromium(t)
	}
	var asked atomic.Int64
	other := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	require.NoError(t, other.Listener.Close())
	var err error
	if other.Listener, err = net.Listen("tcp", "127.0.0.2:0"); err != nil {
		t.Skip(err) // not every system has more than one loopback address
	}
	other.Start()
	t.Cleanup(other.Close)
	host := other.Listener.Addr().String()
	_, port, _ := net.SplitHostPort(host)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(rw, r, "http://127.0.0.2:"+port+"/?state=secret", http.StatusFound)
		default:
			rw.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(rw, `<title>x</title><iframe src="http://127.0.0.2:%[1]s/"></iframe><img src="http://127.0.0.2:%[1]s/x.png">`, port)
		}
	}))
	t.Cleanup(server.Close)
	elsewhere := errors.New("elsewhere")
	pool, err := chromiumdriver.New(t.Context(), chromiumdriver.Options{Admit: func(u *url.URL) error {
		if u.Hostname() == "127.0.0.2" {
			return elsewhere
		}
		return nil
	}})
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	b, err := pool.Browser(chromiumdriver.Hooks{})
	require.NoError(t, err)
	_, err = b.Open(t.Context(), server.URL+"/away")
	require.ErrorIs(t, err, elsewhere)
	require.NotContains(t, err.Error(), "secret")
	got, err := b.Open(t.Context(), server.URL+"/")
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, got.Status)
	assert.Zero(t, asked.Load())
}
