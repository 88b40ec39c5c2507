package fault

import (
	"net/http"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// keySet holds key sets that cannot be read or used (RFC 7517, 5). A key set belongs
// to no login: whoever asks gets it.
var keySet = []Fault{
	keys("jwks-500", "鍵の配布の 500", "500 from the key set", htmlPage(http.StatusInternalServerError)),
	keys("jwks-404", "鍵の配布の 404", "404 from the key set", htmlPage(http.StatusNotFound)),
	keys("jwks-html", "鍵の配布が HTML を返す", "HTML from the key set", htmlPage(http.StatusOK)),
	keys("jwks-truncated", "途中で切れた鍵セット", "a truncated key set",
		func(a *bend.Answer, _ bend.Context) { whole := a.Members.JSON(); a.Raw = whole[:len(whole)/2] }),
	keys("jwks-empty-set", "空の鍵セット", "an empty key set", member("keys", []string{})),
	keys("jwks-no-keys", "keys の無い鍵セット", "a key set without keys", func(a *bend.Answer, _ bend.Context) { a.Members.Delete("keys") }),
	keys("jwks-null-keys", "keys が null の鍵セット", "a key set of null", member("keys", nil)),
	about("KEY-USE", keys("jwks-encryption-only", "暗号化用の鍵だけの鍵セット", "a key set for encryption only", each(func(k *token.Object) { k.Set("use", "enc") }))),
	keys("jwks-reset", "切断する鍵の配布", "a key set that hangs up", func(a *bend.Answer, _ bend.Context) { a.Reset = true }),
	about("KEY-TIMEOUT", hanging(keys("jwks-hang", "鍵の配布の無応答", "a silent key set", func(a *bend.Answer, _ bend.Context) { a.Silent = true }))),
	about("KEY-TIMEOUT", hanging(keys("jwks-drip", "一文字ずつ届く鍵セット", "a key set that drips", func(a *bend.Answer, _ bend.Context) { a.Drip = true }))),
	points(in("keys-planted", about("KEY-REDIRECT", keys("jwks-redirect", "別のホストへ転送する鍵の配布", "a key set that redirects elsewhere", elsewhere("jwks-redirect", "jwks.json"))))),
	{
		ID: "jwks-weak-key", Name: text.Both{JA: "1024ビットの鍵での署名", EN: "a signature by a published key of 1024 bits"},
		Rule: "KEY-STRENGTH", Expect: Refuse, Scene: "keys", Applies: onlyFor(false),
		Bend: bend.Bend{
			Keys: func(a *bend.Answer, x bend.Context) { publish(a, x.Weak, x.Weak.ID) },
			Sign: func(s *token.Signing, x bend.Context) error {
				s.Key = x.Weak
				s.Header.Set("kid", x.Weak.ID)
				return nil
			},
		},
	},
	{
		ID: "jwks-kid-twice", Name: text.Both{JA: "同じ kid の別の鍵が先に並ぶ鍵セット", EN: "a key set where another key of the same kid comes first"},
		Rule: "KEY-OTHERS", Expect: Shrug, Scene: "keys-either", Applies: onlyFor(false),
		Bend: bend.Bend{Keys: func(a *bend.Answer, x bend.Context) { publish(a, x.StrangerRSA, x.Verifying.ID) }},
	},
	{
		ID: "jwks-secret", Name: text.Both{JA: "鍵セットに入った共通鍵", EN: "a secret in the key set"},
		Rule: "IDT-ALG", Expect: Refuse, Scene: "keys", Family: true, Applies: onlyFor(false),
		Bend: bend.Bend{
			Keys: func(a *bend.Answer, _ bend.Context) {
				secret := token.Object{{Name: "kty", Value: "oct"}, {Name: "kid", Value: plantedKid}, {Name: "alg", Value: "HS256"},
					{Name: "use", Value: "sig"}, {Name: "k", Value: token.Base64([]byte(plantedSecret))}}
				add(a, secret)
			},
			Sign: func(s *token.Signing, _ bend.Context) error {
				s.Header.Set("kid", plantedKid)
				return confuse(s, []byte(plantedSecret), nil)
			},
		},
	},
}

const (
	plantedKid    = "planted"
	plantedSecret = "a secret that everybody can read in the key set"
)

func keys(id, ja, en string, change func(*bend.Answer, bend.Context)) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: "KEY-SET", Expect: Refuse, Scene: "keys", Applies: onlyFor(false),
		Bend: bend.Bend{Keys: change},
	}
}

// about holds a fault against a rule of its own.
func about(is rule.ID, f Fault) Fault {
	f.Rule = is
	return f
}

// each changes every key of the set.
func each(change func(*token.Object)) func(*bend.Answer, bend.Context) {
	return func(a *bend.Answer, _ bend.Context) {
		v, _ := a.Members.Get("keys")
		set, _ := v.([]token.Object)
		changed := make([]token.Object, len(set))
		for i := range set {
			changed[i] = set[i].Clone()
			change(&changed[i])
		}
		a.Members.Set("keys", changed)
	}
}

// add puts one more key in front of the set.
func add(a *bend.Answer, key token.Object) {
	v, _ := a.Members.Get("keys")
	set, _ := v.([]token.Object)
	a.Members.Set("keys", append([]token.Object{key}, set...))
}

// publish puts a key in front of the set, under a kid.
func publish(a *bend.Answer, key token.Key, kid string) {
	jwk, err := token.PublicJWK(key)
	if err != nil {
		return // nothing is published, and the fault not served
	}
	jwk.Set("kid", kid)
	add(a, jwk)
}
