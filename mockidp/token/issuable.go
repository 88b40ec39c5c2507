package token

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// Form is what an issuer always writes into a claim.
type Form struct {
	Claim    string
	Required bool
	Fits     func(value any, now int64) bool // of a claim that is there
}

// Issuable reports whether an issuer that writes only these header members and claims so
// could have issued a token, whoever signed it: how it is spelled and what it holds, not
// whether it is meant for its bearer.
func Issuable(compact string, header []string, claims []Form, now int64) bool {
	parts := split(compact)
	if len(parts) != 3 {
		return false
	}
	var objects [2]map[string]any
	for i, part := range parts {
		raw, err := base64.RawURLEncoding.Strict().DecodeString(part)
		if err != nil || strings.ContainsAny(part, "\r\n") {
			return false
		}
		if i < len(objects) {
			if objects[i] = plainly(raw); objects[i] == nil {
				return false
			}
		}
	}
	for name := range objects[0] {
		if !slices.Contains(header, name) {
			return false
		}
	}
	if typ, ok := objects[0]["typ"]; ok && typ != "JWT" {
		return false
	}
	return !slices.ContainsFunc(claims, func(f Form) bool {
		value, ok := objects[1][f.Claim]
		return ok && f.Fits != nil && !f.Fits(value, now) || !ok && f.Required
	})
}

// plainly reads an object in which no name stands twice, in no other letter case either; nil is none.
func plainly(raw []byte) map[string]any {
	object := map[string]any{}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if first, err := d.Token(); err != nil || first != json.Delim('{') || !utf8.Valid(raw) {
		return nil
	}
	seen := map[string]bool{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil
		}
		text, _ := name.(string)
		var value any
		folded := strings.ToLower(text)
		if seen[folded] || d.Decode(&value) != nil {
			return nil
		}
		seen[folded], object[text] = true, value
	}
	if _, err := d.Token(); err != nil {
		return nil
	}
	if _, err := d.Token(); err == nil {
		return nil // something stands behind it
	}
	return object
}

// AtMost fits a NumericDate that is no more than so many seconds ahead of now.
func AtMost(ahead int64) func(any, int64) bool {
	return func(value any, now int64) bool {
		seconds, ok := Seconds(value)
		return ok && seconds <= now+ahead
	}
}

// IsDate fits a NumericDate.
func IsDate(value any, _ int64) bool {
	_, ok := Seconds(value)
	return ok
}

// IsText fits a string that is not empty.
func IsText(value any, _ int64) bool {
	s, ok := value.(string)
	return ok && s != ""
}

// Audience is the one audience of a token, in an array or not; "" where there is none, or are several.
func Audience(claims map[string]any) string {
	switch aud := claims["aud"].(type) {
	case string:
		return aud
	case []any:
		if len(aud) == 1 {
			s, _ := aud[0].(string)
			return s
		}
	}
	return ""
}
