package api

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
)

// maxCalls is how many calls a batch may hold.
const maxCalls = 1000

// batch answers many calls at once: parts in the order of the requests, each with its own status.
func (a *API) batch(w http.ResponseWriter, r *http.Request) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || r.Method != http.MethodPost || kind != "multipart/mixed" || params["boundary"] == "" {
		a.refuseBatch(w, r, "Failed to parse batch request, error: 0 items. Received batch body: 0 bytes")
		return
	}
	parts := multipart.NewReader(http.MaxBytesReader(w, r.Body, maxBody), params["boundary"])
	var out bytes.Buffer
	answers := multipart.NewWriter(&out)
	_ = answers.SetBoundary("batch_" + strings.TrimLeft(answers.Boundary()[:32], "-"))
	for n := 0; ; n++ {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || n == maxCalls {
			a.refuseBatch(w, r, fmt.Sprintf("The batch request could not be processed. It must hold at most %d calls.", maxCalls))
			return
		}
		if err := a.part(answers, part, r); err != nil {
			a.refuseBatch(w, r, "Failed to parse batch request, error: "+err.Error())
			return
		}
	}
	_ = answers.Close() // a buffer takes everything
	w.Header().Set("Content-Type", "multipart/mixed; boundary="+answers.Boundary())
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(out.Bytes())
}

func (a *API) refuseBatch(w http.ResponseWriter, r *http.Request, message string) {
	c := &call{API: a, r: r, query: r.URL.Query()}
	a.write(w, r, c.failed(fail("E29").saying(message)), c.query)
}

func (a *API) part(answers *multipart.Writer, part *multipart.Part, outer *http.Request) error {
	raw, err := io.ReadAll(part)
	if err != nil {
		return err
	}
	inner, err := readPart(raw)
	if err != nil {
		return err
	}
	inherit(inner, outer)
	rec := &recorder{head: http.Header{}, status: http.StatusOK}
	func() {
		defer func() {
			if cut := recover(); cut != nil && cut != http.ErrAbortHandler { //nolint:errorlint // the very value that net/http names
				panic(cut)
			}
		}()
		a.one(rec, inner)
	}()
	head := textproto.MIMEHeader{"Content-Type": {"application/http"}}
	if id := part.Header.Get("Content-ID"); id != "" {
		head.Set("Content-Id", responseID(id))
	}
	to, err := answers.CreatePart(head)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(to, "HTTP/1.1 %d %s\r\n", rec.status, http.StatusText(rec.status))
	rec.head.Set("Content-Length", strconv.Itoa(rec.body.Len()))
	_ = rec.head.Write(to)
	_, err = fmt.Fprintf(to, "\r\n%s\r\n", rec.body.Bytes())
	return err
}

// readPart reads a request whose body may come without a length.
func readPart(raw []byte) (*http.Request, error) {
	head, body, ok := bytes.Cut(raw, []byte("\r\n\r\n"))
	if !ok {
		head, body, _ = bytes.Cut(raw, []byte("\n\n"))
	}
	r, err := http.ReadRequest(bufio.NewReader(io.MultiReader(bytes.NewReader(bytes.TrimSpace(head)), strings.NewReader("\r\n\r\n"))))
	if err != nil {
		return nil, err
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return r, nil
}

// recorder keeps the answer of one part.
type recorder struct {
	head   http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.head }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }

// responseID is the id that clients look for: "<response-" before what they sent.
func responseID(id string) string {
	if inner, ok := strings.CutPrefix(id, "<"); ok {
		return "<response-" + inner
	}
	return "response-" + id
}

// inherit gives a part what the outer request has: its headers but Content-*, and its query.
func inherit(inner, outer *http.Request) {
	for name, values := range outer.Header {
		if strings.HasPrefix(name, "Content-") || name == "Accept-Encoding" || inner.Header[name] != nil {
			continue
		}
		inner.Header[name] = values
	}
	inner.Header.Del("Accept-Encoding")
	inner.URL.Scheme, inner.URL.Host, inner.Host = "", "", outer.Host
	if i := strings.Index(inner.URL.EscapedPath(), Base); i > 0 {
		if u, err := url.Parse(inner.URL.EscapedPath()[i:]); err == nil {
			u.RawQuery = inner.URL.RawQuery
			inner.URL = u
		}
	}
	query := inner.URL.Query()
	for name, values := range outer.URL.Query() {
		if !query.Has(name) {
			query[name] = values
		}
	}
	inner.URL.RawQuery = query.Encode()
	*inner = *inner.WithContext(outer.Context())
}
