package token_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"math"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"torii/fixtures/key"
	"torii/mockidp/token"
)

func private(t testing.TB, name string) token.Key {
	t.Helper()
	signer, err := key.Private(name)
	require.NoError(t, err)
	k := token.Key{Private: signer}
	k.ID, err = token.KeyID(k, 40)
	require.NoError(t, err)
	return k
}

var claims = token.Object{{Name: "iss", Value: "https://issuer.example"}, {Name: "name", Value: "佐藤 <花子> & 🌸"}, {Name: "exp", Value: int64(1790000000)}}

func TestHonestTokensVerifyElsewhere(t *testing.T) {
	for _, row := range []honest{
		{token.HS256, token.Key{Secret: []byte("0123456789abcdef0123456789abcdef")}},
		{token.RS256, private(t, "google-current")},
		{token.ES256, private(t, "line-current")},
	} {
		t.Run(string(row.alg), row.run)
	}
}

type honest struct {
	alg token.Alg
	key token.Key
}

func (row honest) run(t *testing.T) {
	compact, err := token.Compact(token.Signing{Alg: row.alg, Key: row.key,
		Header: token.Object{{Name: "alg", Value: string(row.alg)}, {Name: "typ", Value: "JWT"}}}, claims)
	require.NoError(t, err)
	parsed, err := jose.ParseSignedCompact(compact, []jose.SignatureAlgorithm{jose.SignatureAlgorithm(row.alg)})
	require.NoError(t, err)
	payload, err := parsed.Verify(row.verifying(t))
	require.NoError(t, err)
	require.Equal(t, `{"iss":"https://issuer.example","name":"佐藤 <花子> & 🌸","exp":1790000000}`, string(payload)) //nolint:testifylint // byte by byte, order included

	require.True(t, token.Verifies(compact, row.alg, row.key))
	for _, other := range []token.Alg{token.HS256, token.RS256, token.ES256, token.None} {
		if other != row.alg {
			require.False(t, token.Verifies(compact, other, row.key), other)
		}
	}
	corrupted := token.CorruptSignature(compact)
	require.False(t, token.Verifies(corrupted, row.alg, row.key))
	parsed, err = jose.ParseSignedCompact(corrupted, []jose.SignatureAlgorithm{jose.SignatureAlgorithm(row.alg)})
	require.NoError(t, err, "only the signature is spoilt")
	_, err = parsed.Verify(row.verifying(t))
	require.ErrorIs(t, err, jose.ErrCryptoFailure)
	_, err = jose.ParseSignedCompact(token.Truncate(compact), []jose.SignatureAlgorithm{jose.SignatureAlgorithm(row.alg)})
	require.Error(t, err)
}

// verifying is the key as a Relying Party has it: the secret, or the published JWK.
func (row honest) verifying(t *testing.T) any {
	if row.key.Private == nil {
		return row.key.Secret
	}
	published, err := token.PublicJWK(row.key)
	require.NoError(t, err)
	var jwk jose.JSONWebKey
	require.NoError(t, json.Unmarshal(published.JSON(), &jwk))
	require.True(t, jwk.IsPublic())
	require.True(t, jwk.Valid())
	require.Equal(t, row.key.ID, jwk.KeyID)
	require.Equal(t, "sig", jwk.Use)
	require.Equal(t, row.key.Private.Public(), jwk.Key)
	return jwk.Key
}

// TestLINEVector holds a web login's token to one that was computed elsewhere.
func TestLINEVector(t *testing.T) {
	const secret = "0123456789abcdef0123456789abcdef"
	payload := token.Object{{Name: "iss", Value: "https://access.line.me"}, {Name: "sub", Value: "U0123456789abcdef0123456789abcdef"}, {Name: "aud", Value: "1650000001"},
		{Name: "exp", Value: 1700003600}, {Name: "iat", Value: 1700000000}, {Name: "nonce", Value: "n-0S6_WzA2Mj"}, {Name: "amr", Value: []string{"pwd"}}, {Name: "name", Value: "Taro Example"}}
	header := token.Object{{Name: "typ", Value: "JWT"}, {Name: "alg", Value: "HS256"}}
	decoded, err := hex.DecodeString(secret)
	require.NoError(t, err)
	for _, row := range []struct {
		name, signature string
		key             []byte
	}{
		{"the secret's characters", "ih9EXnoBNz3TSTv-lLhZuJLsn0mS5HRDyA4uNOF8gdI", []byte(secret)},
		{"the hex-decoded secret", "RQlTDsELNBJLFArxXxXqFeYzlhHM131vvBWdqeDzybI", decoded},
	} {
		t.Run(row.name, func(t *testing.T) {
			compact, err := token.Compact(token.Signing{Alg: token.HS256, Key: token.Key{Secret: row.key}, Header: header}, payload)
			require.NoError(t, err)
			require.Equal(t, "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9."+
				"eyJpc3MiOiJodHRwczovL2FjY2Vzcy5saW5lLm1lIiwic3ViIjoiVTAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmIiwiYXVkIjoiMTY1MDAwMDAwMSIsImV4cCI6MTcwMDAwMzYwMCwiaWF0IjoxNzAwMDAwMDAwLCJub25jZSI6Im4tMFM2X1d6QTJNaiIsImFtciI6WyJwd2QiXSwibmFtZSI6IlRhcm8gRXhhbXBsZSJ9."+
				row.signature, compact)
		})
	}
}

// TestHalfHash holds at_hash to the vector in coreos/go-oidc's own tests.
func TestHalfHash(t *testing.T) {
	require.Equal(t, "piwt8oCH-K2D9pXlaS1Y-w",
		token.HalfHash("ya29.CjHSA1l5WUn8xZ6HanHFzzdHdbXm-14rxnC7JHch9eFIsZkQEGoWzaYG4o7k5f6BnPLj"))
}

func TestMalformedForms(t *testing.T) {
	const compact = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.AAEC_w"
	corrupted := token.CorruptSignature(compact)
	require.Equal(t, "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.", corrupted[:strings.LastIndexByte(corrupted, '.')+1])
	before, err := base64.RawURLEncoding.DecodeString("AAEC_w")
	require.NoError(t, err)
	after, err := base64.RawURLEncoding.DecodeString(corrupted[strings.LastIndexByte(corrupted, '.')+1:])
	require.NoError(t, err)
	require.Len(t, after, len(before))
	for i := range before {
		require.NotEqual(t, before[i], after[i], "byte %d survived", i)
	}
	require.Equal(t, compact, token.CorruptSignature(corrupted), "twice is none")
	require.Equal(t, "eyJhbGciOiJIUzI1NiJ9.eyJpc3M", token.Truncate(compact))

	for _, odd := range []string{"", "one", "one.two", "a.b.!!!", "a.b.c.d.e"} {
		require.NotPanics(t, func() { token.CorruptSignature(odd) }, odd)
		require.NotPanics(t, func() { token.Truncate(odd) }, odd)
		require.False(t, token.Verifies(odd, token.HS256, token.Key{}), odd)
	}
	require.Equal(t, "one.two", token.Truncate("one.two"), "what has not three parts is left alone")
}

func TestSignRefusesAKeyOfTheWrongKind(t *testing.T) {
	for _, row := range []struct {
		alg token.Alg
		key token.Key
	}{
		{token.RS256, token.Key{Secret: []byte("secret")}},
		{token.ES256, private(t, "google-current")},
		{token.RS256, private(t, "line-current")},
		{"PS256", private(t, "google-current")},
	} {
		_, err := token.Sign(row.alg, row.key, []byte("x"))
		require.ErrorContains(t, err, string(row.alg))
	}
	signature, err := token.Sign(token.None, token.Key{}, []byte("x"))
	require.NoError(t, err)
	require.Empty(t, signature)
}

func TestPublicPEMIsThePublicKey(t *testing.T) {
	k := private(t, "google-current")
	block, err := token.PublicPEM(k)
	require.NoError(t, err)
	decoded, rest := pem.Decode(block)
	require.Empty(t, rest)
	require.Equal(t, "PUBLIC KEY", decoded.Type)
	require.NotContains(t, string(block), "PRIVATE")
	_, err = token.PublicJWK(token.Key{Secret: []byte("x")})
	require.Error(t, err, "a secret is never published")
}

func TestKeyIDTellsKeysApart(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{"google-current", "google-next", "google-rotated-in", "line-current", "line-next", "line-rotated-in", "stranger-rsa", "stranger-ec"} {
		id := private(t, name).ID
		require.Regexp(t, `^[0-9a-f]{40}$`, id)
		require.Empty(t, seen[id], "%s and %s", name, seen[id])
		seen[id] = name
	}
}

func TestObjectKeepsItsOrder(t *testing.T) {
	var o token.Object
	o.Set("z", 1)
	o.Set("a", "<&>")
	o.Set("m", token.Object{{Name: "y", Value: nil}, {Name: "b", Value: []string{"x"}}})
	copied := o.Clone()
	o.Set("z", "again")
	require.Equal(t, `{"z":"again","a":"<&>","m":{"y":null,"b":["x"]}}`, string(o.JSON())) //nolint:testifylint // byte by byte
	o.Delete("a")
	require.Equal(t, `{"z":"again","m":{"y":null,"b":["x"]}}`, string(o.JSON()))                                       //nolint:testifylint // byte by byte
	require.Equal(t, `{"z":1,"a":"<&>","m":{"y":null,"b":["x"]}}`, string(copied.JSON()), "a clone stands for itself") //nolint:testifylint // byte by byte
	require.Equal(t, "again", o.Text("z"))
	require.Empty(t, o.Text("m"), "no string")
	_, ok := o.Get("a")
	require.False(t, ok)

	doubled := token.Object{{Name: "iss", Value: "first"}, {Name: "iss", Value: "second"}}
	require.Equal(t, `{"iss":"first","iss":"second"}`, string(doubled.JSON())) //nolint:testifylint // byte by byte
	require.Equal(t, "first", doubled.Text("iss"))
	doubled.Delete("iss")
	require.Equal(t, `{}`, string(doubled.JSON()))
	require.Panics(t, func() { token.Object{{Name: "x", Value: math.Inf(1)}}.JSON() })
}
