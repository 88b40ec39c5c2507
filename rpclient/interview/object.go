package interview

import (
	"bytes"
	"encoding/json"
	"errors"
)

// Object is a JSON object as the API carries it.
type Object map[string]any

// parseObject reads a JSON object.
func parseObject(b []byte) (Object, error) {
	var o Object
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(&o); err != nil {
		return nil, errors.New("want a JSON object, got something else")
	}
	return o, nil
}

// Text returns a member that is a string, else "".
func (o Object) Text(name string) string {
	s, _ := o[name].(string)
	return s
}

// Sub returns a member that is an object, else nil.
func (o Object) Sub(name string) Object {
	s, _ := o[name].(map[string]any)
	return s
}

// List returns the objects of a member that is a list.
func (o Object) List(name string) []Object {
	all, _ := o[name].([]any)
	var objects []Object
	for _, v := range all {
		if e, ok := v.(map[string]any); ok {
			objects = append(objects, e)
		}
	}
	return objects
}

// Flag returns a member that is true.
func (o Object) Flag(name string) bool {
	b, _ := o[name].(bool)
	return b
}
