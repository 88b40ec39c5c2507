package rp

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is how long a member's name may be, in characters.
const maxName = 100

// userName takes the name that a person gave at their first authorization out of the
// parameter user. It is unsigned and went through the browser, so it is a wish and no
// more: never an address, never an identity, and no reason to refuse a login. It comes
// once, so it is stored in the same transaction as the member.
func userName(l *Login) error {
	if !l.Provider.UserField {
		return nil
	}
	user, err := ParseObject([]byte(l.Params.Get("user")))
	if err != nil {
		return nil // no name is no failure
	}
	name, _ := user["name"].(map[string]any)
	first, _ := name["firstName"].(string)
	last, _ := name["lastName"].(string)
	l.GivenName = FullName(first, last)
	return nil
}

// FullName joins the parts of a name as people write it: the family name first where
// it is written in Japanese. Control characters are dropped, and what is too long is cut.
func FullName(first, last string) string {
	first, last = tidy(first), tidy(last)
	parts := []string{first, last}
	if japanese(first) || japanese(last) {
		parts = []string{last, first}
	}
	return cut(strings.TrimSpace(strings.Join(parts, " ")))
}

func tidy(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s))
}

func cut(s string) string {
	if runes := []rune(s); len(runes) > maxName {
		return string(runes[:maxName])
	}
	return s
}

func japanese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
	})
}
