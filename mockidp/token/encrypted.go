package token

import (
	"bytes"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"fmt"
)

// Encrypted returns payload as a JWE under a secret that both sides have: key agreement
// dir, content A256GCM, the key the secret's SHA-256 (RFC 7516, 7.1; RFC 7518, 4.5 and
// 5.3; OpenID Connect Core 1.0, 10.2). alg and enc are set; nonce has 12 bytes.
func Encrypted(header Object, secret, nonce, payload []byte) (string, error) {
	header = header.Clone()
	header.Set("alg", "dir")
	header.Set("enc", "A256GCM")
	key := sha256.Sum256(secret)
	return Sealed(header, key[:], nonce, nil, payload)
}

// Sealed returns payload as a JWE whose header may say anything: A256GCM under key, with
// wrapped where the encrypted key would stand.
func Sealed(header Object, key, nonce, wrapped, payload []byte) (string, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return "", fmt.Errorf("JWE: %w", err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return "", fmt.Errorf("JWE: %w", err)
	}
	if len(nonce) != gcm.NonceSize() {
		return "", fmt.Errorf("JWE: want a nonce of %d bytes, got %d", gcm.NonceSize(), len(nonce))
	}
	protected := Base64(header.JSON())
	out := gcm.Seal(nil, nonce, payload, []byte(protected))
	text, tag := out[:len(out)-gcm.Overhead()], out[len(out)-gcm.Overhead():]
	return protected + "." + Base64(wrapped) + "." + Base64(nonce) + "." + Base64(text) + "." + Base64(tag), nil
}

// Deflated compresses as zip DEF does (RFC 7516, 4.1.3).
func Deflated(payload []byte) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestCompression) // only an unknown level is an error
	_, _ = w.Write(payload)                            // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}
