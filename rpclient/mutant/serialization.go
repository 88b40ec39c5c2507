package mutant

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"torii/rpclient/rp"
)

// serializations are Relying Parties that read more into a token than stands there.
func serializations() []Mutant {
	return []Mutant{
		{"idtoken.form", "first-object", "IDT-FORM",
			"配列に包まれたり後ろに余分が付いたりした中身から、最初のオブジェクトを取り出す",
			"of claims in an array, or with something after them, the first object is taken",
			takeFirstObject},
		{"idtoken.form", "json-serialization", "IDT-FORM",
			"JSON 形式の JWS も受け付ける",
			"a JWS in its JSON form is taken too",
			takeJSONForm},
		{"idtoken.alg", "odd-unchecked", "IDT-ALG",
			"alg が無いか知らない値なら、署名を検証しないまま受け付ける",
			"where alg is missing or no known word the signature is not checked",
			func(l *rp.Login) error { return acceptUnsigned(l, odd(l.Header["alg"])) }},
	}
}

// odd reports whether an alg is none that anybody has heard of.
func odd(alg any) bool {
	known := []any{"HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA"}
	name, _ := alg.(string)
	_, list := alg.([]any)
	return list || !strings.EqualFold(name, "none") && !slices.Contains(known, any(name))
}

// takeFirstObject reads the claims by a decoder that stops after the first object it finds.
func takeFirstObject(l *rp.Login) error {
	parts := strings.Split(l.IDToken, ".")
	if reference(l, "idtoken.form") == nil || len(parts) != 3 {
		return reference(l, "idtoken.form")
	}
	header, err := base64.RawURLEncoding.DecodeString(parts[0])
	if err != nil {
		return err
	}
	if l.Header, err = rp.ParseObject(header); err != nil {
		return err
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return err
	}
	var first json.RawMessage
	if err := json.NewDecoder(bytes.NewReader(bytes.TrimLeft(payload, "["))).Decode(&first); err != nil {
		return err
	}
	l.Claims, err = rp.ParseObject(first)
	return err
}

// takeJSONForm turns the flattened JSON form into the compact one (RFC 7515, 7.2.2).
func takeJSONForm(l *rp.Login) error {
	var flat struct{ Protected, Payload, Signature string }
	if json.Unmarshal([]byte(l.IDToken), &flat) == nil && flat.Payload != "" {
		l.IDToken = flat.Protected + "." + flat.Payload + "." + flat.Signature
	}
	return reference(l, "idtoken.form")
}
