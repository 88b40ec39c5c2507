package op

import (
	"sync"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/bounded"
	"torii/mockidp/profile"
)

// grant is what a person allowed a client in one login, and what was issued on it.
type grant struct {
	issue   profile.Issue
	login   string
	row     string
	expires time.Time // of the code
	used    bool
	dead    bool // with every token issued on it
	latest  *accessToken
	renewed bool // a refresh has succeeded
}

type accessToken struct {
	grant   *grant
	scopes  []string
	expires time.Time
	dead    bool
}

type refreshToken struct {
	grant   *grant
	expires time.Time // zero is never
	used    time.Time
	uses    int
	dead    bool
}

type session struct {
	person  persona.Person
	since   time.Time
	resumed bool // the person confirmed an older session instead of authenticating
}

type consent struct {
	scopes []string
	person persona.Person // as they were
	at     time.Time
	used   bool // an exchange followed
	gone   bool // withdrawn: nothing is granted, and nothing stands from before
}

// state is what a provider remembers. One lock guards it: every use is a few map operations.
type state struct {
	mu       sync.Mutex
	codes    bounded.Map[*grant]
	access   bounded.Map[*accessToken]
	refresh  bounded.Map[*refreshToken]
	sessions bounded.Map[session]
	consents bounded.Map[*consent]
	earlier  bounded.Map[*bend.Earlier]
	live     bounded.Map[[]string]  // refresh tokens by client and subject, oldest first
	whys     bounded.Map[text.Both] // why somebody was sent to an error page, by its query
	over     bounded.Map[bool]      // planned trouble of a login at an endpoint that has come and gone
}

// owner is whose consent it is: a person's, for a client or a group of them.
func (p *Provider) owner(c client.Client, subject string) string {
	group := c.ClientID
	if of := p.Profile.Consent.Group; of != nil {
		group = of(c)
	}
	return group + " " + subject
}
