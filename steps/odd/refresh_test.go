package odd_test

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"torii/reports/verdict"
)

// refreshers are RPs by what they believe of what the provider says at a refresh.
var refreshers = []entry{
	{an: "RP that holds what a refresh brings to the login, ID token and UserInfo alike", controls: refreshControl,
		rp: refreshing(tokenOfTheLogin, infoOfTheLogin), rows: []row{
			{"refreshed/google-refreshed-sub-other", verdict.Passed, ""},
			{"refreshed/google-refreshed-sub-missing", verdict.Passed, ""},
			{"refreshed/google-refreshed-aud-other", verdict.Passed, ""},
			{"refreshed/google-refreshed-nonce-other", verdict.Passed, ""},
			{"refreshed/google-refreshed-stale", verdict.Passed, ""},
			{"refreshed/google-refreshed-userinfo-other-sub", verdict.Passed, ""},
			{"refreshed/google-refreshed-userinfo-no-sub", verdict.Passed, ""},
		}},
	{an: "RP that refreshes, and looks neither at the ID token nor at UserInfo", controls: refreshControl,
		rp: refreshing(nil, nil), rows: []row{
			{"refreshed/google-refreshed-sub-other", verdict.Passed, ""},
			{"refreshed/google-refreshed-userinfo-other-sub", verdict.NotApplicable, ""},
		}},
	{an: "RP that takes the name of a good ID token of a refresh, whoever it is of", controls: refreshControl,
		rp: refreshing(tokenOfAnybody, nil), rows: []row{
			{"refreshed/google-refreshed-sub-other", verdict.Failed, "the name that came with the refresh"},
			{"refreshed/google-refreshed-aud-other", verdict.Passed, ""},
			{"refreshed/google-refreshed-nonce-other", verdict.Warned, "the name that came with the refresh"},
		}},
	{an: "RP that reads the ID token of a refresh unverified", controls: refreshControl,
		rp: refreshing(tokenUnverified, nil), rows: []row{
			{"refreshed/google-refreshed-sub-missing", verdict.Failed, "the name that came with the refresh"},
			{"refreshed/google-refreshed-aud-other", verdict.Failed, "the name that came with the refresh"},
			{"refreshed/google-refreshed-stale", verdict.Warned, "the name that came with the refresh"},
		}},
	{an: "RP that takes what UserInfo says after a refresh, whoever it is of", controls: refreshControl,
		rp: refreshing(tokenOfTheLogin, func(claims, claims) error { return nil }), rows: []row{
			{"refreshed/google-refreshed-sub-other", verdict.Passed, ""},
			{"refreshed/google-refreshed-userinfo-other-sub", verdict.Failed, "the name that came with the refresh"},
			{"refreshed/google-refreshed-userinfo-no-sub", verdict.Failed, "the name that came with the refresh"},
		}},
}

const refreshControl = `, refresh: {page: /account, select: "#refresh"}`

// renewable is what was kept of people, by subject.
type renewable struct {
	mu     sync.Mutex
	people map[string]person
}

type person struct {
	first         claims // of the login's ID token
	name, refresh string
}

// refreshing is an RP that brings the name it shows up to date. Each step tells whether to believe
// what came; nil does not look.
func refreshing(token func(a *app, p provider, first claims, idToken string) (claims, error), info func(first, said claims) error) rp {
	kept := &renewable{people: map[string]person{}}
	return rp{
		request: func(query url.Values) { query.Set("access_type", "offline") },
		redeem:  kept.redeem,
		member:  func(_ provider, c claims, _ string) (string, error) { return c.text("sub"), nil },
		pages: map[string]func(a *app) http.HandlerFunc{
			"GET /account": kept.account,
			"POST /refresh": func(a *app) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) {
					if err := kept.renew(a, a.signedIn(r), token, info); err != nil {
						refuse(w, err)
						return
					}
					http.Redirect(w, r, "/account", http.StatusSeeOther)
				}
			},
		},
	}
}

func (k *renewable) redeem(a *app, p provider, code, verifier string) (string, string, error) {
	var reply tokens
	err := ask(p, url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {a.redirectURI(p)}, "code_verifier": {verifier}}, &reply)
	if err != nil {
		return "", "", err
	}
	first, err := unverified(reply.IDToken)
	if err != nil {
		return "", "", err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.people[first.text("sub")] = person{first: first, name: first.text("name"), refresh: reply.RefreshToken}
	return reply.IDToken, reply.AccessToken, nil
}

func (k *renewable) account(a *app) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		k.mu.Lock()
		defer k.mu.Unlock()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><title>Account</title><p>%s</p><form method="post" action="/refresh"><button id="refresh">Refresh</button></form>`,
			html.EscapeString(k.people[a.signedIn(r)].name))
	}
}

func (k *renewable) renew(a *app, who string, token func(*app, provider, claims, string) (claims, error), info func(first, said claims) error) error {
	p, err := a.open("google")
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	them, known := k.people[who]
	if !known {
		return errors.New("nobody is signed in")
	}
	var reply tokens
	if err := ask(p, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {them.refresh}}, &reply); err != nil {
		return err
	}
	if token != nil {
		c, err := token(a, p, them.first, reply.IDToken)
		if err != nil {
			return err
		}
		them.name = c.text("name")
	}
	if info != nil {
		said := claims{}
		req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, p.UserInfo, nil)
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+reply.AccessToken)
		if err := errors.Join(getJSON(req, &said), info(them.first, said)); err != nil {
			return err
		}
		them.name = said.text("name")
	}
	k.people[who] = them
	return nil
}

type tokens struct {
	IDToken      string `json:"id_token"`
	AccessToken  string `json:"access_token"`
	RefreshToken string `json:"refresh_token"`
}

// ask sends a token request.
func ask(p provider, form url.Values, into any) error {
	form.Set("client_id", p.clientID)
	form.Set("client_secret", p.secret)
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, p.Token, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return getJSON(req, into)
}

// tokenOfTheLogin asks of it all that OpenID Connect Core 1.0, 12.2 does.
func tokenOfTheLogin(a *app, p provider, first claims, idToken string) (claims, error) {
	c, err := tokenOfAnybody(a, p, first, idToken)
	switch nonce := c.text("nonce"); {
	case err != nil:
		return nil, err
	case c.text("sub") != first.text("sub"):
		return nil, errors.New("somebody else")
	case nonce != "" && nonce != first.text("nonce"):
		return nil, errors.New("another login")
	}
	return c, nil
}

func tokenOfAnybody(a *app, p provider, _ claims, idToken string) (claims, error) {
	c, err := unverified(idToken)
	if err != nil {
		return nil, err
	}
	return verified(a, p, &pending{nonce: c.text("nonce")}, idToken)
}

func tokenUnverified(_ *app, _ provider, _ claims, idToken string) (claims, error) {
	return unverified(idToken)
}

func infoOfTheLogin(first, said claims) error {
	if said.text("sub") != first.text("sub") {
		return errors.New("somebody else's UserInfo")
	}
	return nil
}

func TestWhatARefreshBrings(t *testing.T) { judge(t, refreshers) }
