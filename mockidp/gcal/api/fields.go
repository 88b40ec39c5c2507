package api

import (
	"strings"

	"torii/mockidp/gcal/store"
)

// mask is a partial response: the members to keep, nil for all of them.
type mask map[string]mask

// maxFields bounds a selection.
const maxFields = 4096

// parseFields reads a selection such as "items(id,start/dateTime),nextPageToken"; false means that it is none.
func parseFields(s string) (mask, bool) {
	if len(s) > maxFields {
		return nil, false
	}
	p := parser{s}
	m, ok := p.list(0)
	return m, ok && p.s == ""
}

type parser struct{ s string }

func (p *parser) list(depth int) (mask, bool) {
	m := mask{}
	for depth < 16 {
		name, sub, ok := p.path(depth)
		if !ok {
			return nil, false
		}
		m.add(name, sub)
		if !strings.HasPrefix(p.s, ",") {
			return m, true
		}
		p.s = p.s[1:]
	}
	return nil, false
}

func (p *parser) path(depth int) (name string, sub mask, ok bool) {
	end := strings.IndexAny(p.s, ",()/")
	if end < 0 {
		end = len(p.s)
	}
	name, p.s = strings.TrimSpace(p.s[:end]), p.s[end:]
	if name == "" || strings.ContainsAny(name, " \t\"'") || depth >= 16 {
		return "", nil, false
	}
	switch {
	case strings.HasPrefix(p.s, "/"):
		p.s = p.s[1:]
		inner, deeper, ok := p.path(depth + 1)
		return name, mask{inner: deeper}, ok
	case strings.HasPrefix(p.s, "("):
		p.s = p.s[1:]
		sub, ok = p.list(depth + 1)
		if !ok || !strings.HasPrefix(p.s, ")") {
			return "", nil, false
		}
		p.s = p.s[1:]
	}
	return name, sub, true
}

// add joins two selections of one member.
func (m mask) add(name string, sub mask) {
	old, ok := m[name]
	if !ok || sub == nil {
		m[name] = sub
		return
	}
	if old == nil {
		return
	}
	for n, s := range sub {
		old.add(n, s)
	}
}

// of keeps what the mask names of a value.
func (m mask) of(v any) any {
	if m == nil {
		return v
	}
	switch x := v.(type) {
	case store.Object:
		kept := store.Object{}
		for name, member := range x {
			sub, ok := m[name]
			if !ok {
				sub, ok = m["*"]
			}
			if ok {
				kept[name] = sub.of(member)
			}
		}
		return kept
	case []any:
		kept := make([]any, len(x))
		for i, e := range x {
			kept[i] = m.of(e)
		}
		return kept
	}
	return v
}
