package op

import (
	"cmp"
	"net/http"
	"strings"

	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// userInfo answers OpenID Connect Core 1.0, 5.3.
func (c *call) userInfo(r *http.Request) answer {
	bearer := c.bearer(r)
	if bearer == "" {
		return c.userInfoError(profile.BearerMissing, "")
	}
	c.state.mu.Lock()
	kept, ok := c.state.access.Values[bearer]
	alive := ok && !kept.dead && !kept.grant.dead && !c.Now().After(kept.expires)
	renewed := ok && kept.grant.renewed
	c.state.mu.Unlock()
	if ok {
		c.login, c.row = kept.grant.login, kept.grant.row
	}
	switch {
	case ok && c.Now().After(kept.expires):
		return c.userInfoError(profile.BearerExpired, bearer)
	case !alive:
		return c.userInfoError(profile.BearerInvalid, bearer)
	}
	if !c.Profile.UserInfo.Needs(kept.scopes, c.route.Variant) {
		return c.userInfoError(profile.ScopeLacking, bearer)
	}
	issue := kept.grant.issue
	issue.Now, issue.Variant, issue.Scopes = c.Now(), c.route.Variant, kept.scopes
	issue.Person = c.present(issue)
	if bars := c.Profile.UserInfo.Bars; bars != nil {
		if failure := bars(issue); failure != "" {
			return c.userInfoError(failure, bearer)
		}
	}
	p, _ := c.Plans.Find(c.login, c.Profile.ID)
	out := bend.Answer{Status: http.StatusOK, Members: c.bare(profile.InfoMembers, membersOf(c.Profile.UserInfo.Members, issue), p),
		ContentType: cmp.Or(c.Profile.UserInfo.ContentType, c.Profile.JSONType)}
	c.bendAnswer(p, bend.UserInfo, c.retold(c.route.Tells, renewed), &out, c.context(issue, p))
	return c.reply(out)
}

// retold is what a bend changes of an answer about a person, under the names that the answer has for claims.
func (c *call) retold(as profile.Telling, renewed bool) func(bend.Bend) func(*bend.Answer, bend.Context) {
	return func(b bend.Bend) func(*bend.Answer, bend.Context) {
		if b.Who == nil && b.UserInfo == nil || b.In == bend.Refreshed && !renewed {
			return nil
		}
		return func(a *bend.Answer, x bend.Context) {
			a.Members = as.Retold(a.Members, func(o *token.Object) {
				if b.Who != nil {
					b.Who(o, x)
				}
				if b.UserInfo == nil {
					return
				}
				a.Members = *o
				b.UserInfo(a, x)
				*o = a.Members
			})
		}
	}
}

// bearer finds the access token where the provider looks for it (RFC 6750, 2).
func (c *call) bearer(r *http.Request) string {
	scheme, value, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	if ok && strings.EqualFold(scheme, "Bearer") {
		return value
	}
	if also := c.Profile.UserInfo.AlsoQuery; c.Profile.UserInfo.Query || also != nil && also(c.set) {
		return r.URL.Query().Get("access_token")
	}
	return ""
}

func (c *call) userInfoError(f profile.UserInfoFailure, sent string) answer {
	e := c.Profile.UserInfo.Refuse(f, c.route.Variant, c.set)
	c.code, c.why = e.Code, userInfoWhy(f)
	return c.wireError(filled(e, sent))
}
