package gbizid

import (
	"slices"

	"torii/fixtures/text"
	"torii/mockidp/profile"
)

func switches(e environment) []profile.Switch {
	return slices.Concat(requestSwitches, tokenSwitches, userInfoSwitches, aheadSwitches(e), clientSwitches(e))
}

const (
	expiryPage = "https://yoshimura-home.net/articles/article-12.html"
	factorPage = "https://www.shimasei.jp/?p=2390"
)

var requestSwitches = []profile.Switch{
	{Name: "scope_omitted", Scope: profile.OfProvider, Default: "all", Values: []string{"all", "refused"}, Confidence: profile.Documented,
		Says: text.Both{JA: "scope を省いた要求（許された全てを与える・拒む。省略は廃止が予告されている）", EN: "a request without scope: everything allowed, or refused, as is announced"}, Source: guideline,
		Before: "all", Since: []profile.Dated{{Value: "refused", Says: text.Both{JA: "scope の省略の廃止", EN: "an end to leaving scope out"}, Tried: []string{"ahead/scope-omission"}}}},
	{Name: "scope_without_openid", Scope: profile.OfProvider, Default: "refused", Values: []string{"refused", "plain"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "openid の無い scope の扱い", EN: "what a scope without openid does"}},
	{Name: "missing_response_type", Scope: profile.OfProvider, Default: "invalid_request", Values: []string{"invalid_request", "unsupported_response_type"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "response_type が無いときのエラー", EN: "error where response_type is missing"}},
	{Name: "request_errors", Scope: profile.OfProvider, Default: "at-once", Values: []string{"at-once", "after-login"}, Confidence: profile.Inferred,
		Says: text.Both{JA: "要求の誤りをログインの前に返すか後に返すか", EN: "whether a bad request is told before or after the login"}, Source: mitreid},
	{Name: "loopback_redirect", Scope: profile.OfProvider, Default: "allowed", Values: []string{"allowed", "refused"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "https でない redirect_uri（手元の機械の戻り先）", EN: "a redirect_uri that is not https, as on one's own machine"}},
	{Name: "cancel", Scope: profile.OfProvider, Default: "access_denied", Values: []string{"access_denied", "stays"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "ログイン画面の取り消しがRPに戻るか", EN: "whether a cancel on the login page comes back to the RP"}},
	{Name: "session_minutes", Scope: profile.OfProvider, Default: "30", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "GビズIDのセッションの長さ（分）", EN: "how long a session at GBizID lasts, in minutes"}},
	{Name: "expired_account", Scope: profile.OfProvider, Default: "page", Values: []string{"page", "access_denied"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "有効期限切れのアカウントのログインの終わり方", EN: "how the login of an expired account ends"}},
	{Name: "account_expiry", Scope: profile.OfProvider, Default: "counted", Values: []string{"counted", "none"}, Confidence: profile.Seen,
		Says: text.Both{JA: "アカウントの有効期限(2年3か月)があるか", EN: "whether accounts expire, after two years and three months"}, Source: expiryPage,
		Before: "none", Since: []profile.Dated{{Day: "2026-07-01", About: true, Value: "counted", Tried: []string{"gbizid-abandoned/expired"},
			Says: text.Both{JA: "アカウントに有効期限ができ、切れた人はログインできない(以前からのアカウントは2028年10月頃から)", EN: "accounts expire, and whose has expired cannot log in; those from before expire about October 2028"}}}},
	{Name: "otp_by", Scope: profile.OfProvider, Default: "mail", Values: []string{"mail", "sms"}, Confidence: profile.Seen,
		Says: text.Both{JA: "行政サービスで使えるワンタイムパスワードの届き方", EN: "how a one-time password for services comes"}, Source: factorPage,
		Before: "sms", Since: []profile.Dated{{Day: "2025-12-17", Value: "mail", Tried: []string{"gbizid-abandoned/sms", "gbizid-slow"},
			Says: text.Both{JA: "SMSはマイページだけになり、受け付けるサービスではメールになる", EN: "SMS serves the user's own page alone; mail serves the services that take it"}}}},
	{Name: "account_kinds_checked_by", Scope: profile.OfProvider, Default: "rp", Values: []string{"rp", "gbizid"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "受け付けないアカウント種別を止めるのは誰か", EN: "who stops kinds of accounts that the service does not take"}},
	{Name: "mandate_checked_by", Scope: profile.OfProvider, Default: "rp", Values: []string{"rp", "gbizid"}, Confidence: profile.Inferred,
		Says: text.Both{JA: "許可の無いメンバーを止めるのは誰か", EN: "who stops members without a mandate"}, Source: "https://developer.salesforce.com/jpblogs/2020/11/example_sso_with_openidconnect"},
	{Name: "app_approval", Scope: profile.OfProvider, Default: "number", Values: []string{"number", "push"}, Confidence: profile.Seen,
		Says: text.Both{JA: "アプリ認証（画面の番号を入力・通知で承認）", EN: "app authentication: a number to type, or a push to approve"}, Source: "https://www.sharaku1186.com/gbizid",
		Before: "push", Since: []profile.Dated{{Day: "2026-03-25", About: true, Value: "number", Tried: []string{"gbizid-slow"},
			Says: text.Both{JA: "アプリ認証が、通知の承認から画面の4桁の番号の入力になる(3月下旬)", EN: "the app asks for the four digits on the login page instead of an approval (late March)"}}}},
	{Name: "discovery", Scope: profile.OfProvider, Default: "reduced", Values: []string{"reduced", "stock"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "ディスカバリーの内容（文書から分かる項目だけ・MITREid の標準のまま）", EN: "what discovery says: what the guideline supports, or MITREid's stock set"}, Source: mitreid},
	{Name: "jwk_use", Scope: profile.OfProvider, Default: "absent", Values: []string{"absent", "sig"}, Confidence: profile.Inferred,
		Says: text.Both{JA: "公開鍵の use", EN: "use of the published keys"}, Source: mitreid},
}

var tokenSwitches = []profile.Switch{
	{Name: "client_secret_post", Scope: profile.OfProvider, Default: "refused", Values: []string{"refused", "accepted"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "本文での client_secret", EN: "a client_secret in the body"}},
	{Name: "pkce_error", Scope: profile.OfProvider, Default: "invalid_request", Values: []string{"invalid_request", "invalid_grant"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "code_verifier が合わないときのエラー", EN: "error for a code_verifier that does not match"}},
	{Name: "missing_verifier", Scope: profile.OfProvider, Default: "refused", Values: []string{"refused", "500"}, Confidence: profile.Inferred,
		Says: text.Both{JA: "S256 の後に code_verifier の無いトークン要求への答え（公開されたソースのままなら 500）", EN: "answer to a token request without code_verifier after S256; 500 if the software is as published"}, Source: mitreid},
	{Name: "token_query", Scope: profile.OfProvider, Default: "ignored", Values: []string{"ignored", "read"}, Confidence: profile.Inferred,
		Says: text.Both{JA: "トークン要求のクエリーにあるパラメーター", EN: "parameters in the query of a token request"}, Source: mitreid},
	{Name: "userinfo_query", Scope: profile.OfProvider, Default: "ignored", Values: []string{"ignored", "read"}, Confidence: profile.Inferred,
		Says: text.Both{JA: "UserInfo のアドレスにある access_token", EN: "an access_token in the address of UserInfo"}, Source: mitreid},
	{Name: "id_token_seconds", Scope: profile.OfProvider, Default: "3600", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "IDトークンの寿命（秒）", EN: "lifetime of an ID token in seconds"}},
	{Name: "auth_time", Scope: profile.OfProvider, Default: "always", Values: []string{"always", "asked"}, Confidence: profile.Documented,
		Says: text.Both{JA: "auth_time（いつも・max_age を送ったときだけ）", EN: "auth_time always, or only where max_age was sent"}, Source: guideline},
	{Name: "refresh_days", Scope: profile.OfProvider, Default: "30", Number: true, Confidence: profile.Seen,
		Says: text.Both{JA: "リフレッシュトークンの寿命（日）", EN: "lifetime of a refresh token in days"}, Source: guideline},
	{Name: "refresh", Scope: profile.OfProvider, Default: "rotates", Values: []string{"rotates", "reuses"}, Confidence: profile.Documented,
		Says: text.Both{JA: "更新のたびに新しいリフレッシュトークンになるか", EN: "whether a refresh brings a new refresh token"}, Source: guideline},
	{Name: "refresh_kills_access", Scope: profile.OfProvider, Default: "no", Values: []string{"no", "yes"}, Confidence: profile.Inferred,
		Says: text.Both{JA: "更新で前のアクセストークンが無効になるか", EN: "whether a refresh ends the access token before it"}, Source: mitreid},
}

var userInfoSwitches = []profile.Switch{
	{Name: "kind_type", Scope: profile.OfProvider, Default: "string", Values: []string{"string", "number"}, Confidence: profile.Documented,
		Says: text.Both{JA: "account_type と corp_type の型", EN: "JSON type of account_type and corp_type"}, Source: guideline},
	{Name: "empty_members", Scope: profile.OfProvider, Default: "as-documented", Values: []string{"as-documented", "absent", "empty", "null"}, Confidence: profile.Seen,
		Says: text.Both{JA: "値の無い項目の書き方", EN: "how members without a value are written"}, Source: guideline},
	{Name: "birthday_format", Scope: profile.OfProvider, Default: "digits", Values: []string{"digits", "hyphens"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "生年月日の書き方（YYYYMMDD・YYYY-MM-DD）", EN: "form of dates of birth: YYYYMMDD or YYYY-MM-DD"}},
	{Name: "mandate_of_others", Scope: profile.OfProvider, Default: "empty", Values: []string{"empty", "absent"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "プライムとエントリーの mandate_info", EN: "mandate_info of prime and entry accounts"}},
	{Name: "verified_time", Scope: profile.OfProvider, Default: "minutes", Values: []string{"minutes", "seconds"}, Confidence: profile.Seen,
		Says: text.Both{JA: "verification.time の細かさ", EN: "precision of verification.time"}, Source: guideline},
}

// releases are what an environment can have before its twin.
var releases = []profile.Release{
	{Name: text.Both{JA: "scope の省略の廃止", EN: "the end of leaving scope out"}, Switch: "scope_omitted", Value: "refused"},
	{Name: text.Both{JA: "新しい account_type", EN: "a new account_type"}, Switch: "ahead_account_type", Value: "4"},
	{Name: text.Both{JA: "新しい項目", EN: "a new member"}, Switch: "ahead_member", Value: "sent"},
	{Name: text.Both{JA: "新しい二要素認証の画面", EN: "a new page of the second factor"}, Switch: "ahead_second_factor", Value: "new"},
	{Name: text.Both{JA: "新しい署名鍵", EN: "a new signing key"}, Switch: "ahead_key", Value: "new"},
}

// aheadSwitches are what the verification environment can have before production
// does. Production has them too, for the day on which it follows.
func aheadSwitches(environment) []profile.Switch {
	return []profile.Switch{
		{Name: "ahead_account_type", Scope: profile.OfProvider, Default: "none", Values: []string{"none", "4"}, Confidence: profile.Unknown,
			Says: text.Both{JA: "先行リリース: 新しい account_type", EN: "released ahead: a new account_type"}, Source: guide},
		{Name: "ahead_member", Scope: profile.OfProvider, Default: "none", Values: []string{"none", "sent"}, Confidence: profile.Unknown,
			Says: text.Both{JA: "先行リリース: IDトークンと UserInfo の新しい項目", EN: "released ahead: a new member of ID token and UserInfo"}, Source: guide},
		{Name: "ahead_second_factor", Scope: profile.OfProvider, Default: "none", Values: []string{"none", "new"}, Confidence: profile.Unknown,
			Says: text.Both{JA: "先行リリース: 新しい二要素認証の画面", EN: "released ahead: a new page of the second factor"}, Source: guide},
		{Name: "ahead_key", Scope: profile.OfProvider, Default: "none", Values: []string{"none", "new"}, Confidence: profile.Unknown,
			Says: text.Both{JA: "先行リリース: 新しい署名鍵", EN: "released ahead: a new signing key"}, Source: guide},
	}
}

func clientSwitches(e environment) []profile.Switch {
	return []profile.Switch{
		{Name: "onboarding", Scope: profile.OfClient, Default: "release", Values: stepNames(), Confidence: profile.Documented,
			Says: text.Both{JA: "連携の手続きがどこまで進んだか", EN: "how far the connection has come"}, Source: guide},
		{Name: "system", Scope: profile.OfClient, Default: e.system, Values: []string{"production", "verification"}, Confidence: profile.Documented,
			Says: text.Both{JA: "RPのどちらのシステムか（同じ種類の環境とだけ接続できる）", EN: "which of the RP's systems it is: each connects to its own kind of environment only"}, Source: guide},
		{Name: "optional_scopes", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
			Says: text.Both{JA: "申請した任意の scope（空白区切り）", EN: "optional scopes applied for, separated by spaces"}, Source: guideline},
		{Name: "account_kinds", Scope: profile.OfClient, Default: "2 3", Confidence: profile.Documented,
			Says: text.Both{JA: "受け付けるアカウント種別（空白区切り）", EN: "kinds of accounts taken, separated by spaces"}, Source: guide},
		{Name: "mail_otp", Scope: profile.OfClient, Default: "accepted", Values: []string{"accepted", "refused"}, Confidence: profile.Seen,
			Says: text.Both{JA: "メールによるワンタイムパスワードを受け付けるか", EN: "whether one-time passwords by mail are taken"}, Source: "https://www.shimasei.jp/?p=2390"},
		{Name: "system_code", Scope: profile.OfClient, Default: "AAAAA", Confidence: profile.Documented,
			Says: text.Both{JA: "委任情報のシステムコード（system_cd）", EN: "the system code in delegations (system_cd)"}, Source: guideline},
	}
}
