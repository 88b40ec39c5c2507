package rp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
)

// maxBody bounds every back-channel body, in bytes. x/oauth2 bounds the token
// response alike.
const maxBody = 1 << 20

// newClient returns the back-channel client. It follows no redirects: a code, a
// secret or an access token goes to the configured address or nowhere.
func newClient(transport http.RoundTripper) *http.Client {
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// readBody sends req and returns header and body of a 200 answer.
func readBody(client *http.Client, req *http.Request) (http.Header, []byte, error) {
	resp, err := client.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, nil, statusError(resp.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	if err != nil {
		return nil, nil, err
	}
	if len(body) > maxBody {
		return nil, nil, fmt.Errorf("want a body of %d bytes or less, got more", maxBody)
	}
	return resp.Header, body, nil
}

// statusError is an answer of another status than 200.
type statusError int

func (e statusError) Error() string { return fmt.Sprintf("want HTTP status 200, got %d", int(e)) }

// upstream wraps trouble with a provider's server with its page: 504 if it kept
// silent until the deadline, 502 for all else.
func upstream(ctx context.Context, what string, err error) error {
	if silent, ok := errors.AsType[net.Error](err); ctx.Err() == context.DeadlineExceeded || ok && silent.Timeout() {
		return fail(http.StatusGatewayTimeout, what, err)
	}
	return fail(http.StatusBadGateway, what, err)
}
