package bench_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/rpclient/target"
	"torii/steps/bench"
)

// rpKind is the environment variable that makes the test binary a Relying Party.
const rpKind = "TORII_BENCH_RP"

func TestMain(m *testing.M) {
	if kind := os.Getenv(rpKind); kind != "" {
		fmt.Println(serveRP(kind))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// asked is what the programs of these tests fetch for whoever opens their page.
const asked = "https://accounts.google.com/.well-known/openid-configuration"

func serveRP(kind string) error {
	http.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ready") })
	http.HandleFunc("GET /ask", func(w http.ResponseWriter, _ *http.Request) {
		if kind == "deaf" {
			fmt.Fprint(w, "nothing was asked")
			return
		}
		res, err := http.Get(asked)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer res.Body.Close()
		_, _ = io.Copy(w, res.Body)
	})
	return (&http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), ReadHeaderTimeout: time.Second}).ListenAndServe()
}

const pythonRP = `
import http.server, os, urllib.request
class RP(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"ready"
        if self.path == "/ask":
            body = urllib.request.urlopen("` + asked + `", timeout=5).read()
        self.send_response(200); self.end_headers(); self.wfile.write(body)
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), RP).serve_forever()
`

const nodeRP = `
require("node:http").createServer(async (req, res) => {
  try {
    res.end(req.url === "/ask" ? await (await fetch("` + asked + `")).text() : "ready");
  } catch (e) { res.statusCode = 502; res.end(String(e.cause ?? e)); }
}).listen(process.env.PORT, "127.0.0.1");
`

const javaRP = `
import com.sun.net.httpserver.HttpServer;
import java.net.*;
import java.net.http.*;
class RP {
  public static void main(String[] a) throws Exception {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0);
    server.createContext("/", x -> {
      byte[] body = "ready".getBytes();
      if (x.getRequestURI().getPath().equals("/ask")) try {
        var one = new URL("` + asked + `").openStream().readAllBytes();
        var get = HttpRequest.newBuilder(URI.create("` + asked + `")).build();
        body = HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofByteArray()).body();
        if (!java.util.Arrays.equals(one, body)) body = "the two clients see different things".getBytes();
      } catch (Exception e) { body = e.toString().getBytes(); }
      x.sendResponseHeaders(200, body.length);
      x.getResponseBody().write(body);
      x.close();
    });
    server.start();
  }
}
`

// program is a Relying Party in some language: its source, and what starts it.
type program struct {
	runtime, file, source string
	command               []string
	version               []string // asked first; a program that is not there skips the row
	since                 int      // of that version, as major*100+minor
}

// numbers are the first two of a version.
var numbers = regexp.MustCompile(`(\d+)\.(\d+)`)

// given skips the test where the machine has no such runtime, or one too old.
func (p program) given(t *testing.T) {
	t.Helper()
	if len(p.version) == 0 {
		return
	}
	out, err := exec.CommandContext(t.Context(), p.version[0], p.version[1:]...).CombinedOutput()
	if err != nil {
		t.Skip(err)
	}
	found := numbers.FindStringSubmatch(string(out))
	require.NotNil(t, found, "%s", out)
	major, err := strconv.Atoi(found[1])
	require.NoError(t, err)
	minor, err := strconv.Atoi(found[2])
	require.NoError(t, err)
	if major*100+minor < p.since {
		t.Skipf("%s %s has no proxy", p.runtime, found[0])
	}
}

// proxied brings a program up behind the proxy.
func proxied(ctx context.Context, t *testing.T, p program) (*bench.Closed, error) {
	t.Helper()
	folder := t.TempDir()
	if p.file != "" {
		require.NoError(t, os.WriteFile(filepath.Join(folder, p.file), []byte(p.source), 0o600))
	}
	file, err := target.Parse(filepath.Join(folder, "torii.yaml"), fmt.Appendf(nil, `
name: led
command: %s
door: proxy
runtime: %s
environment: {%s: %q, PORT: "{{.Port}}"}
providers: {google: {login: {page: /}, callback: /callback}}
session: {page: /, member: {json: user}}
`, list(p.command), p.runtime, rpKind, p.source))
	require.NoError(t, err)
	return bench.NewProxied(ctx, file, bench.Options{Log: event.NewLog((&clock.Clock{}).Now), Masker: event.NewMasker(), Salt: t.Name()})
}

func list(words []string) string {
	s := "["
	for _, word := range words {
		s += strconv.Quote(word) + ","
	}
	return s + "]"
}

func ask(t *testing.T, b *bench.Closed) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, b.Target().Origin+"/ask", nil)
	require.NoError(t, err)
	bay, err := b.Open("row")
	require.NoError(t, err)
	res, err := bay.Transport.RoundTrip(req)
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return string(body)
}

func (p program) run(t *testing.T) {
	p.given(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	b, err := proxied(ctx, t, p)
	require.NoError(t, err)
	t.Cleanup(b.Close)
	require.ErrorIs(t, b.Reached(), bench.ErrPast, "nothing was asked yet")
	assert.Contains(t, ask(t, b), `"issuer": "https://accounts.google.com"`)
	assert.NoError(t, b.Reached())
	assert.False(t, b.Guarded(), "a program may go past its proxy")
}

func TestEveryRuntimeIsLedToTheRealNames(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	for _, p := range []program{
		{runtime: "go", source: "asks", command: []string{self}},
		{runtime: "python", file: "rp.py", source: pythonRP, command: []string{"python3", "rp.py"}, version: []string{"python3", "--version"}},
		{runtime: "node", file: "rp.js", source: nodeRP, command: []string{"node", "rp.js"}, version: []string{"node", "--version"}, since: 2221},
		{runtime: "java", file: "RP.java", source: javaRP, command: []string{"java", "RP.java"}, version: []string{"java", "-version"}, since: 1100},
	} {
		t.Run(p.runtime, p.run)
	}
}

func TestWhoGoesPastTheProxyIsToldSo(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	b, err := proxied(t.Context(), t, program{runtime: "node", source: "deaf", command: []string{self}})
	require.NoError(t, err)
	t.Cleanup(b.Close)
	require.Equal(t, "nothing was asked", ask(t, b))
	require.ErrorIs(t, b.Reached(), bench.ErrPast)
	require.ErrorContains(t, b.Reached(), "from 22.21")
	require.NotErrorIs(t, b.Reached(), bench.ErrUsage)
}
