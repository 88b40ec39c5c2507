package chromiumdriver

import (
	"strings"

	"torii/rpclient/driver"
)

// NetError is what Chromium says where no answer came, such as "net::ERR_CONNECTION_REFUSED"
// (net/base/net_error_list.h). It is a net.Error.
type NetError string

// Errors of Chromium that mean something to us.
const (
	aborted          NetError = "net::ERR_ABORTED"
	tooManyRedirects NetError = "net::ERR_TOO_MANY_REDIRECTS"
	// emptyError stands for an answer of 400 and more without a body, in whose place Chromium shows a page of its own.
	emptyError NetError = "net::ERR_HTTP_RESPONSE_CODE_FAILURE"
	// A Location, or a link, that Chromium cannot read.
	invalidRedirect NetError = "net::ERR_INVALID_REDIRECT"
	invalidURL      NetError = "net::ERR_INVALID_URL"
)

// Error implements error.
func (e NetError) Error() string { return string(e) }

// Is tells driver.ErrMalformed: what was led to is no address.
func (e NetError) Is(target error) bool {
	return target == driver.ErrMalformed && (e == invalidRedirect || e == invalidURL)
}

// Timeout tells whether Chromium, or its network, has given up waiting.
func (e NetError) Timeout() bool { return strings.HasSuffix(string(e), "TIMED_OUT") }

// Temporary implements net.Error.
func (e NetError) Temporary() bool { return false }
