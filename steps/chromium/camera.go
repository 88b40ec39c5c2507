package chromium

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"

	"torii/mockidp/clock"
	"torii/mockidp/door"
	"torii/rpclient/check"
	chromiumdriver "torii/rpclient/driver/chromium"
)

// The bounds of one picture: a page may want many files, and each waits its turn.
const (
	pictureWait  = time.Minute
	headerWithin = 10 * time.Second
)

// camera is a Chromium for which no host exists but those of one environment, and no
// way to them but the one that it was given.
type camera struct {
	pool   *chromiumdriver.Pool
	server *http.Server
}

// Camera starts one. It reaches hosts that speak https.
func Camera(ctx context.Context, hosts []string, way http.RoundTripper) (check.Camera, error) {
	names := make([]string, 0, len(hosts))
	for _, host := range hosts {
		names = append(names, (&url.URL{Host: host}).Hostname())
	}
	ca, err := door.NewCA(names, (&clock.Clock{}).Now)
	if err != nil {
		return nil, fmt.Errorf("pictures: %w", err)
	}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", ca.TLSConfig())
	if err != nil {
		return nil, fmt.Errorf("pictures: %w", err)
	}
	c := &camera{server: &http.Server{Handler: forward(way), ReadHeaderTimeout: headerWithin, ErrorLog: log.New(io.Discard, "", 0)}}
	go func() { _ = c.server.Serve(listener) }() // ends with the camera
	rules := map[string]string{}
	for _, name := range names {
		rules[name] = listener.Addr().(*net.TCPAddr).String()
	}
	if c.pool, err = chromiumdriver.New(ctx, chromiumdriver.Options{HostRules: rules, TrustedSPKI: []string{ca.SPKI()}, MaxWait: pictureWait}); err != nil {
		_ = c.server.Close()
		return nil, err
	}
	return c, nil
}

// forward sends what Chromium asks for by the way that was given.
func forward(way http.RoundTripper) http.Handler {
	return &httputil.ReverseProxy{Transport: way, ErrorLog: log.New(io.Discard, "", 0), Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host, r.Out.Host = "https", r.In.Host, r.In.Host
	}}
}

// Take implements check.Camera.
func (c *camera) Take(ctx context.Context, address string) ([]byte, error) {
	b, err := c.pool.Browser(chromiumdriver.Hooks{})
	if err != nil {
		return nil, err
	}
	if _, err := b.Open(ctx, address); err != nil {
		return nil, err
	}
	return b.Screenshot(ctx)
}

// Close implements check.Camera.
func (c *camera) Close() {
	c.pool.Close()
	_ = c.server.Close()
}
