package api

import (
	"slices"

	"torii/mockidp/gcal/store"
)

// Open decides, call by call, what Google leaves open.
type Open interface {
	Lacks() bool     // what may be absent is
	Fewer(n int) int // how many of n stand on one page
}

// still leaves everything as it is.
type still struct{}

func (still) Lacks() bool     { return false }
func (still) Fewer(n int) int { return n }

// spares are members that Google's discovery document calls optional or tells "if available", by
// the member that their object stands in. An empty description of a list is one too.
var spares = map[string][]string{
	"creator":   words("displayName email"),
	"organizer": words("displayName"),
	"attendees": words("displayName id"),
}

// bare leaves out, at times, what may be absent; what is stored stays as it is.
func (c *call) bare(o store.Object) store.Object {
	if _, same := c.Open.(still); same || o == nil {
		return o
	}
	return c.lessen(o, "")
}

func (c *call) lessen(o store.Object, inside string) store.Object {
	out := store.Object{}
	for name, v := range o {
		if slices.Contains(spares[inside], name) && c.Open.Lacks() || name == "description" && v == "" && c.Open.Lacks() {
			continue
		}
		out[name] = c.lessenAny(v, name)
	}
	return out
}

func (c *call) lessenAny(v any, inside string) any {
	switch x := v.(type) {
	case store.Object:
		return c.lessen(x, inside)
	case []any:
		all := make([]any, len(x))
		for i := range x {
			all[i] = c.lessenAny(x[i], inside)
		}
		return all
	}
	return v
}
