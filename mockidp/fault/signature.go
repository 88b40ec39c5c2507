package fault

import (
	"encoding/hex"
	"fmt"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// signature holds the faults of signature, algorithm and key (RFC 8725, 2.1 and 3.1).
var signature = []Fault{
	{
		ID: "signature-corrupted", Name: text.Both{JA: "署名の破損", EN: "corrupted signature"},
		Rule: "IDT-SIG", Expect: Refuse, Family: true, Probe: true,
		Bend: bend.Bend{Compact: func(c string, _ bend.Context) string { return token.CorruptSignature(c) }},
	},
	alone(unsigned("alg-none", "none", "alg が none", "alg none")),
	alone(hashed("alg-none-hashed", "at_hash のある、alg が none", "alg none beside at_hash", unsigned("alg-none", "none", "", ""))),
	unsigned("alg-none-capital", "None", "alg が None", "alg None"),
	unsigned("alg-none-upper", "NONE", "alg が NONE", "alg NONE"),
	unsigned("alg-none-mixed", "nOnE", "alg が nOnE", "alg nOnE"),
	{
		ID: "hs256-public-pem", Name: text.Both{JA: "公開鍵（PEM）を秘密とする HS256", EN: "HS256 keyed with the public key's PEM"},
		Rule: "IDT-ALG", Expect: Refuse, Family: true, Applies: onlyFor(false),
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			pem, err := token.PublicPEM(x.Verifying)
			return confuse(s, pem, err)
		}},
	},
	{
		ID: "hs256-public-jwk", Name: text.Both{JA: "公開鍵（JWK）を秘密とする HS256", EN: "HS256 keyed with the public key's JWK"},
		Rule: "IDT-ALG", Expect: Refuse, Family: true, Applies: onlyFor(false),
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			jwk, err := token.PublicJWK(x.Verifying)
			return confuse(s, jwk.JSON(), err)
		}},
	},
	{
		ID: "hs256-client-secret", Name: text.Both{JA: "client_secret による HS256", EN: "HS256 keyed with the client secret"},
		Rule: "IDT-MAC", Expect: Refuse, Family: true, Applies: onlyFor(false),
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error { return confuse(s, []byte(x.Secret), nil) }},
	},
	{
		ID: "embedded-key", Name: text.Both{JA: "ヘッダーに埋め込まれた鍵", EN: "a key carried in the header"},
		Rule: "IDT-KEY", Expect: Refuse, Family: true, Applies: onlyFor(false),
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			jwk, err := token.PublicJWK(x.Stranger)
			s.Key = x.Stranger
			s.Header.Set("kid", x.Stranger.ID)
			s.Header.Set("jwk", jwk)
			return err
		}},
	},
	{
		ID: "foreign-key", Name: text.Both{JA: "既知の kid を名乗る他人の鍵", EN: "a foreign key under a known kid"},
		Rule: "IDT-KEY", Expect: Refuse, Family: true, Applies: onlyFor(false),
		Bend: bend.Bend{Sign: bend.ByStranger},
	},
	{
		ID: "unknown-kid", Name: text.Both{JA: "未知の kid と未知の鍵", EN: "an unknown kid and its key"},
		Rule: "IDT-KEY", Expect: Refuse, Family: true, Applies: onlyFor(false),
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			s.Key = x.Stranger
			s.Header.Set("kid", x.Stranger.ID)
			return nil
		}},
	},
	{
		ID: "foreign-secret", Name: text.Both{JA: "他人の秘密による HS256", EN: "HS256 keyed with somebody else's secret"},
		Rule: "IDT-KEY", Expect: Refuse, Family: true, Applies: onlyFor(true),
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			return confuse(s, []byte(hex.EncodeToString(x.Rand.Bytes(16))), nil)
		}},
	},
	{
		ID: "hex-decoded-secret", Name: text.Both{JA: "16進復号した秘密による HS256", EN: "HS256 keyed with the hex-decoded secret"},
		Rule: "IDT-KEY", Expect: Refuse, Family: true, Applies: onlyFor(true),
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			secret, err := hex.DecodeString(x.Secret)
			if err != nil {
				return fmt.Errorf("hex-decoded-secret: the client's secret is no hexadecimal text: %w", err)
			}
			return confuse(s, secret, nil)
		}},
	},
	{
		ID: "empty-secret", Name: text.Both{JA: "空の秘密による HS256", EN: "HS256 keyed with an empty secret"},
		Rule: "IDT-KEY", Expect: Refuse, Family: true, Applies: onlyFor(true),
		Bend: bend.Bend{Sign: func(s *token.Signing, _ bend.Context) error { return confuse(s, nil, nil) }},
	},
	{
		ID: "rs256-instead", Name: text.Both{JA: "HS256 のはずが他人の鍵の RS256", EN: "RS256 by a stranger where HS256 was agreed"},
		Rule: "IDT-ALG", Expect: Refuse, Family: true, Applies: onlyFor(true),
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error { return instead(s, token.RS256, x.StrangerRSA) }},
	},
	{
		ID: "es256-instead", Name: text.Both{JA: "HS256 のはずが未知の kid の ES256", EN: "ES256 under an unknown kid where HS256 was agreed"},
		Rule: "IDT-ALG", Expect: Refuse, Family: true, Applies: onlyFor(true),
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error { return instead(s, token.ES256, x.StrangerEC) }},
	},
}

// unsigned is a token without signature, in one spelling of none.
func unsigned(id, alg, ja, en string) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: "IDT-ALG", Expect: Refuse, Family: true,
		Bend: bend.Bend{Claims: unhashed, Sign: bend.ByNobody(alg)},
	}
}

// unhashed leaves out the hash of the access token, as whoever names no algorithm to hash by
// would: a Relying Party that stumbles over it has not refused the algorithm. It is optional
// where the ID token comes from the token endpoint (OpenID Connect Core 1.0, 3.1.3.6).
func unhashed(c *token.Object, _ bend.Context) { c.Delete("at_hash") }

// hashed is the same forgery with the hash of the honest token left in, where there is one.
func hashed(id, ja, en string, f Fault) Fault {
	f.ID, f.Name, f.Bend.Claims, f.Applies = id, text.Both{JA: ja, EN: en}, nil, carries("at_hash")
	return f
}

func alone(f Fault) Fault {
	f.Alone = true
	return f
}

// confuse signs by HMAC with what is no secret between the provider and this client.
func confuse(s *token.Signing, public []byte, err error) error {
	return confuseUnder(token.HS256, s, public, err)
}

func confuseUnder(alg token.Alg, s *token.Signing, public []byte, err error) error {
	if err != nil {
		return err
	}
	s.Alg, s.Key = alg, token.Key{Secret: public}
	s.Header.Set("alg", string(alg)) // also where the client asked for another algorithm
	return nil
}

func instead(s *token.Signing, alg token.Alg, key token.Key) error {
	s.Alg, s.Key = alg, key
	s.Header.Set("alg", string(alg))
	s.Header.Set("kid", key.ID)
	return nil
}
