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
	silent  bool
}

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

func (p *Provider) json(code int, o token.Object) answer {
	return p.reply(bend.Answer{Status: code, Members: o, ContentType: p.Profile.JSONType})
}

// reply turns an answer that a bend may have changed into bytes.
func (p *Provider) reply(b bend.Answer) answer {
	a := status(b.Status)
	a.head.Set("Content-Type", b.ContentType)
	for name, value := range b.Header {
		a.head.Set(name, value)
	}
	a.silent = b.Silent
	a.body = b.Raw
	if b.Raw == nil {
		a.body = p.encode(b.Members)
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

func (a answer) write(w http.ResponseWriter, r *http.Request) {
	if a.silent {
		wait := time.NewTimer(maxSilence)
		defer wait.Stop()
		select {
		case <-r.Context().Done():
		case <-wait.C:
		}
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), a.head)
	for _, c := range a.cookies {
		http.SetCookie(w, c)
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a caller who has gone is no failure of ours
}
