package apple

import (
	"time"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

var switches = []profile.Switch{
	{Name: "error_page_status", Scope: profile.OfProvider, Default: "200", Values: []string{"200", "400"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "ブラウザーに見せるエラー画面のHTTPステータス", EN: "HTTP status of the error page that browsers see"}},
	{Name: "redirect_error", Scope: profile.OfProvider, Default: "invalid_request", Values: []string{"invalid_request", "unauthorized_client", "invalid_client"}, Confidence: profile.Seen,
		Says:   text.Both{JA: "登録と違う redirect_uri のエラーコード", EN: "error code for a redirect_uri that is not registered"},
		Source: "https://developer.apple.com/documentation/technotes/tn3107-resolving-sign-in-with-apple-response-errors"},
	{Name: "redirect_hosts", Scope: profile.OfProvider, Default: "any-registered", Values: []string{"any-registered", "names-only"}, Confidence: profile.Documented,
		Says:   text.Both{JA: "http・localhost・IPアドレスの redirect_uri（本物は常に拒む。既定では手元で試せるよう、登録済みなら許す）", EN: "redirect_uri with http, localhost or an IP address: the real one always refuses; by default what is registered passes, so that one can try at home"},
		Source: "https://developer.apple.com/documentation/signinwithapplerestapi/request-an-authorization-to-the-sign-in-with-apple-server."},
	{Name: "hybrid_mode", Scope: profile.OfProvider, Default: "fragment", Values: []string{"fragment", "query"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "response_mode の無い code id_token の返し方", EN: "how code id_token without response_mode comes back"}},
	{Name: "discovery_issuer", Scope: profile.OfProvider, Default: "appleid", Values: []string{"appleid", "account"}, Confidence: profile.Seen,
		Says:   text.Both{JA: "ディスカバリーの issuer（2025年6月の数時間は account.apple.com だった）", EN: "issuer of discovery, which was account.apple.com for some hours of June 2025"},
		Source: "github.com/supabase/auth/issues/2050"},
	{Name: "booleans", Scope: profile.OfProvider, Default: "boolean", Values: []string{"boolean", "string", "mixed"}, Confidence: profile.Seen,
		Says:   text.Both{JA: "email_verified と is_private_email の型（2024年2月までは文字列）", EN: "type of email_verified and is_private_email, strings until February 2024"},
		Source: "github.com/markbates/goth/pull/538",
		Before: "string", Since: []profile.Dated{{Day: "2024-02-06", About: true, Value: "boolean", Tried: []string{"booleans"},
			Says: text.Both{JA: "email_verified と is_private_email が文字列から真偽値になる", EN: "email_verified and is_private_email turn from strings into booleans"}}}},
	{Name: "changed_address", Scope: profile.OfProvider, Default: "kept", Values: []string{"kept", "new"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "利用者が Apple でアドレスを変えた後の email（同意したときのまま・新しい値）", EN: "email after the person changed their address at Apple: as at the consent, or the new one"}},
	{Name: "private_false", Scope: profile.OfProvider, Default: "absent", Values: []string{"absent", "sent"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "公開のアドレスに is_private_email:false を付けるか", EN: "whether is_private_email:false comes with a shared address"}},
	{Name: "middle_name", Scope: profile.OfProvider, Default: "absent", Values: []string{"absent", "sent"}, Confidence: profile.Seen,
		Says: text.Both{JA: "user の name に空の middleName を入れるか（2019〜2020年の記録）", EN: "whether user.name has an empty middleName, as recorded in 2019 and 2020"}},
	{Name: "home_team", Scope: profile.OfProvider, Default: "A1B2C3D4E5", Confidence: profile.Inferred,
		Says: text.Both{JA: "ペルソナの sub をそのまま見るチーム（ほかのチームには別の sub になる）", EN: "the team that sees the personas' subjects as they are; another team sees others"}},
	{Name: "clock_behind_seconds", Scope: profile.OfProvider, Default: "0", Number: true, Confidence: profile.Seen,
		Says: text.Both{JA: "client_secret を調べる時計の遅れ（秒）", EN: "by how many seconds the clock that judges a client_secret is behind"}, Source: "github.com/zitadel/zitadel/issues/7843"},
	{Name: "failed_exchange", Scope: profile.OfProvider, Default: "keeps-code", Values: []string{"keeps-code", "burns-code"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "クライアント認証や redirect_uri の誤りでコードが使えなくなるか", EN: "whether a failed client authentication or a wrong redirect_uri uses up the code"}},
	{Name: "unneeded_verifier", Scope: profile.OfProvider, Default: "refused", Values: []string{"refused", "ignored"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "code_challenge の無い code_verifier の扱い", EN: "what becomes of a code_verifier without code_challenge"}},
	{Name: "error_descriptions", Scope: profile.OfProvider, Default: "sent", Values: []string{"sent", "absent"}, Confidence: profile.Seen,
		Says: text.Both{JA: "invalid_grant の error_description", EN: "error_description of invalid_grant"}, Source: "https://developer.apple.com/forums/thread/726004"},
	{Name: "dead_refresh_error", Scope: profile.OfProvider, Default: "invalid_grant", Values: []string{"invalid_grant", "invalid_request"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "取り消された refresh_token のエラー", EN: "error for a refresh_token that was revoked"}},
	{Name: "refresh_throttle", Scope: profile.OfProvider, Default: "off", Values: []string{"off", "daily"}, Confidence: profile.Unknown,
		Says:   text.Both{JA: "一日に二度目の refresh を拒むか", EN: "whether a second refresh within a day is refused"},
		Source: "https://developer.apple.com/documentation/signinwithapple/verifying-a-user"},
	{Name: "refresh_id_token", Scope: profile.OfProvider, Default: "sent", Values: []string{"sent", "absent"}, Confidence: profile.Seen,
		Says: text.Both{JA: "refresh の応答の id_token（2019〜2020年は無し）", EN: "id_token in the answer to a refresh, absent in 2019 and 2020"}},
	{Name: "foreign_revocation", Scope: profile.OfProvider, Default: "refused", Values: []string{"refused", "ignored"}, Confidence: profile.Documented,
		Says:   text.Both{JA: "別のクライアントのトークンの取り消し（文書では invalid_grant、報告では常に 200）", EN: "revoking another client's token: invalid_grant by the technote, always 200 by reports"},
		Source: "https://developer.apple.com/documentation/technotes/tn3107-resolving-sign-in-with-apple-response-errors"},
	{Name: "kind", Scope: profile.OfClient, Default: services, Values: []string{services, bundle}, Confidence: profile.Documented,
		Says: text.Both{JA: "クライアントの種類（ウェブで使えるのは Services ID だけ）", EN: "kind of client: only a Services ID works on the web"}},
	{Name: "app_group", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says: text.Both{JA: "同意を分け合う仲間の primary App ID", EN: "primary App ID whose group shares a consent"}},
	{Name: "second_key", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says: text.Both{JA: "入れ替え用の二つ目の鍵（Key ID と鍵の名前）", EN: "second key for changing over: Key ID and the key's name"}},
}

// quirks are how Apple honestly differs from the textbook.
var quirks = []profile.Quirk{
	{ID: "apple-iat-ahead", Name: text.Both{JA: "二秒先の iat", EN: "an iat two seconds ahead"},
		RP:   text.Both{JA: "わずかな時計のずれを許す", EN: "allows for clocks that differ a little"},
		Rule: "IDT-IAT", Confidence: profile.Seen, Source: "github.com/SocialiteProviders/Providers, src/Apple/Provider.php",
		Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) { c.Set("iat", x.Now.Add(clockAhead).Unix()) }}},
}

// announced are changes of days to come that no switch plays: there are people of either kind today.
var announced = []profile.Dated{
	{Day: "2026-12-31", About: true, Source: "https://developer.apple.com/news/?id=1ptvdtcm", Tried: []string{"address/newer-relay", "booleans/newer-relay"},
		Says: text.Both{JA: "新しく隠されるアドレスが private.icloud.com になる(「年内」。今までのアドレスは変わらない)", EN: "addresses newly hidden end in private.icloud.com (\"later this year\"); those from before stay"}},
}

// clockAhead is by how much Apple's clock has been seen ahead of a Relying Party's.
const clockAhead = 2 * time.Second
