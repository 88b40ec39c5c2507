// Package token assembles claims and JOSE objects byte by byte: member order,
// malformed forms and wrong signatures included. It checks nothing a Relying
// Party should check; the honest forms are verified in its tests by go-jose.
package token

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"hash"
	"math/big"
)

// Alg is a JWS algorithm name (RFC 7518, 3.1).
type Alg string

// The algorithms the mocked providers sign with, two that only forgeries have, and none.
const (
	HS256 Alg = "HS256"
	HS384 Alg = "HS384"
	HS512 Alg = "HS512"
	RS256 Alg = "RS256"
	ES256 Alg = "ES256"
	None  Alg = "none"
)

// Key is what a token is signed with: a secret or a private key.
type Key struct {
	ID      string
	Secret  []byte
	Private crypto.Signer
}

// Signing says how one token is signed and what its header shows.
type Signing struct {
	Alg    Alg
	Key    Key
	Header Object
	// EscapeSlash writes slashes in the claims with a backslash before them (RFC 8259, 7).
	EscapeSlash bool
}

// Base64 is the unpadded base64url encoding of JOSE (RFC 7515, 2).
func Base64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// Compact returns the JWS compact serialization (RFC 7515, 7.1).
func Compact(s Signing, claims Object) (string, error) { return CompactRaw(s, s.Payload(claims)) }

// Payload returns the claims as bytes, spelled as s says.
func (s Signing) Payload(claims Object) []byte {
	payload := claims.JSON()
	if s.EscapeSlash { // in JSON a slash stands in strings only
		payload = bytes.ReplaceAll(payload, []byte("/"), []byte(`\/`))
	}
	return payload
}

// CompactRaw is Compact over any payload, also one that is no JSON.
func CompactRaw(s Signing, payload []byte) (string, error) {
	input := Base64(s.Header.JSON()) + "." + Base64(payload)
	signature, err := Sign(s.Alg, s.Key, []byte(input))
	if err != nil {
		return "", err
	}
	return input + "." + Base64(signature), nil
}

// hmacs are the hashes of the HMAC algorithms (RFC 7518, 3.2).
var hmacs = map[Alg]func() hash.Hash{HS256: sha256.New, HS384: sha512.New384, HS512: sha512.New}

// Sign returns the signature of input (RFC 7518, 3); none has an empty one.
func Sign(alg Alg, key Key, input []byte) ([]byte, error) {
	digest := sha256.Sum256(input)
	if private, ok := key.Private.(*ecdsa.PrivateKey); ok && alg == ES256 {
		return signECDSA(private, digest[:])
	}
	if _, ok := rsaPublic(key); ok && alg == RS256 {
		return key.Private.Sign(rand.Reader, digest[:], crypto.SHA256)
	}
	if hashes := hmacs[alg]; hashes != nil {
		mac := hmac.New(hashes, key.Secret)
		mac.Write(input)
		return mac.Sum(nil), nil
	}
	if alg == None {
		return nil, nil
	}
	return nil, fmt.Errorf("token: algorithm %q does not go with a key of type %T", alg, key.Private)
}

// es256Half is the length of each half of an ES256 signature (RFC 7518, 3.4).
const es256Half = 32

func signECDSA(key *ecdsa.PrivateKey, digest []byte) ([]byte, error) {
	r, s, err := ecdsa.Sign(rand.Reader, key, digest)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 2*es256Half)
	r.FillBytes(out[:es256Half])
	s.FillBytes(out[es256Half:])
	return out, nil
}

// Verifies reports whether the compact token carries a good signature of that algorithm and key.
func Verifies(compact string, alg Alg, key Key) bool {
	parts := split(compact)
	if len(parts) != 3 {
		return false
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return false
	}
	input := []byte(parts[0] + "." + parts[1])
	digest := sha256.Sum256(input)
	if public, ok := rsaPublic(key); ok {
		return alg == RS256 && rsa.VerifyPKCS1v15(public, crypto.SHA256, digest[:], signature) == nil
	}
	if private, ok := key.Private.(*ecdsa.PrivateKey); ok {
		return alg == ES256 && len(signature) == 2*es256Half && ecdsa.Verify(&private.PublicKey, digest[:],
			new(big.Int).SetBytes(signature[:es256Half]), new(big.Int).SetBytes(signature[es256Half:]))
	}
	want, err := Sign(alg, key, input)
	return err == nil && alg == HS256 && subtle.ConstantTimeCompare(want, signature) == 1
}

// HalfHashUnder is at_hash and c_hash under an HMAC algorithm; "" where there is no such.
func HalfHashUnder(alg Alg, value string) string {
	hashes := hmacs[alg]
	if hashes == nil {
		return ""
	}
	h := hashes()
	h.Write([]byte(value))
	return Base64(h.Sum(nil)[:h.Size()/2])
}

// HalfHash is at_hash and c_hash for the SHA-256 algorithms (OpenID Connect Core 1.0, 3.1.3.6).
func HalfHash(value string) string {
	digest := sha256.Sum256([]byte(value))
	return Base64(digest[:sha256.Size/2])
}
