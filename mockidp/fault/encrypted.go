package fault

import (
	"math"
	"strings"
	"sync"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// encrypted holds ID tokens that come as a JWE to a client that never asked for one
// (RFC 7516; OpenID Connect Core 1.0, 10.2). Whoever can encrypt has proven nothing: at
// some libraries a decrypted token counted as a signed one (CVE-2026-29000).
var encrypted = []Fault{
	forOther(signedInside(jwe("id-token-encrypted", "IDT-ENCRYPTED", "署名の無いJWTを包んだ、暗号化されたIDトークン", "an encrypted ID token around an unsigned one",
		func(compact string, x bend.Context) (string, error) {
			return token.Encrypted(token.Object{{Name: "cty", Value: "JWT"}}, []byte(x.Secret), x.Rand.Bytes(gcmNonce), []byte(forged(compact, x)))
		}))),
	jwe("id-token-compressed", "IDT-SIZE", "展開すると 64 MiB になる、暗号化されたIDトークン", "an encrypted ID token that unpacks to 64 MiB",
		func(_ string, x bend.Context) (string, error) {
			return token.Encrypted(token.Object{{Name: "zip", Value: "DEF"}}, []byte(x.Secret), x.Rand.Bytes(gcmNonce), bomb())
		}),
	jwe("id-token-costly-key", "IDT-SIZE", "鍵の導出を 20 億回繰り返させる、暗号化されたIDトークン", "an encrypted ID token whose key takes two billion rounds",
		func(_ string, x bend.Context) (string, error) {
			return token.Sealed(token.Object{{Name: "alg", Value: "PBES2-HS256+A128KW"}, {Name: "enc", Value: "A256GCM"},
				{Name: "p2s", Value: token.Base64(x.Rand.Bytes(saltBytes))}, {Name: "p2c", Value: math.MaxInt32}},
				x.Rand.Bytes(keyBytes), x.Rand.Bytes(gcmNonce), x.Rand.Bytes(wrappedBytes), []byte("{}"))
		}),
}

const (
	gcmNonce     = 12 // bytes
	keyBytes     = 32
	saltBytes    = 16
	wrappedBytes = 40 // a key of 256 bits under AES Key Wrap (RFC 3394)
	unpacked     = 64 << 20
)

// bomb is made once a process: compressing costs as much as a hundred rows.
var bomb = sync.OnceValue(func() []byte {
	return token.Deflated([]byte(`{"iss":"` + strings.Repeat(" ", unpacked) + `"}`))
})

// forged is an unsigned JWT with the claims of a token, but for somebody else.
func forged(compact string, x bend.Context) string {
	parts := strings.Split(token.Reclaimed(compact, func(claims map[string]any) {
		asOther(x)(claims)
		delete(claims, "at_hash") // without an algorithm there is none
	}), ".")
	header := token.Base64([]byte(`{"alg":"none"}`))
	if len(parts) < 2 {
		return header + ".e30."
	}
	return header + "." + parts[1] + "."
}

func asOther(x bend.Context) func(map[string]any) {
	return func(claims map[string]any) { claims["sub"] = x.OtherSubject }
}

// somebodyElse makes the other places tell of the person that a forged token names.
func somebodyElse(o *token.Object, x bend.Context) { o.Set("sub", x.OtherSubject) }

func forOther(f Fault) Fault {
	f.Bend.Who = somebodyElse
	return f
}

// signedInside marks a fault that only who checks the signature inside can see.
func signedInside(f Fault) Fault {
	f.Family = true
	return f
}

// jwe puts an encrypted token in the place of the signed one. What cannot be made stays
// honest, and is then not served.
func jwe(id string, r rule.ID, ja, en string, wrap func(string, bend.Context) (string, error)) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Refuse, Scene: "form",
		Bend: bend.Bend{Compact: func(compact string, x bend.Context) string {
			wrapped, err := wrap(compact, x)
			if err != nil {
				return compact
			}
			return wrapped
		}},
	}
}
