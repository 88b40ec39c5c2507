package check

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"torii/rpclient/driver"
	httpdriver "torii/rpclient/driver/http"
	"torii/rpclient/target"
)

// start is one login that was begun, up to the request for the provider, which was not sent.
type start struct {
	browser driver.Browser
	page    *driver.Page    // with the control; nil where the control is an address
	held    *driver.Request // the request for the provider; nil where none came
	params  url.Values      // its query and form
	to      *url.URL        // where it goes, without query
	ended   string          // where it ended instead, for people
	cookies []setCookie
	broke   string // what is wrong with the way to the Relying Party
}

// setCookie is a cookie as it was set, and where.
type setCookie struct {
	*http.Cookie
	host string
}

// browser is a new one, which stops before it would leave the environment.
func (r *run) newBrowser() driver.Browser {
	b := httpdriver.New(httpdriver.Options{Transport: r.wire, Now: r.Now, MaxWait: r.File.Deadline(), OnHop: r.hopped})
	b.Hold(func(next *driver.Request) bool { return !r.own(next.URL) })
	return b
}

// begin uses a provider's login control in a browser.
func (r *run) begin(ctx context.Context, id string, in driver.Browser) start {
	s := start{browser: in}
	if err := r.paced(ctx); err != nil {
		s.broke = err.Error()
		return s
	}
	mark := r.wire.mark()
	page, err := r.use(ctx, &s, r.describe.Login[id])
	all := r.wire.since(mark)
	s.cookies = cookiesOf(all)
	s.broke = blocked(all)
	switch {
	case s.broke != "":
	case err != nil && (errors.Is(err, driver.ErrNoControl) || unfollowed(err) || errors.Is(err, driver.ErrEnctype)):
		s.ended = r.Masker.Scrub(err.Error())
	case err != nil:
		s.broke = r.Masker.Scrub(err.Error())
	case page.Held == nil:
		s.ended = fmt.Sprintf("%s, %d", page.URL.Path, page.Status)
	default:
		s.hold(page.Held)
		r.learn(s)
	}
	return s
}

// unfollowed reports whether the Relying Party answered, and led where no browser goes on.
func unfollowed(err error) bool {
	return errors.Is(err, driver.ErrLoop) || errors.Is(err, driver.ErrScheme) || errors.Is(err, driver.ErrMalformed)
}

// use walks the steps of a control.
func (r *run) use(ctx context.Context, s *start, c target.Control) (page *driver.Page, err error) {
	for _, step := range c.Path() {
		if step.Page != "" {
			if page, err = s.browser.Open(ctx, step.Page); err != nil {
				return nil, err
			}
		}
		if step.Select == "" || page.Held != nil {
			continue
		}
		s.page = page
		fields, err := target.Entries(page, step.Fill, target.Values{})
		if err != nil {
			return nil, err
		}
		if page, err = s.browser.Use(ctx, page, step.Select, fields); err != nil {
			return nil, err
		}
	}
	if page == nil {
		return nil, fmt.Errorf("%w: the file names none", driver.ErrNoControl)
	}
	return page, nil
}

// hold reads the request that was not sent.
func (s *start) hold(held *driver.Request) {
	s.held, s.params = held, held.URL.Query()
	for name, values := range held.Form {
		s.params[name] = append(s.params[name], values...)
	}
	to := *held.URL
	to.RawQuery, to.Fragment, to.RawFragment = "", "", ""
	s.to = &to
}

// isRequest reports whether a request for a provider was made at all.
func (s start) isRequest() bool {
	return s.held != nil && (s.params.Has("client_id") || s.params.Has("callback"))
}

// mode is how the response to the request comes back.
func (s start) mode() string {
	if mode := s.params.Get("response_mode"); mode != "" {
		return mode
	}
	return byQuery
}

// posts reports whether the response comes back as a POST.
func (s start) posts() bool { return strings.HasPrefix(s.mode(), byForm) }

// learn makes the log hide what a login has as secrets.
func (r *run) learn(s start) {
	for _, name := range []string{"state", "nonce", "code_challenge", "login_hint", "client_secret", "request", "id_token_hint"} {
		r.Masker.Learn(s.params[name]...)
	}
	for _, c := range s.cookies {
		r.Masker.Learn(c.Value)
	}
}

// learnReturn hides what an RP puts into the address to come back to, to know the login by.
func (r *run) learnReturn(address string) {
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	for _, name := range returns {
		if back, err := url.Parse(u.Query().Get(name)); err == nil {
			for _, values := range back.Query() {
				r.Masker.Learn(values...)
			}
		}
	}
}

// returns are the parameters that hold the address to come back to.
var returns = []string{"redirect_uri", "callback"}

// cookiesOf reads every cookie that was set.
func cookiesOf(all []exchange) []setCookie {
	var cookies []setCookie
	for _, x := range all {
		for _, line := range x.header.Values("Set-Cookie") {
			if c, err := http.ParseSetCookie(line); err == nil && c.MaxAge >= 0 && c.Value != "" {
				cookies = append(cookies, setCookie{c, x.url.Hostname()})
			}
		}
	}
	return cookies
}
