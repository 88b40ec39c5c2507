package fault

import (
	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// longer holds the confusions of key and secret under the longer hashes (RFC 7518, 3.2):
// what refuses HS256 by its name may still let these through.
var longer = []Fault{
	under(token.HS384, "hs384-public-pem", "公開鍵（PEM）を秘密とする HS384", "HS384 keyed with the public key's PEM", onlyFor(false), publicPEM),
	under(token.HS512, "hs512-public-pem", "公開鍵（PEM）を秘密とする HS512", "HS512 keyed with the public key's PEM", onlyFor(false), publicPEM),
	ruled("IDT-MAC", under(token.HS384, "hs384-client-secret", "client_secret による HS384", "HS384 keyed with the client secret", onlyFor(false), clientSecret)),
	ruled("IDT-MAC", under(token.HS512, "hs512-client-secret", "client_secret による HS512", "HS512 keyed with the client secret", onlyFor(false), clientSecret)),
	under(token.HS384, "hs384-empty-secret", "空の秘密による HS384", "HS384 keyed with an empty secret", onlyFor(true), noSecret),
	under(token.HS512, "hs512-empty-secret", "空の秘密による HS512", "HS512 keyed with an empty secret", onlyFor(true), noSecret),
}

// under signs by HMAC under one algorithm, and hashes the access token by the same.
func under(alg token.Alg, id, ja, en string, applies func(profile.Profile) text.Both, secret func(bend.Context) ([]byte, error)) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: "IDT-ALG", Expect: Refuse, Family: true, Applies: applies,
		Bend: bend.Bend{
			Claims: func(c *token.Object, x bend.Context) {
				if _, ok := c.Get("at_hash"); ok {
					c.Set("at_hash", token.HalfHashUnder(alg, x.AccessToken))
				}
			},
			Sign: func(s *token.Signing, x bend.Context) error {
				key, err := secret(x)
				return confuseUnder(alg, s, key, err)
			},
		},
	}
}

// ruled is a fault that another rule refuses: who can make a MAC under the client secret
// is nobody but the provider, whatever the hash.
func ruled(id rule.ID, f Fault) Fault {
	f.Rule = id
	return f
}

func publicPEM(x bend.Context) ([]byte, error)    { return token.PublicPEM(x.Verifying) }
func clientSecret(x bend.Context) ([]byte, error) { return []byte(x.Secret), nil }
func noSecret(bend.Context) ([]byte, error)       { return nil, nil }
