package op

import (
	"embed"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

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
	Consent  profile.ConsentPage
	Facts    []profile.Fact // of the service
	Page     int            // which of the consent pages, from 0
	Kept     []ticked       // what the pages before it said
	Cancels  bool           // there is a cancel button before consent
	Refusal  profile.Refusal
	Heading  text.Both
	Error    string
	Question *profile.Challenge
	Wrong    bool // the answer given was not the right one
	Data     any  // start-up data of the error page
	Panel    *panelShown
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
	c.arrived(r, params, false)
	req := c.request(r, params)
	return req, firstRefusal(c.Profile.Request, req)
}

// signIn lets a real person choose who they are.
func (c *call) signIn(r *http.Request) answer {
	req, refusal := c.pageRequest(r)
	if refusal != nil {
		return c.refuse(*refusal, req)
	}
	s, signedIn := c.current(r, req)
	form := postForm(r)
	c.offered(r, form)
	if form.Get("action") == "cancel" && c.cancelsSignIn() {
		return c.cancelled(req)
	}
	who, chosen := persona.Find(c.People, form.Get("person"))
	if !chosen {
		if expected, ok := c.hinted(req); ok {
			return c.signInPage(req, expected)
		}
		return c.signInPage(req, s.person)
	}
	if asked := c.question(req, who, form); asked != nil {
		return page(http.StatusOK, pages.Lookup("second.html"), screen{Provider: c.Profile.Name, Screens: c.Profile.Screens,
			Client: req.Client.Name, Person: who, Question: asked, Wrong: form.Has("answer"), Cancels: c.cancelsSignIn()})
	}
	a := redirect(c.pageAddress(profile.Consent, req))
	if signedIn && s.person.ID == who.ID {
		c.resume(r)
		return a
	}
	a.cookies = append(a.cookies, c.newSession(who))
	return a
}

// question is what the person still has to answer before they are signed in; nil is nothing.
func (c *call) question(req profile.Request, who persona.Person, form url.Values) *profile.Challenge {
	of := c.Profile.Screens.Second
	if of == nil {
		return nil
	}
	asked := of(c.authn(req, who, false))
	if asked == nil || form.Has("answer") && equal(strings.TrimSpace(form.Get("answer")), asked.Answer) {
		return nil
	}
	return asked
}

// hinted returns the person whom the Relying Party says it expects, by address or subject.
func (c *call) hinted(req profile.Request) (persona.Person, bool) {
	hint := ""
	if name := c.Profile.Screens.Hint; name != "" {
		hint = req.Get(name)
	}
	i := slices.IndexFunc(c.People, func(p persona.Person) bool { return hint != "" && (p.Email == hint || p.Subject == hint) })
	if i < 0 {
		return persona.Person{}, false
	}
	return c.People[i], true
}

func (c *call) cancelsSignIn() bool {
	of := c.Profile.Screens.CancelSignIn
	return of != nil && of(c.set)
}

// signInPage shows who can sign in, first the person the provider knows or expects; the zero value is nobody.
func (c *call) signInPage(req profile.Request, known persona.Person) answer {
	return page(http.StatusOK, pages.Lookup("signin.html"), screen{Provider: c.Profile.Name, Screens: c.Profile.Screens,
		Client: req.Client.Name, People: c.People, Person: known, Cancels: c.cancelsSignIn(), Panel: c.panelShown()})
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
	a := c.authn(req, s.person, s.resumed)
	a.AuthTime = s.since
	a.Shown = c.consentDue(a)
	var declined []string
	if a.Shown {
		form := postForm(r)
		if form != nil && form.Get("action") != "approve" {
			return c.cancelled(req)
		}
		if next, more := c.ask(a, form); more {
			return next
		}
		declined = c.unticked(req, form["scope"])
		a.Person = c.written(a, form)
		a.Person = c.chosen(a, form["option"])
	}
	if refusal := c.admission(a); refusal != nil {
		return c.refuse(*refusal, req)
	}
	return c.finish(a, c.granted(a, declined))
}

func (c *call) unticked(req profile.Request, ticked []string) []string {
	return slices.DeleteFunc(slices.Clone(c.Profile.Consent.Scopes(req)), func(s string) bool { return slices.Contains(ticked, s) })
}

func (c *call) options(a profile.Authn) []profile.ConsentOption {
	if c.Profile.Consent.Options == nil {
		return nil
	}
	return c.Profile.Consent.Options(a)
}

func (c *call) fields(a profile.Authn) []profile.ConsentField {
	if c.Profile.Consent.Fields == nil {
		return nil
	}
	return c.Profile.Consent.Fields(a)
}

// written returns the person with what they wrote on the consent page.
func (c *call) written(a profile.Authn, form url.Values) persona.Person {
	who := a.Person
	for _, f := range c.fields(a) {
		if form.Has(f.Name) {
			f.Write(&who, strings.TrimSpace(form.Get(f.Name)))
		}
	}
	return who
}

// chosen returns the person with the traits that their choices on the consent page give them.
func (c *call) chosen(a profile.Authn, ticked []string) persona.Person {
	who := a.Person
	for _, o := range c.options(a) {
		who.Traits = maps.Clone(who.Traits)
		if who.Traits == nil {
			who.Traits = map[string]string{}
		}
		who.Traits[o.Trait] = o.No
		if slices.Contains(ticked, o.Trait) {
			who.Traits[o.Trait] = o.Yes
		}
	}
	return who
}

// errorPage shows a refusal that never comes back to the Relying Party.
func (c *call) errorPage(r *http.Request) answer {
	query := r.URL.Query()
	refusal := c.Profile.Screens.ErrorOf(query)
	c.state.mu.Lock()
	refusal.Why = c.state.whys.Values[r.URL.RawQuery]
	c.state.mu.Unlock()
	c.code = refusal.Code
	return c.refusalPage(refusal, c.clients[query.Get("client_id")].Name)
}

func (c *call) refusalPage(refusal profile.Refusal, client string) answer {
	screens, status := c.Profile.Screens, refusal.Status
	if of := screens.ErrorStatus; of != nil {
		status = of(refusal, c.set)
	}
	if c.plain {
		refusal.Why = text.Both{} // only a person is told
	}
	s := screen{Provider: c.Profile.Name, Screens: screens, Refusal: refusal, Heading: screens.Error,
		Error: strings.TrimSpace(strconv.Itoa(refusal.Status) + " " + refusal.Code)}
	if screens.ErrorData != nil {
		s.Data = screens.ErrorData(refusal)
	}
	if screens.ErrorHead != nil {
		s.Heading = screens.ErrorHead(refusal, client)
	}
	if screens.ErrorCode != nil {
		s.Error = screens.ErrorCode(refusal)
	}
	return page(status, pages.Lookup("error.html"), s)
}

func postForm(r *http.Request) url.Values {
	if r.Method != http.MethodPost {
		return nil
	}
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
	s, ok := c.state.sessions.Values[cookie.Value]
	return s, ok
}

// current returns the session if it counts for the request.
func (c *call) current(r *http.Request, req profile.Request) (session, bool) {
	s, ok := c.session(r)
	if !ok {
		return session{}, false
	}
	if renews := c.Profile.Consent.Renews; renews != nil && renews(req, c.Now().Sub(s.since)) {
		return session{}, false
	}
	return s, true
}

// resume notes that the person confirmed the session they had.
func (c *call) resume(r *http.Request) {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	if s, ok := c.state.sessions.Values[cookie.Value]; ok {
		s.resumed = true
		c.state.sessions.Put(cookie.Value, s)
	}
}

const sessionIDLength = 32

func (c *call) newSession(who persona.Person) *http.Cookie {
	id := c.Rand.String(seed.Alnum, sessionIDLength)
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	c.state.sessions.Put(id, session{person: who, since: c.Now()})
	return &http.Cookie{Name: sessionCookie, Value: id, Path: "/", Domain: c.Profile.Screens.CookieDomain, HttpOnly: true, MaxAge: sessionSeconds, SameSite: http.SameSiteLaxMode}
}
