package rp

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// ClientKey is the private key by which this client proves itself, and how the
// provider knows it.
type ClientKey struct {
	Team    string // who owns the key, the token's iss
	ID      string // the key's name, the token's kid
	Private *ecdsa.PrivateKey
}

// A client secret is made for each call and lives for minutes: none can be forgotten
// until it expires, and a leaked one is soon worthless. It is dated back by a little,
// because a provider whose clock is behind ours refuses one from the future.
const (
	clientSecretLife = 5 * time.Minute
	clientSecretBack = 30 * time.Second
)

func (k *ClientKey) validate() error {
	switch {
	case k == nil:
		return nil
	case k.Team == "" || k.ID == "":
		return errors.New("want Team and ID, got an empty one")
	case k.Private == nil || k.Private.Curve != elliptic.P256():
		return errors.New("want a private key on P-256")
	}
	return nil
}

// clientSecret readies what this client authenticates with at the token endpoint: the
// secret as it is registered, or a token signed for this call.
func clientSecret(l *Login) (err error) {
	l.ClientSecret, err = l.ownSecret()
	return err
}

// ownSecret is the secret as it is registered, or a token signed for this call.
func (l *Login) ownSecret() (string, error) {
	if l.Provider.ClientKey == nil {
		return l.Provider.ClientSecret, nil
	}
	return l.SignSecret(l.SecretClaims(), jose.ES256)
}

// SecretClaims are the claims of a client secret made now.
// Source: https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret
func (l *Login) SecretClaims() map[string]any {
	return map[string]any{
		"iss": l.Provider.ClientKey.Team,
		"iat": l.Now.Add(-clientSecretBack).Unix(),
		"exp": l.Now.Add(clientSecretLife).Unix(),
		"aud": l.Provider.Issuer,
		"sub": l.Provider.ClientID,
	}
}

// SignSecret signs the claims of a client secret with the client's key.
func (l *Login) SignSecret(claims map[string]any, alg jose.SignatureAlgorithm) (string, error) {
	key := l.Provider.ClientKey
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: jose.JSONWebKey{Key: key.Private, KeyID: key.ID}}, nil)
	if err != nil {
		return "", fail(http.StatusInternalServerError, "client key", err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", fail(http.StatusInternalServerError, "client secret", err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fail(http.StatusInternalServerError, "client secret", fmt.Errorf("sign: %w", err))
	}
	return signed.CompactSerialize()
}
