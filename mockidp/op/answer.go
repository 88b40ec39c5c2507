package op

import (
	"bytes"
	"encoding/json"
	"html/template"
	"maps"
	"net/http"
	"strconv"
	"time"

	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// answer is what a handler returns; one writer writes it.
type answer struct {
	status  int
	head    http.Header
	body    []byte
	cookies []*http.Cookie
	ending
}

// ending is how an answer ends that does not end well.
type ending struct{ silent, reset, cut, drip bool }

func status(code int) answer { return answer{status: code, head: http.Header{}} }

func (a *answer) header(add http.Header) {
	for name, values := range add {
		if a.head.Get(name) == "" {
			a.head[name] = values
		}
	}
}

func redirect(to string) answer {
	a := status(http.StatusFound)
	a.head.Set("Location", to)
	return a
}

func page(code int, t *template.Template, data any) answer {
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		panic(err) // a template of this package that does not fit its data
	}
	a := status(code)
	a.head.Set("Content-Type", "text/html; charset=utf-8")
	a.head.Set("Cache-Control", "no-store")
	a.head.Set("Referrer-Policy", "no-referrer")
	a.body = b.Bytes()
	return a
}

// reply turns an answer that a bend may have changed into bytes.
func (p *Provider) reply(b bend.Answer) answer {
	a := status(b.Status)
	a.head.Set("Content-Type", b.ContentType)
	a.ending = ending{b.Silent, b.Reset, b.Cut, b.Drip}
	for name, value := range b.Header {
		a.head.Set(name, value)
	}
	a.body = b.Raw
	if b.Raw == nil {
		a.body = p.Shuffle.Spaced(p.encode(p.Shuffle.Extended(b.Members)))
	}
	if b.Reshape != nil {
		a.body = b.Reshape(a.body)
	}
	return a
}

func (p *Provider) encode(o token.Object) []byte {
	raw := o.JSON()
	if !p.Profile.Pretty {
		return raw
	}
	var b bytes.Buffer
	if err := json.Indent(&b, raw, "", "  "); err != nil {
		return raw
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// maxSilence bounds how long a silent answer keeps its caller.
const maxSilence = 60 * time.Second

// dripEach is the pause between two bytes of an answer that drips.
const dripEach = 50 * time.Millisecond

func (a answer) write(w http.ResponseWriter, r *http.Request) {
	switch {
	case a.silent:
		pause(r, maxSilence)
		panic(http.ErrAbortHandler)
	case a.reset:
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), a.head)
	for _, c := range a.cookies {
		http.SetCookie(w, c)
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	body := a.body
	if a.cut {
		body = body[:len(body)/2]
	}
	if a.drip {
		a.trickle(w, r)
	}
	_, _ = w.Write(body) // a caller who has gone is no failure of ours
	if a.cut {
		panic(http.ErrAbortHandler)
	}
}

// trickle sends a byte at a time: enough to defeat a deadline that each byte renews.
func (a answer) trickle(w http.ResponseWriter, r *http.Request) {
	for _, b := range a.body[:max(0, len(a.body)-1)] {
		if _, err := w.Write([]byte{b}); err != nil || http.NewResponseController(w).Flush() != nil || !pause(r, dripEach) {
			break
		}
	}
	panic(http.ErrAbortHandler)
}

// pause reports false when the caller has gone meanwhile.
func pause(r *http.Request, d time.Duration) bool {
	wait := time.NewTimer(d)
	defer wait.Stop()
	select {
	case <-r.Context().Done():
		return false
	case <-wait.C:
		return true
	}
}
