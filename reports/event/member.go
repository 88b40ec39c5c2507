package event

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Member is one name and value of a JSON object that was sent. The value is JSON
// text; a secret or identifying one is a digest in quotation marks.
type Member struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// openMembers are the members whose values say nothing of a person and open no door.
// Any other is masked, one that nobody has thought of included.
var openMembers = []string{
	"acr", "alg", "amr", "aud", "auth_time", "azp", "email_verified", "enc", "error", "error_description", "exp",
	"expires_in", "iat", "id_token_expires_in", "iss", "kid", "nbf", "phone_number_verified", "scope", "token_type", "typ",
}

// The bounds of what is kept of one object.
const (
	maxMembers = 64
	maxValue   = 300 // bytes of one value
)

// Members masks the members of a JSON object, in the order and number they stand there.
func (m *Masker) Members(object []byte) ([]Member, error) {
	decoder := json.NewDecoder(bytes.NewReader(object))
	if t, err := decoder.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("no JSON object")
	}
	var members []Member
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, errors.New("no JSON object")
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil, errors.New("no JSON object")
		}
		if len(members) < maxMembers {
			members = append(members, Member{bounded(m.Scrub(fmt.Sprint(name))), m.value(fmt.Sprint(name), value)})
		}
	}
	if _, err := decoder.Token(); err != nil {
		return nil, errors.New("no JSON object")
	}
	return members, nil
}

// value masks one value. What is empty, null or a truth value stays: a fault often is no more than that.
func (m *Masker) value(name string, raw json.RawMessage) string {
	switch said := string(raw); {
	case slices.Contains(openMembers, name), said == `""`, said == "null", said == "true", said == "false", said == "[]", said == "{}":
		return bounded(m.Scrub(said))
	}
	var plain string
	if err := json.Unmarshal(raw, &plain); err != nil {
		plain = string(raw)
	}
	return `"` + m.Digest(plain) + `"`
}

func bounded(s string) string {
	if len(s) <= maxValue {
		return s
	}
	return strings.ToValidUTF8(s[:maxValue], "") + "…"
}

// Decode reads a JWS as it was sent, masked; what cannot be read is told, not refused.
func (m *Masker) Decode(what, compact string) Issued {
	issued := Issued{What: what}
	segments := strings.Split(compact, ".")
	const header, claims, all = 0, 1, 3
	if len(segments) != all {
		issued.Problem = fmt.Sprintf("%d segments instead of %d", len(segments), all)
	}
	read := func(at int, name string) []Member {
		if at >= len(segments) {
			return nil
		}
		b, err := base64.RawURLEncoding.DecodeString(segments[at])
		if err == nil {
			var members []Member
			if members, err = m.Members(b); err == nil {
				return members
			}
		}
		issued.Problem = strings.TrimPrefix(issued.Problem+"; "+name+": "+err.Error(), "; ")
		return nil
	}
	issued.Header, issued.Claims = read(header, "header"), read(claims, "claims")
	return issued
}
