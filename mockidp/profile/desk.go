package profile

import (
	"net/http"
	"net/url"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// Serve answers a call to an endpoint that only this provider has.
type Serve func(d Desk, r *http.Request) Reply

// Desk is what an endpoint of the provider's own may ask of the engine. It belongs
// to one call.
type Desk interface {
	Now() time.Time
	Rand() *seed.Source
	Set() Settings
	Names() Spelling
	Route() Route
	// Form returns query and body parameters together, bounded, and notes them for the log.
	Form(r *http.Request) url.Values
	// Bearer returns the token of the Authorization header, "" for none.
	Bearer(r *http.Request) string
	// Authenticate finds the client as the token endpoint does.
	Authenticate(r *http.Request, form url.Values) (client.Client, TokenFailure)
	// Client returns a registered client by its client_id.
	Client(id string) (client.Client, bool)
	// Clients returns every registered client.
	Clients() []client.Client
	// Person returns one of the provider's people by the subject they were minted with.
	Person(subject string) (persona.Person, bool)
	// People returns the provider's people.
	People() []persona.Person
	// Access and Refresh return a token that is still good, and attribute the call to its login.
	Access(value string) (Live, bool)
	Refresh(value string) (Live, bool)
	// Revoke ends a token, whichever it is; with whole, everything granted in its login.
	// It reports whether the token was known.
	Revoke(value string, whole bool) bool
	// Withdraw ends every token of a person at a client, and their consent.
	Withdraw(clientID, subject string)
	// Issue returns a new access token that a client gets for itself, on nobody's behalf.
	Issue(c client.Client, scopes []string, life time.Duration) string
	// Issued returns the living tokens that a client got for itself with that scope, sorted.
	Issued(c client.Client, scope string) []string
	// Signing returns the key that signs today.
	Signing() token.Key
	// Published returns the keys that the key set holds today, with public halves.
	Published() []token.Key
	// Memory returns what the provider's own endpoints remember, as Profile.Memory made it.
	Memory() any
	// Login is the login the call belongs to, "" while unknown; Follow says which it is.
	Login() string
	Follow(login string)
	// Undone reports whether it is planned that what this call asks for is not done.
	Undone() bool
	// Peers carries requests to the other mocked providers, and to nobody else.
	Peers() http.RoundTripper
	// Proceed goes on with an authorization request, of a route's variant, as after the
	// provider's own pages: the person has signed in and granted these scopes.
	Proceed(params url.Values, variant string, who persona.Person, scopes []string) Reply
	// Decline answers an authorization request with a refusal.
	Decline(params url.Values, variant string, r Refusal) Reply
	// Deliver sends parameters to an address as an authorization response, bent as planned.
	Deliver(target string, params bend.Params) Reply
	// Key returns a committed key by name, with its public half and id.
	Key(name string) (token.Key, error)
	// Because notes the provider's error code and why the call was refused, for the log.
	Because(code string, why text.Both)
}

// Live is a token that is still good.
type Live struct {
	Issue   Issue // what it was issued on
	Scopes  []string
	Expires time.Time // zero is never
}

// Reply is an answer in the provider's own words.
type Reply struct {
	Status      int
	Members     token.Object // encoded as the provider encodes its JSON
	Raw         []byte       // a whole body instead
	ContentType string       // "" is that of the provider's JSON
	Header      http.Header
	// Tells are the names of claims in an answer about the person of a login, not about the bytes that were
	// sent; nil where it is none.
	Tells Telling
}

// Say returns the reply that a wire error spells.
func (e WireError) Say() Reply {
	o := token.Object{{Name: "error", Value: e.Code}}
	if e.Description != "" {
		o.Set("error_description", e.Description)
	}
	for _, x := range e.Extra {
		o.Set(x.Name, x.Value)
	}
	o = append(o, e.More...)
	reply := Reply{Status: e.Status, Members: o, Header: http.Header{}}
	if e.Raw != "" {
		reply.Raw = []byte(e.Raw)
	}
	for name, value := range e.Header {
		reply.Header.Set(name, value)
	}
	return reply
}
