package op

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/token"
	"torii/reports/event"
)

// finish issues the code and sends the person back to the Relying Party.
func (c *call) finish(a profile.Authn, scopes []string) answer {
	if len(scopes) == 0 {
		return c.cancelled(a.Request) // whoever grants nothing has refused
	}
	a.Person = c.told(a)
	c.who = strings.TrimSpace(a.Person.ID + " " + a.Person.Name)
	issue := c.issueOf(a, scopes)
	g := &grant{issue: issue, login: c.login, row: c.row, expires: c.Now().Add(c.Profile.Callback.CodeLife(c.set))}
	c.state.mu.Lock()
	if !a.Has("response_type") || a.Asks("response_type", "code") {
		issue.Code = c.Profile.Callback.Code(c.Rand)
		g.issue.Code = issue.Code
		c.state.codes.Put(issue.Code, g)
	}
	c.remember(scopes, a)
	c.state.mu.Unlock()
	c.noteEarlier(a.Request, issue.Code)
	c.Masker.Learn(issue.Code, a.Get("state"), a.Get("nonce"))

	if err := c.frontChannel(g, &issue); err != nil {
		return c.broke(err)
	}
	return c.deliver(a.Request, c.bendParams(paramsOf(c.Profile.Callback.Success, issue), issue))
}

// noteEarlier keeps what a later login of the same browser may be answered with.
func (c *call) noteEarlier(req profile.Request, code string) {
	if c.login == "" {
		return
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	c.state.earlier.Put(c.login, &bend.Earlier{State: req.Get("state"), Nonce: req.Get("nonce"), Code: code})
}

// bendParams applies what is planned for the authorization response.
func (c *call) bendParams(params bend.Params, issue profile.Issue) bend.Params {
	p, ok := c.Plans.Find(c.login, c.Profile.ID)
	if !ok {
		return params
	}
	ctx := c.context(issue, p)
	for _, n := range p.Bends {
		if n.Bend.Callback == nil {
			continue
		}
		before := encodeParams(params)
		n.Bend.Callback(&params, ctx)
		c.served(n.ID, bend.Callback, before != encodeParams(params))
	}
	return params
}

func (c *call) issueOf(a profile.Authn, scopes []string) profile.Issue {
	issue := profile.Issue{
		Client: a.Client, Person: a.Person, Params: a.Params, Scopes: scopes, AuthTime: a.AuthTime, Shown: a.Shown,
		AMR: c.Profile.People.AMR(a), Now: c.Now(), Variant: a.Variant, Set: c.set, Names: c.Names,
		Issuer: c.Names.Issuer(c.Profile.Issuer), Rand: c.Rand, Subject: a.Person.Subject,
	}
	if c.Profile.People.SubjectFor != nil {
		issue.Subject = c.Profile.People.SubjectFor(issue)
	}
	return issue
}

func paramsOf(list []profile.CallbackParam, issue profile.Issue) bend.Params {
	var params bend.Params
	for _, p := range list {
		if v := p.Value(issue); v != "" {
			params = append(params, bend.Param{Name: p.Name, Value: v})
		}
	}
	return params
}

// served logs that a bend took effect; one that changed nothing was not served.
func (c *call) served(id string, place bend.Place, differs bool) {
	if differs {
		c.Log(c.row, c.login, event.Served{ID: id, Place: string(place)})
	}
}

// refuse tells a refusal where the provider tells it.
func (c *call) refuse(refusal profile.Refusal, req profile.Request) answer {
	c.code, c.why = refusal.Code, refusal.Why
	if refusal.Channel == profile.ToCallback {
		c.noteEarlier(req, "")
		params := c.errorParams(req, refusal.Code, refusal.Description, refusal.Extra)
		return c.deliver(req, c.bendParams(params, profile.Issue{Client: req.Client, Params: req.Params, Set: c.set}))
	}
	if machine := c.Profile.Screens.Machine; machine != nil && c.plain {
		return c.wireError(machine(refusal, c.set))
	}
	if at := c.Profile.Screens.ErrorAt; at != nil {
		to := at(refusal, req)
		if _, query, ok := strings.Cut(to, "?"); ok {
			c.state.mu.Lock()
			c.state.whys.Put(query, refusal.Why)
			c.state.mu.Unlock()
		}
		return redirect(c.Names.Browser(to))
	}
	return c.refusalPage(refusal, req.Client.Name)
}

// cancelled is what comes back after the person said no.
func (c *call) cancelled(req profile.Request) answer {
	decline := profile.Decline{Error: "access_denied"}
	if of := c.Profile.Callback.Decline; of != nil {
		decline = of(req)
	}
	c.why = text.Both{JA: "利用者が同意画面で取り消した", EN: "the person cancelled on the consent page"}
	if decline.Elsewhere != "" {
		return redirect(c.Names.Browser(decline.Elsewhere))
	}
	if decline.Error == "" {
		c.noteEarlier(req, "")
		issue := profile.Issue{Client: req.Client, Params: req.Params, Set: c.set}
		return c.deliver(req, c.bendParams(paramsOf(decline.Params, issue), issue))
	}
	e, _ := c.Profile.Callback.Find(decline.Error)
	return c.refuse(profile.Refusal{Channel: profile.ToCallback, Code: e.Code, Description: e.Description, Extra: e.Extra, Why: c.why}, req)
}

func (c *call) errorParams(req profile.Request, code, description string, extra []bend.Param) bend.Params {
	if spell := c.Profile.Callback.Spell; spell != nil {
		code = spell(code, c.set)
	}
	params := bend.Params{{Name: "error", Value: code}}
	if description != "" {
		params.Set("error_description", description)
	}
	issue := profile.Issue{Params: req.Params, Set: c.set, Issuer: c.Names.Issuer(c.Profile.Issuer)}
	params = append(params, paramsOf(c.Profile.Callback.Failure, issue)...)
	return append(params, extra...)
}

func encodeParams(params bend.Params) string {
	pairs := make([]string, len(params))
	for i, p := range params {
		pairs[i] = url.QueryEscape(p.Name) + "=" + url.QueryEscape(p.Value)
	}
	return strings.Join(pairs, "&")
}

// deliver sends the parameters by the response mode that was asked for.
func (c *call) deliver(req profile.Request, params bend.Params) answer {
	for _, p := range params {
		c.issued(p.Name, p.Value)
	}
	c.over()
	mode, params := c.otherMode(c.mode(req)), c.Shuffle.Params(params)
	if mode == "jwt" {
		mode = "query.jwt"
	}
	transport, asJWT := strings.CutSuffix(mode, ".jwt")
	if asJWT {
		signed, err := c.jarm(req, params)
		if err != nil {
			return c.broke(err)
		}
		params = bend.Params{{Name: "response", Value: signed}}
	}
	target := req.Get("redirect_uri")
	switch transport {
	case "form_post":
		a := page(http.StatusOK, formPost, struct {
			Action string
			Params bend.Params
		}{target, params})
		a.head.Del("Referrer-Policy") // with it the browser would hide where the form comes from
		return a
	case "fragment":
		if len(params) == 0 {
			return redirect(target)
		}
		return redirect(target + "#" + encodeParams(params))
	}
	tail := ""
	if of := c.Profile.Callback.Tail; of != nil {
		tail = of(c.set)
	}
	if len(params) == 0 {
		return redirect(target + tail)
	}
	joint := "?"
	if strings.Contains(target, "?") {
		joint = "&"
	}
	return redirect(target + joint + encodeParams(params) + tail)
}

// otherMode is the mode that was planned in place of the right one.
func (c *call) otherMode(right string) string {
	p, ok := c.Plans.Find(c.login, c.Profile.ID)
	if !ok {
		return right
	}
	mode := right
	for _, n := range p.Bends {
		if n.Bend.Mode != "" {
			mode = n.Bend.Mode
			c.served(n.ID, bend.Callback, mode != right)
		}
	}
	return mode
}

// mode is the response mode that was asked for, or that goes for such a request.
func (c *call) mode(req profile.Request) string {
	served := c.Profile.Callback
	switch mode := req.Get("response_mode"); {
	case slices.Contains(served.Modes, mode):
		return mode
	case served.Mode != nil:
		return served.Mode(req)
	}
	return served.Modes[0]
}

// jarmLife is how long a response in a JWT is good for.
const jarmLife = 600 * time.Second

// jarm puts an authorization response into a JWT (JARM, 4.1).
func (c *call) jarm(req profile.Request, params bend.Params) (string, error) {
	claims := token.Object{
		{Name: "iss", Value: c.Names.Issuer(c.Profile.Issuer)},
		{Name: "aud", Value: req.Client.ClientID},
		{Name: "exp", Value: c.Now().Add(jarmLife).Unix()},
	}
	for _, p := range params {
		var value any = p.Value
		if typed := c.Profile.Callback.Typed; typed != nil {
			value = typed(p.Name, p.Value, c.set)
		}
		claims = append(claims, token.Member{Name: p.Name, Value: value})
	}
	compact, err := token.Compact(token.Signing{Alg: token.HS256, Key: token.Key{Secret: []byte(req.Client.Secret)},
		Header: token.Object{{Name: "typ", Value: "JWT"}, {Name: "alg", Value: string(token.HS256)}}}, claims)
	if err != nil {
		return "", fmt.Errorf("%s: %w", c.Profile.ID, err)
	}
	return compact, nil
}

// formPost is OAuth 2.0 Form Post Response Mode, section 2.
var formPost = template.Must(template.New("form_post").Parse(`<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>Submit This Form</title></head>
<body onload="document.forms[0].submit()"><form method="post" action="{{.Action}}">
{{range .Params}}<input type="hidden" name="{{.Name}}" value="{{.Value}}">
{{end}}<noscript><button type="submit">続行 / Continue</button></noscript></form></body></html>
`))

// someClient is another client where only one is registered.
const someClient = "some-other-client"

// context gathers what a bend may draw on.
func (c *call) context(issue profile.Issue, p plan.Plan) bend.Context {
	ctx := bend.Context{
		Rand: c.Rand, Now: c.Now(), Provider: c.Profile.ID, Issuer: issue.Issuer, ForeignIss: c.Names.Issuer(c.Foreign),
		ClientID: issue.Client.ClientID, Secret: issue.Client.Secret, Subject: issue.Subject, OtherSubject: p.Other,
		Verifying: c.keys.signing(), Twin: c.twin, Server: c.Names.Server,
		Error: func(name string) bend.Params {
			e, ok := c.Profile.Callback.Find(name)
			if !ok {
				return nil
			}
			return c.errorParams(profile.Request{Params: issue.Params}, e.Code, e.Description, e.Extra)
		},
	}
	ctx.Weak, ctx.StrangerRSA, ctx.StrangerEC = c.committed("weak-rsa"), c.committed("stranger-rsa"), c.committed("stranger-ec")
	if c.Left != nil {
		login := c.login
		ctx.Leave = func(host string, members token.Object) { c.Left(login, host, members.Clone()) }
	}
	ctx.OtherClient = someClient
	for _, other := range c.Clients {
		if other.ClientID != issue.Client.ClientID {
			ctx.OtherClient = other.ClientID
			break
		}
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	if e, ok := c.state.earlier.Values[p.After]; ok {
		ctx.Earlier = *e
	}
	return ctx
}
