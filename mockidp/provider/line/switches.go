package line

import (
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

const integrate = "https://developers.line.biz/en/docs/line-login/integrate-line-login/"

var switches = []profile.Switch{
	{Name: "alg", Scope: profile.OfProvider, Default: "auto", Values: []string{"auto", "hs256", "es256"}, Confidence: profile.Seen,
		Says:   text.Both{JA: "IDトークンの署名方式。auto は通常 HS256、id_token_key_type=JWK なら ES256", EN: "ID token algorithm; auto is HS256, or ES256 for id_token_key_type=JWK"},
		Source: "github.com/line/line-sdk-ios-swift, github.com/ory/kratos"},
	{Name: "error_case", Scope: profile.OfProvider, Default: "upper", Values: []string{"upper", "lower"}, Confidence: profile.Documented,
		Says: text.Both{JA: "コールバックのエラーコードの文字種", EN: "letter case of error codes on the callback"}, Source: integrate},
	{Name: "unknown_scope", Scope: profile.OfProvider, Default: "refuse", Values: []string{"refuse", "ignore"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "知らない scope（offline_access など）の扱い", EN: "what an unknown scope such as offline_access does"}},
	{Name: "email_consent_days", Scope: profile.OfProvider, Default: "30", Confidence: profile.Unknown,
		Says:   text.Both{JA: "メールアドレスへの同意が続く日数", EN: "days for which a consent to e-mail holds"},
		Source: "https://developers.line.biz/en/docs/line-login/integrate-line-login/"},
	{Name: "status", Scope: profile.OfClient, Default: "published", Values: []string{"published", "developing"}, Confidence: profile.Documented,
		Says:   text.Both{JA: "チャネルの状態（公開済み・開発中）", EN: "channel status"},
		Source: "https://developers.line.biz/en/docs/line-login/getting-started/"},
	{Name: "roles", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says: text.Both{JA: "チャネルの権限を持つペルソナ（空白区切り）", EN: "personas with a role on the channel, separated by spaces"}},
	{Name: "email_permission", Scope: profile.OfClient, Default: "none", Values: []string{"none", "applied"}, Confidence: profile.Documented,
		Says: text.Both{JA: "メールアドレス取得権限（未申請・申請済み）", EN: "e-mail address permission"}, Source: integrate},
	{Name: "profile_plus", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says:   text.Both{JA: "契約済みの LINE Profile+ の scope（空白区切り）", EN: "LINE Profile+ scopes under contract, separated by spaces"},
		Source: "https://developers.line.biz/en/docs/partner-docs/line-profile-plus/"},
	{Name: "official_account", Scope: profile.OfClient, Default: "none", Values: []string{"none", "linked"}, Confidence: profile.Documented,
		Says:   text.Both{JA: "LINE公式アカウントとの連携", EN: "linked LINE official account"},
		Source: "https://developers.line.biz/en/docs/line-login/link-a-bot/"},
	{Name: "app_types", Scope: profile.OfClient, Default: "web", Values: []string{"web", "web+mobile"}, Confidence: profile.Documented,
		Says: text.Both{JA: "アプリタイプ。mobile を含むと更新時の secret は不要", EN: "app types; with mobile no secret is needed to refresh"}},
	{Name: "provider", Scope: profile.OfClient, Default: "P1", Values: []string{"P1", "P2"}, Confidence: profile.Documented,
		Says: text.Both{JA: "チャネルの属するプロバイダー（ユーザーIDはプロバイダーごと）", EN: "the company the channel belongs to; user ids are per company"}},
}

// quirks are how LINE honestly differs from the textbook.
var quirks = []profile.Quirk{
	{ID: "line-hs256-without-kid", Name: text.Both{JA: "kid の無い HS256", EN: "HS256 without kid"},
		RP:   text.Both{JA: "チャネルシークレットの ASCII バイト列で検証する", EN: "verifies with the ASCII bytes of the channel secret"},
		Rule: "IDT-ALG", Confidence: profile.Documented, Source: "https://developers.line.biz/en/docs/line-login/verify-id-token/"},
	{ID: "line-discovery-hides-hs256", Name: text.Both{JA: "ディスカバリーには ES256 だけ", EN: "discovery lists ES256 only"},
		RP:   text.Both{JA: "アルゴリズムをチャネルごとに固定する", EN: "fixes the algorithm per channel"},
		Rule: "IDT-ALG", Confidence: profile.Seen, Source: "live discovery document, 2026-08-13"},
	{ID: "line-amr-absent", Name: text.Both{JA: "amr の省略", EN: "no amr"},
		RP:   text.Both{JA: "amr が無くても受け付ける", EN: "accepts a token without amr"},
		Rule: "IDT-CLAIMS", Confidence: profile.Documented, Source: "https://developers.line.biz/en/docs/line-login/verify-id-token/",
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Delete("amr") }}},
	{ID: "line-lower-case-errors", Name: text.Both{JA: "小文字のエラーコード", EN: "error codes in lower case"},
		RP:   text.Both{JA: "大文字でも小文字でも取り消しと分かる", EN: "knows a cancel in either letter case"},
		Rule: "CB-CANCEL", Confidence: profile.Seen, Source: "github.com/line/line-sdk-ios-swift",
		Bend: bend.Bend{Callback: func(p *bend.Params, _ bend.Context) { p.Set("error", strings.ToLower(p.Get("error"))) }}},
	{ID: "line-header-without-typ", Name: text.Both{JA: "typ の無いヘッダー", EN: "no typ in the header"},
		RP:   text.Both{JA: "typ を求めない", EN: "does not ask for typ"},
		Rule: "IDT-FORM", Confidence: profile.Documented, Source: "https://developers.line.biz/en/docs/line-login/verify-id-token/",
		Bend: bend.Bend{Sign: func(s *token.Signing, _ bend.Context) error { s.Header.Delete("typ"); return nil }}},
}
