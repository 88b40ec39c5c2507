package door

import (
	"io"
	"net/http"
	"time"

	"torii/fixtures/bound"
	"torii/mockidp/clock"
)

// keptFor is how long a connection is kept for the next request: longer than callers pause between two, as one
// that ends while the next is on its way looks like an error of the mock's.
const keptFor = 10 * time.Minute

// NewServer is a server for callers of any kind: what a request may hold, and how long it may take to
// come, is bounded. How long the answer takes is the handler's.
func NewServer(handler http.Handler) *http.Server {
	return &http.Server{Handler: prompt(handler, bound.RequestWithin), ReadHeaderTimeout: headerTimeout, IdleTimeout: keptFor, MaxHeaderBytes: bound.RequestHead}
}

// prompt ends the connection of a caller whose body does not come within a time.
func prompt(next http.Handler, within time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength != 0 && r.Body != nil {
			c := http.NewResponseController(w)
			if c.SetReadDeadline((&clock.Clock{}).Now().Add(within)) == nil {
				r.Body = &arriving{r.Body, c}
			}
		}
		next.ServeHTTP(w, r)
	})
}

// arriving is a body with a deadline, which goes once it is there: what comes then is the next request.
type arriving struct {
	io.ReadCloser
	c *http.ResponseController
}

func (a *arriving) Read(b []byte) (int, error) {
	n, err := a.ReadCloser.Read(b)
	if err == io.EOF {
		_ = a.c.SetReadDeadline(time.Time{}) // it was taken before
	}
	return n, err
}
