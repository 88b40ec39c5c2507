package httpdriver

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRealHost(t *testing.T) {
	u := &url.URL{Scheme: "http", Host: "127.0.0.1:9400", Path: "/"}
	for real, want := range map[string]string{"": "127.0.0.1", "Access.LINE.me": "access.line.me"} {
		assert.Equal(t, want, sites(func(*url.URL) string { return real }).host(u))
	}
}
