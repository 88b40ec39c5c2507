package check_test

import (
	"net/http"
	"strings"
)

// hostOfRequest makes the RP's addresses of the host that a request names.
func hostOfRequest(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(namedBy{w, r.Header.Get("X-Forwarded-Host")}, r)
	})
}

type namedBy struct {
	http.ResponseWriter
	host string
}

func (n namedBy) WriteHeader(status int) {
	if to := n.Header().Get("Location"); n.host != "" && to != "" {
		n.Header().Set("Location", strings.ReplaceAll(to, "shop.example.com", n.host))
	}
	n.ResponseWriter.WriteHeader(status)
}
