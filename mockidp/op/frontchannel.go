package op

import (
	"slices"
	"strings"

	"torii/mockidp/profile"
)

// frontChannel makes the tokens that were asked for in the authorization response
// itself (OpenID Connect Core 1.0, 3.2.2.5 and 3.3.2.5). No refresh token is among them.
func (c *call) frontChannel(g *grant, issue *profile.Issue) error {
	asked := strings.Fields(issue.Params.Get("response_type"))
	if slices.Contains(asked, "token") {
		issue.Front = true
		if err := c.frontAccess(g, issue); err != nil {
			return err
		}
	}
	if slices.Contains(asked, "id_token") && c.Profile.IDToken.Granted(issue.Scopes) {
		issue.Front = true
		return c.frontToken(issue)
	}
	return nil
}

// frontAccess makes an access token for the response. That of the token endpoint is another one.
func (c *call) frontAccess(g *grant, issue *profile.Issue) error {
	if err := c.accessToken(issue); err != nil {
		return err
	}
	life := c.Profile.Reply.AccessLife
	issue.ExpiresIn = int(life.Seconds())
	c.Masker.Learn(issue.AccessToken)
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	c.state.access.Put(issue.AccessToken, &accessToken{grant: g, scopes: issue.Scopes, expires: issue.Now.Add(life)})
	return nil
}

// frontToken makes the ID token of the response (OpenID Connect Core 1.0, 3.2.2.10 and 3.3.2.11).
func (c *call) frontToken(issue *profile.Issue) (err error) {
	p, _ := c.Plans.Find(c.login, c.Profile.ID)
	issue.IDToken, err = c.idToken(*issue, p, c.context(*issue, p))
	c.Masker.Learn(issue.IDToken)
	return err
}
