package line

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

const verifyDocument = "https://developers.line.biz/en/docs/line-login/verify-id-token/"

// quirks are how LINE honestly differs from the textbook.
var quirks = []profile.Quirk{
	{ID: "line-hs256-without-kid", Name: text.Both{JA: "kid の無い HS256", EN: "HS256 without kid"},
		RP:   text.Both{JA: "チャネルシークレットの ASCII バイト列で検証する", EN: "verifies with the ASCII bytes of the channel secret"},
		Rule: "IDT-ALG", Confidence: profile.Documented, Source: verifyDocument},
	{ID: "line-discovery-hides-hs256", Name: text.Both{JA: "ディスカバリーには ES256 だけ", EN: "discovery lists ES256 only"},
		RP:   text.Both{JA: "アルゴリズムをチャネルごとに固定する", EN: "fixes the algorithm per channel"},
		Rule: "IDT-ALG", Confidence: profile.Seen, Source: "live discovery document, 2026-08-13"},
	{ID: "line-amr-absent", Name: text.Both{JA: "amr の省略", EN: "no amr"},
		RP:   text.Both{JA: "amr が無くても受け付ける", EN: "accepts a token without amr"},
		Rule: "IDT-OPTIONAL", Confidence: profile.Documented, Source: verifyDocument,
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Delete("amr") }}},
	{ID: "line-lower-case-errors", Name: text.Both{JA: "小文字のエラーコード", EN: "error codes in lower case"},
		RP:   text.Both{JA: "大文字でも小文字でも取り消しと分かる", EN: "knows a cancel in either letter case"},
		Rule: "CB-CANCEL", Confidence: profile.Seen, Source: "github.com/line/line-sdk-ios-swift",
		Bend: bend.Bend{Callback: func(p *bend.Params, _ bend.Context) {
			if code := p.Get("error"); code != "" {
				p.Set("error", strings.ToLower(code))
			}
		}}},
	{ID: "line-header-without-typ", Name: text.Both{JA: "typ の無いヘッダー", EN: "no typ in the header"},
		RP:   text.Both{JA: "typ を求めない", EN: "does not ask for typ"},
		Rule: "IDT-QUIRK", Confidence: profile.Documented, Source: verifyDocument,
		Bend: bend.Bend{Sign: func(s *token.Signing, _ bend.Context) error { s.Header.Delete("typ"); return nil }}},
	{ID: "line-amr-unknown", Name: text.Both{JA: "知らない値の amr", EN: "an amr of an unknown value"},
		RP:   text.Both{JA: "知らない値でも受け付ける", EN: "accepts a value it does not know"},
		Rule: "IDT-OPTIONAL", Confidence: profile.Documented, Source: verifyDocument,
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Set("amr", []string{"newmethod"}) }}},
	{ID: "line-email-not-permitted", Name: text.Both{JA: "メール取得権限の無いチャネル", EN: "a channel without the e-mail permission"},
		RP:   text.Both{JA: "sub でログインさせ、メールアドレスは自分で尋ねる", EN: "signs the person in by sub, and asks for the address itself"},
		Rule: "IDT-OPTIONAL", Confidence: profile.Seen, Source: "github.com/line/flutter_line_sdk/issues/100",
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Delete("email") }}},
	{ID: "line-mini-app", Name: text.Both{JA: "LINEミニアプリの openid だけの同意", EN: "a LINE MINI App's consent to openid alone"},
		RP:   text.Both{JA: "名前も写真も無いままログインさせ、要るときに尋ねる", EN: "signs the person in without name and picture, and asks when they are needed"},
		Rule: "IDT-CLAIMS", Confidence: profile.Seen, Source: "LINE Developers news of 2025-10-31",
		Bend: bend.Bend{Claims: bare, Who: bare, Token: func(a *bend.Answer, _ bend.Context) { a.Members.Set("scope", "openid") }}},
	{ID: "line-friendship-flag", Name: text.Both{JA: "認可応答の friendship_status_changed", EN: "friendship_status_changed in the response"},
		RP:   text.Both{JA: "文字列として読むか、無視する", EN: "reads it as text, or ignores it"},
		Rule: "CB-UNKNOWN", Confidence: profile.Documented, Source: "https://developers.line.biz/en/docs/line-login/link-a-bot/",
		Bend: bend.Bend{Callback: onSuccess(bend.Param{Name: "friendship_status_changed", Value: "true"})}},
	{ID: "line-liff-parameters", Name: text.Both{JA: "認可応答の liffClientId と liffRedirectUri", EN: "liffClientId and liffRedirectUri in the response"},
		RP:   text.Both{JA: "触らず無視する", EN: "leaves them alone"},
		Rule: "CB-UNKNOWN", Confidence: profile.Documented, Source: integrate,
		Bend: bend.Bend{Callback: onSuccess(bend.Param{Name: "liffClientId", Value: "1650000001"},
			bend.Param{Name: "liffRedirectUri", Value: "https://rp.example.test/"})}},
	{ID: "line-next-address", Name: text.Both{JA: "よそのサイトを指す next の付いた認可応答", EN: "a response whose next points at another site"},
		RP:   text.Both{JA: "パラメーターの指すよそのサイトへ移らない", EN: "goes to no other site that a parameter names"},
		Rule: "CB-UNKNOWN", Confidence: profile.Documented, Source: "https://developers.line.biz/en/docs/line-login/security-checklist/",
		Bend: bend.Bend{Callback: onSuccess(bend.Param{Name: "next", Value: "https://evil.example.test/"},
			bend.Param{Name: "return_to", Value: "//evil.example.test/"})}},
	{ID: "line-other-company", Name: text.Both{JA: "別の会社のチャネルでのユーザーID", EN: "the user id at another company's channel"},
		RP:   text.Both{JA: "ユーザーIDの違う人を黙って同じ会員にしない", EN: "makes nobody of another user id the same member in silence"},
		Rule: "ACC-SUB", Confidence: profile.Documented, Source: "https://developers.line.biz/en/docs/messaging-api/getting-user-ids",
		Bend: bend.Everywhere(func(o *token.Object, x bend.Context) { o.Set("sub", atOtherCompany(x.Subject)) })},
}

// bare is a person of whom nothing but the user id is told.
func bare(o *token.Object, _ bend.Context) {
	for _, name := range []string{"name", "picture", "email", "statusMessage"} {
		o.Delete(name)
	}
}

// onSuccess adds parameters to a response that carries a code.
func onSuccess(added ...bend.Param) func(*bend.Params, bend.Context) {
	return func(p *bend.Params, _ bend.Context) {
		if p.Get("code") != "" {
			*p = append(*p, added...)
		}
	}
}

// atOtherCompany is somebody's user id under another company: of the same form, and
// with nothing in common.
func atOtherCompany(subject string) string {
	digest := sha256.Sum256([]byte("P2 " + subject))
	return "U" + hex.EncodeToString(digest[:16])
}
