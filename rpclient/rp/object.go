package rp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"
	"unicode/utf8"
)

// Object is a JSON object from outside. Member names keep their letter case, which
// encoding/json would ignore when filling a struct; numbers are json.Number.
type Object map[string]any

// ParseObject reads one JSON object. It refuses invalid UTF-8, a doubled member name
// (RFC 7519, 4) and anything after the object. A null member counts as absent.
func ParseObject(data []byte) (Object, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("want UTF-8, got other bytes")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if token, err := d.Token(); err != nil || token != json.Delim('{') {
		return nil, errors.New("want a JSON object, got something else")
	}
	object, err := readMembers(d)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("want one JSON object, got more after it")
	}
	return object, nil
}

// readMembers reads members up to and including the closing brace.
func readMembers(d *json.Decoder) (Object, error) {
	object, seen := Object{}, map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("want a member name: %w", err)
		}
		name, _ := token.(string)
		if seen[name] {
			return nil, fmt.Errorf("want each member once, got %.64q twice", name)
		}
		seen[name] = true
		var value any
		if err := d.Decode(&value); err != nil {
			return nil, fmt.Errorf("member %.64q: %w", name, err)
		}
		if value != nil {
			object[name] = value
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("want the object's end: %w", err)
	}
	return object, nil
}

// Has reports whether the member is there.
func (o Object) Has(name string) bool {
	_, ok := o[name]
	return ok
}

// Text returns the member if it is a string, and "" if it is anything else.
func (o Object) Text(name string) string {
	s, _ := o[name].(string)
	return s
}

// Code returns the member if it is a string or a whole number, as text, and "" if it
// is anything else.
func (o Object) Code(name string) string {
	if number, ok := o[name].(json.Number); ok {
		return number.String()
	}
	return o.Text(name)
}

// Object returns the member if it is an object, and an empty one if it is anything else.
func (o Object) Object(name string) Object {
	object, _ := o[name].(map[string]any)
	return object
}

// List returns the objects among the elements of the member, if it is an array.
func (o Object) List(name string) []Object {
	list, _ := o[name].([]any)
	var objects []Object
	for _, element := range list {
		if object, ok := element.(map[string]any); ok {
			objects = append(objects, object)
		}
	}
	return objects
}

// truth returns the member if it is a JSON boolean, or with asText a string that spells
// one. Anything else is false: the string "false" is not empty, and still false.
func (o Object) truth(name string, asText bool) bool {
	switch v := o[name].(type) {
	case bool:
		return v
	case string:
		return asText && v == "true"
	}
	return false
}

// Time returns the member as a NumericDate, a number of seconds since 1970 that may
// have a fraction (RFC 7519, 2).
func (o Object) Time(name string) (time.Time, error) {
	number, ok := o[name].(json.Number)
	if !ok {
		return time.Time{}, fmt.Errorf("%s: want a number, got %T", name, o[name])
	}
	seconds, err := strconv.ParseFloat(number.String(), 64)
	if err != nil || math.Abs(seconds) > 1<<53 {
		return time.Time{}, fmt.Errorf("%s: want a number of seconds, got %.64q", name, number)
	}
	whole, fraction := math.Modf(seconds)
	return time.Unix(int64(whole), int64(fraction*1e9)), nil
}
