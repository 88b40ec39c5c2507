package profile

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// Request is an authorization request as a provider's checks see it.
type Request struct {
	Params     url.Values
	Client     client.Client // the zero value when unknown
	ClientOK   bool
	Registered bool // redirect_uri is registered by the engine's rule
	UserAgent  string
	Set        Settings // of the provider
	Variant    string   // of the route it came by
	Secure     bool     // over TLS, as far as the real address says
}

// Get returns the first value of a parameter.
func (r Request) Get(name string) string { return r.Params.Get(name) }

// Has reports whether the parameter was sent with a value.
func (r Request) Has(name string) bool { return r.Params.Get(name) != "" }

// Words returns the space-separated values of a parameter.
func (r Request) Words(name string) []string { return strings.Fields(r.Params.Get(name)) }

// Asks reports whether a space-separated parameter holds a word.
func (r Request) Asks(name, word string) bool { return slices.Contains(r.Words(name), word) }

// RequestCheck is one check of an authorization request.
type RequestCheck struct {
	Name   string
	Refuse func(Request) *Refusal // nil: passes
}

// Channel is where a refusal is told.
type Channel int

// The channels of a refusal: the provider's own page, or the Relying Party's callback.
const (
	Page Channel = iota
	ToCallback
)

// Refusal is why and how a provider does not go on.
type Refusal struct {
	Channel     Channel
	Status      int // of the page
	Code        string
	Description string
	Extra       []bend.Param
	Why         text.Both // for the person running the mock: on its console, and in a browser in small print under the error page
}

// Authn is an authorization request with the person in front of it.
type Authn struct {
	Request
	Person    persona.Person
	SignedIn  bool // had a session at the provider before
	Consented bool // nothing needs to be asked again
	Shown     bool // a consent page was shown
	AuthTime  time.Time
}

// AdmissionCheck is one check of a person at a client.
type AdmissionCheck struct {
	Name   string
	Refuse func(Authn) *Refusal
}

// ConsentRules say what a person is asked and for how long the answer holds.
type ConsentRules struct {
	// Scopes returns the scopes that can be granted: requested, in order, less what the provider drops in silence.
	Scopes func(Request) []string
	// Lasts returns how long a consent to those scopes holds; 0 is for ever.
	Lasts func(r Request, scopes []string) time.Duration
	// Stale says whether a consent ended because the person has changed since; nil means never.
	Stale func(scopes []string, before, now persona.Person) bool
	// Forces asks for the consent page though nothing is due.
	Forces func(Request) bool
	// Frozen gives a repeat login just the scopes of the first consent, whatever it asks for.
	Frozen bool
	// Keeps returns the person as the provider goes on telling of them after a consent; nil
	// tells them as they are now.
	Keeps func(before, now persona.Person, set Settings) persona.Person
	// Group names the clients that share a consent; nil keeps each client's own.
	Group func(client.Client) string
	// Standing returns the scopes that a person had granted before the mock began; nil means nobody had.
	Standing func(persona.Person) (scopes []string, ok bool)
	// Adds says whether the scopes of earlier consents are granted too; nil means never.
	Adds func(Request) bool
	// Never: nobody is asked; who signs in has agreed.
	Never bool
	// Spares says whether a client's people are not asked; nil means they are.
	Spares func(Request) bool
	Items  []ConsentItem
	// Options are further choices on the page; nil means none.
	Options func(Authn) []ConsentOption
	// Fields are what the person may write on the page; nil means nothing.
	Fields func(Authn) []ConsentField
	// Pages deals what is asked onto several pages; nil asks all on one.
	Pages func(a Authn, one ConsentPage) []ConsentPage
	// Confirms asks a person with a session to confirm it on a page.
	Confirms bool
	// Chooses forces the page for choosing an account.
	Chooses func(Request) bool
	// Renews says whether a session of that age does not count; nil means it always does.
	Renews func(r Request, age time.Duration) bool
}

// ConsentItem is one line of the consent page.
type ConsentItem struct {
	Scope    string // "" stands for any scope without a line of its own
	Label    text.Both
	Required bool // cannot be unticked
}

// ConsentPage is one page on which a person says what they allow.
type ConsentPage struct {
	Heading text.Both
	Items   []ConsentItem
	Fields  []ConsentField
	Options []ConsentOption
	Note    text.Both // below what is asked
	Settled bool      // consent was given before: the page has no way to cancel
}

// ConsentField is a text of the person's that they may change before it is given away.
type ConsentField struct {
	Name  string // of the form's field
	Label text.Both
	Value string
	Write func(who *persona.Person, value string)
}

// ConsentOption is a choice on the consent page that is no scope: it sets a trait of the person.
type ConsentOption struct {
	Trait    string
	Yes, No  string // the trait's values when ticked and when not
	Label    text.Both
	Selected bool // ticked beforehand
	// Else names the other choice where both are shown to choose from, once a page; the
	// zero value shows a box to tick.
	Else text.Both
}

// Item returns the line for a scope.
func (c ConsentRules) Item(scope string) ConsentItem {
	for _, item := range c.Items {
		if item.Scope == scope {
			return item
		}
	}
	return ConsentItem{Scope: scope, Label: text.Both{JA: scope, EN: scope}}
}

// Screens hold the words and colours of the provider's pages.
type Screens struct {
	Brand   string // as shown at the top
	Colour  string // CSS colour of the main button
	SignIn  text.Both
	Other   text.Both // use another account
	Consent text.Both
	Approve text.Both
	Cancel  text.Both
	Error   text.Both
	// Facts are what the consent page tells of the service beside its name; nil is nothing.
	Facts func(Settings) []Fact
	// CancelSignIn tells whether cancelling before consent comes back to the Relying Party; nil means never.
	CancelSignIn func(Settings) bool
	// Second is a page between signing in and going on, such as a second factor; nil is none.
	Second func(Authn) *Challenge
	// Interlude says whether a prepared login passes through a page that sends itself on; nil means never.
	Interlude func(Settings) bool
	// CookieDomain is shared by the hosts that the pages stand on; "" where there is one host.
	CookieDomain string
	// Hint names the parameter that tells whom the Relying Party expects, "" for none.
	Hint string
	// SignInQuery and Params turn an authorization request into the sign-in page's query and back; nil carries it as it is.
	SignInQuery func(url.Values) url.Values
	Params      func(url.Values) url.Values
	// ErrorAt sends a refusal to an error page of its own address; nil shows it in place.
	ErrorAt func(Refusal, Request) string
	// ErrorOf reads back the refusal that such an address tells.
	ErrorOf func(url.Values) Refusal
	// ErrorStatus is the HTTP status of the error page; nil means the refusal's own.
	ErrorStatus func(Refusal, Settings) int
	// ErrorData is what the error page's start-up data tells of the refusal, as JSON; nil is nothing.
	ErrorData func(Refusal) token.Object
	// Machine answers a refusal to a caller that does not accept HTML; nil shows the page to everybody.
	Machine func(Refusal, Settings) WireError
	// ErrorHead and ErrorCode are the page's heading, and the line that names the
	// error; nil shows Error, and status and code.
	ErrorHead func(r Refusal, client string) text.Both
	ErrorCode func(Refusal) string
}

// Fact is one thing that a consent page tells of a service, as it was registered.
type Fact struct {
	Label text.Both
	Value string
}

// Challenge is one question of a second factor.
type Challenge struct {
	Heading text.Both
	Label   text.Both // of the field; the zero value is a page with nothing to fill in
	Answer  string    // what is right; the mock shows it on the page
	Button  text.Both
	Note    text.Both
}

// Settings are effective switch values by name.
type Settings map[string]string

// Is reports whether a switch has that value.
func (s Settings) Is(name, value string) bool { return s[name] == value }

// Words returns the space-separated values of a switch.
func (s Settings) Words(name string) []string { return strings.Fields(s[name]) }

// Int returns a switch that is a whole number.
func (s Settings) Int(name string) int {
	n, err := strconv.Atoi(s[name])
	if err != nil {
		panic(fmt.Sprintf("switch %q is no whole number: %q", name, s[name])) // Resolve lets none through
	}
	return n
}
