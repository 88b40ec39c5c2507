package token

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"math/big"
)

func decode(segment string) ([]byte, error) { return base64.RawURLEncoding.DecodeString(segment) }

// rsaPublic returns the public half of an RSA key, however many primes it has.
func rsaPublic(key Key) (*rsa.PublicKey, bool) {
	if key.Private == nil {
		return nil, false
	}
	public, ok := key.Private.Public().(*rsa.PublicKey)
	return public, ok
}

// PublicJWK returns the public half of a key as a JWK for signatures (RFC 7517, 4).
func PublicJWK(key Key) (Object, error) {
	if public, ok := rsaPublic(key); ok {
		return Object{{"kty", "RSA"}, {"alg", string(RS256)}, {"use", "sig"}, {"kid", key.ID},
			{"n", Base64(public.N.Bytes())},
			{"e", Base64(big.NewInt(int64(public.E)).Bytes())}}, nil
	}
	if private, ok := key.Private.(*ecdsa.PrivateKey); ok {
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

// PublicDER returns the public half of a key as PKIX DER.
func PublicDER(key Key) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(key.Private.Public())
	if err != nil {
		return nil, fmt.Errorf("token: %w", err)
	}
	return der, nil
}

// PublicPKCS1 returns the public half of an RSA key as a PKCS #1 PEM block.
func PublicPKCS1(key Key) ([]byte, error) {
	public, ok := rsaPublic(key)
	if !ok {
		return nil, fmt.Errorf("token: no PKCS #1 for a key of type %T", key.Private)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(public)}), nil
}

// Certificate returns a self-signed certificate of a key, as DER: what a stranger can
// put into a header.
func Certificate(key Key) ([]byte, error) {
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "stranger.example"}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Private.Public(), key.Private)
	if err != nil {
		return nil, fmt.Errorf("token: %w", err)
	}
	return der, nil
}

// PublicText returns the base64 text inside the PEM block of a key's public half, on one line.
func PublicText(key Key) ([]byte, error) {
	der, err := PublicDER(key)
	return []byte(base64.StdEncoding.EncodeToString(der)), err
}
