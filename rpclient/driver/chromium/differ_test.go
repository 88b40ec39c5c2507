package chromiumdriver_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
	chromiumdriver "torii/rpclient/driver/chromium"
)

// differRow is where the drivers cannot agree: one follows the drafts and reads scripts, the other is Chromium.
type differRow struct {
	name           string
	walk           func(*testing.T, *walker) string
	http, chromium string
}

func differing(w *world) {
	w.rpMux.HandleFunc("/start", func(rw http.ResponseWriter, _ *http.Request) {
		set("strict=1; Path=/; SameSite=Strict")(rw)
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(rw, `<title>start</title><a id=go href="%s/via">go</a><a id=script href="javascript:location='/end'">script</a>`+
			`<form action=/end><input name=mail required><button>送信</button></form><button id=other type=button onclick="location='/end'">x</button>`, w.idp)
	})
	w.idpMux.HandleFunc("/via", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, w.rp+"/end", http.StatusFound) })
	w.rpMux.HandleFunc("/end", echo)
}

// using uses a control of the start page, and tells the request that came of it, or why none did.
func using(selector string) func(*testing.T, *walker) string {
	return func(t *testing.T, w *walker) string {
		got, err := w.Use(t.Context(), w.open(t, w.rp+"/start"), selector, nil)
		if err != nil {
			return err.Error()[strings.LastIndex(err.Error(), "): ")+3:]
		}
		require.Equal(t, "/end", got.URL.Path)
		sent := w.to("/end")[0]
		return fmt.Sprintf("cookie %s referer %s", sent.cookie, sent.header.Get("Referer"))
	}
}

// resuming holds what a control of the start page leads to, and lets it go in the same browser.
func resuming(selector string) func(*testing.T, *walker) string {
	return func(t *testing.T, w *walker) string {
		w.Hold(func(r *driver.Request) bool { return r.URL.Path == "/end" })
		page, err := w.Use(t.Context(), w.open(t, w.rp+"/start"), selector, nil)
		require.NoError(t, err)
		_, err = w.Resume(t.Context(), page.Held)
		require.NoError(t, err)
		sent := w.to("/end")[0]
		return fmt.Sprintf("cookie %s referer %s", sent.cookie, sent.header.Get("Referer"))
	}
}

var differRows = []differRow{
	{"a redirect through another site", using("#go"),
		"cookie  referer RP/start", "cookie strict=1 referer RP/"},
	{"the same, held and resumed", resuming("#go"),
		"cookie  referer RP/start", "cookie strict=1 referer RP/"},
	{"a script for an address", using("#script"),
		`not an http or https address: scheme "javascript"`, "cookie strict=1 referer RP/start"},
	{"a button for scripts", using("#other"),
		"no such control: it submits nothing without a script", "cookie strict=1 referer RP/start"},
	{"a required field that is empty", using("form"),
		"cookie strict=1 referer RP/start", `no such control: its form does not accept the field "mail": valueMissing`},
}

func (row differRow) run(t *testing.T, want string, browser maker) {
	t.Parallel()
	w := newWorld(t)
	differing(w)
	walk := &walker{world: w, Browser: browser(t, w, chromiumdriver.Hooks{})}
	assert.Equal(t, want, strings.NewReplacer(w.rp, "RP", w.idp, "IDP").Replace(row.walk(t, walk)))
}

func TestWhereTheDriversDiffer(t *testing.T) {
	for _, row := range differRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			t.Run("http", func(t *testing.T) { row.run(t, row.http, viaHTTP) })
			t.Run("chromium", func(t *testing.T) { row.run(t, row.chromium, viaChromium) })
		})
	}
}
