package check

import (
	"fmt"
	"net/http"
	"net/url"
)

// Planned is a request that a check would send.
type Planned struct {
	Method, URL string
	Times       int
	Why         string
	CallsOut    bool // it may make the Relying Party call its provider
}

// Plan lists what Run would send, in its order. Where a page's control leads is only
// known once it is used: within the hosts of the environment, and no further.
func Plan(o Options) ([]Planned, error) {
	r, err := newRun(o)
	if err != nil {
		return nil, err
	}
	all := []Planned{{Method: http.MethodGet, URL: r.File.URL + "/", Times: 1, Why: "TLS, HSTS, Date"},
		{Method: http.MethodHead, URL: r.File.URL + "/", Times: 1, Why: "TLS 1.1 is refused"}}
	for _, id := range r.offered() {
		all = append(all, r.planned(id)...)
	}
	return all, nil
}

func (r *run) planned(id string) []Planned {
	begins := func(times int) (all []Planned) {
		for _, step := range r.describe.Login[id].Path() {
			if step.Page != "" {
				all = append(all, Planned{http.MethodGet, step.Page, times, "begin a login with " + id, false})
			}
			if step.Select != "" {
				all = append(all, Planned{"use", step.Select, times, "its form or link, and redirects within the environment", false})
			}
		}
		return all
	}
	all := begins(r.Starts)
	for _, p := range probes() {
		if !r.unwanted(p).IsZero() {
			continue
		}
		params := p.params(markName + "…")
		if p.live {
			params.Set("state", "(as issued)")
		}
		q, err := url.QueryUnescape(params.Encode())
		if err != nil {
			q = params.Encode()
		}
		all = append(all, begins(1)...)
		method := http.MethodGet
		if p.otherWay {
			method = http.MethodPost
		}
		all = append(all, Planned{method, r.describe.Back[id] + "?" + q, 1, p.Says.String(), p.CallsOut()},
			Planned{http.MethodGet, r.describe.Session.Address, 1, "who is signed in", false})
	}
	return all
}

// String is the line that a dry run prints.
func (p Planned) String() string {
	calls := ""
	if p.CallsOut {
		calls = "  [may call the provider]"
	}
	return fmt.Sprintf("%d × %-4s %s  (%s)%s", p.Times, p.Method, p.URL, p.Why, calls)
}
