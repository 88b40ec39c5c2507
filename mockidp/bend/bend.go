// Package bend holds the mechanics by which one login's honest answers are changed
// on their way out: the one shape that faults and quirks share.
//
// It says nothing about right or wrong: a fault carries a rule, a quirk a source.
package bend

import (
	"time"

	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// Place is where in a login a bend acts.
type Place string

// The places, in the order of a login.
const (
	Callback   Place = "callback"
	IDToken    Place = "id_token"
	TokenReply Place = "token"
	UserInfo   Place = "userinfo"
	OwnCall    Place = "own"                // an endpoint that only this provider has
	Refreshed  Place = "refreshed id_token" // the ID token that comes with a refresh
	FrontToken Place = "front id_token"     // the ID token of the authorization response
	Notice     Place = "notice"             // a signed message that the provider sends of itself
	KeySet     Place = "jwks"
	Metadata   Place = "discovery"
	Browser    Place = "browser" // the attack is made with the browser, not by the provider
)

// Bend changes honest answers. Every non-nil function is applied in its place.
type Bend struct {
	// In is the token that Claims, Sign and Compact change: FrontToken, Refreshed or Notice; "" is
	// the ID token of the token endpoint. With Refreshed, UserInfo too changes for those alone who have refreshed.
	In       Place
	Both     bool // Claims change the ID token of the response too: the two tell of one person (OpenID Connect Core 1.0, 3.3.3.6)
	Callback func(*Params, Context)
	Mode     string // the response mode that the answer comes by, whatever was asked for
	Claims   func(*token.Object, Context)
	// Who changes what the provider's other answers tell of the person, under the names of claims, so that a
	// planted identity is the same wherever a Relying Party may read it.
	Who      func(*token.Object, Context)
	Payload  func([]byte, Context) []byte // the claims as bytes, before they are signed
	Sign     func(*token.Signing, Context) error
	Compact  func(string, Context) string
	Token    func(*Answer, Context)
	UserInfo func(*Answer, Context)
	Keys     func(*Answer, Context) // the key set, which belongs to no login: everybody gets it
	Metadata func(*Answer, Context) // the discovery document, likewise
	Own      *Own
}

// Own changes the answers of an endpoint that only its provider has.
type Own struct {
	Endpoint string
	Undone   bool // what the call asks for is not done either; else it is, and the answer alone is changed
	Once     bool // the first such call of a login alone; the trouble is over then
	Change   func(*Answer, Context)
}

// Place returns where the bend acts first.
func (b Bend) Place() Place {
	switch {
	case b.Callback != nil, b.Mode != "":
		return Callback
	case b.Claims != nil, b.Payload != nil, b.Sign != nil, b.Compact != nil:
		return b.token()
	case b.Token != nil:
		return TokenReply
	case b.UserInfo != nil, b.Who != nil:
		return UserInfo
	case b.Own != nil:
		return OwnCall
	case b.Keys != nil:
		return KeySet
	case b.Metadata != nil:
		return Metadata
	}
	return Browser
}

// Bends reports whether the bend changes the token of that place.
func (b Bend) Bends(token Place) bool { return b.token() == token || b.Both && token == FrontToken }

func (b Bend) token() Place {
	if b.In == "" {
		return IDToken
	}
	return b.In
}

// Elsewhere returns the places beside [Bend.Place] in which the bend acts too.
func (b Bend) Elsewhere() []Place {
	var places []Place
	if b.Keys != nil && b.Place() != KeySet {
		places = append(places, KeySet)
	}
	if b.Who != nil && b.Place() != UserInfo {
		places = append(places, UserInfo)
	}
	return places
}

// Everywhere is one change of what is told of a person, in ID token, UserInfo and all other places alike.
func Everywhere(change func(*token.Object, Context)) Bend { return Bend{Claims: change, Who: change} }

// Wide reports whether the bend changes what everybody gets, not one login alone.
func (b Bend) Wide() bool { return b.Keys != nil || b.Metadata != nil }

// Answer is an HTTP answer that can still be changed.
type Answer struct {
	Status      int
	Members     token.Object        // the JSON body
	Raw         []byte              // sent instead of Members when not nil
	Reshape     func([]byte) []byte // changes the body as it is spelled; nil leaves it
	ContentType string
	Silent      bool // no answer at all until the caller gives up
	Reset       bool // the connection ends before an answer
	Cut         bool // the connection ends in the middle of the body
	Drip        bool // a byte at a time, without end
	Unproven    bool // says that the client has not proved itself: then nobody has looked at what it asked for
	Header      map[string]string
}

// Unusual reports whether the answer ends otherwise than an answer does.
func (a Answer) Unusual() bool { return a.Silent || a.Reset || a.Cut || a.Drip }

// Context is what a bend may draw on.
type Context struct {
	Rand *seed.Source
	Now  time.Time

	Provider     string // its id
	Issuer       string // as this mock spells it
	ForeignIss   string // another provider's issuer
	ClientID     string
	Secret       string
	OtherClient  string // another client registered at the same provider
	Subject      string
	AccessToken  string    // that an ID token is issued with; "" elsewhere
	OtherSubject string    // somebody else at the same provider
	Verifying    token.Key // the key that honest ID tokens are checked with
	Stranger     token.Key // a key of the same type that no issuer published
	StrangerEC   token.Key
	StrangerRSA  token.Key
	Weak         token.Key // an RSA key too short to sign with
	Neighbour    token.Key // the key of another provider, of the same type where there is one
	Earlier      Earlier
	Twin         Twin                                    // the provider's other environment or tenant; the zero value where there is none
	Server       func(real string) string                // spells an address as the callers of the mock reach it; nil: as it is
	Leave        func(host string, members token.Object) // keeps what a host of the attacker's is to answer this login with; nil: nothing
	Error        func(name string) Params                // the provider's own error response, by its RFC name
}

// Spelled is an address as the callers of the mock reach it.
func (x Context) Spelled(real string) string {
	if x.Server == nil {
		return real
	}
	return x.Server(real)
}

// Twin is what tokens of the provider's other environment or tenant are made with.
type Twin struct {
	Issuer, ClientID string
	Key              token.Key
}

// Earlier is what an earlier login of the same browser was given.
type Earlier struct {
	State, Nonce, Code string
	IDToken            func() (string, error) // made when asked for; nil when none was issued
}

// Param is one parameter of an authorization response.
type Param struct{ Name, Value string }

// Params are the parameters of an authorization response in the order they are sent.
type Params []Param

// Get returns the first value of that name.
func (p Params) Get(name string) string {
	for _, param := range p {
		if param.Name == name {
			return param.Value
		}
	}
	return ""
}

// Set replaces the first parameter of that name in its place, or appends it.
func (p *Params) Set(name, value string) {
	for i := range *p {
		if (*p)[i].Name == name {
			(*p)[i].Value = value
			return
		}
	}
	*p = append(*p, Param{name, value})
}

// Delete removes every parameter of that name.
func (p *Params) Delete(name string) {
	kept := (*p)[:0:0]
	for _, param := range *p {
		if param.Name != name {
			kept = append(kept, param)
		}
	}
	*p = kept
}
