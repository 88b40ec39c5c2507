package quirk

import (
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// keySet holds what a key set may carry beside the key that is wanted: whoever does not
// know a key leaves it (RFC 7517, 5).
func keySet() []profile.Quirk {
	return []profile.Quirk{
		keys("jwks-unknown-type", "知らない種類の鍵の混じった鍵セット", "a key of an unknown type in the key set", "RFC 7517, 5",
			with(token.Object{{Name: "kty", Value: "AKP"}, {Name: "kid", Value: "akp"}, {Name: "alg", Value: "ML-DSA-44"}, {Name: "pub", Value: "AAAA"}})),
		keys("jwks-unknown-curve", "知らない曲線の鍵の混じった鍵セット", "a key on an unknown curve in the key set", "RFC 7517, 5",
			with(token.Object{{Name: "kty", Value: "EC"}, {Name: "crv", Value: "secp256k1"}, {Name: "kid", Value: "k1"}, {Name: "alg", Value: "ES256K"},
				{Name: "x", Value: token.Base64(make([]byte, curveBytes))}, {Name: "y", Value: token.Base64(make([]byte, curveBytes))}})),
		keys("jwks-unknown-alg", "知らない alg の鍵の混じった鍵セット", "a key for an unknown algorithm in the key set", "RFC 7517, 4.4",
			with(token.Object{{Name: "kty", Value: "OKP"}, {Name: "crv", Value: "Ed448"}, {Name: "kid", Value: "ed448"}, {Name: "alg", Value: "Ed448"}, {Name: "x", Value: "AAAA"}})),
		keys("jwks-encryption-key", "暗号化用の鍵の混じった鍵セット", "a key for encryption in the key set", "RFC 7517, 4.2",
			func(a *bend.Answer, _ bend.Context) {
				set := keysOf(a)
				other := set[0].Clone()
				other.Set("use", "enc")
				other.Set("kid", "for-encryption")
				a.Members.Set("keys", append([]token.Object{other}, set...))
			}),
		keys("jwks-kid-shared", "同じ kid を種類の違う鍵と分け合う鍵セット", "a key set where keys of two types share a kid", "RFC 7517, 4.5",
			func(a *bend.Answer, x bend.Context) {
				if other, err := token.PublicJWK(x.StrangerEC); err == nil {
					other.Set("kid", x.Verifying.ID)
					with(other)(a, x)
				}
			}),
		keys("jwks-other-alg", "alg の有無がいつもと逆の鍵セット", "a key set with alg where there was none, and the reverse", "RFC 7517, 4.4", each(toggle("alg"))),
		keys("jwks-other-use", "use の有無がいつもと逆の鍵セット", "a key set with use where there was none, and the reverse", "RFC 7517, 4.2", each(toggle("use"))),
		keys("jwks-unknown-member", "知らない項目のある鍵セット", "unknown members in the key set", "RFC 7517, 4 and 5",
			func(a *bend.Answer, x bend.Context) {
				each(func(k *token.Object) { k.Set("torii_extension", []int{1}) })(a, x)
				a.Members.Set("torii_extension", true)
			}),
		{
			ID: "metadata-unknown-member", Name: text.Both{JA: "知らない項目のある公開メタデータ", EN: "unknown members in the metadata"},
			RP: text.Both{JA: "知らない項目は無視する", EN: "ignores members it does not know"}, Rule: "DSC-OTHERS", Confidence: profile.Documented,
			Source: "OpenID Connect Discovery 1.0, 3", Scene: "metadata-honest",
			Applies: func(p profile.Profile) text.Both {
				if p.Published == nil {
					return text.Both{}
				}
				return text.Both{JA: "このプロバイダーが公開メタデータを出すとは限らない", EN: "this provider need not publish metadata"}
			},
			Bend: bend.Bend{Metadata: func(a *bend.Answer, _ bend.Context) { a.Members.Set("torii_extension", []string{"torii"}) }},
		},
		keys("jwks-own-media-type", "application/jwk-set+json の鍵セット", "a key set as application/jwk-set+json", "RFC 7517, 8.5.2",
			func(a *bend.Answer, _ bend.Context) { a.ContentType = "application/jwk-set+json" }),
	}
}

const curveBytes = 32

// keys is a quirk of the key set, at providers whose ordinary ID tokens are checked with it.
func keys(id, ja, en, source string, change func(*bend.Answer, bend.Context)) profile.Quirk {
	return profile.Quirk{ID: id, Name: text.Both{JA: ja, EN: en}, RP: text.Both{JA: "使えない鍵は飛ばし、使える鍵を使う", EN: "skips keys it cannot use and uses the one it can"},
		Rule: "KEY-OTHERS", Confidence: profile.Documented, Source: source,
		Applies: checkedByKeys, Bend: bend.Bend{Keys: change}}
}

func keysOf(a *bend.Answer) []token.Object {
	v, _ := a.Members.Get("keys")
	set, _ := v.([]token.Object)
	return set
}

func with(key token.Object) func(*bend.Answer, bend.Context) {
	return func(a *bend.Answer, _ bend.Context) { a.Members.Set("keys", append([]token.Object{key}, keysOf(a)...)) }
}

func each(change func(*token.Object)) func(*bend.Answer, bend.Context) {
	return func(a *bend.Answer, _ bend.Context) {
		var changed []token.Object
		for _, k := range keysOf(a) {
			k = k.Clone()
			change(&k)
			changed = append(changed, k)
		}
		a.Members.Set("keys", changed)
	}
}

func checkedByKeys(p profile.Profile) text.Both {
	if p.IDToken.Alg != token.HS256 {
		return text.Both{}
	}
	return text.Both{JA: "このプロバイダーのIDトークンは共有の秘密で署名される", EN: "this provider's ID tokens are signed with a shared secret"}
}

// toggle takes an optional member of a key away, or puts it in where there is none.
func toggle(name string) func(*token.Object) {
	values := map[string]map[string]string{
		"use": {"RSA": "sig", "EC": "sig"},
		"alg": {"RSA": string(token.RS256), "EC": string(token.ES256)},
	}
	return func(k *token.Object) {
		if _, has := k.Get(name); has {
			k.Delete(name)
			return
		}
		k.Set(name, values[name][k.Text("kty")])
	}
}
