// Package shuffle varies what a specification leaves to the provider and no provider
// promises: the order of members, claims, header members and callback parameters,
// white space in JSON, members and parameters nobody knows, members that it may leave out,
// the letter case of header names, and whether a redirect is a 302 or a 303.
//
// It changes no value and knows no provider: the caller names what may be left out. What a
// provider promises stays away from it; what is random anyway, such as codes, needs none of it.
package shuffle

import (
	"bytes"
	"net/http"
	"strings"

	"torii/mockidp/bend"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// Deck is one repeatable shuffle; the nil Deck leaves everything as it is. It is safe
// for concurrent use.
type Deck struct{ r *seed.Source }

// New returns the deck of that seed for a name; an empty seed shuffles nothing.
func New(with, name string) *Deck {
	if with == "" {
		return nil
	}
	return &Deck{seed.New("shuffle "+with, name)}
}

// unknown begins the name of a member or parameter that nobody knows.
const unknown = "torii_shuffled_"

const nameLength = 6

func (d *Deck) coin() bool { return d.r.IntN(2) == 0 }

func (d *Deck) unknownName() string { return unknown + d.r.String(seed.LowerHex, nameLength) }

// Object changes the order of the members, in objects inside as well. Members of one
// name keep theirs: which of them counts is a fault's business.
func (d *Deck) Object(o token.Object) token.Object {
	if d == nil {
		return o
	}
	inside := o.Clone()
	for i := range inside {
		inside[i].Value = d.value(inside[i].Value)
	}
	out := inside.Clone()
	d.order(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	restored(inside, out, func(m token.Member) string { return m.Name })
	return out
}

// Extended is Object with, at times, a member that nobody knows: whoever reads a token
// response or claims ignores it (RFC 6749, 5.1; OpenID Connect Core 1.0, 3.1.3.3 and 2).
func (d *Deck) Extended(o token.Object) token.Object {
	if d != nil && d.coin() {
		o = append(o.Clone(), token.Member{Name: d.unknownName(), Value: true})
	}
	return d.Object(o)
}

// Bare leaves out members that the provider may leave out, each at times.
func (d *Deck) Bare(o token.Object, may []string) token.Object {
	if d == nil || len(may) == 0 {
		return o
	}
	out := o.Clone()
	for _, name := range may {
		if d.coin() {
			out.Delete(name)
		}
	}
	return out
}

// Lacks says, at times, that something which may be absent is.
func (d *Deck) Lacks() bool { return d != nil && d.coin() }

// shortPage is how few of many a page has at times.
const shortPage = 25

// Fewer is how many of n stand on one page, where a provider may give fewer than were asked for.
func (d *Deck) Fewer(n int) int {
	if d == nil {
		return n
	}
	return [...]int{n, n/2 + 1, min(n, shortPage)}[d.r.IntN(3)]
}

// value shuffles what is inside a member; arrays keep their order.
func (d *Deck) value(v any) any {
	switch v := v.(type) {
	case token.Object:
		return d.Object(v)
	case []token.Object:
		out := make([]token.Object, len(v))
		for i := range v {
			out[i] = d.Object(v[i])
		}
		return out
	}
	return v
}

// Params changes the order of the parameters of an authorization response, and at
// times adds one that nobody knows (RFC 6749, 4.1.2). A response that holds neither a
// code nor an error says something by what it leaves out, and stays as it is.
func (d *Deck) Params(p bend.Params) bend.Params {
	if d == nil || p.Get("code") == "" && p.Get("error") == "" {
		return p
	}
	out := append(bend.Params(nil), p...)
	if d.coin() {
		out = append(out, bend.Param{Name: d.unknownName(), Value: "1"})
	}
	was := append(bend.Params(nil), out...)
	d.order(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	restored(was, out, func(p bend.Param) string { return p.Name })
	return out
}

// order calls swap as Fisher and Yates would.
func (d *Deck) order(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, d.r.IntN(i+1))
	}
}

// restored puts what has one name back into the order it had among itself.
func restored[E any](was, now []E, name func(E) string) {
	byName := map[string][]E{}
	for _, e := range was {
		byName[name(e)] = append(byName[name(e)], e)
	}
	for i := range now {
		of := name(now[i])
		now[i], byName[of] = byName[of][0], byName[of][1:]
	}
}

// spaces are what may stand between the tokens of JSON (RFC 8259, 2).
var spaces = []string{"", "", " ", "\n", "\t", "  ", "\r\n"}

// Spaced puts white space between the tokens of JSON; inside strings nothing changes.
func (d *Deck) Spaced(raw []byte) []byte {
	if d == nil || d.coin() {
		return raw
	}
	var out bytes.Buffer
	inside, escaped := false, false
	for _, b := range raw {
		between := !inside && strings.IndexByte("{}[],:", b) >= 0
		if between {
			out.WriteString(spaces[d.r.IntN(len(spaces))])
		}
		out.WriteByte(b)
		if between {
			out.WriteString(spaces[d.r.IntN(len(spaces))])
		}
		switch {
		case escaped:
			escaped = false
		case inside && b == '\\':
			escaped = true
		case b == '"':
			inside = !inside
		}
	}
	return out.Bytes()
}

// Redirect chooses among the statuses that make a browser come by GET (RFC 9110, 15.4).
func (d *Deck) Redirect(status int) int {
	if d != nil && status == http.StatusFound && d.coin() {
		return http.StatusSeeOther
	}
	return status
}

// Header changes the letter case of header names, which has no meaning (RFC 9110, 5.1).
// Content-Type keeps its own, for the server would guess a second one.
func (d *Deck) Header(h http.Header) {
	if d == nil {
		return
	}
	for name, values := range h.Clone() {
		if name != "Content-Type" && d.coin() {
			delete(h, name)
			h[strings.ToLower(name)] = values
		}
	}
}
