package target

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// LookUp returns the part of a JSON answer at a path: names, or numbers for members of
// a list, with a dot between.
func LookUp(body []byte, path string) (json.RawMessage, error) {
	at := json.RawMessage(body)
	for name := range strings.SplitSeq(path, ".") {
		next, err := below(at, name)
		if err != nil {
			return nil, fmt.Errorf("no %q: %w", path, err)
		}
		at = next
	}
	return at, nil
}

// below goes one name down.
func below(in json.RawMessage, name string) (json.RawMessage, error) {
	var list []json.RawMessage
	if json.Unmarshal(in, &list) == nil {
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(list) {
			return list[i], nil
		}
		return nil, fmt.Errorf("a list of %d has no member %q", len(list), name)
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(in, &object); err != nil {
		return nil, fmt.Errorf("%q is looked for in what is neither an object nor a list (%d bytes)", name, len(in))
	}
	v, ok := object[name]
	if !ok {
		return nil, fmt.Errorf("an object has no %q", name)
	}
	return v, nil
}
