package httpdriver_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type refreshRow struct {
	name    string
	content string
	shown   string
}

func (row refreshRow) run(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/dir/page", page(`<META HTTP-EQUIV=Refresh content="`+row.content+`">`))
	w.serve(rp+"/dir/to", page("to"))
	got, err := w.browser().Open(t.Context(), rp+"/dir/page")
	require.NoError(t, err)
	assert.Equal(t, rp+row.shown, got.URL.String())
}

func TestRefresh(t *testing.T) {
	const to, stays = "/dir/to", "/dir/page"
	rows := []refreshRow{
		{"at once", "0;url=to", to},
		{"spelled loosely", " 0 ; URL = to ", to},
		{"with a comma", "0, to", to},
		{"with a space", "0 to", to},
		{"with a fraction", "0.5; url=to", to},
		{"in single quotes", "0;url='to'", to},
		{"in double quotes", "0;url=&quot;to&quot; trailing", to},
		{"after five seconds", "5;url=to", to},
		{"after six", "6;url=to", stays},
		{"after a very long time", "99999999999999999999;url=to", stays},
		{"without a delay", "url=to", stays},
		{"with nothing", "", stays},
		{"with only a semicolon", ";url=to", stays},
		{"with a word", "0now", stays},
	}
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

func TestRefreshOfThePageItself(t *testing.T) {
	w := newWorld()
	visits := 0
	w.serve(rp+"/wait", func(w http.ResponseWriter, r *http.Request) {
		if visits++; visits < 3 {
			page(`<meta http-equiv=refresh content=3>`)(w, r)
			return
		}
		page("ready")(w, r)
	})
	got, err := w.browser().Open(t.Context(), rp+"/wait")
	require.NoError(t, err)
	assert.Equal(t, "ready", string(got.Body))
	assert.Equal(t, "same-origin", w.last(t).Header.Get("Sec-Fetch-Site"))
	assert.Equal(t, rp+"/wait", w.last(t).Header.Get("Referer"))
}

func TestRefreshField(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/page", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Header().Set("Refresh", "0; url=/to")
	})
	w.serve(rp+"/to", page("to"))
	got, err := w.browser().Open(t.Context(), rp+"/page")
	require.NoError(t, err)
	assert.Equal(t, "to", string(got.Body))
}

func TestRefreshInsideNoscriptIsNotFollowed(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/page", page(`<noscript><meta http-equiv=refresh content="0;url=/to"></noscript>`))
	got, err := w.browser().Open(t.Context(), rp+"/page")
	require.NoError(t, err)
	assert.Equal(t, rp+"/page", got.URL.String())
}
