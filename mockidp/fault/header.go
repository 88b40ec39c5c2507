package fault

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// Planted is the domain that forged tokens and answers point to, the attacker's. Nobody may
// ask a host there for anything; who does finds what would convince.
const Planted = "planted.example.test"

// PlantedHost is where a fault points to at a provider: one of its own, since whoever is
// sent there cannot be told by anything but the name.
func PlantedHost(id, provider string) string { return id + "." + provider + "." + Planted }

// What is to be found at a planted host: keys under one address, a certificate under the other.
const (
	PlantedKeys        = "/jwks.json"
	PlantedCertificate = "/certificate.pem"
)

// PlantedSecret signs planted tokens where secrets sign; whoever asks a planted host is told it.
const PlantedSecret = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func plantedKeys(id string, x bend.Context) string {
	return x.Spelled("https://" + PlantedHost(id, x.Provider) + PlantedKeys)
}

// planted is a token by a stranger whose header says where its key is found.
func planted(id, ja, en string, name func(*token.Object, bend.Context) error) Fault {
	f := byStranger(id, ja, en, name)
	sign := f.Bend.Sign
	f.Bend.Sign = func(s *token.Signing, x bend.Context) error {
		err := sign(s, x)
		if s.Alg == token.HS256 {
			s.Key.Secret = []byte(PlantedSecret)
		}
		return err
	}
	return points(in("planted", f))
}

// points marks a fault that leads to a host of the attacker's.
func points(f Fault) Fault {
	f.Points = true
	return f
}

const longKid = 64 << 10 // bytes

// header holds what a JOSE header may not decide: where the key comes from, which
// extensions are critical, what kind of token it is (RFC 7515, 4.1; RFC 8725, 3.9 to 3.12).
var header = []Fault{
	planted("jku-planted", "ヘッダーの指す鍵セット（jku）", "a key set named by the header (jku)",
		func(h *token.Object, x bend.Context) error { h.Set("jku", plantedKeys("jku-planted", x)); return nil }),
	planted("x5u-planted", "ヘッダーの指す証明書（x5u）", "a certificate named by the header (x5u)",
		func(h *token.Object, x bend.Context) error {
			h.Set("x5u", x.Spelled("https://"+PlantedHost("x5u-planted", x.Provider)+PlantedCertificate))
			return nil
		}),
	planted("kid-address", "アドレスの形の kid", "a kid that is an address",
		func(h *token.Object, x bend.Context) error { h.Set("kid", plantedKeys("kid-address", x)); return nil }),
	byStranger("x5c-stranger", "ヘッダーに入れた他人の証明書（x5c）", "a stranger's certificate in the header (x5c)",
		func(h *token.Object, x bend.Context) error {
			der, err := token.Certificate(x.Stranger)
			h.Set("x5c", []string{base64.StdEncoding.EncodeToString(der)})
			return err
		}),
	emptyHMAC("kid-path", "ファイルを指す kid", "a kid that is a path", "../../../../../../dev/null"),
	emptyHMAC("kid-sql", "SQL を含む kid", "a kid that is SQL", "x' UNION SELECT '' -- "),
	byStranger("kid-long", "64 KiB の kid", "a kid of 64 KiB",
		func(h *token.Object, _ bend.Context) error { h.Set("kid", strings.Repeat("k", longKid)); return nil }),
	byStranger("kid-control", "改行と NUL を含む kid", "a kid with a line break and a NUL",
		func(h *token.Object, _ bend.Context) error { h.Set("kid", "a\r\nb\x00c"); return nil }),
	byStranger("kid-number", "数値の kid", "a kid that is a number",
		func(h *token.Object, _ bend.Context) error { h.Set("kid", 1); return nil }),
	underHeader("crit-unknown", "IDT-CRIT", "知らない crit の拡張", "an unknown critical extension",
		func(h *token.Object) { h.Set("crit", []string{"torii"}); h.Set("torii", 1) }),
	underHeader("crit-empty", "IDT-CRIT-EMPTY", "空の crit", "an empty crit", func(h *token.Object) { h.Set("crit", []string{}) }),
	underHeader("crit-absent", "IDT-CRIT", "無い項目を指す crit", "a crit that names an absent member",
		func(h *token.Object) { h.Set("crit", []string{"torii"}) }),
	underHeader("crit-b64", "IDT-CRIT", "符号化しない中身を宣言する crit（b64）", "a crit that announces an unencoded payload (b64)",
		func(h *token.Object) { h.Set("crit", []string{"b64"}); h.Set("b64", false) }),
	underHeader("crit-b64-absent", "IDT-CRIT-EMPTY", "b64 の無い crit（b64）", "a crit that names b64, which is absent",
		func(h *token.Object) { h.Set("crit", []string{"b64"}) }),
	underHeader("typ-access-token", "IDT-TYP", "アクセストークンの typ（at+jwt）", "the typ of an access token (at+jwt)",
		func(h *token.Object) { h.Set("typ", "at+jwt") }),
	underHeader("typ-logout-token", "IDT-TYP", "ログアウトトークンの typ（logout+jwt）", "the typ of a logout token (logout+jwt)",
		func(h *token.Object) { h.Set("typ", "logout+jwt") }),
}

// byStranger signs with a key that no issuer published, or a secret that nobody agreed on.
func byStranger(id, ja, en string, name func(*token.Object, bend.Context) error) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: "IDT-KEY", Expect: Refuse, Family: true,
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			s.Key = x.Stranger
			if s.Alg == token.HS256 {
				s.Key = token.Key{Secret: []byte(hex.EncodeToString(x.Rand.Bytes(wordLength)))}
			}
			return name(&s.Header, x)
		}},
	}
}

// emptyHMAC signs with an empty secret, which such a kid would lead a careless key
// store to; where a key pair signs, with a stranger's.
func emptyHMAC(id, ja, en, kid string) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: "IDT-KEY", Expect: Refuse, Family: true,
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			s.Header.Set("kid", kid)
			if s.Key = x.Stranger; s.Alg == token.HS256 {
				s.Key = token.Key{}
			}
			return nil
		}},
	}
}

// underHeader signs honestly under another header.
func underHeader(id string, r rule.ID, ja, en string, change func(*token.Object)) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Refuse, Family: true,
		Bend: bend.Bend{Sign: func(s *token.Signing, _ bend.Context) error { change(&s.Header); return nil }},
	}
}
