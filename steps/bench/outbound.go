package bench

import (
	"fmt"
	"net/http"
	"strings"

	"torii/rpclient/target"
)

// home carries what the mocks send of themselves, such as notifications, to the target
// alone: an address that it asked to be told at must not make them knock at other doors.
type home struct {
	target target.Description
	way    func() http.RoundTripper // as it is when something is sent
}

// RoundTrip implements http.RoundTripper.
func (h home) RoundTrip(r *http.Request) (*http.Response, error) {
	if to := r.URL.Scheme + "://" + r.URL.Host; !h.target.Owns(to + "/") {
		return nil, fmt.Errorf("%s is not the target, %s: the mocks notify nobody else", to, h.target.Origin)
	}
	return h.way().RoundTrip(r)
}

// plainCallbacks is the switch of the fake calendar about receivers without TLS.
const plainCallbacks = "gcal.push_http"

// reachable has the mocks take a target's callbacks as they are here: without TLS, which
// Google refuses, where the target's origin is so and nobody has chosen otherwise.
func reachable(set map[string]string, origin string) map[string]string {
	if _, chosen := set[plainCallbacks]; !chosen && strings.HasPrefix(origin, "http://") {
		set[plainCallbacks] = "allowed"
	}
	return set
}
