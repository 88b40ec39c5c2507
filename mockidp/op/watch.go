package op

import (
	"net/http"
	"net/url"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// Watcher is shown what goes on in clear. It keeps what it is given in memory at most: an
// event log holds digests.
type Watcher interface {
	Exchanged(Exchange)
	Issued(Token)
}

// Exchange is one request that a provider answered, with its answer, as they came and went.
type Exchange struct {
	At       time.Time
	Provider string
	Endpoint profile.Endpoint
	Login    string // "" where it belongs to none
	Row      string
	Method   string
	URL      string // by its real name
	Head     http.Header
	Form     url.Values // what the body said; nil where none was read as parameters
	Client   string     // the client's name, where one is known
	Person   string     // id and name, once known
	Status   int
	Answer   http.Header
	Body     []byte // of the answer; not to be changed
	Silent   bool   // no whole answer was given
	Code     string // the provider's error code
	Why      text.Both
}

// Token is a token as it was sent, and what an honest one would say.
type Token struct {
	Login, Provider string
	Place           bend.Place
	Sent            string
	Header, Claims  []byte // of the honest one, as JSON
	Good            bool   // the honest key verifies what was sent
}

// show shows what was asked and answered to whoever watches.
func (c *call) show(r *http.Request, a answer) {
	if c.Watch == nil {
		return
	}
	var form url.Values
	if r.Method == http.MethodPost {
		if form = r.PostForm; form == nil {
			form = c.params
		}
	}
	real := url.URL{Scheme: "https", Host: r.Host, Path: r.URL.Path, RawQuery: r.URL.RawQuery}
	e := Exchange{At: c.Provider.Now(), Provider: c.Profile.ID, Endpoint: c.route.Endpoint, Login: c.login, Row: c.row, Method: r.Method, URL: real.String(),
		Head: r.Header, Form: form, Status: a.status, Answer: a.head, Body: a.body, Silent: a.silent || a.reset || a.cut || a.drip, Code: c.code, Why: c.why, Person: c.who}
	if known, ok := c.known(c.params.Get("client_id")); ok {
		e.Client = known.Name
	}
	c.Watch.Exchanged(e)
}

// showToken shows a token that goes out. Only one that was bent needs looking at.
func (c *call) showToken(place bend.Place, compact string, honest token.Signing, claims []byte, bent bool) {
	if c.Watch == nil {
		return
	}
	c.Watch.Issued(Token{Login: c.login, Provider: c.Profile.ID, Place: place, Sent: compact, Header: honest.Header.JSON(), Claims: claims,
		Good: !bent || token.Verifies(compact, honest.Alg, honest.Key)})
}
