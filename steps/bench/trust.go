package bench

import (
	"os"
	"slices"
	"strings"
)

// Trust is the environment that makes a Relying Party of any runtime but Java's trust
// the CA certificate in a file.
func Trust(ca string) []string {
	return []string{
		"SSL_CERT_FILE=" + ca,       // Go, OpenSSL and what stands on it: Python, Ruby, PHP, .NET
		"NODE_EXTRA_CA_CERTS=" + ca, // Node.js
		"REQUESTS_CA_BUNDLE=" + ca,  // Python's requests
		"CURL_CA_BUNDLE=" + ca,
	}
}

// misleading are the variables that would lead a Relying Party past the door: other
// trust, or a proxy that is not there.
var misleading = []string{"SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
	"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"}

// environment is this process's environment without what misleads.
func environment() []string {
	return slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains(misleading, strings.ToUpper(name))
	})
}
