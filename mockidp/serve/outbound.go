package serve

import (
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"
)

// loopbackCarrier carries what the mocks send of themselves, to the own machine only:
// an address that somebody typed must not make them knock at other doors.
func loopbackCarrier() http.RoundTripper {
	dialer := net.Dialer{Timeout: 3 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		host, _, err := net.SplitHostPort(address)
		if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
			return fmt.Errorf("%s is not this machine: the mocks notify receivers on loopback only", address)
		}
		return nil
	}}
	return &http.Transport{DialContext: dialer.DialContext, ResponseHeaderTimeout: 10 * time.Second, MaxIdleConns: 10, IdleConnTimeout: 30 * time.Second}
}
