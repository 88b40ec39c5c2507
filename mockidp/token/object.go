package token

import (
	"bytes"
	"encoding/json"
	"slices"
)

// Member is one name and value of a JSON object.
type Member struct {
	Name  string
	Value any
}

// Object is a JSON object whose members keep their order, as real providers'
// do, and may occur twice, as an attacker's may.
type Object []Member

// Null is a member that is there and holds nothing; a nil value leaves a member out.
var Null = json.RawMessage("null")

// Get returns the first member of that name.
func (o Object) Get(name string) (any, bool) {
	for _, m := range o {
		if m.Name == name {
			return m.Value, true
		}
	}
	return nil, false
}

// Text returns the first member of that name if it is a string, else "".
func (o Object) Text(name string) string {
	v, _ := o.Get(name)
	s, _ := v.(string)
	return s
}

// Set replaces the first member of that name in its place, or appends it.
func (o *Object) Set(name string, value any) {
	for i := range *o {
		if (*o)[i].Name == name {
			(*o)[i].Value = value
			return
		}
	}
	*o = append(*o, Member{name, value})
}

// Delete removes every member of that name.
func (o *Object) Delete(name string) {
	kept := (*o)[:0:0]
	for _, m := range *o {
		if m.Name != name {
			kept = append(kept, m)
		}
	}
	*o = kept
}

// Clone returns a copy whose members can be changed without touching o.
func (o Object) Clone() Object { return append(Object(nil), o...) }

// Ordered returns the members with those names first, in that order, and the others after them as they stood.
func (o Object) Ordered(names ...string) Object {
	place := func(name string) int {
		if i := slices.Index(names, name); i >= 0 {
			return i
		}
		return len(names)
	}
	ordered := o.Clone()
	slices.SortStableFunc(ordered, func(a, b Member) int { return place(a.Name) - place(b.Name) })
	return ordered
}

// MarshalJSON writes the members in order, with no HTML escaping.
func (o Object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encode(&b, m.Name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encode(&b, m.Value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func encode(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the encoder ends each value with a newline
	return nil
}

// JSON returns the object as bytes. It panics on a value that JSON cannot hold,
// which only a declaration in this tree can bring about.
func (o Object) JSON() []byte {
	b, err := o.MarshalJSON()
	if err != nil {
		panic(err)
	}
	return b
}
