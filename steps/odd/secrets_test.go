package odd_test

import (
	"archive/zip"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/folder"
	"torii/reports/verdict"
	"torii/rpclient/target"
	"torii/steps"
	"torii/steps/bench"
)

// secretOnes are RPs that show what they ought to keep.
var secretOnes = []entry{{
	an: "RP that prints its secrets, and the whole environment, in every spelling there is",
	rp: rp{around: babbles},
	file: "session: {page: /me, status: 200, member: {json: user}, header: {X-Key: '${TORII_ODD_SECRET}'}}\n" +
		"setup: {command: [env]}\nkeys: {refetch_after: 0s}\n",
	rows: []row{{"login/google", verdict.Passed, ""}, {"state/google-state-wrong", verdict.Passed, ""}},
}}

// The secret is awkward to write; the token is the control port's, and torii's alone.
const (
	oddSecret = `p&ss"w/rd+<é>-Qz7Kd93LmX0v`
	oddToken  = "the-token-of-a-control-port"
)

var escapes = regexp.MustCompile("%..")

// spell writes a secret in five ways and more.
func spell(secret string) map[string]string {
	quoted, _ := json.Marshal(secret)
	escaped := url.QueryEscape(secret)
	return map[string]string{
		"as it is": secret, "percent-encoded": escaped, "in small letters": escapes.ReplaceAllStringFunc(escaped, strings.ToLower),
		"JSON": strings.Trim(string(quoted), `"`), "HTML": html.EscapeString(secret),
		"Basic": base64.StdEncoding.EncodeToString([]byte("client:" + secret)), "escaped Basic": base64.StdEncoding.EncodeToString([]byte("client:" + escaped)),
	}
}

// babbles prints what it was told, and shows it in addresses and titles.
func babbles(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, secret := range []string{r.Header.Get("X-Key"), os.Getenv("GOOGLE_CLIENT_SECRET")} {
			if len(secret) < 12 {
				continue
			}
			for how, text := range spell(secret) {
				fmt.Printf("INFO %s: %s\n", how, text)
				fmt.Printf("INFO %s: %s\n%s\n", how, text[:11], text[11:])
			}
		}
		fmt.Println(strings.Join(os.Environ(), "\n"))
		if r.URL.Path == "/" && r.URL.RawQuery == "" {
			http.Redirect(w, r, "/?x="+url.QueryEscape(os.Getenv("GOOGLE_CLIENT_SECRET")), http.StatusFound)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// TestNoOutputHoldsASecret greps whatever a run writes, the parts of its workbook too.
func TestNoOutputHoldsASecret(t *testing.T) {
	t.Setenv("TORII_ODD_SECRET", oddSecret)
	t.Setenv("TORII_ODD_TOKEN", oddToken)
	e := secretOnes[0]
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	told := &clients{}
	masker.Watch(told.take)
	b, err := bench.NewProcess(ctx, e.described(t), bench.ProcessOptions{Options: bench.Options{Log: log, Masker: masker, Salt: e.an}})
	require.NoError(t, err)
	defer b.Close()
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: e.an, Now: now, Select: e.wants})
	require.NoError(t, err)
	run, err := runner.Run(ctx)
	require.NoError(t, err)
	for _, r := range run.Rows {
		require.Equal(t, verdict.Passed, r.Verdict, "%s: %s", r.ID, r.Reason)
	}
	dir := t.TempDir()
	require.NoError(t, folder.Write(dir, log.Events()))
	texts := written(t, dir)
	require.Contains(t, texts["events.ndjson"], "INFO Basic: ", "the RP has printed nothing")
	for name, text := range texts {
		require.NotContains(t, text, oddToken, name)
		for _, secret := range append(told.values, oddSecret) {
			for how, spelt := range spell(secret) {
				core := spelt[len(spelt)/2-4 : len(spelt)-4] // what no other word decides
				require.Negative(t, strings.Index(text, core), "%s holds %q %s: %s", name, secret, how, around(text, core))
				if strings.HasSuffix(how, "Basic") {
					continue // begins with the client's name
				}
				require.Negative(t, strings.Index(text, spelt[:11]), "%s holds the beginning of %q %s: %s", name, secret, how, around(text, spelt[:11]))
			}
		}
	}
}

// around is where a word stands in a text.
func around(text, word string) string {
	const context = 100
	at := strings.Index(text, word)
	if at < 0 {
		return ""
	}
	return text[max(0, at-context):min(len(text), at+len(word)+context)]
}

// clients are the secrets by which the RP is registered.
type clients struct{ values []string }

func (c *clients) take(value string) {
	if len(c.values) < 3 && len(value) > 20 {
		c.values = append(c.values, value)
	}
}

// written is every file by name, those inside a workbook too.
func written(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if filepath.Ext(path) != ".xlsx" {
			b, err := os.ReadFile(path)
			texts[d.Name()] = string(b)
			return err
		}
		parts, err := zip.OpenReader(path)
		if err != nil {
			return err
		}
		defer func() { _ = parts.Close() }()
		for _, part := range parts.File {
			r, err := part.Open()
			if err != nil {
				return err
			}
			b, err := io.ReadAll(r)
			if err != nil {
				return err
			}
			texts[d.Name()+"/"+part.Name] = string(b)
		}
		return nil
	}))
	return texts
}

// TestAnRPThatCannotStartTellsNoSecret: what it printed stands in the error.
func TestAnRPThatCannotStartTellsNoSecret(t *testing.T) {
	const secret = "Qz7Kd93LmX0v-at-the-start"
	t.Setenv("TORII_ODD_SECRET", secret)
	file, err := target.Parse(filepath.Join(t.TempDir(), "torii.yaml"), []byte("name: odd\ncommand: [env]\nenvironment: {KEY: '${TORII_ODD_SECRET}'}\n"+
		"providers: {google: {login: {page: /}, callback: /cb}}\nsession: {page: /me, member: {json: user}}\n"))
	require.NoError(t, err)
	_, err = bench.NewProcess(t.Context(), file, bench.ProcessOptions{Options: bench.Options{Log: event.NewLog(new(clock.Clock).Now), Masker: event.NewMasker()}})
	require.ErrorContains(t, err, "KEY=")
	require.NotContains(t, err.Error(), "Qz7Kd93LmX0v")
}
