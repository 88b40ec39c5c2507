package mockidp

import (
	"io"
	"net/http"
	"strings"

	"torii/mockidp/op"
	"torii/reports/event"
)

// strayPage is what a person sees at an address that no provider has.
const strayPage = `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>404 Not Found</title></head>
<body style="font:16px/1.6 system-ui,'Hiragino Sans','Noto Sans JP',sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem"><main><h1 style="font-size:1.25rem">404 Not Found</h1>
<p>このアドレスは、模擬プロバイダーにはありません。</p>
<p>No mock has this address.</p></main></body></html>
`

// strayed logs a request for an address that no provider has. One that bears a code or a
// token belongs to the login that this was issued in.
func (m *Mock) strayed(r *http.Request) {
	presented := op.Presented(m.ledger, r, nil)
	if len(presented) == 0 {
		m.log("", "", event.Unattributed{Provider: r.Host, Endpoint: r.URL.Path, Status: http.StatusNotFound})
		return
	}
	login := presented[0].Login
	m.log(m.Plans.Row(login), login, event.Called{Provider: r.Host, Endpoint: r.URL.Path, Method: r.Method, Status: http.StatusNotFound,
		Presented: op.Facts(m.masker, presented)})
}

// notFound answers an address that no provider has: in the words of its host, or else
// browsers with a page and all others in a word.
func (m *Mock) notFound(w http.ResponseWriter, r *http.Request) {
	for _, p := range m.hosts[r.Host] {
		if p.Stray(w, r) {
			return
		}
	}
	if !strings.Contains(r.Header.Get("Accept"), "text/html") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(http.StatusNotFound)
	_, _ = io.WriteString(w, strayPage) // who has left needs no page
}
