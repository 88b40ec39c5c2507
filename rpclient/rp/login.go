package rp

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"
)

// Login is one run through the steps of one stage: what came in, and what the steps
// so far made of it. Each step reads what earlier steps filled in and fills in its own.
type Login struct {
	Provider Provider      // zero at logout
	Request  *http.Request // the browser's request
	Now      time.Time     // when it arrived
	Session  Session       // the browser's session, if its cookie names a living one

	Query   url.Values // parameters of the authorization request to send
	AddAt   string     // where the relay adds a login provider to this member; "" where that is not wanted
	Frames  string     // who may show the page in a frame, as frame-ancestors has it; "" tells browsers nothing
	Pending Pending    // the login that was begun in this browser

	Params url.Values // parameters of the authorization response
	Code   string     // the authorization code

	FrontToken   string // the ID token of the authorization response, where it has one
	FrontClaims  Object // its claims, verified
	FrontSubject string // its sub

	ClientSecret string // for the calls to the token endpoint
	GivenName    string // what the person wrote as their name; nobody vouches for it

	Token     *oauth2.Token // the token response; Extra gives its further members
	IDToken   string        // the ID token as received, compact serialization
	Header    Object        // its JOSE header
	Claims    Object        // its claims: the provider's word only from idtoken.signature on
	Algorithm Algorithm     // the agreed algorithm
	Key       any           // the key that must have signed it
	Subject   string        // its sub
	UserInfo  Object        // the UserInfo response

	Mode     Mode      // what the trip to the provider was for
	Return   string    // where the person goes next; "" leaves it to the mode
	Business *Business // whom the person comes for; nil where people come for themselves

	Member string     // id of the member this person is
	Other  string     // id of a further member this person is, who is to be merged
	By     string     // how they proved that: the provider's id, or password
	Friend Friendship // of the member with our LINE official account

	Form   url.Values // what a form of our own pages holds
	Ticket Ticket     // the link of a mail that was used
	Notice Notice     // what a provider told of itself
	Ended  []Ended    // links given up, of which providers are to be told

	app     *App
	tx      *sql.Tx // the transaction going on, or nil
	hash    string  // of the password just chosen
	cookies []*http.Cookie
}

// HTTPClient returns the client for back-channel calls. It follows no redirects and
// has no deadline of its own: see [Login.Deadline].
func (l *Login) HTTPClient() *http.Client { return l.app.client }

// Deadline returns the context of one back-channel call. It ends after
// Config.Timeout, or when the browser goes away.
func (l *Login) Deadline() (context.Context, context.CancelFunc) {
	return context.WithTimeout(l.Request.Context(), l.app.config.Timeout)
}

// RedirectURI is where the provider sends the browser back to. Each provider has
// its own, so that a response cannot be taken for another provider's (RFC 9700, 4.4.2.2).
func (l *Login) RedirectURI() string {
	return l.app.config.Origin + "/callback/" + l.Provider.ID
}

// Secret returns 256 random bits as 64 lower-case hexadecimal digits: letters and
// digits only, because LINE wants no state that needs URL encoding, and long enough
// for a PKCE code verifier (RFC 7636, 4.1).
func (l *Login) Secret() (string, error) {
	b := make([]byte, 32)
	if _, err := io.ReadFull(l.app.config.Rand, b); err != nil {
		return "", fail(http.StatusInternalServerError, "read random bytes", err)
	}
	return hex.EncodeToString(b), nil
}

// Log is where the operator is told. No secret is ever written to it.
func (l *Login) Log() *slog.Logger { return l.app.config.Log }

// SetCookie adds a cookie to the answer.
func (l *Login) SetCookie(c *http.Cookie) { l.cookies = append(l.cookies, c) }

// Cookies returns the cookies of the answer.
func (l *Login) Cookies() []*http.Cookie { return l.cookies }

// database wraps an error of the database with its page. A nil err stays nil.
func database(what string, err error) error {
	return fail(http.StatusInternalServerError, what, err)
}

// mismatch is the common refusal: what was wanted of name, and what came, cut short
// because it may be anything. Never call it with a secret.
func mismatch(name, want, got string) error {
	return fmt.Errorf("%s: want %q, got %.128q", name, want, got)
}
