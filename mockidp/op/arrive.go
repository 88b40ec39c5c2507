package op

import (
	"net/http"
	"net/url"
	"strings"
)

// Arrivals gives the logins of people, whose browsers bring no id, ids of their own.
type Arrivals interface {
	// Meet returns the id of a login by what its requests have in common; browser is what a link has left there.
	Meet(provider, key, browser string, begins bool) (login string)
	// Over tells that a login was answered.
	Over(key string)
}

// LinkCookie is what a link for a phone or another browser leaves there: its next login meets the link's plan.
const LinkCookie = "torii_link"

// carried are the parameters by which the requests of one login are known, page after page.
var carried = []string{"client_id", "state", "nonce", "code_challenge"}

// arrived finds out which login of a person's a request belongs to.
func (c *call) arrived(r *http.Request, params url.Values, begins bool) {
	if c.Arrive == nil || c.login != "" {
		return
	}
	parts := []string{c.Profile.ID, r.UserAgent()}
	for _, name := range carried {
		parts = append(parts, params.Get(name))
	}
	browser := ""
	if cookie, err := r.Cookie(LinkCookie); err == nil {
		browser = cookie.Value
	}
	c.key = strings.Join(parts, "\x00")
	c.login = c.Arrive.Meet(c.Profile.ID, c.key, browser, begins)
}

// over tells that the login was answered: the same request again begins another.
func (c *call) over() {
	if c.key != "" {
		c.Arrive.Over(c.key)
	}
}
