package store

import (
	"maps"
	"slices"
)

// Object is a JSON object as the API carries it.
type Object = map[string]any

// Clone copies a JSON value to its leaves.
func Clone[T any](v T) T {
	c, _ := clone(v).(T)
	return c
}

func clone(v any) any {
	switch x := v.(type) {
	case Object:
		c := make(Object, len(x))
		for k, e := range x {
			c[k] = clone(e)
		}
		return c
	case []any:
		c := make([]any, len(x))
		for i, e := range x {
			c[i] = clone(e)
		}
		return c
	}
	return v
}

// Merge lays a patch over an object: objects merge, null deletes, all else replaces (RFC 7396).
func Merge(into, patch Object) {
	for k, v := range patch {
		switch p := v.(type) {
		case nil:
			delete(into, k)
		case Object:
			old, ok := into[k].(Object)
			if !ok {
				old = Object{}
			}
			old = Clone(old)
			Merge(old, p)
			into[k] = old
		default:
			into[k] = Clone(v)
		}
	}
}

// Text returns a member that is a string, else "".
func Text(o Object, name string) string {
	s, _ := o[name].(string)
	return s
}

// Flag returns a member that is true.
func Flag(o Object, name string) bool {
	b, _ := o[name].(bool)
	return b
}

// Sub returns a member that is an object, else nil.
func Sub(o Object, name string) Object {
	s, _ := o[name].(Object)
	return s
}

// List returns the objects of a member that is a list.
func List(o Object, name string) []Object {
	all, _ := o[name].([]any)
	var objects []Object
	for _, v := range all {
		if e, ok := v.(Object); ok {
			objects = append(objects, e)
		}
	}
	return objects
}

// Strings returns the texts of a member that is a list.
func Strings(o Object, name string) []string {
	all, _ := o[name].([]any)
	var texts []string
	for _, v := range all {
		if s, ok := v.(string); ok {
			texts = append(texts, s)
		}
	}
	return texts
}

func anys(objects []Object) []any {
	all := make([]any, len(objects))
	for i, o := range objects {
		all[i] = o
	}
	return all
}

// only returns the members of an object that are listed.
func only(o Object, names []string) Object {
	kept := Object{}
	for k, v := range o {
		if slices.Contains(names, k) {
			kept[k] = v
		}
	}
	return kept
}

// with returns a copy of an object with further members.
func with(o, more Object) Object {
	c := maps.Clone(o)
	maps.Copy(c, more)
	return c
}
