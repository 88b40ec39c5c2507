package httpdriver_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
	httpdriver "torii/rpclient/driver/http"
)

// answer is a transport that gives every request the same answer.
type answer func(*http.Request) (*http.Response, error)

func (a answer) RoundTrip(r *http.Request) (*http.Response, error) { return a(r) }

func browse(transport http.RoundTripper, change ...func(*httpdriver.Options)) *httpdriver.Browser {
	return newWorld().browser(append(change, func(o *httpdriver.Options) { o.Transport = transport })...)
}

// drip is a body that never ends: it blocks until its request is given up, and hides why, as transports do.
type drip struct {
	ctx    context.Context
	closed *bool
}

func (d drip) Read([]byte) (int, error) {
	<-d.ctx.Done()
	return 0, errors.New("request canceled")
}

func (d drip) Close() error {
	*d.closed = true
	return nil
}

func dripping(status int, header http.Header, closed *bool) answer {
	return func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: header, ContentLength: -1, Body: drip{r.Context(), closed}}, nil
	}
}

func TestBodyIsBounded(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, strings.Repeat("x", 100)) })
	for bound, want := range map[int64]error{99: driver.ErrTooLarge, 100: nil} {
		b := w.browser(func(o *httpdriver.Options) { o.MaxBody = bound })
		_, err := b.Open(t.Context(), rp)
		require.ErrorIs(t, err, want)
		_, err = b.Probe(t.Context(), rp, nil)
		require.ErrorIs(t, err, want)
	}
}

func TestDrippingBodyEndsByDeadline(t *testing.T) {
	var closed bool
	b := browse(dripping(200, http.Header{}, &closed))
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
	defer cancel()
	_, err := b.Open(ctx, rp)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.True(t, closed)
}

func TestWaitEndsWithoutADeadlineOfTheCaller(t *testing.T) {
	var closed bool
	b := browse(dripping(200, http.Header{}, &closed), func(o *httpdriver.Options) { o.MaxWait = 5 * time.Millisecond })
	_, err := b.Probe(t.Context(), rp, nil)
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

func TestBodyOfARedirectIsNotWaitedFor(t *testing.T) {
	var closed bool
	header := http.Header{"Location": {"line://app"}}
	_, err := browse(dripping(302, header, &closed)).Open(t.Context(), rp)
	require.ErrorIs(t, err, driver.ErrScheme)
	assert.True(t, closed)
}

type reset struct{ error }

func TestTransportErrorsStayThemselves(t *testing.T) {
	b := browse(answer(func(*http.Request) (*http.Response, error) { return nil, reset{io.ErrUnexpectedEOF} }))
	_, err := b.Open(t.Context(), rp+"/x?code=secret")
	got, ok := errors.AsType[reset](err)
	require.True(t, ok)
	assert.Equal(t, io.ErrUnexpectedEOF, got.error)
	assert.EqualError(t, err, "GET https://rp.example.test/x: unexpected EOF")
}

func TestCancelledContextStaysItself(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var closed bool
	_, err := browse(dripping(200, http.Header{}, &closed)).Open(ctx, rp)
	require.ErrorIs(t, err, context.Canceled)
}
