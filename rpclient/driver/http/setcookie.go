package httpdriver

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// maxPair and maxAttribute bound a cookie's name and value together, and one attribute's value, in bytes
	// (RFC 6265bis, section 5.6).
	maxPair      = 4096
	maxAttribute = 1024
	// maxLife is the longest time a cookie is kept (RFC 6265bis, section 5.5).
	maxLife = 400 * 24 * time.Hour
)

// setCookie is a Set-Cookie field as read, before it is known whether its sender may set it.
type setCookie struct {
	cookie
	domainGiven bool
	pathGiven   bool
	maxAgeGiven bool
}

// parseSetCookie reads a Set-Cookie field (RFC 6265bis, section 5.6). It is false where the field is to be ignored.
func parseSetCookie(field string, now time.Time) (*setCookie, bool) {
	if strings.ContainsFunc(field, isControl) {
		return nil, false
	}
	pair, attributes, _ := strings.Cut(field, ";")
	name, value, named := strings.Cut(pair, "=")
	if !named {
		name, value = "", pair
	}
	s := &setCookie{cookie: cookie{name: trim(name), value: trim(value), sameSite: http.SameSiteDefaultMode}}
	if size := len(s.name) + len(s.value); size == 0 || size > maxPair {
		return nil, false
	}
	for attribute := range strings.SplitSeq(attributes, ";") {
		key, value, _ := strings.Cut(attribute, "=")
		if value = trim(value); len(value) <= maxAttribute {
			s.apply(strings.ToLower(trim(key)), value, now)
		}
	}
	return s, true
}

// apply sets one attribute; of several with one name the last counts.
func (s *setCookie) apply(key, value string, now time.Time) {
	switch key {
	case "expires":
		if at, ok := parseCookieDate(value); ok && !s.maxAgeGiven {
			s.expires = earlier(at, now.Add(maxLife))
		}
	case "max-age":
		if age, ok := parseMaxAge(value); ok {
			s.maxAgeGiven, s.expires = true, now.Add(age)
		}
	case "domain":
		s.domain = strings.ToLower(strings.TrimPrefix(value, "."))
		s.domainGiven = s.domain != ""
	case "path":
		s.pathGiven, s.path = true, ""
		if strings.HasPrefix(value, "/") {
			s.path = value
		}
	case "secure":
		s.secure = true
	case "httponly":
		s.httpOnly = true
	case "samesite":
		s.sameSite = parseSameSite(value)
	}
}

// parseMaxAge reads seconds; zero and less is in the past (RFC 6265bis, section 5.6.2).
func parseMaxAge(value string) (time.Duration, bool) {
	digits := strings.TrimPrefix(value, "-")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	if digits != value {
		return 0, true
	}
	seconds, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || seconds > int64(maxLife/time.Second) {
		return maxLife, true
	}
	return time.Duration(seconds) * time.Second, true
}

// parseSameSite takes what it does not know for no attribute at all (RFC 6265bis, section 5.6.7).
func parseSameSite(value string) http.SameSite {
	switch strings.ToLower(value) {
	case "strict":
		return http.SameSiteStrictMode
	case "lax":
		return http.SameSiteLaxMode
	case "none":
		return http.SameSiteNoneMode
	}
	return http.SameSiteDefaultMode
}

func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

func trim(s string) string { return strings.Trim(s, " \t") }

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
