package httpdriver

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// maxPerDomain is Chromium's bound; maxCookies is what RFC 6265bis, section 6.1, asks of a jar at least.
const (
	maxPerDomain = 180
	maxCookies   = 3000
)

// jar holds one person's cookies (RFC 6265bis, sections 5.7 and 5.8). Hosts are those of the wire; ports do not part
// them, paths do.
type jar struct {
	mu      sync.Mutex
	cookies []*cookie
	serial  uint64
}

// receive stores what the Set-Cookie fields of an answer from u may set; what they may not is ignored, as in a browser.
func (j *jar) receive(u *url.URL, fields []string, now time.Time) {
	for _, field := range fields {
		if s, ok := parseSetCookie(field, now); ok && s.admit(u) {
			j.store(u, s.cookie, now)
		}
	}
}

// header is the Cookie field for a request, "" where no cookie goes along.
func (j *jar) header(u *url.URL, v visit, now time.Time) string {
	var pairs []string
	for _, c := range j.matching(u, v, now) {
		pairs = append(pairs, c.pair())
	}
	return strings.Join(pairs, "; ")
}

// matching lists copies of the cookies that go to u, longer paths first, then older ones (RFC 6265bis, section 5.8.3).
func (j *jar) matching(u *url.URL, v visit, now time.Time) []cookie {
	j.mu.Lock()
	defer j.mu.Unlock()
	var found []cookie
	for _, c := range j.cookies {
		if !c.expired(now) && c.matches(u) && v.goes(c.sameSite, now.Sub(c.created)) {
			c.used = now
			found = append(found, *c)
		}
	}
	slices.SortFunc(found, func(a, b cookie) int {
		return cmp.Or(cmp.Compare(len(b.path), len(a.path)), a.created.Compare(b.created), cmp.Compare(a.serial, b.serial))
	})
	return found
}

func (j *jar) store(u *url.URL, c cookie, now time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.shadows(u, &c) {
		return
	}
	j.serial++
	c.created, c.used, c.serial = now, now, j.serial
	j.cookies = slices.DeleteFunc(j.cookies, func(old *cookie) bool {
		if !old.same(&c) {
			return old.expired(now)
		}
		// Chromium lets only a cookie set again unchanged keep its age, by which it stops following a cross-site POST.
		if old.value == c.value {
			c.created, c.serial = old.created, old.serial
		}
		return true
	})
	if !c.expired(now) {
		j.cookies = append(j.cookies, &c)
		j.evict(maxPerDomain, func(other *cookie) bool { return other.domain == c.domain })
		j.evict(maxCookies, func(*cookie) bool { return true })
	}
}

// shadows tells whether a cookie from an untrustworthy address would hide or replace a Secure one (RFC 6265bis,
// section 5.7, "leave secure cookies alone").
func (j *jar) shadows(u *url.URL, c *cookie) bool {
	if c.secure || trustworthy(u) {
		return false
	}
	return slices.ContainsFunc(j.cookies, func(old *cookie) bool {
		related := domainMatch(old.domain, c.domain) || domainMatch(c.domain, old.domain)
		return old.secure && old.name == c.name && related && pathMatch(c.path, old.path)
	})
}

// evict drops the least recently used cookie of a group that has outgrown its bound. A group grows by one at a time.
func (j *jar) evict(bound int, group func(*cookie) bool) {
	oldest, count := -1, 0
	for i, c := range j.cookies {
		if !group(c) {
			continue
		}
		if count++; oldest < 0 || c.olderThan(j.cookies[oldest]) {
			oldest = i
		}
	}
	if count > bound {
		j.cookies = slices.Delete(j.cookies, oldest, oldest+1)
	}
}

func (c *cookie) olderThan(other *cookie) bool {
	return cmp.Or(c.used.Compare(other.used), cmp.Compare(c.serial, other.serial)) < 0
}
