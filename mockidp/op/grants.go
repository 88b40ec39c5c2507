package op

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"torii/mockidp/profile"
)

// keep remembers the access token, and issues a refresh token where one is due.
func (c *call) keep(g *grant, issue *profile.Issue) {
	rules := c.Profile.Reply.Refresh
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	if kills := rules.KillsAccess; issue.Refresh && g.latest != nil && kills != nil && kills(c.set) {
		g.latest.dead = true
	}
	g.renewed = g.renewed || issue.Refresh
	g.latest = &accessToken{grant: g, scopes: issue.Scopes, expires: issue.Now.Add(c.Profile.Reply.AccessLife)}
	c.state.access.Put(issue.AccessToken, g.latest)
	due := rules.Issued != nil && rules.Issued(*issue)
	if issue.Refresh {
		due = c.rotates(issue.RefreshToken)
	}
	if !due {
		return
	}
	var expires time.Time
	if life := rules.Life(*issue); life > 0 {
		expires = issue.Now.Add(life)
	}
	owner := issue.Client.ClientID + " " + issue.Person.Subject
	if living, ok := c.living(owner, issue.Now); ok && rules.Same {
		issue.RefreshToken = living
		c.state.refresh.Put(living, &refreshToken{grant: g, expires: expires, used: issue.Now})
		return
	}
	if rules.Make != nil {
		issue.RefreshToken = rules.Make(*issue)
	} else {
		issue.RefreshToken = rules.Token(c.Rand)
	}
	c.state.refresh.Put(issue.RefreshToken, &refreshToken{grant: g, expires: expires, used: issue.Now})
	c.evict(owner, issue.RefreshToken)
}

// living returns the latest refresh token of a person at a client if it is still good.
func (c *call) living(owner string, now time.Time) (string, bool) {
	issued := c.state.live.Values[owner]
	if len(issued) == 0 {
		return "", false
	}
	latest := issued[len(issued)-1]
	kept, ok := c.state.refresh.Values[latest]
	return latest, ok && !kept.dead && !kept.grant.dead && (kept.expires.IsZero() || !now.After(kept.expires))
}

// rotates ends the refresh token just used, where each use brings a new one.
func (c *call) rotates(used string) bool {
	of := c.Profile.Reply.Refresh.Rotates
	if of == nil || !of(c.set) {
		return false
	}
	if kept := c.state.refresh.Values[used]; kept != nil {
		kept.dead = true
	}
	return true
}

// evict kills the oldest refresh token of a person at a client beyond the provider's bound.
// Where there is no bound, only the latest one is ever asked for.
func (c *call) evict(owner, added string) {
	limit := c.Profile.Reply.Refresh.Cap
	if limit == 0 {
		c.state.live.Put(owner, []string{added})
		return
	}
	live := slices.Concat(c.state.live.Values[owner], []string{added})
	if len(live) > limit {
		if oldest := c.state.refresh.Values[live[0]]; oldest != nil {
			oldest.dead = true
		}
		live = live[1:]
	}
	c.state.live.Put(owner, live)
}

// refreshed answers a refresh_token grant (RFC 6749, 6).
func (c *call) refreshed(known registered, form url.Values) answer {
	sent := form.Get("refresh_token")
	if sent == "" {
		return c.tokenError(profile.RefreshMissing, "")
	}
	kept, failure := c.useRefresh(known, sent)
	if kept != nil {
		c.login, c.row = kept.grant.login, kept.grant.row
	}
	if failure != "" {
		return c.tokenError(failure, sent)
	}
	issue := kept.grant.issue
	issue.Form, issue.Now, issue.Refresh = form, c.Now(), true
	if narrower := c.named(strings.Fields(form.Get("scope"))); len(narrower) > 0 && !c.Profile.Reply.Refresh.IgnoresScope {
		allows := c.Profile.Reply.Refresh.Allows
		if slices.ContainsFunc(narrower, func(s string) bool { return !issue.Granted(s) }) || allows != nil && !allows(narrower) {
			return c.tokenError(profile.ScopeWider, "")
		}
		issue.Scopes = narrower
	}
	issue.RefreshToken = sent
	return c.issue(kept.grant, issue)
}

// useRefresh finds a refresh token that is still good. One that is not is returned
// with the failure, so that the failed call is known to belong to its login.
func (c *call) useRefresh(known registered, sent string) (*refreshToken, profile.TokenFailure) {
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	kept, ok := c.state.refresh.Values[sent]
	if !ok {
		return nil, profile.RefreshInvalid
	}
	if kept.grant.issue.Client.ClientID != known.ClientID {
		if _, worded := c.Profile.Reply.Errors[profile.RefreshForeign]; worded {
			return nil, profile.RefreshForeign
		}
		return nil, profile.RefreshInvalid
	}
	now, idle := c.Now(), c.Profile.Reply.Refresh.Idle
	if kept.dead || kept.grant.dead || !kept.expires.IsZero() && now.After(kept.expires) || idle > 0 && now.After(kept.used.Add(idle)) {
		return kept, profile.RefreshDead
	}
	if every := c.Profile.Reply.Refresh.Every; every != nil && kept.uses > 0 && now.Before(kept.used.Add(every(c.set))) {
		return nil, profile.RefreshTooOften
	}
	kept.used = now
	if extends := c.Profile.Reply.Refresh.Extends; extends != nil && extends(c.set) {
		kept.expires = now.Add(c.Profile.Reply.Refresh.Life(kept.grant.issue))
	}
	kept.uses++
	return kept, ""
}

// named returns scopes under the names they are granted by.
func (c *call) named(scopes []string) []string {
	of := c.Profile.Reply.Refresh.Scope
	if of == nil {
		return scopes
	}
	for i := range scopes {
		scopes[i] = of(scopes[i])
	}
	return scopes
}
