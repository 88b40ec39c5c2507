package profile

import (
	"net/url"
	"slices"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// Spelling says how an address of the provider is written for those outside.
// Inside, only real addresses are known.
type Spelling interface {
	Issuer(real string) string
	Browser(real string) string
	Server(real string) string
}

// Real spells every address as it is.
type Real struct{}

// Issuer, Browser and Server return the real address.
func (Real) Issuer(real string) string  { return real }
func (Real) Browser(real string) string { return real }
func (Real) Server(real string) string  { return real }

// Issue is all that a claim, a callback parameter or a token member may depend on.
type Issue struct {
	Client   client.Client
	Person   persona.Person
	Params   url.Values // of the authorization request
	Form     url.Values // of the token request
	Scopes   []string   // granted
	AuthTime time.Time
	AMR      []string
	Shown    bool // a consent page was shown
	Front    bool // for the authorization response, not the token endpoint
	First    bool // the first exchange after a consent
	Refresh  bool // by refresh token
	Now      time.Time
	Variant  string
	Set      Settings
	Names    Spelling
	Issuer   string // as spelled
	Rand     *seed.Source

	Subject      string
	Code         string
	AccessToken  string
	RefreshToken string
	IDToken      string
	ExpiresIn    int // seconds
}

// Granted reports whether a scope was granted.
func (i Issue) Granted(scope string) bool { return slices.Contains(i.Scopes, scope) }

// IfGranted is a claim that comes with a scope: its value, or nil where the scope was
// not granted or there is none.
func (i Issue) IfGranted(scope, value string) any {
	if !i.Granted(scope) {
		return nil
	}
	return OrAbsent(value)
}

// OrAbsent is a claim that is left out where it is empty.
func OrAbsent(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// Callback says how an authorization response is written.
type Callback struct {
	Code    func(*seed.Source) string
	Success []CallbackParam
	Failure []CallbackParam // beside error and its own members
	Errors  []CallbackError // what can come back to the Relying Party, by RFC name
	// Spell turns an error code into the provider's own letters.
	Spell func(code string, set Settings) string
	// ExtraQuery accepts a registered redirect_uri with further query parameters.
	ExtraQuery bool
	Modes      []string // response_mode values served; the first is the default
	// Mode is the default that depends on the request; nil means the first of Modes.
	Mode     func(Request) string
	CodeLife func(Settings) time.Duration
	// Tail is what stands behind the parameters of a redirect; nil is nothing.
	Tail func(Settings) string
	// Decline says what comes of a person who says no; nil is the error access_denied.
	Decline func(Request) Decline
	// DefaultRedirect fills in a redirect_uri that was left out, where exactly one is registered (RFC 6749, 3.1.2.3).
	DefaultRedirect bool
	// Typed gives a parameter its JSON type in a response JWT; nil means all are strings.
	Typed func(name, value string, set Settings) any
}

// CallbackParam is one parameter in its place; "" leaves it out.
type CallbackParam struct {
	Name  string
	Value func(Issue) string
}

// Decline is what a person's no comes to: an error response, a response without one,
// or none at all.
type Decline struct {
	Error     string          // RFC name of the error response
	Params    []CallbackParam // without an error: all that the callback is given
	Elsewhere string          // real address the browser is sent to instead of the callback
}

// CallbackError is one error response of the provider.
type CallbackError struct {
	Name        string // as in the specifications, for example "login_required"
	Code        string
	Description string
	Extra       []bend.Param
}

// Find returns the error response of that RFC name.
func (c Callback) Find(name string) (CallbackError, bool) {
	for _, e := range c.Errors {
		if e.Name == name {
			return e, true
		}
	}
	return CallbackError{}, false
}

// TokenReply says how the token endpoint answers.
type TokenReply struct {
	Members     []Claim
	Errors      map[TokenFailure]WireError
	AccessToken func(*seed.Source) string
	// AccessTokenOf makes the token of one login where it depends on more than chance; nil means it does not.
	AccessTokenOf func(Issue) string
	// AccessClaims makes the access token a JWT with these claims, signed by the key of the day; nil means no JWT.
	AccessClaims func(Issue) token.Object
	AccessLife   time.Duration
	Refresh      RefreshRules
	// Barred says why a registered client gets no tokens; "" is no reason.
	Barred func(client.Client) TokenFailure
	// Refuses says what else is wrong with a request of a known client; nil is nothing.
	Refuses func(TokenCall) TokenFailure
	// FormOnly says that clients authenticate in the form, and HTTP Basic is not looked at; nil means it is.
	FormOnly func(Settings) bool
	// Prove says why a client has not proved itself, and explains it to the person running
	// the mock; nil compares the registered secret.
	Prove func(TokenCall) (TokenFailure, text.Both)
	// GrantFirst looks at grant_type before the client.
	GrantFirst bool
	// BurnsOn says whether a code is used up by a request that fails so; nil means never.
	BurnsOn func(TokenFailure, Settings) bool
	// Grants are grant types that only this provider has.
	Grants map[string]func(Desk, client.Client, url.Values) Reply
	// SecretFree says whether the client's secret is not looked at; nil means never.
	SecretFree func(TokenCall) bool
	// Burns: a code is used up by the first request that names it, whatever comes of it.
	Burns bool
	// Ignores says that a failure is none under these settings; nil means never.
	Ignores func(TokenFailure, Settings) bool
	// Reword changes the answer to one failure as the settings say; nil changes nothing.
	Reword func(TokenFailure, WireError, Settings) WireError
	// Amend changes an error answer as the settings say; nil changes nothing.
	Amend func(WireError, Settings) WireError
	// Stray are parameters that have no place in a token request; an unknown one is ignored.
	Stray []string
	// ReplayKills says whether a code's second use ends the tokens of its first; nil means never.
	ReplayKills func(Settings) bool
	// WellFormed tells a code that could be one from damaged text; nil takes any.
	WellFormed  func(code string) bool
	Multipart   bool // multipart/form-data is read too
	JSONBody    bool // a JSON object of texts is read as a form
	OnlyS256    bool // no other proof key method matches
	QueryParams bool // parameters may come in the query
	// AlsoQuery says whether they may under these settings; nil means as QueryParams says.
	AlsoQuery func(Settings) bool
	// Served are grant types that the provider answers by itself, authentication of the client included.
	Served map[string]Serve
	// RedirectAlso are redirect_uri values accepted at the token endpoint whatever was sent before.
	RedirectAlso []string
}

// RefreshRules say when refresh tokens are issued and how long they live.
type RefreshRules struct {
	Token func(*seed.Source) string
	// Make makes a token that says something itself; nil means Token.
	Make func(Issue) string
	// Rotates says whether a refresh brings a new token and ends the old one; nil means never.
	Rotates func(Settings) bool
	// Allows says whether a refresh may ask for these scopes, given that all were granted; nil means it may.
	Allows  func(scopes []string) bool
	Issued  func(Issue) bool
	Life    func(Issue) time.Duration    // 0 is for ever
	Cap     int                          // live tokens per person and client; 0 is no bound
	Every   func(Settings) time.Duration // least time between two uses; nil or 0 is none
	Idle    time.Duration                // a token unused for so long dies; 0 is never
	IDToken bool                         // a refresh brings a new ID token
	// Order are the names of the answer's members where a refresh has them in another order than a login; nil is the same.
	Order []string
	// Same: who logs in again gets the token that still lives, with a new life.
	Same bool
	// Extends says whether a refresh begins the token's life anew; nil means never.
	Extends func(Settings) bool
	// IgnoresScope: scope in a refresh request changes nothing.
	IgnoresScope bool
	// Scope returns the name under which a scope is granted; nil means its own.
	Scope func(string) string
	// KillsAccess says whether a refresh ends the access tokens before it; nil means never.
	KillsAccess func(Settings) bool
}

// TokenCall is a token request as a provider's rules see it.
type TokenCall struct {
	Client client.Client
	Form   url.Values
	Secret string // as sent, by either way
	Auth   string // basic or post
	Set    Settings
	Names  Spelling
	Now    time.Time
}

// TokenFailure names why a token request is refused.
type TokenFailure string

// The failures of a token request. A failure without an entry in a provider's
// errors is one that provider does not mind.
const (
	NotPosted        TokenFailure = "not a POST"
	BodyType         TokenFailure = "body type"
	ParamTwice       TokenFailure = "parameter twice"
	AuthMethod       TokenFailure = "client authentication method"
	BodyJSON         TokenFailure = "body is JSON"
	ClientMissing    TokenFailure = "client missing"
	ClientUnknown    TokenFailure = "client unknown"
	ClientDeleted    TokenFailure = "client deleted"
	ClientDisabled   TokenFailure = "client disabled"
	SecretMissing    TokenFailure = "secret missing"
	SecretWrong      TokenFailure = "secret wrong"
	AuthTwice        TokenFailure = "two different client authentications"
	GrantMissing     TokenFailure = "grant_type missing"
	GrantUnknown     TokenFailure = "grant_type unknown"
	CodeMissing      TokenFailure = "code missing"
	CodeMalformed    TokenFailure = "code malformed"
	CodeUnknown      TokenFailure = "code unknown"
	CodeUsed         TokenFailure = "code used"
	CodeExpired      TokenFailure = "code expired"
	CodeForeign      TokenFailure = "code of another client"
	RedirectMissing  TokenFailure = "redirect_uri missing"
	RedirectMismatch TokenFailure = "redirect_uri differs"
	VerifierMissing  TokenFailure = "code_verifier missing"
	VerifierWrong    TokenFailure = "code_verifier wrong"
	VerifierUnneeded TokenFailure = "code_verifier not needed"
	RefreshMissing   TokenFailure = "refresh_token missing"
	RefreshInvalid   TokenFailure = "refresh_token invalid"
	RefreshDead      TokenFailure = "refresh_token expired or revoked"
	RefreshTooOften  TokenFailure = "refresh_token used too often"
	ScopeWider       TokenFailure = "scope wider than granted"
	ParamUnexpected  TokenFailure = "parameter not allowed"

	// These are told apart only by providers that have words for them.
	RefreshForeign TokenFailure = "refresh_token of another client"
)

// WireError is an error answer in the provider's own words. In its description and
// headers {value} stands for what was sent.
type WireError struct {
	Status      int
	BasicStatus int // when the client authenticated by HTTP Basic; 0 is Status
	Code        string
	Description string
	Extra       []bend.Param
	More        token.Object // further members of the JSON body, after Extra
	Raw         string       // a whole JSON body instead
	Header      map[string]string
}
