package token

import (
	"encoding/json"
	"strings"
)

func split(compact string) []string { return strings.Split(compact, ".") }

// signatureMask is laid over every byte of a signature to spoil it.
const signatureMask = 0x5A

// CorruptSignature changes every byte of the signature and nothing else.
func CorruptSignature(compact string) string {
	return resigned(compact, func(raw []byte) []byte {
		for i := range raw {
			raw[i] ^= signatureMask
		}
		return raw
	})
}

// ZeroSignature makes every byte of the signature zero: for ECDSA, r = s = 0.
func ZeroSignature(compact string) string {
	return resigned(compact, func(raw []byte) []byte { return make([]byte, len(raw)) })
}

// ShortSignature drops the signature's last byte.
func ShortSignature(compact string) string {
	return resigned(compact, func(raw []byte) []byte { return raw[:max(0, len(raw)-1)] })
}

// NoSignature leaves the third part empty, whatever the header says.
func NoSignature(compact string) string {
	return resigned(compact, func([]byte) []byte { return nil })
}

// NonCanonical changes the bits of the signature's last character that encode nothing.
func NonCanonical(compact string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	head, signature, ok := cutLast(compact)
	if !ok || len(signature)%4 == 0 || signature == "" {
		return compact
	}
	last := strings.IndexByte(alphabet, signature[len(signature)-1])
	return head + "." + signature[:len(signature)-1] + string(alphabet[last^1])
}

// Reclaimed puts in changed claims under the old header and signature. What is no token stays as it is.
func Reclaimed(compact string, change func(map[string]any)) string {
	parts := split(compact)
	if len(parts) != 3 {
		return compact
	}
	claims, ok := DecodeObject(parts[1])
	if !ok {
		return compact
	}
	change(claims)
	payload, err := json.Marshal(claims)
	if err != nil {
		return compact
	}
	return parts[0] + "." + Base64(payload) + "." + parts[2]
}

// Padded fills each part up with equals signs, as base64 but not base64url of JOSE has it (RFC 7515, 2).
func Padded(compact string) string {
	return eachPart(compact, func(part string) string {
		return part + strings.Repeat("=", (4-len(part)%4)%4)
	})
}

// StandardAlphabet writes plus and slash for hyphen and underscore.
func StandardAlphabet(compact string) string {
	return eachPart(compact, func(part string) string { return strings.NewReplacer("-", "+", "_", "/").Replace(part) })
}

// Broken puts a line break into the middle of the payload.
func Broken(compact string) string {
	parts := split(compact)
	if len(parts) != 3 {
		return compact
	}
	half := len(parts[1]) / 2
	return parts[0] + "." + parts[1][:half] + "\n" + parts[1][half:] + "." + parts[2]
}

// Flattened is the JWS JSON serialization of a compact one (RFC 7515, 7.2.2).
func Flattened(compact string) string {
	parts := split(compact)
	if len(parts) != 3 {
		return compact
	}
	b, err := json.Marshal(map[string]string{"protected": parts[0], "payload": parts[1], "signature": parts[2]})
	if err != nil {
		return compact
	}
	return string(b)
}

// Truncate cuts the token in the middle of its payload.
func Truncate(compact string) string {
	parts := split(compact)
	if len(parts) != 3 {
		return compact
	}
	return parts[0] + "." + parts[1][:len(parts[1])/2]
}

// TwoParts is header and payload without a signature, nor the dot before it.
func TwoParts(compact string) string {
	head, _, _ := cutLast(compact)
	return head
}

// Nested is an array in an array, and so on, to that depth.
func Nested(depth int) json.RawMessage {
	return json.RawMessage(strings.Repeat("[", depth) + strings.Repeat("]", depth))
}

func eachPart(compact string, change func(string) string) string {
	parts := split(compact)
	for i := range parts {
		parts[i] = change(parts[i])
	}
	return strings.Join(parts, ".")
}

// resigned changes the bytes of the signature.
func resigned(compact string, change func([]byte) []byte) string {
	head, signature, ok := cutLast(compact)
	if !ok {
		return compact
	}
	raw, err := decode(signature)
	if err != nil {
		return compact
	}
	return head + "." + Base64(change(raw))
}

func cutLast(compact string) (head, last string, ok bool) {
	i := strings.LastIndexByte(compact, '.')
	if i < 0 {
		return "", "", false
	}
	return compact[:i], compact[i+1:], true
}
