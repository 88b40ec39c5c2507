package httpdriver

import (
	"fmt"
	"io"
	"net/http"

	"torii/rpclient/driver"
)

// maxDrain is what is read of a redirect's body, in bytes: enough for the usual line of HTML, so that the connection
// can be used again.
const maxDrain = 2 << 10

// body reads an answer up to MaxBody. A browser does not wait for the body of a redirect it follows.
func (b *Browser) body(page *driver.Page, response *http.Response) ([]byte, error) {
	if isRedirect(page) {
		if 0 <= response.ContentLength && response.ContentLength <= maxDrain {
			_, _ = io.CopyN(io.Discard, response.Body, maxDrain)
		}
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, b.options.MaxBody+1))
	if err != nil {
		return nil, fmt.Errorf("body: %w", err)
	}
	if int64(len(body)) > b.options.MaxBody {
		return nil, fmt.Errorf("%w: more than %d bytes", driver.ErrTooLarge, b.options.MaxBody)
	}
	return body, nil
}
