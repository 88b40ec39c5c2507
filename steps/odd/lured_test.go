package odd_test

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"torii/reports/verdict"
)

// luredOnes are RPs by how far they follow an address that an attacker has planted.
var luredOnes = []entry{
	{an: "RP that follows no planted address", providers: "google line", rows: []row{
		{"planted/google-jku-planted", verdict.Passed, ""},
		{"planted/google-x5u-planted", verdict.Passed, ""},
		{"planted/google-token-redirect", verdict.Passed, ""},
		{"planted/line-jku-planted", verdict.Passed, ""},
	}},
	{an: "RP that takes the key from where jku says", providers: "google line", rp: rp{verify: byKeyOf("jku")}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"planted/google-jku-planted", verdict.Failed, "signed in"},
		{"planted/google-x5u-planted", verdict.Passed, ""},
		{"planted/line-jku-planted", verdict.Failed, "signed in"},
	}},
	{an: "RP that takes the certificate from where x5u says", rp: rp{verify: byKeyOf("x5u")}, rows: []row{
		{"planted/google-x5u-planted", verdict.Failed, "signed in"},
		{"planted/google-jku-planted", verdict.Passed, ""},
	}},
	{an: "RP that looks where jku says, and takes no key from there", rp: rp{verify: looksAt("jku")}, rows: []row{
		{"planted/google-jku-planted", verdict.Warned, "jku-planted.google.planted.example.test/jwks.json (planted)"},
	}},
	{an: "RP that follows the redirect of a token endpoint with all that it sends", rp: rp{redeem: redeemedWherever}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"planted/google-token-redirect", verdict.Warned, "signed in"},
	}},
}

func TestPlantedAddressesAnswer(t *testing.T) { judge(t, luredOnes) }

// header is the JOSE header of a token.
func header(idToken string) map[string]any {
	first, _, _ := strings.Cut(idToken, ".")
	raw, _ := base64.RawURLEncoding.DecodeString(first)
	said := map[string]any{}
	_ = json.Unmarshal(raw, &said)
	return said
}

func fetch(address string) []byte {
	res, err := client.Get(address)
	if err != nil {
		return nil
	}
	defer func() { _ = res.Body.Close() }()
	raw, _ := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	return raw
}

func looksAt(name string) func(*app, provider, *pending, string) (claims, error) {
	return func(a *app, p provider, l *pending, idToken string) (claims, error) {
		if address, is := header(idToken)[name].(string); is {
			fetch(address)
		}
		return verified(a, p, l, idToken)
	}
}

// byKeyOf believes a token that verifies by what is found where its own header says.
func byKeyOf(name string) func(*app, provider, *pending, string) (claims, error) {
	return func(a *app, p provider, l *pending, idToken string) (claims, error) {
		address, is := header(idToken)[name].(string)
		if !is {
			return verified(a, p, l, idToken)
		}
		jws, err := jose.ParseSignedCompact(idToken, []jose.SignatureAlgorithm{jose.RS256, jose.HS256})
		if err != nil {
			return nil, err
		}
		for _, key := range keysIn(fetch(address)) {
			if payload, err := jws.Verify(key); err == nil {
				c := claims{}
				return c, json.Unmarshal(payload, &c)
			}
		}
		return nil, errors.New("no key found there verifies the ID token")
	}
}

func keysIn(raw []byte) (keys []any) {
	if block, _ := pem.Decode(raw); block != nil {
		if certificate, err := x509.ParseCertificate(block.Bytes); err == nil {
			return []any{certificate.PublicKey}
		}
	}
	var set jose.JSONWebKeySet
	_ = json.Unmarshal(raw, &set)
	for _, k := range set.Keys {
		keys = append(keys, k.Key)
	}
	return keys
}

func redeemedWherever(a *app, p provider, code, verifier string) (idToken, accessToken string, err error) {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {a.redirectURI(p)}, "code_verifier": {verifier},
		"client_id": {p.clientID}, "client_secret": {p.secret}}
	res, err := (&http.Client{Timeout: 5 * time.Second}).PostForm(p.Token, form)
	if err != nil {
		return "", "", err
	}
	defer func() { _ = res.Body.Close() }()
	var reply struct {
		IDToken     string `json:"id_token"`
		AccessToken string `json:"access_token"`
	}
	if res.StatusCode != http.StatusOK {
		return "", "", errors.New(res.Status)
	}
	err = json.NewDecoder(io.LimitReader(res.Body, 1<<20)).Decode(&reply)
	return reply.IDToken, reply.AccessToken, err
}
