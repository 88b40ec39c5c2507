package op

import (
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
)

//go:embed page/*.html
var pageFiles embed.FS

// pages are the provider's pages for people, in the provider's words and colours.
var pages = template.Must(template.ParseFS(pageFiles, "page/*.html"))

type screen struct {
	Provider text.Both
	Screens  profile.Screens
	Client   string
	People   []persona.Person
	Person   persona.Person
	Items    []profile.ConsentItem
	Refusal  profile.Refusal
	Action   string
}

// pageAddress is where a page of the provider stands for this request.
func (c *call) pageAddress(e profile.Endpoint, req profile.Request) string {
	query := req.Params
	if of := c.Profile.Screens.SignInQuery; e == profile.SignIn && of != nil {
		query = of(query)
	}
	return c.Names.Browser(c.Profile.Address(e)) + "?" + query.Encode()
}

// pageRequest reads the authorization request that a page carries in its query, and checks it again.
func (c *call) pageRequest(r *http.Request) (profile.Request, *profile.Refusal) {
	params := r.URL.Query()
	if of := c.Profile.Screens.Params; of != nil {
		params = of(params)
	}
	c.params = params
	req := c.request(r, params)
	return req, firstRefusal(c.Profile.Request, req)
}

// signIn lets a real person choose who they are.
func (c *call) signIn(r *http.Request) answer {
	req, refusal := c.pageRequest(r)
	if refusal != nil {
		return c.refuse(*refusal, req)
	}
	if r.Method != http.MethodPost {
		s, ok := c.session(r)
		if !ok {
			return c.signInPage(req, nil)
		}
		return c.signInPage(req, &s.person)
	}
	form := postForm(r)
	if form.Get("action") == "cancel" && c.Profile.Screens.CancelSignIn {
		return c.cancelled(req)
	}
	who, ok := persona.Find(c.People, form.Get("person"))
	if !ok {
		return c.signInPage(req, nil)
	}
	a := redirect(c.pageAddress(profile.Consent, req))
	a.cookies = append(a.cookies, c.newSession(who))
	return a
}

func (c *call) signInPage(req profile.Request, known *persona.Person) answer {
	s := screen{Provider: c.Profile.Name, Screens: c.Profile.Screens, Client: req.Client.Name, People: c.People}
	if known != nil {
		s.Person = *known
	}
	return page(http.StatusOK, pages.Lookup("signin.html"), s)
}

// consent asks a real person what they allow, where anything has to be asked.
func (c *call) consent(r *http.Request) answer {
	req, refusal := c.pageRequest(r)
	if refusal != nil {
		return c.refuse(*refusal, req)
	}
	s, ok := c.session(r)
	if !ok {
		return redirect(c.pageAddress(profile.SignIn, req))
	}
	a := c.authn(req, s.person, true)
	a.AuthTime = s.since
	a.Shown = c.consentDue(a)
	var declined []string
	if a.Shown {
		if r.Method != http.MethodPost {
			return c.consentPage(req, s.person)
		}
		form := postForm(r)
		if form.Get("action") != "approve" {
			return c.cancelled(req)
		}
		declined = c.unticked(req, form["scope"])
	}
	if refusal := c.admission(a); refusal != nil {
		return c.refuse(*refusal, req)
	}
	return c.finish(a, c.granted(a, declined))
}

func (c *call) unticked(req profile.Request, ticked []string) []string {
	return slices.DeleteFunc(slices.Clone(c.Profile.Consent.Scopes(req)), func(s string) bool { return slices.Contains(ticked, s) })
}

func (c *call) consentPage(req profile.Request, who persona.Person) answer {
	s := screen{Provider: c.Profile.Name, Screens: c.Profile.Screens, Client: req.Client.Name, Person: who}
	for _, scope := range c.Profile.Consent.Scopes(req) {
		s.Items = append(s.Items, c.Profile.Consent.Item(scope))
	}
	return page(http.StatusOK, pages.Lookup("consent.html"), s)
}

// errorPage shows a refusal that never comes back to the Relying Party.
func (c *call) errorPage(r *http.Request) answer {
	refusal := c.Profile.Screens.ErrorOf(r.URL.Query())
	c.code = refusal.Code
	return c.refusalPage(refusal)
}

func (c *call) refusalPage(refusal profile.Refusal) answer {
	return page(refusal.Status, pages.Lookup("error.html"),
		screen{Provider: c.Profile.Name, Screens: c.Profile.Screens, Refusal: refusal})
}

func postForm(r *http.Request) url.Values {
	r.Body = http.MaxBytesReader(nil, r.Body, maxForm)
	if r.ParseForm() != nil {
		return nil
	}
	return r.PostForm
}

// sessionCookie is the mock's own; the providers' real names are theirs.
const sessionCookie = "torii_idp"

// sessionSeconds is how long a browser stays signed in at the provider.
const sessionSeconds = 30 * 24 * 60 * 60

func (c *call) session(r *http.Request) (session, bool) {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return session{}, false
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	s, ok := c.state.sessions.values[cookie.Value]
	return s, ok
}

const sessionIDLength = 32

func (c *call) newSession(who persona.Person) *http.Cookie {
	id := c.Rand.String(seed.Alnum, sessionIDLength)
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	c.state.sessions.put(id, session{who, c.Now()})
	return &http.Cookie{Name: sessionCookie, Value: id, Path: "/", HttpOnly: true, MaxAge: sessionSeconds, SameSite: http.SameSiteLaxMode}
}
