package yahoo

import (
	"torii/fixtures/text"
	"torii/mockidp/profile"
)

const (
	manual   = "https://developer.yahoo.co.jp/yconnect/v2/"
	faq      = "https://developer.yahoo.co.jp/yconnect/faq.html"
	glossary = "https://developer.yahoo.co.jp/yconnect/glossary.html"
)

var switches = []profile.Switch{
	{Name: errorCode, Scope: profile.OfProvider, Default: "1000", Number: true, Confidence: profile.Unknown,
		Says:   text.Both{JA: "エラーに付く error_code。v2 で確かなのは 1000 だけ", EN: "error_code of every error; of version 2 only 1000 is known"},
		Source: "github.com/yahoojapan/yjlogin-android-sdk"},
	{Name: "unsupported_response_type", Scope: profile.OfProvider, Default: "invalid_request",
		Values: []string{"invalid_request", "unsupported_response_type"}, Confidence: profile.Seen,
		Says:   text.Both{JA: "使えない response_type のエラー", EN: "error of a response_type that is not served"},
		Source: "github.com/yahoojapan/yjlogin-android-sdk"},
	{Name: "error_page_status", Scope: profile.OfProvider, Default: "400", Values: []string{"400", "200"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "コールバックに戻れないエラー画面のHTTPステータス", EN: "HTTP status of an error page that does not come back"}},
	{Name: "deny_style", Scope: profile.OfProvider, Default: "state-only", Values: []string{"state-only", "access_denied"}, Confidence: profile.Documented,
		Says:   text.Both{JA: "「同意しない」の知らせ方。state-only は bail=1 で state だけ、bail 無しではトップページ", EN: "how a no is told; state-only is state alone with bail=1, and the top page without"},
		Source: manual + "hybrid/authorization.html"},
	{Name: "code_life", Scope: profile.OfProvider, Default: "600", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "認可コードの有効秒数", EN: "seconds for which a code is good"}},
	{Name: "code_reuse", Scope: profile.OfProvider, Default: "keeps", Values: []string{"keeps", "revokes"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "認可コードの二度目の使用で発行済みのトークンが無効になるか", EN: "whether a code's second use ends the tokens of its first"}},
	{Name: "client_auth", Scope: profile.OfProvider, Default: "both", Values: []string{"both", "basic_only"}, Confidence: profile.Documented,
		Says:   text.Both{JA: "本文でのクライアント認証を受け付けるか（説明書は Basic を必須と呼ぶ）", EN: "whether credentials in the body are accepted; the manual calls Basic mandatory"},
		Source: manual + "authorization_code/token.html"},
	{Name: "invalid_client_status", Scope: profile.OfProvider, Default: "401", Values: []string{"401", "400"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "invalid_client のステータス", EN: "status of invalid_client"}},
	{Name: "public_pkce", Scope: profile.OfProvider, Default: "optional", Values: []string{"optional", "required"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "クライアントサイドのアプリケーションに PKCE を求めるか", EN: "whether client-side applications must use PKCE"}},
	{Name: "amr", Scope: profile.OfProvider, Default: "pwd", Confidence: profile.Unknown,
		Says: text.Both{JA: "amr（空白区切り）。記録にあるのは pwd だけ", EN: "amr, separated by spaces; only pwd was recorded"}},
	{Name: "at_hash", Scope: profile.OfProvider, Default: "sent", Values: []string{"sent", "absent"}, Confidence: profile.Seen,
		Says: text.Both{JA: "IDトークンの at_hash", EN: "at_hash in ID tokens"}, Source: manual + "id_token.html"},
	{Name: "auth_time", Scope: profile.OfProvider, Default: "asked", Values: []string{"asked", "always"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "auth_time を max_age の無い要求でも返すか", EN: "whether auth_time comes without max_age too"}},
	{Name: "ppid_sub", Scope: profile.OfProvider, Default: "absent", Values: []string{"absent", "sent"}, Confidence: profile.Seen,
		Says:   text.Both{JA: "IDトークンの ppid_sub（見送られた移行計画の名残）", EN: "ppid_sub in ID tokens, left over from a change that was put off"},
		Source: "github.com/yahoojapan/yconnect-servlet-sdk"},
	{Name: "email_verified", Scope: profile.OfProvider, Default: "boolean", Values: []string{"boolean", "string"}, Confidence: profile.Seen,
		Says:   text.Both{JA: "email_verified の型（記録は真偽値、説明書の例は文字列）", EN: "type of email_verified: a boolean in a recording, a string in the manual"},
		Source: manual + "userinfo.html"},
	{Name: "missing_attr", Scope: profile.OfProvider, Default: "omit", Values: []string{"omit", "empty"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "登録の無い属性を省くか空文字にするか", EN: "whether an attribute that is not registered is left out or empty"}},
	{Name: "partial_approval", Scope: profile.OfProvider, Default: "dropped", Values: []string{"dropped", "error"}, Confidence: profile.Unknown,
		Says:   text.Both{JA: "一部承認のアプリケーションが承認外の属性を求めたとき", EN: "what a partly approved application gets for an attribute beyond its approval"},
		Source: "https://developer.yahoo.co.jp/changelog/2024-4-17-yconnect38.html"},
	{Name: "insufficient_scope_status", Scope: profile.OfProvider, Default: "403", Values: []string{"403", "401"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "審査を通っていないアプリケーションへの属性取得APIのステータス", EN: "status of the attribute API for an application that was not approved"}},
	{Name: "www_authenticate", Scope: profile.OfProvider, Default: "gateway", Values: []string{"gateway", "2018"}, Confidence: profile.Seen,
		Says:   text.Both{JA: "WWW-Authenticate の書き方。2018 は Bearer の語が無い", EN: "form of WWW-Authenticate; that of 2018 lacks the word Bearer"},
		Source: "https://developer.yahoo.co.jp/changelog/2018-03-29-yconnect.html"},
	{Name: "userinfo_limit", Scope: profile.OfProvider, Default: "none", Values: []string{"none", "403", "429"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "属性取得APIの回数制限に達したときのステータス", EN: "status of the attribute API once a limit of calls is reached"}},
	{Name: "refresh_extends", Scope: profile.OfProvider, Default: "no", Values: []string{"no", "yes"}, Confidence: profile.Inferred,
		Says: text.Both{JA: "更新でリフレッシュトークンの期限が延びるか", EN: "whether a refresh prolongs the refresh token's life"}},
	{Name: "jwks_order", Scope: profile.OfProvider, Default: "active-first", Values: []string{"active-first", "active-last", "active-alone"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "公開鍵の並びと数", EN: "order and number of the published keys"}},
	{Name: "cors", Scope: profile.OfProvider, Default: "none", Values: []string{"none", "any"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "ディスカバリーと鍵の CORS ヘッダー", EN: "CORS header on discovery and keys"}},
	{Name: "session_hours", Scope: profile.OfProvider, Default: "0", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "Yahoo! JAPAN のログインが続く時間。0 は期限なし", EN: "hours for which a login at Yahoo! JAPAN lasts; 0 is without end"}},

	{Name: "type", Scope: profile.OfClient, Default: "server-side", Values: []string{"server-side", "client-side"}, Confidence: profile.Documented,
		Says: text.Both{JA: "アプリケーションの種類。クライアントサイドには Client Secret が無い", EN: "type of application; a client-side one has no secret"}, Source: glossary},
	{Name: "status", Scope: profile.OfClient, Default: "active", Values: []string{"active", "disabled"}, Confidence: profile.Documented,
		Says:   text.Both{JA: "ID連携が止められているか", EN: "whether the application's ID federation was stopped"},
		Source: "https://developer.yahoo.co.jp/changelog/2022-06-15-yconnect18.html"},
	{Name: "attributes", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says:   text.Both{JA: "属性取得APIで承認された scope（空白区切り）。空は未審査または否認", EN: "scopes approved for the attribute API, separated by spaces; none is not reviewed or refused"},
		Source: "https://developer.yahoo.co.jp/changelog/2022-06-15-yconnect18.html"},
	{Name: "subject", Scope: profile.OfClient, Default: "ppid", Values: []string{"ppid", "guid"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "sub の種類。guid は以前からのアプリケーション", EN: "kind of subject; guid for older applications"}, Source: faq},
	{Name: "developer", Scope: profile.OfClient, Default: "D1", Values: []string{"D1", "D2"}, Confidence: profile.Documented,
		Says: text.Both{JA: "アプリケーションの開発者。PPID は開発者ごとに違う", EN: "the application's developer; PPIDs are per developer"}, Source: faq},
}
