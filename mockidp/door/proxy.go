package door

import (
	"errors"
	"io"
	"net"
	"net/http"
	"time"
)

// Proxy is the door as a forward proxy, for Relying Parties that are led here
// by HTTPS_PROXY and HTTP_PROXY. CONNECT (RFC 9110, 9.3.6) to port 443 of a
// mocked host ends at the TLS door, to an allowed address it is tunnelled;
// everything else is reported and refused with 403.
func (h *Hosts) Proxy() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodConnect:
			h.connect(w, r)
		case r.URL.Scheme == "http" && r.URL.Host != "":
			h.unsecured(w, r, h.proxiedOutside)
		default:
			refuse(w, http.StatusBadRequest, "this is a proxy for http and CONNECT, not %s", r.Host)
		}
	})
}

func (h *Hosts) connect(w http.ResponseWriter, r *http.Request) {
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		refuse(w, http.StatusBadRequest, "CONNECT %s: want host:port", r.Host)
		return
	}
	if h.ca.Mocks(bare(host)) {
		if port != "443" {
			h.refuseConnect(w, r)
			return
		}
		if conn, ok := established(w); ok {
			h.begin(conn, h.take)
		}
		return
	}
	out, err := h.dialOut(r.Host)
	switch {
	case errors.Is(err, ErrNotAllowed):
		h.refuseConnect(w, r)
	case err != nil:
		refuse(w, http.StatusBadGateway, "%s cannot be reached", r.Host)
	default:
		defer func() { _ = out.Close() }()
		if conn, ok := established(w); ok {
			tunnel(h.life, conn, out) // in the server's goroutine: the connection is no longer the server's
		}
	}
}

func (h *Hosts) refuseConnect(w http.ResponseWriter, r *http.Request) {
	h.report(newStray(bare(r.Host), r.Host, StrayConnect))
	refuse(w, http.StatusForbidden, "%s is neither mocked nor allowed", r.Host)
}

// established answers a CONNECT and returns the connection as the caller's
// next bytes are found on it; false where the caller is gone.
func established(w http.ResponseWriter) (net.Conn, bool) {
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil, false
	}
	_ = conn.SetDeadline(time.Time{}) // of the server, for headers; what follows has its own
	if _, err := io.WriteString(conn, "HTTP/1.1 200 Connection Established\r\n\r\n"); err != nil {
		_ = conn.Close()
		return nil, false
	}
	early := io.LimitReader(buffered, int64(buffered.Reader.Buffered())) // bytes sent before our answer
	return replay(conn, early), true
}
