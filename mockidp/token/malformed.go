package token

import "strings"

func split(compact string) []string { return strings.Split(compact, ".") }

// signatureMask is laid over every byte of a signature to spoil it.
const signatureMask = 0x5A

// CorruptSignature changes every byte of the signature and nothing else.
func CorruptSignature(compact string) string {
	head, signature, ok := cutLast(compact)
	if !ok {
		return compact
	}
	raw, err := decode(signature)
	if err != nil {
		return compact
	}
	for i := range raw {
		raw[i] ^= signatureMask
	}
	return head + "." + Base64(raw)
}

// Truncate cuts the token in the middle of its payload.
func Truncate(compact string) string {
	parts := split(compact)
	if len(parts) != 3 {
		return compact
	}
	return parts[0] + "." + parts[1][:len(parts[1])/2]
}

func cutLast(compact string) (head, last string, ok bool) {
	i := strings.LastIndexByte(compact, '.')
	if i < 0 {
		return "", "", false
	}
	return compact[:i], compact[i+1:], true
}
