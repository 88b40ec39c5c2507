package httpdriver

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"torii/rpclient/driver"
)

// resolve reads a reference against a base as a browser does (URL Standard, section 4.4), as far as links, forms and
// redirects need it. The error is driver.ErrScheme where the address is neither http nor https, and
// driver.ErrMalformed where it is none; it does not quote the address, which may hold secrets.
func resolve(base *url.URL, reference string) (*url.URL, error) {
	parsed, err := url.Parse(escaped(slashed(base.Scheme, tidy(reference))))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", driver.ErrMalformed, bare(err))
	}
	u := base.ResolveReference(parsed)
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%w: scheme %q", driver.ErrScheme, u.Scheme)
	}
	if u.Hostname() == "" {
		return nil, fmt.Errorf("%w: no host", driver.ErrMalformed)
	}
	u.Host = strings.ToLower(u.Host)
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = escapeQuery(u.RawQuery)
	return u, nil
}

// tidy forgives what the URL Standard forgives: white space around and within, backslashes for slashes, and more than
// two slashes before a host. Open redirects live on these.
func tidy(reference string) string {
	reference = strings.TrimFunc(reference, func(r rune) bool { return r <= ' ' })
	reference = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(reference)
	end := strings.IndexAny(reference, "?#")
	if end < 0 {
		end = len(reference)
	}
	path := strings.ReplaceAll(reference[:end], `\`, "/")
	if strings.HasPrefix(path, "//") {
		path = "//" + strings.TrimLeft(path, "/")
	}
	return path + reference[end:]
}

// escaped escapes each percent sign that begins no escape, outside of the query: a browser takes it as it stands, and
// net/url refuses the address.
func escaped(reference string) string {
	rest, fragment, fragmented := strings.Cut(reference, "#")
	path, query, queried := strings.Cut(rest, "?")
	host := ""
	if i := strings.Index(path, "//"); i == 0 || i > 0 && path[i-1] == ':' { // what is wrong in a host stays so
		end := i + 2 + strings.IndexByte(path[i+2:]+"/", '/')
		host, path = path[:end], path[end:]
	}
	path = host + withoutStrays(path)
	if queried {
		path += "?" + query
	}
	if fragmented {
		path += "#" + withoutStrays(fragment)
	}
	return path
}

// withoutStrays escapes the percent signs that two hexadecimal digits do not follow.
func withoutStrays(s string) string {
	parts := strings.Split(s, "%")
	for i, part := range parts[1:] {
		if _, err := url.PathUnescape("%" + part[:min(len(part), 2)]); err != nil {
			parts[i+1] = "25" + part
		}
	}
	return strings.Join(parts, "%")
}

// slashed puts two slashes behind a scheme that any number of them follows. The base's own scheme without two is no
// scheme at all: what follows is relative.
func slashed(base, reference string) string {
	scheme, rest, found := strings.Cut(reference, ":")
	scheme = strings.ToLower(scheme)
	switch {
	case !found || scheme != "http" && scheme != "https":
		return reference
	case scheme == base && !strings.HasPrefix(rest, "//"):
		return rest
	}
	return scheme + "://" + strings.TrimLeft(rest, "/")
}

// escapeQuery is the special-query percent-encode set (URL Standard, section 1.3).
func escapeQuery(query string) string {
	var escaped strings.Builder
	for i := range len(query) {
		if c := query[i]; c <= ' ' || c > '~' || strings.IndexByte(`"'<>`, c) >= 0 {
			fmt.Fprintf(&escaped, "%%%02X", c)
		} else {
			escaped.WriteByte(c)
		}
	}
	return escaped.String()
}

// place names an address in a message without its query, fragment and user, which may hold secrets.
func place(u *url.URL) string {
	return u.Scheme + "://" + u.Host + u.EscapedPath()
}

// bare strips the address from an error of url.Parse.
func bare(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}
