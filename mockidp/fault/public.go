package fault

import (
	"errors"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// public holds secrets that are none: a part of the published key, or a word that a
// careless verifier takes for the key (RFC 8725, 2.1).
var public = []Fault{
	rsaOnly(confused("hs256-public-modulus", "公開鍵の n を秘密とする HS256", "HS256 keyed with the public key's n", ofJWK("n"))),
	rsaOnly(confused("hs256-public-exponent", "公開鍵の e を秘密とする HS256", "HS256 keyed with the public key's e", ofJWK("e"))),
	confused("hs256-key-type", "RSA という語を秘密とする HS256", "HS256 keyed with the word RSA", ofJWK("kty")),
	confused("hs256-algorithm-name", "RS256 という語を秘密とする HS256", "HS256 keyed with the name of the agreed algorithm", word(string(token.RS256))),
	{
		ID: "header-claims", Name: text.Both{JA: "ヘッダーに他人のクレームを写したIDトークン", EN: "an ID token whose header has somebody else's claims"},
		Rule: "IDT-REPLICA", Expect: Own, Scene: "header-claims",
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			s.Header.Set("iss", x.Issuer)
			s.Header.Set("sub", x.OtherSubject)
			s.Header.Set("aud", x.ClientID)
			return nil
		}},
	},
}

// ofJWK is the text of one member of the public key's JWK.
func ofJWK(member string) func(token.Key) ([]byte, error) {
	return func(key token.Key) ([]byte, error) {
		jwk, err := token.PublicJWK(key)
		if err == nil && jwk.Text(member) == "" {
			err = errors.New("the public key's JWK has no member " + member)
		}
		return []byte(jwk.Text(member)), err
	}
}

func word(w string) func(token.Key) ([]byte, error) {
	return func(token.Key) ([]byte, error) { return []byte(w), nil }
}
