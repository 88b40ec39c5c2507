package driver

import (
	"context"
	"net/http"
	"net/url"
)

// LoginHeader is the request header that carries the login id to mocked hosts.
const LoginHeader = "Torii-Login"

// Browser is one person's browser: a cookie jar and the manners of a browser. Pages are values, so an older page can
// be used again, as with the back button or a second tab. It is safe for concurrent use: a person may click twice.
//
// Every call that sends something fails with an error that wraps its cause: one of this package's errors, the
// transport's, or the context's.
type Browser interface {
	// Open goes to an absolute http or https address as a person who types it would: no site has asked for it.
	Open(ctx context.Context, address string) (*Page, error)

	// Use activates the first link, button or form on a page that a CSS selector finds; what lies inside a link or a
	// button counts as it. Fields replace the form's values by name, and a name without values is left out; every
	// other value of the form is sent as the page has it, hidden ones included.
	Use(ctx context.Context, on *Page, selector string, fields url.Values) (*Page, error)

	// Resume sends a request that Hold stopped, in this browser or in another one: it still comes from the site that
	// made it. The request is not changed and may be sent again. It passes Hold itself; what follows it does not.
	Resume(ctx context.Context, held *Request) (*Page, error)

	// Hold stops navigation before the first request for which stop answers true. The page then returned is the last
	// one answered, and has Held set. A nil stop lets everything pass.
	Hold(stop func(*Request) bool)

	// Probe fetches an address as Open does, but shows only the first answer: no redirect is followed, no form sends
	// itself, nothing is held. Header replaces the browser's own fields of the same name. Cookies set by the answer
	// are kept, so that a rolling session stays alive.
	Probe(ctx context.Context, address string, header http.Header) (*Page, error)

	// Cookies lists, with their attributes and in the order of sending, the cookies that Open would send to an
	// address. It is empty where the address is not one.
	Cookies(address string) []*http.Cookie

	// Login sets the id sent as LoginHeader to mocked hosts from now on; "" sends none.
	Login(id string)
}
