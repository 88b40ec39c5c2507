// Package profile holds the types a provider is described with: endpoints, checks,
// claims, lifetimes and error dialect as data that one engine serves.
//
// It serves nothing itself and knows no provider.
package profile

import (
	"net/http"
	"strings"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// Endpoint names what is served at an address.
type Endpoint string

// The endpoints that the engine serves.
const (
	Discovery     Endpoint = "discovery"
	Authorization Endpoint = "authorization"
	SignIn        Endpoint = "sign-in" // a page for people
	Consent       Endpoint = "consent" // a page for people
	ErrorPage     Endpoint = "error"   // a page for people
	Token         Endpoint = "token"
	JWKS          Endpoint = "jwks"
	UserInfo      Endpoint = "userinfo"
)

// Profile is what makes a provider itself.
type Profile struct {
	ID     string
	Name   text.Both
	Issuer string
	Routes []Route
	// Metadata is the discovery document, member by member.
	Metadata []Metadatum
	// Request holds the checks of an authorization request in the provider's order.
	Request []RequestCheck
	// Admission holds what can still go wrong once the person is known.
	Admission []AdmissionCheck
	// Ignored are parameters of an authorization request that have no effect at all.
	Ignored []string
	// Silent refuses a request for no interaction (prompt=none) that needs some; nil means it can be met.
	Silent   func(Authn) *Refusal
	People   People
	Consent  ConsentRules
	Screens  Screens
	Callback Callback
	Reply    TokenReply
	IDToken  IDToken
	UserInfo UserInfoReply
	Keys     Keys
	Notices  *Notices // what it tells of itself; nil for nothing
	// Headers are what the provider adds to an answer of that endpoint.
	Headers  func(HeaderContext) http.Header
	JSONType string // Content-Type of JSON bodies
	// MetadataType is that of the discovery document and the key set; "" is JSONType.
	MetadataType string
	Pretty       bool // JSON bodies are indented
	// Stray is what a host says of a path that it does not have, by the host; the others say it in a word.
	Stray map[string]Reply
	// Demands are the checks that the provider's documentation asks of a Relying Party
	// though the specifications leave them to it.
	Demands  []Demand
	Switches []Switch
	Quirks   []Quirk
	// Relay marks a provider without people of its own; nil for all others.
	Relay *Relay
	// Memory makes what the provider's own endpoints remember; nil for nothing.
	Memory func(MemoryOf) any
	// Published says whether there is a discovery document; nil means there is.
	Published func(Settings) bool
	// Knows says whether a client is registered with the tenant that an address
	// belongs to; nil means that there is but one tenant.
	Knows func(variant string, c client.Client) bool
	// MethodStatus answers a method that an address does not take; 0 is 405.
	MethodStatus int
	// Ways are what Relying Parties sign in with beside the provider's first way.
	Ways []Way
	// Twin is the provider's other environment, or another tenant of it; nil where there is
	// but one.
	Twin *Twin
	// Releases are changes that an environment can have before its twin.
	Releases []Release
	// Announced are changes of a day that no switch plays.
	Announced []Dated
	// Spares are members that the provider leaves out in some state: nobody may rely on them.
	Spares []Spare
	// Unplayed is what the provider publishes or documents and the mock leaves out, besides addresses.
	Unplayed []Left
	// Grounds are what we know of its parts by.
	Grounds []Ground
	// Rehearsal: this is the environment for trying things out. What holds at its
	// twin holds here, so that rows stand for both.
	Rehearsal bool
}

// Release is a change that is announced, as a switch and its value.
type Release struct {
	Name          text.Both
	Switch, Value string
}

// Twin is another environment of the same provider, with a host, clients, accounts and
// keys of its own, or another tenant of it, with an issuer and a key of its own.
type Twin struct {
	ID       string // of an environment, the provider's id there; "" is a tenant
	Issuer   string
	ClientID string // the Relying Party's client there
	Key      string // name of the committed key that signs there
}

// Route is one real address. An endpoint may have several.
type Route struct {
	Endpoint Endpoint
	Methods  []string
	URL      string
	Variant  string // tells legacy addresses apart
	Serve    Serve  // of an endpoint that only this provider has; nil: the engine knows the endpoint
	Tells    Telling
	Missing  bool // the real provider serves it, and this mock answers 501
}

// Telling are the members by which an answer tells claims of a person under other names than the claims' own.
type Telling []Told

// Told is one of them.
type Told struct{ Member, Claim string }

// Retold changes members as if they had the claims' names. A name in other letter case stays one.
func (t Telling) Retold(o token.Object, change func(*token.Object)) token.Object {
	o = o.Clone()
	for i, m := range o {
		for _, told := range t {
			if m.Name == told.Member {
				o[i].Name = told.Claim
			}
		}
	}
	change(&o)
	for i, m := range o {
		for _, told := range t {
			switch {
			case m.Name == told.Claim:
				o[i].Name = told.Member
			case m.Name == strings.ToUpper(told.Claim):
				o[i].Name = strings.ToUpper(told.Member)
			case strings.EqualFold(m.Name, told.Claim):
				o[i].Name = strings.ToUpper(told.Member[:1]) + told.Member[1:]
			}
		}
	}
	return o
}

// Demand is a check that is optional by the specifications.
type Demand string

// The demands.
const (
	IssuedLately        Demand = "iat lies within a window of the Relying Party's own"
	AuthenticatedLately Demand = "auth_time is held against max_age"
	NonceSent           Demand = "nonce is sent in every request"
)

// Address returns the first real address of an endpoint, "" when it has none.
func (p Profile) Address(e Endpoint) string {
	for _, r := range p.Routes {
		if r.Endpoint == e {
			return r.URL
		}
	}
	return ""
}

// Metadatum is one member of the discovery document.
type Metadatum struct {
	Name  string
	Value any                     // an Address is spelled as the mock's callers reach it; a func(Settings) any is asked
	When  func(set Settings) bool // nil: always
}

// Address is a real address that a document publishes.
type Address struct {
	URL  string
	Kind AddressKind
}

// AddressKind says who uses an address.
type AddressKind int

// The kinds of published addresses.
const (
	IssuerName AddressKind = iota
	ForBrowsers
	ForServers
)

// People says how the provider's people look.
type People struct {
	// Subject mints a fresh subject in the provider's own format.
	Subject func(*seed.Source) string
	// Format is the regular expression of a subject where there is more than one shape; "" means that all look like a minted one.
	Format string
	// Mint makes a person's further traits new where each person has their own; nil keeps them.
	Mint func(*persona.Person, *seed.Source)
	// SubjectFor returns the subject a client sees; nil means the same for every client.
	SubjectFor func(Issue) string
	Traits     []string // names a person's traits may have
	Means      []string // the ways of authenticating that the provider names
	// AMR returns how the person authenticated.
	AMR func(Authn) []string
	// Now returns the person as they are when a token or UserInfo is asked for; nil
	// means as they were at the authorization.
	Now func(memory any, i Issue) persona.Person
}

// Keys names the committed keys that sign, and how the provider names them.
type Keys struct {
	Current, Next, RotatedIn string
	IDLength                 int // characters of a kid
	// Overlap is how long the oldest key is still published after a rotation as announced; 0 is for ever.
	Overlap time.Duration
	// Order arranges the key set, in which active is the kid that signs; nil means no promised order.
	Order func(set Settings, keys []token.Key, active string) []token.Key
	// IDs are kids that are no thumbprints, by the name of the key.
	IDs map[string]string
	// Members are the names of a key's members in the provider's order; nil is the mock's own.
	Members []string
	// Jumbles: the members of a key come in no promised order.
	Jumbles bool
	// Publish changes a key on its way into the key set; nil changes nothing.
	Publish func(jwk token.Object, set Settings) token.Object
	// Ahead says whether the key that nobody has seen yet signs from the start; nil means it does not.
	Ahead func(Settings) bool
	// Also are keys that are published from the first and have not signed yet.
	Also []string
	// ID turns a SHA-256 of the public key into a kid; nil writes it in hexadecimal.
	ID func(digest []byte) string
}

// IDToken says how ID tokens are made.
type IDToken struct {
	Alg    token.Alg // of an ordinary web login
	Signs  func(Issue) Signs
	Claims []Claim
	Life   time.Duration
	// Granted says whether these scopes bring an ID token.
	Granted func(scopes []string) bool
	// AudArray: aud is an array even where there is one audience.
	AudArray bool
	// EscapesSlash: slashes inside strings are written with a backslash (RFC 8259, 7).
	EscapesSlash bool
}

// Signs is the provider's choice for one ID token.
type Signs struct {
	Alg    token.Alg
	Header []string // names of header members in order: alg, typ, kid
	Key    string   // a committed key of its own; "" is the one that signs today
}

// Claim is one claim or member in its place; a nil value leaves it out.
type Claim struct {
	Name  string
	Value func(Issue) any
}

// UserInfoReply says what the UserInfo endpoint answers.
type UserInfoReply struct {
	Members []Claim
	// Bars says why the person's consent does not help this client; nil never bars.
	Bars func(Issue) UserInfoFailure
	// Needs says whether these scopes suffice at an address of that variant.
	Needs       func(scopes []string, variant string) bool
	ContentType string // of a good answer; "" is that of the provider's JSON
	Query       bool   // the access token may come in the query
	// AlsoQuery says whether it may under these settings; nil means as Query says.
	AlsoQuery func(Settings) bool
	// Refuse returns the error answer for a token that is bad, or lacks scope.
	Refuse func(f UserInfoFailure, variant string, set Settings) WireError
}

// UserInfoFailure names why a UserInfo call is refused.
type UserInfoFailure string

// The failures of a UserInfo call.
const (
	BearerMissing UserInfoFailure = "bearer missing"
	BearerInvalid UserInfoFailure = "bearer invalid"
	BearerExpired UserInfoFailure = "bearer expired"
	ScopeLacking  UserInfoFailure = "scope lacking"
)

// HeaderContext is what response headers may depend on.
type HeaderContext struct {
	Endpoint Endpoint
	Variant  string
	Status   int
	Now      time.Time
	Rand     *seed.Source
	Set      Settings
}

// Quirk is how the real provider honestly differs from the textbook: a correct
// Relying Party copes with it. A quirk that varies carries the bend that plays it.
type Quirk struct {
	ID         string
	Name       text.Both
	RP         text.Both // what a correct Relying Party does about it
	Rule       string
	Confidence Confidence
	Source     string
	Bend       bend.Bend
	// Scene is the outline in which the quirk is played, by its id; "" is that of the place where it acts.
	Scene string
	// Applies says why the quirk makes no difference at a provider; nil means it always does.
	Applies func(Profile) text.Both
}

// Why returns why the quirk makes no difference at a provider, or the zero value.
func (q Quirk) Why(p Profile) text.Both {
	if q.Applies == nil {
		return text.Both{}
	}
	return q.Applies(p)
}

// Plays reports whether the quirk is one that a scenario can plant.
func (q Quirk) Plays() bool { return q.Bend.Place() != bend.Browser }
