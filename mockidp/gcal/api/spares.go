package api

import (
	"slices"

	"torii/mockidp/gcal/store"
)

// spares are members that Google's discovery document calls optional or tells "if available", by
// the member that their object stands in. An empty description of a list is one too.
var spares = map[string][]string{
	"creator":   words("displayName email"),
	"organizer": words("displayName"),
	"attendees": words("displayName id"),
}

// bare leaves out, at times, what may be absent; what is stored stays as it is.
func (c *call) bare(o store.Object) store.Object {
	if c.Shuffle == nil || o == nil {
		return o
	}
	return c.lessen(o, "")
}

func (c *call) lessen(o store.Object, inside string) store.Object {
	out := store.Object{}
	for name, v := range o {
		if slices.Contains(spares[inside], name) && c.Shuffle.Lacks() || name == "description" && v == "" && c.Shuffle.Lacks() {
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
