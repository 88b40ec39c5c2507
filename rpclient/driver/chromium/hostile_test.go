package chromiumdriver_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
)

// Pages that mean harm: each ends within its deadline, reads nothing of the machine and writes nothing
// onto it, and the next page opens as ever.
func TestPagesThatMeanHarm(t *testing.T) {
	w := newWorld(t)
	secret := filepath.Join(t.TempDir(), "secret.txt")
	require.NoError(t, os.WriteFile(secret, []byte("of the machine"), 0o600))
	w.page(w.rpMux, "/frames", `<script>for (let i = 0; i < 10000; i++) document.body.append(document.createElement('iframe'))</script>`)
	w.page(w.rpMux, "/dialogs", `<script>for (let i = 0; i < 1000; i++) { alert(i); confirm(i); prompt(i) }; onbeforeunload = () => 'stay'</script>`)
	w.page(w.rpMux, "/file", fmt.Sprintf(`<iframe src="file://%[1]s"></iframe><script>
		fetch('file://%[1]s').then(r => r.text()).then(t => fetch('/stolen?' + t)).catch(() => {})
		try { location = 'file://%[1]s' } catch (e) {}</script>`, secret))
	w.page(w.rpMux, "/port", `<script>for (const port of [9400, 9401, 22]) fetch('http://127.0.0.1:' + port + '/health', {mode: 'no-cors'}).then(() => fetch('/reached')).catch(() => {})</script>`)
	w.page(w.rpMux, "/grow", `<script>let s = 'x'; for (let i = 0; i < 20; i++) { s += s }; for (let i = 0; i < 200; i++) document.write('<p>' + s)</script>`)
	w.page(w.rpMux, "/download", `<a id=a download="`+filepath.Base(secret)+`" href=/big>x</a><script>for (let i = 0; i < 20; i++) a.click()</script>`)
	w.rpMux.HandleFunc("/big", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Disposition", "attachment; filename=harm.bin")
		_, _ = rw.Write(make([]byte, 1<<20))
	})
	w.page(w.rpMux, "/ok", `ok`)
	b := person(t, w)
	for _, path := range []string{"/frames", "/dialogs", "/file", "/port", "/grow", "/download", "/big"} {
		const within = 10 * time.Second
		ctx, cancel := context.WithTimeout(t.Context(), within)
		began := new(clock.Clock).Now()
		_, err := b.Open(ctx, w.rp+path)
		cancel()
		took := new(clock.Clock).Now().Sub(began)
		t.Logf("%s: %s, %v", path, took.Round(time.Millisecond), err)
		assert.Less(t, took, within+3*time.Second, path)
		got, err := b.Open(t.Context(), w.rp+"/ok")
		require.NoError(t, err, "after %s", path)
		assert.Equal(t, "200 /ok | ok", tell(got), "after %s", path)
	}
	assert.Empty(t, w.to("/stolen"))
	assert.Empty(t, w.to("/reached"))
	for _, folder := range []string{".", os.TempDir(), filepath.Join(os.Getenv("HOME"), "Downloads")} {
		found, err := filepath.Glob(filepath.Join(folder, "harm*"))
		require.NoError(t, err)
		assert.Empty(t, found)
	}
}
