package token

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/json"
	"math"
)

// DecodeObject reads one segment of a compact token as a JSON object, numbers as they
// were written.
func DecodeObject(segment string) (map[string]any, bool) {
	raw, err := decode(segment)
	if err != nil {
		return nil, false
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var object map[string]any
	if d.Decode(&object) != nil || object == nil || d.More() {
		return nil, false
	}
	return object, true
}

// IsBase64 reports whether a segment is base64url without padding.
func IsBase64(segment string) bool {
	_, err := decode(segment)
	return err == nil
}

// VerifiesRSA reports whether a compact token carries a good RS256 signature of that public key.
func VerifiesRSA(compact string, public *rsa.PublicKey) bool {
	head, last, ok := cutLast(compact)
	if !ok {
		return false
	}
	signature, err := decode(last)
	digest := sha256.Sum256([]byte(head))
	return err == nil && rsa.VerifyPKCS1v15(public, crypto.SHA256, digest[:], signature) == nil
}

// DecodeSegment reads one segment of a compact token as bytes.
func DecodeSegment(segment string) ([]byte, error) { return decode(segment) }

// Seconds reads a NumericDate of an object read by DecodeObject, fractions cut off (RFC 7519, 2).
func Seconds(value any) (int64, bool) {
	number, ok := value.(json.Number)
	if !ok {
		return 0, false
	}
	seconds, err := number.Float64()
	if err != nil || math.Abs(seconds) > 1<<53 {
		return 0, false
	}
	return int64(seconds), true
}
