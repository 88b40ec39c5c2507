package op

import (
	"net/url"
	"time"

	"torii/fixtures/persona"
	"torii/mockidp/profile"
)

// keptGrant is a grant as it outlives the process: without what the engine knows by itself.
type keptGrant struct {
	ClientID              string
	Person                persona.Person
	Params                url.Values
	Scopes, AMR           []string
	AuthTime              time.Time
	Shown                 bool
	Variant, Subject      string
	Login                 string
	Code                  string
	Used, Dead, Refreshed bool
}

// keptToken is an access or refresh token, as it outlives the process.
type keptToken struct {
	Grant   string // key of its grant
	Scopes  []string
	Expires time.Time
	Used    time.Time
	Uses    int
	Dead    bool
	Latest  bool // the access token issued last on its grant
}

type keptSession struct {
	Person  persona.Person
	Since   time.Time
	Resumed bool
}

type keptConsent struct {
	Scopes     []string
	Person     persona.Person
	At         time.Time
	Used, Gone bool
}

// keptKeys are how the keys stand, by their ids.
type keptKeys struct {
	Published []string
	Signer    string
	Drops     time.Time
	Last      bool
}

func (g *grant) kept() keptGrant {
	i := g.issue
	return keptGrant{ClientID: i.Client.ClientID, Person: i.Person, Params: i.Params, Scopes: i.Scopes, AMR: i.AMR, AuthTime: i.AuthTime,
		Shown: i.Shown, Variant: i.Variant, Subject: i.Subject, Login: g.login, Code: i.Code, Used: g.used, Dead: g.dead, Refreshed: g.renewed}
}

// grantOf is the grant as it was, at a provider that has the client still.
func (p *Provider) grantOf(k keptGrant) (*grant, bool) {
	known, ok := p.clients[k.ClientID]
	if !ok {
		return nil, false
	}
	return &grant{login: k.Login, used: k.Used, dead: k.Dead, renewed: k.Refreshed, issue: profile.Issue{
		Client: known.Client, Person: k.Person, Params: k.Params, Scopes: k.Scopes, AMR: k.AMR, AuthTime: k.AuthTime, Shown: k.Shown,
		Variant: k.Variant, Subject: k.Subject, Code: k.Code, Set: *p.set.Load(), Names: p.Names, Issuer: p.Names.Issuer(p.Profile.Issuer), Rand: p.Rand,
		Now: k.AuthTime}}, true
}

func (s keyStand) kept() keptKeys {
	k := keptKeys{Signer: s.signer.ID, Drops: s.drops, Last: s.last}
	for _, published := range s.published {
		k.Published = append(k.Published, published.ID)
	}
	return k
}
