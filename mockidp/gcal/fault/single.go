package fault

import (
	"regexp"

	"torii/fixtures/text"
)

// numbered is how the errors of the token endpoint and of the API are called.
var numbered = regexp.MustCompile(`^(E|T)[0-9]{1,2}[a-z]?$`)

// Single is the fault that consists of one listed error, by its number: "E12" of the API,
// "T19" of the token endpoint. Whether there is one of that number is not known here.
func Single(id string) (Fault, bool) {
	kind := numbered.FindStringSubmatch(id)
	switch {
	case kind == nil:
		return Fault{}, false
	case kind[1] == "T":
		return Fault{ID: id, Name: text.Both{JA: id, EN: id}, Methods: []string{Token}, Replies: []Reply{{Refusal: id}}}, true
	}
	return Fault{ID: id, Name: text.Both{JA: id, EN: id}, Replies: []Reply{{Error: id}}}, true
}

// known finds a fault that a plan can name: of the catalogue, or one error by its number.
func known(name string) (Fault, bool) {
	if f, ok := Find(name); ok {
		return f, true
	}
	return Single(name)
}
