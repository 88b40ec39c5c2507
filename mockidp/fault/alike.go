package fault

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"

	"torii/mockidp/seed"
)

// alike returns another value of the same form, as an attacker's own login would have
// brought: a Relying Party that packs things into its values and finds them unreadable has
// not compared them. JSON keeps its members and changes its texts and numbers, also inside
// base64 and percent-encoding; of every other word the middle changes, letters for letters
// and digits for digits. Of an empty value any word is alike.
func alike(value string, r *seed.Source) string {
	if value == "" {
		return r.String(seed.Alnum, wordLength)
	}
	if changed, ok := alikeJSON([]byte(value), r); ok {
		return string(changed)
	}
	if plain, err := url.QueryUnescape(value); err == nil && plain != value && url.QueryEscape(plain) == value {
		return url.QueryEscape(alike(plain, r))
	}
	pieces := strings.Split(value, ".")
	for i, piece := range pieces {
		pieces[i] = alikePiece(piece, r)
	}
	if changed := strings.Join(pieces, "."); changed != value {
		return changed
	}
	return value + "0" // nothing in it could change
}

// alikeJSON changes an object, and reports whether there was one to change.
func alikeJSON(raw []byte, r *seed.Source) ([]byte, bool) {
	var object map[string]any
	if json.Unmarshal(raw, &object) != nil || !alikeMembers(object, r) {
		return nil, false
	}
	b, err := json.Marshal(object)
	return b, err == nil
}

// alikeMembers changes texts and numbers, but no addresses and paths: where to go
// afterwards is no secret.
func alikeMembers(object map[string]any, r *seed.Source) (changed bool) {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		switch v := object[name].(type) {
		case string:
			if v != "" && !strings.Contains(v, "/") {
				object[name], changed = alike(v, r), true
			}
		case float64:
			object[name], changed = v+1, true
		case map[string]any:
			changed = alikeMembers(v, r) || changed
		}
	}
	return changed
}

var encodings = []*base64.Encoding{base64.RawURLEncoding, base64.URLEncoding, base64.RawStdEncoding, base64.StdEncoding}

// alikePiece changes what stands between two dots. A JOSE header stays: it says how to read the rest.
func alikePiece(piece string, r *seed.Source) string {
	for _, e := range encodings {
		raw, err := e.DecodeString(piece)
		if err != nil || len(raw) == 0 || raw[0] != '{' {
			continue
		}
		if strings.Contains(string(raw), `"alg"`) {
			return piece
		}
		if changed, ok := alikeJSON(raw, r); ok {
			return e.EncodeToString(changed)
		}
	}
	var out strings.Builder
	for _, word := range words(piece) {
		out.WriteString(alikeWord(word, r))
	}
	return out.String()
}

// shortWord is the longest word of which every character changes.
const shortWord = 3

// alikeWord changes one word without separators.
func alikeWord(word string, r *seed.Source) string {
	from, to := 0, len(word)
	if len(word) > shortWord {
		from, to = 1, len(word)-1 // a version in front, and stray bits of base64 behind, stay right
	}
	hexadecimal := strings.Trim(word, "0123456789abcdef") == ""
	changed := []byte(word)
	for i := from; i < to; i++ {
		changed[i] = another(changed[i], hexadecimal, r)
	}
	return string(changed)
}

// another is some other character of the same kind; what is neither letter nor digit stays.
func another(c byte, hexadecimal bool, r *seed.Source) byte {
	for _, kind := range []string{"0123456789", "abcdef", "ghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} {
		at := strings.IndexByte(kind, c)
		if at < 0 {
			continue
		}
		if kind == "abcdef" && !hexadecimal {
			kind = "abcdefghijklmnopqrstuvwxyz"
		}
		return kind[(at+1+r.IntN(len(kind)-1))%len(kind)]
	}
	return c
}

// words splits at what separates the parts of a value; each separator is a word of its own.
func words(value string) []string {
	var all []string
	last := 0
	for i, c := range value {
		if strings.ContainsRune(":|~-_;,!@&= ", c) {
			all = append(all, value[last:i], string(c))
			last = i + len(string(c))
		}
	}
	return append(all, value[last:])
}
