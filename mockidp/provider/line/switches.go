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
		Source: integrate, Number: true},
	{Name: "client_id_error", Scope: profile.OfProvider, Default: "Invalid client_id value.", Confidence: profile.Unknown,
		Says: text.Both{JA: "client_id が違うときのエラー画面の文言", EN: "text of the error page for a bad client_id"}},
	{Name: "error_page_status", Scope: profile.OfProvider, Default: "400", Values: []string{"400", "200"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "LINEのエラー画面のHTTPステータス", EN: "HTTP status of LINE's own error pages"}},
	{Name: "bad_response_mode", Scope: profile.OfProvider, Default: "refuse", Values: []string{"refuse", "ignore"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "知らない response_mode の扱い", EN: "what an unknown response_mode does"}},
	{Name: "bad_code_challenge", Scope: profile.OfProvider, Default: "refuse", Values: []string{"refuse", "ignore"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "S256 でない code_challenge_method の扱い（ignore は plain として受ける）", EN: "what a code_challenge_method other than S256 does; ignore takes it as plain"}},
	{Name: "bad_prompt", Scope: profile.OfProvider, Default: "ignore", Values: []string{"ignore", "refuse"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "知らない、または複数の prompt の扱い", EN: "what an unknown prompt, or several, does"}},
	{Name: "bad_bot_prompt", Scope: profile.OfProvider, Default: "ignore", Values: []string{"ignore", "refuse"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "知らない bot_prompt の扱い", EN: "what an unknown bot_prompt does"}},
	{Name: "prompt_none_error", Scope: profile.OfProvider, Default: "split", Values: []string{"split", "login_required", "interaction_required"}, Confidence: profile.Inferred,
		Says:   text.Both{JA: "prompt=none が通らないときのエラー。split はログインの有無で分ける", EN: "error of a failing prompt=none; split tells no session from no auto login"},
		Source: integrate},
	{Name: "cancel_at_login", Scope: profile.OfProvider, Default: "stays", Values: []string{"stays", "callback"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "同意画面より前の取り消しがRPに戻るか", EN: "whether a cancel before the consent page comes back to the RP"}},
	{Name: "jarm_friendship", Scope: profile.OfProvider, Default: "string", Values: []string{"string", "boolean"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "応答JWTの friendship_status_changed の型", EN: "type of friendship_status_changed in a response JWT"}},
	{Name: "invalid_client_status", Scope: profile.OfProvider, Default: "by-method", Values: []string{"by-method", "400", "401"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "invalid_client のステータス。by-method は Basic 認証なら 401、ほかは 400", EN: "status of invalid_client; by-method is 401 for HTTP Basic, else 400"}},
	{Name: "error_descriptions", Scope: profile.OfProvider, Default: "sent", Values: []string{"sent", "absent"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "トークンエンドポイントの error_description（文言は未確認）", EN: "error_description of the token endpoint, whose texts are not known for certain"}},
	{Name: "pkce_without_secret", Scope: profile.OfProvider, Default: "refused", Values: []string{"refused", "accepted"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "ウェブのチャネルが PKCE だけで（secret 無しで）トークンを得られるか", EN: "whether a web channel gets tokens by PKCE without its secret"}},
	{Name: "unneeded_verifier", Scope: profile.OfProvider, Default: "ignored", Values: []string{"ignored", "refused"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "code_challenge の無い要求への code_verifier の扱い", EN: "what a code_verifier does where no code_challenge was sent"}},
	{Name: "scope_order", Scope: profile.OfProvider, Default: "request", Values: []string{"request", "sorted"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "トークン応答の scope の順", EN: "order of scope in the token response"}},
	{Name: "refresh_kills_access", Scope: profile.OfProvider, Default: "no", Values: []string{"no", "yes"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "更新で前のアクセストークンが無効になるか", EN: "whether a refresh ends the access token before it"}},
	{Name: "two_factor_amr", Scope: profile.OfProvider, Default: "mfa", Values: []string{"mfa", "pwd mfa"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "2要素認証のときの amr（空白区切り）", EN: "amr of a two-factor login, separated by spaces"}},
	{Name: "no_picture", Scope: profile.OfProvider, Default: "absent", Values: []string{"absent", "empty"}, Confidence: profile.Inferred,
		Says: text.Both{JA: "写真の無い人の picture", EN: "picture of a person who has none"}},
	{Name: "jwks_cache_seconds", Scope: profile.OfProvider, Default: "3600", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "JWKS の max-age（秒）", EN: "max-age of the key set in seconds"}},
	{Name: "userinfo_error", Scope: profile.OfProvider, Default: "invalid_request", Values: []string{"invalid_request", "invalid_token"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "無効なアクセストークンへの UserInfo のエラーコード", EN: "error code of UserInfo for a bad access token"}},
	{Name: "verify_errors", Scope: profile.OfProvider, Default: "live", Values: []string{"live", "doc"}, Confidence: profile.Seen,
		Says:   text.Both{JA: "IDトークンの形式や署名が違うときの文言（実際に見られたもの・文書のもの）", EN: "what is said of an ID token of a wrong form or signature: as seen live, or as documented"},
		Source: "github.com/thkhxm/tgf-platform; https://developers.line.biz/en/reference/line-login/#verify-id-token"},
	{Name: "profile_scope_error", Scope: profile.OfProvider, Default: "scope has not required permission", Confidence: profile.Unknown,
		Says: text.Both{JA: "profile の scope が無いときの /v2/profile などの文言", EN: "message of /v2/profile and others where the scope profile is lacking"}},
	{Name: "revoke_kills_refresh", Scope: profile.OfProvider, Default: "yes", Values: []string{"yes", "no"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "アクセストークンの取り消しでリフレッシュトークンも無効になるか", EN: "whether revoking the access token ends its refresh token"}},
	{Name: "revoke_unknown", Scope: profile.OfProvider, Default: "200", Values: []string{"200", "400"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "知らないトークンの取り消しのステータス", EN: "status of revoking an unknown token"}},
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
	{Name: "assertion_key", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says:   text.Both{JA: "登録したアサーション署名キー（fixtures/key の名前。空なら無し）", EN: "registered assertion signing key, by its name in fixtures/key; empty is none"},
		Source: "https://developers.line.biz/en/docs/messaging-api/generate-json-web-token"},
	// On by default for new channels, but a browser is trusted for a year after it.
	{Name: "two_factor", Scope: profile.OfClient, Default: "trusted", Values: []string{"trusted", "always"}, Confidence: profile.Documented,
		Says:   text.Both{JA: "2要素認証。trusted は確認済みのブラウザーとして省く", EN: "two-factor authentication; trusted leaves it out as for a known browser"},
		Source: "https://developers.line.biz/en/docs/line-login/secure-login-process/"},
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
		Bend: bend.Bend{Callback: func(p *bend.Params, _ bend.Context) {
			if code := p.Get("error"); code != "" {
				p.Set("error", strings.ToLower(code))
			}
		}}},
	{ID: "line-header-without-typ", Name: text.Both{JA: "typ の無いヘッダー", EN: "no typ in the header"},
		RP:   text.Both{JA: "typ を求めない", EN: "does not ask for typ"},
		Rule: "IDT-FORM", Confidence: profile.Documented, Source: "https://developers.line.biz/en/docs/line-login/verify-id-token/",
		Bend: bend.Bend{Sign: func(s *token.Signing, _ bend.Context) error { s.Header.Delete("typ"); return nil }}},
}
