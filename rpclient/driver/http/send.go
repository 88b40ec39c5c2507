package httpdriver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"torii/rpclient/driver"
)

// send exchanges one request for one answer. Fields of extra replace the browser's own. The hop is meaningful even
// where an error is returned.
func (b *Browser) send(
	ctx context.Context, r *driver.Request, extra http.Header,
) (*driver.Page, driver.Hop, error) {
	ctx, cancel := context.WithTimeout(ctx, b.options.MaxWait)
	defer cancel()
	hop := driver.Hop{Method: r.Method, URL: unfragmented(r.URL).String(), Mocked: b.options.Mocked(r.URL)}
	if err := b.options.Admit(r.URL); err != nil {
		return nil, hop, failure(ctx, r, err)
	}
	request, err := b.wire(ctx, r, extra)
	if err != nil {
		return nil, hop, failure(ctx, r, err)
	}
	response, err := b.options.Transport.RoundTrip(request)
	if err != nil {
		return nil, hop, failure(ctx, r, err)
	}
	defer response.Body.Close()
	hop.Status, hop.Location = response.StatusCode, response.Header.Get("Location")
	b.jar.receive(r.URL, response.Header.Values("Set-Cookie"), b.now())
	page := &driver.Page{URL: r.URL, Status: response.StatusCode, Header: response.Header}
	if page.Body, err = b.body(page, response); err != nil {
		return nil, hop, failure(ctx, r, err)
	}
	return page, hop, nil
}

// wire is the request in the transport's terms.
func (b *Browser) wire(ctx context.Context, r *driver.Request, extra http.Header) (*http.Request, error) {
	var body io.Reader
	if r.Method == http.MethodPost {
		body = strings.NewReader(r.Form.Encode())
	}
	request, err := http.NewRequestWithContext(ctx, r.Method, unfragmented(r.URL).String(), body)
	if err != nil {
		// The error of url.Parse quotes the whole address.
		return nil, errors.New("not a request that can be sent")
	}
	request.Header = b.header(r)
	maps.Copy(request.Header, canonical(extra))
	return request, nil
}

// failure says where an exchange failed, and names the context's error where the transport has hidden it.
func failure(ctx context.Context, r *driver.Request, err error) error {
	if cause := ctx.Err(); cause != nil && !errors.Is(err, cause) {
		err = fmt.Errorf("%w: %w", cause, err)
	}
	return fmt.Errorf("%s %s: %w", r.Method, place(r.URL), err)
}

func unfragmented(u *url.URL) *url.URL {
	c := *u
	c.Fragment, c.RawFragment = "", ""
	return &c
}

func canonical(header http.Header) http.Header {
	c := make(http.Header, len(header))
	for name, values := range header {
		c[http.CanonicalHeaderKey(name)] = values
	}
	return c
}
