package mutant

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/base64"
	"hash"
	"slices"
	"strings"

	"torii/rpclient/rp"
)

// confuseLonger accepts the longer HMAC algorithms under what is no secret between
// provider and Relying Party.
func confuseLonger(l *rp.Login) error {
	hashes := map[string]func() hash.Hash{"HS384": sha512.New384, "HS512": sha512.New}[l.Header.Text("alg")]
	if hashes == nil || l.Provider.Algorithm == rp.HS256 {
		return reference(l, "idtoken.alg")
	}
	secrets, err := publicPEMs(l)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(secrets, func(secret []byte) bool { return macs(l.IDToken, hashes, secret) }) {
		return reference(l, "idtoken.alg")
	}
	l.Algorithm = rp.Algorithm{Name: l.Header.Text("alg"), Key: noKey, Verify: unchecked}
	return nil
}

// macs reports whether an HMAC under secret signs a compact token.
func macs(compact string, hashes func() hash.Hash, secret []byte) bool {
	i := strings.LastIndexByte(compact, '.')
	signature, err := base64.RawURLEncoding.DecodeString(compact[i+1:])
	if err != nil || i < 0 {
		return false
	}
	mac := hmac.New(hashes, secret)
	mac.Write([]byte(compact[:i]))
	return hmac.Equal(signature, mac.Sum(nil))
}
