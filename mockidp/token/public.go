package token

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"math/big"

	"crypto/sha256"
)

func decode(segment string) ([]byte, error) { return base64.RawURLEncoding.DecodeString(segment) }

// PublicJWK returns the public half of a key as a JWK for signatures (RFC 7517, 4).
func PublicJWK(key Key) (Object, error) {
	switch private := key.Private.(type) {
	case *rsa.PrivateKey:
		return Object{{"kty", "RSA"}, {"alg", string(RS256)}, {"use", "sig"}, {"kid", key.ID},
			{"n", Base64(private.N.Bytes())},
			{"e", Base64(big.NewInt(int64(private.E)).Bytes())}}, nil
	case *ecdsa.PrivateKey:
		point, err := private.PublicKey.Bytes()
		if err != nil {
			return nil, fmt.Errorf("token: %w", err)
		}
		return Object{{"kty", "EC"}, {"alg", string(ES256)}, {"use", "sig"}, {"kid", key.ID},
			{"crv", "P-256"},
			{"x", Base64(point[1 : 1+es256Half])},
			{"y", Base64(point[1+es256Half:])}}, nil
	}
	return nil, fmt.Errorf("token: no JWK for a key of type %T", key.Private)
}

// PublicPEM returns the public half of a key as a PKIX PEM block.
func PublicPEM(key Key) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(key.Private.Public())
	if err != nil {
		return nil, fmt.Errorf("token: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil
}

// KeyID derives a key identifier of n lower-case hexadecimal characters (at most 64) from the public half.
func KeyID(key Key, n int) (string, error) {
	der, err := x509.MarshalPKIXPublicKey(key.Private.Public())
	if err != nil {
		return "", fmt.Errorf("token: %w", err)
	}
	digest := sha256.Sum256(der)
	return hex.EncodeToString(digest[:])[:n], nil
}
