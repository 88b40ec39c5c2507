package mockidp

import (
	"context"
	"net"
	"net/http"
	"time"

	"torii/mockidp/door"
)

// TB is what Start needs of a test or benchmark.
type TB interface {
	Helper()
	Name() string
	Cleanup(func())
	Fatalf(format string, args ...any)
}

// Started is a set of mocks that answers on loopback until its test ends.
type Started struct {
	*Mock
	door.Path // spells the real addresses as they are reached: p.Server("https://api.line.me/oauth2/v2.1/token")
}

const startedHeaderTimeout = 10 * time.Second

// Start serves mocks to the code under test on a free loopback port, at the path
// door, and ends them with the test. A problem ends the test.
func Start(t TB, o Options) Started {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("mockidp: %v", err)
	}
	path, err := door.NewPath("http://"+listener.Addr().String(), "", door.AddressIssuer)
	if err != nil {
		t.Fatalf("mockidp: %v", err)
	}
	if o.Salt == "" {
		o.Salt = t.Name()
	}
	o.Names = path
	mock, err := New(o)
	if err != nil {
		t.Fatalf("mockidp: %v", err)
	}
	server := &http.Server{Handler: path.Handler(mock, mock.Mocks, http.NotFoundHandler()), ReadHeaderTimeout: startedHeaderTimeout}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(listener) // ends with the test
	}()
	t.Cleanup(func() {
		if server.Shutdown(context.Background()) != nil {
			_ = server.Close()
		}
		<-ended
	})
	return Started{mock, path}
}
