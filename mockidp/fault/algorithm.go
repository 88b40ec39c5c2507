package fault

import (
	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// algorithm holds headers that name no algorithm anybody agreed on, and keys confused
// with secrets (RFC 8725, 2.1 and 3.1; RFC 7515, 4.1.1).
var algorithm = []Fault{
	algHeader("alg-missing", "alg の欠落", "no alg", nil),
	algHeader("alg-empty", "空の alg", "an empty alg", ""),
	algHeader("alg-number", "数値の alg", "alg as a number", 256),
	algHeader("alg-array", "配列の alg", "alg as an array", func(a token.Alg) any { return []string{string(a)} }),
	algHeader("alg-unknown", "知らない alg", "an unknown alg", "XX256"),
	algHeader("alg-trailing-space", "末尾に空白のある alg", "alg with a trailing space", func(a token.Alg) any { return string(a) + " " }),
	confused("hs256-public-der", "公開鍵（DER）を秘密とする HS256", "HS256 keyed with the public key's DER", token.PublicDER),
	confused("hs256-public-body", "公開鍵（PEM の本文だけ）を秘密とする HS256", "HS256 keyed with the bare text of the public key's PEM", token.PublicText),
	rsaOnly(confused("hs256-public-pkcs1", "公開鍵（PKCS#1）を秘密とする HS256", "HS256 keyed with the public key's PKCS #1", token.PublicPKCS1)),
	spoiled("signature-empty", "IDT-SIG", "空の署名", "an empty signature", token.NoSignature),
	spoiled("signature-short", "IDT-SIG", "一バイト足りない署名", "a signature one byte short", token.ShortSignature),
	spoiled("signature-zero", "IDT-SIG", "全てゼロの署名", "a signature of zeros", token.ZeroSignature),
	{
		ID: "payload-swapped", Name: text.Both{JA: "署名後に差し替えられた中身", EN: "a payload changed after it was signed"},
		Rule: "IDT-SIG", Expect: Refuse, Family: true,
		Bend: bend.Bend{Compact: func(c string, x bend.Context) string { return token.Reclaimed(c, asOther(x)) }, Who: somebodyElse},
	},
	{
		ID: "neighbour-key", Name: text.Both{JA: "別のプロバイダーの鍵による署名", EN: "a signature by another provider's key"},
		Rule: "IDT-KEY", Expect: Refuse, Family: true, Applies: onlyFor(false),
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			s.Key = x.Neighbour
			s.Header.Set("kid", x.Neighbour.ID)
			return nil
		}},
	},
}

// algHeader names another algorithm, over an honest signature. A function is given the honest name.
func algHeader(id, ja, en string, value any) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: "IDT-ALG", Expect: Refuse, Family: true,
		Bend: bend.Bend{Claims: unhashed, Sign: func(s *token.Signing, _ bend.Context) error {
			switch v := value.(type) {
			case nil:
				s.Header.Delete("alg")
			case func(token.Alg) any:
				s.Header.Set("alg", v(s.Alg))
			default:
				s.Header.Set("alg", v)
			}
			return nil
		}},
	}
}

// confused signs by HMAC with one spelling of the public key.
func confused(id, ja, en string, spell func(token.Key) ([]byte, error)) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: "IDT-ALG", Expect: Refuse, Family: true, Applies: onlyFor(false),
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			public, err := spell(x.Verifying)
			return confuse(s, public, err)
		}},
	}
}

// spoiled changes the finished token.
func spoiled(id string, r rule.ID, ja, en string, change func(string) string) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Refuse, Family: true,
		Bend: bend.Bend{Compact: func(c string, _ bend.Context) string { return change(c) }},
	}
}

// rsaOnly limits a fault to providers that sign with RSA.
func rsaOnly(f Fault) Fault {
	f.Applies = func(p profile.Profile) text.Both {
		if p.IDToken.Alg == token.RS256 {
			return text.Both{}
		}
		return text.Both{JA: "このプロバイダーは RSA で署名しない", EN: "this provider does not sign with RSA"}
	}
	return f
}
