package driver_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
)

func TestFramable(t *testing.T) {
	const csp, xfo = "Content-Security-Policy", "X-Frame-Options"
	for _, c := range []struct {
		name   string
		header http.Header
		want   bool
	}{
		{"nothing", http.Header{}, true},
		{"none", http.Header{csp: {"default-src 'self'; Frame-Ancestors 'none'"}}, false},
		{"no source", http.Header{csp: {"frame-ancestors"}}, false},
		{"one partner", http.Header{csp: {"frame-ancestors https://partner.example"}}, false},
		{"the second policy", http.Header{csp: {"default-src 'none'", "frame-ancestors 'self'"}}, false},
		{"anybody", http.Header{csp: {"frame-ancestors *"}}, true},
		{"anybody, whatever the older field says", http.Header{csp: {"frame-ancestors https:"}, xfo: {"DENY"}}, true},
		{"a report alone", http.Header{"Content-Security-Policy-Report-Only": {"frame-ancestors 'none'"}}, true},
		{"deny", http.Header{xfo: {"deny"}}, false},
		{"the own origin", http.Header{xfo: {"SAMEORIGIN"}}, false},
		{"a value that no browser knows", http.Header{xfo: {"ALLOW-FROM https://partner.example"}}, true},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, driver.Framable(c.header)) })
	}
}
