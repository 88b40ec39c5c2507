package socialplus

import (
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

const (
	docsErrors = "https://docs.socialplus.jp/api-references/errors-definition"
	docsToken  = "https://docs.socialplus.jp/social-login/authentication/id_token"
	docsLegacy = "https://docs.socialplus.jp/social-login/legacy"
)

var switches = []profile.Switch{
	{Name: "iss", Scope: profile.OfProvider, Default: "bare", Values: []string{"bare", "url"}, Confidence: profile.Documented,
		Says: text.Both{JA: "IDトークンの iss（サービスIDそのもの・URL）", EN: "iss of ID tokens: the bare service ID, or an address"}, Source: docsToken},
	{Name: "discovery", Scope: profile.OfProvider, Default: "absent", Values: []string{"absent", "published"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "ディスカバリーの有無", EN: "whether there is a discovery document"}},
	{Name: "jwks_cache_seconds", Scope: profile.OfProvider, Default: "3600", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "JWKS の max-age（秒）", EN: "max-age of the key set in seconds"}},
	{Name: "plain_challenge", Scope: profile.OfProvider, Default: "accepted", Values: []string{"accepted", "refused"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "code_challenge_method=plain（または省略）の扱い", EN: "what code_challenge_method plain, or none, gets"}},
	{Name: "relay_passthrough", Scope: profile.OfProvider, Default: "", Confidence: profile.Unknown,
		Says: text.Both{JA: "ログインプロバイダへそのまま渡すパラメーター（空白区切り）", EN: "parameters passed on to the login provider, separated by spaces"}},
	{Name: "cancel_reason", Scope: profile.OfProvider, Default: "canceled", Confidence: profile.Unknown,
		Says: text.Both{JA: "ワンタイムトークン方式で取り消したときの reason", EN: "reason of a cancelled login by one-time token"}},
	{Name: "upstream_error", Scope: profile.OfProvider, Default: "server_error", Values: []string{"server_error", "temporarily_unavailable"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "ログインプロバイダの失敗をRPに伝えるエラー", EN: "error that tells the RP of a failing login provider"}},
	{Name: "code_seconds", Scope: profile.OfProvider, Default: "600", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "認可コードの寿命（秒）", EN: "lifetime of a code in seconds"}},
	{Name: "one_time_seconds", Scope: profile.OfProvider, Default: "600", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "ワンタイムトークンの寿命（秒）", EN: "lifetime of a one-time token in seconds"}},
	{Name: "association_seconds", Scope: profile.OfProvider, Default: "600", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "連携追加用トークンの寿命（秒）", EN: "lifetime of an association token in seconds"}},
	{Name: "taken_account", Scope: profile.OfProvider, Default: "failed", Values: []string{"failed", "page"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "ほかの人のアカウントを追加しようとしたとき（status=failed で戻す・ソーシャルPLUSの画面で止める）", EN: "what adding an account of somebody else gets: sent back with status=failed, or a page of Social PLUS's own"}},
	{Name: "basic_auth", Scope: profile.OfProvider, Default: "refused", Values: []string{"refused", "accepted"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "HTTP Basic でのクライアント認証", EN: "client authentication by HTTP Basic"}},
	{Name: "primary_key_unlinked", Scope: profile.OfProvider, Default: "omitted", Values: []string{"omitted", "null"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "未連携の人の primary_key（IDトークンと UserInfo）", EN: "primary_key of an unlinked person in ID token and UserInfo"}},
	{Name: "email_verified", Scope: profile.OfProvider, Default: "absent", Values: []string{"absent", "passed-on"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "email_verified を伝えるか", EN: "whether email_verified is told"}},
	{Name: "keep_profiles", Scope: profile.OfProvider, Default: "on", Values: []string{"on", "off"}, Confidence: profile.Documented,
		Says: text.Both{JA: "個人情報保管設定（前に得た個人情報を残すか）", EN: "whether personal data of earlier logins are kept"}, Source: "https://docs.socialplus.jp/social-login/keep-profiles"},
	{Name: "overwrite_takes_key", Scope: profile.OfProvider, Default: "no", Values: []string{"no", "yes"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "map の overwrite は他人の primary_key も奪うか", EN: "whether overwrite of map takes another user's primary_key too"}},
	{Name: "merge_keeps_key", Scope: profile.OfProvider, Default: "dest", Values: []string{"dest", "source"}, Confidence: profile.Inferred,
		Says: text.Both{JA: "merge_user で残る primary_key", EN: "whose primary_key survives merge_user"}},
	{Name: "id_after_unlink", Scope: profile.OfProvider, Default: "new", Values: []string{"new", "same"}, Confidence: profile.Documented,
		Says: text.Both{JA: "解除したプロバイダでの次のログインのソーシャルPLUS ID", EN: "the Social PLUS ID of the next login with an unlinked provider"}, Source: "https://docs.socialplus.jp/api-references/identifier-association/dissociate"},
	{Name: "unacceptable_code", Scope: profile.OfProvider, Default: "14", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "Unacceptable operation. のエラーコード", EN: "error code of Unacceptable operation."}},
	{Name: "missing_token", Scope: profile.OfProvider, Default: "404/4", Values: []string{"404/4", "400/5"}, Confidence: profile.Documented,
		Says: text.Both{JA: "token の無い authenticated_user へのエラー（ステータスとコード。文書に両方の行がある）", EN: "error of authenticated_user without a token, as status and code: the documentation has a row for either"}, Source: docsErrors},
	{Name: "api_key_error", Scope: profile.OfProvider, Default: "current", Values: []string{"current", "older"}, Confidence: profile.Seen,
		Says: text.Both{JA: "APIキーのエラーの形（401・古い 400）", EN: "shape of the API key's error: 401, or the older 400"}, Source: docsErrors},
	{Name: "friendship", Scope: profile.OfProvider, Default: "true", Values: []string{"true", "false"}, Confidence: profile.Documented,
		Says: text.Both{JA: "LINE公式アカウントの友だち状態", EN: "LINE friendship as told"}, Source: "https://docs.socialplus.jp/api-references/user-profiles/line_friendship_status"},
	{Name: "rate_limit", Scope: profile.OfProvider, Default: "0", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "開発用サービスのAPI呼び出しの上限（毎分。0 は無し）", EN: "API calls a minute of a development service; 0 is no limit"}},
	{Name: "api_key", Scope: profile.OfClient, Default: "", Confidence: profile.Seen,
		Says: text.Both{JA: "Web API のキー（秘密）", EN: "key of the Web API, a secret"}, Source: "github.com/feedforce/social_plus-web_api"},
	{Name: "console_items", Scope: profile.OfClient, Default: strings.Join(everyItem, " "), Confidence: profile.Documented,
		Says: text.Both{JA: "個人情報取得設定の項目（ワンタイムトークン方式。空白区切り）", EN: "items ticked in the console, for one-time tokens, separated by spaces"}, Source: docsLegacy},
	{Name: "not_offered", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says: text.Both{JA: "個人情報の5条件: ログインプロバイダが提供しない項目（例 line.email。空白区切り）", EN: "one of five conditions of personal data: items that a login provider does not offer, for example line.email, separated by spaces"}, Source: docsLegacy},
	{Name: "not_allowed", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says: text.Both{JA: "個人情報の5条件: ログインプロバイダ側の設定で利用を許されていない項目（例 line.email。空白区切り）", EN: "one of five conditions of personal data: items that the client at a login provider is not allowed, for example line.email, separated by spaces"}, Source: docsLegacy},
	{Name: "not_requested", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says: text.Both{JA: "個人情報の5条件: 要求や設定で求めていない項目（例 line.email。空白区切り）", EN: "one of five conditions of personal data: items that are not asked for, for example line.email, separated by spaces"}, Source: docsLegacy},
	{Name: "not_registered", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says: text.Both{JA: "個人情報の5条件: 利用者が登録していない項目（例 line.email。空白区切り）", EN: "one of five conditions of personal data: items that people have not registered, for example line.email, separated by spaces"}, Source: docsLegacy},
	{Name: "not_consented", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says: text.Both{JA: "個人情報の5条件: 利用者が同意しない項目（例 line.email。空白区切り）", EN: "one of five conditions of personal data: items that people do not consent to, for example line.email, separated by spaces"}, Source: docsLegacy},
}

// quirks are how Social PLUS honestly differs from the textbook.
var quirks = []profile.Quirk{
	{ID: "socialplus-bare-issuer", Name: text.Both{JA: "URLでない iss", EN: "an issuer that is no address"},
		RP:   text.Both{JA: "設定したサービスIDと一字一句比べる", EN: "compares with the configured service ID, letter by letter"},
		Rule: "IDT-QUIRK", Confidence: profile.Documented, Source: docsToken},
	{ID: "socialplus-null-key", Name: text.Both{JA: "null の primary_key", EN: "a primary_key of null"},
		RP:   text.Both{JA: "未連携とみなし、null で会員を探さない", EN: "takes the person for unlinked and looks nobody up by null"},
		Rule: "SP-UNLINKED", Confidence: profile.Unknown, Source: "https://docs.socialplus.jp/social-login/overview/registration",
		Bend: bend.Everywhere(func(o *token.Object, _ bend.Context) {
			if _, ok := o.Get("primary_key"); !ok {
				o.Set("primary_key", nil)
			}
		})},
	{ID: "socialplus-no-profile", Name: text.Both{JA: "名前もメールアドレスも無いIDトークン", EN: "an ID token without name and address"},
		RP:   text.Both{JA: "個人情報が無くてもログインさせる", EN: "signs the person in without personal data"},
		Rule: "IDT-CLAIMS", Confidence: profile.Documented, Source: docsLegacy,
		Bend: bend.Everywhere(func(o *token.Object, _ bend.Context) {
			for _, p := range personal {
				o.Delete(p.Name)
			}
		})},
	{ID: "socialplus-no-email", Name: text.Both{JA: "空の email と null の profile", EN: "an empty email list and a null profile"},
		RP:   text.Both{JA: "無いものとして扱い、配列の先頭を当てにしない", EN: "takes them for missing and relies on no first entry"},
		Rule: "SP-PROFILE", Confidence: profile.Seen, Source: "github.com/feedforce/social_plus-web_api",
		Bend: own("authenticated_user", func(a *bend.Answer, _ bend.Context) {
			a.Members.Set("profile", nil)
			a.Members.Set("email", []string{})
		})},
	{ID: "socialplus-empty-provider", Name: text.Both{JA: "空のプロバイダー別個人情報", EN: "an empty object for a login provider"},
		RP:   text.Both{JA: "個人情報が無いものとして扱う", EN: "takes personal data for missing"},
		Rule: "SP-PROFILE", Confidence: profile.Documented, Source: "https://docs.socialplus.jp/api-references/user-profiles/profile_from_providers",
		Bend: own("profile_from_providers", func(a *bend.Answer, _ bend.Context) {
			for i := range a.Members {
				if a.Members[i].Name != "status" {
					a.Members[i].Value = token.Object{}
				}
			}
		})},
	{ID: "socialplus-no-friend", Name: text.Both{JA: "LINE公式アカウントの友だちでない人", EN: "somebody who is no friend of the official LINE account"},
		RP:   text.Both{JA: "友だちでないと伝え、ほかは変えない", EN: "says that they are none, and changes nothing else"},
		Rule: "SP-FRIEND", Confidence: profile.Documented, Source: "https://docs.socialplus.jp/api-references/user-profiles/line_friendship_status",
		Bend: own("line/friendship_status", func(a *bend.Answer, _ bend.Context) {
			if _, told := a.Members.Get("friendship_status"); told {
				a.Members.Set("friendship_status", false)
			}
		})},
	{ID: "socialplus-previous-url", Name: text.Both{JA: "戻り先を指す余分なパラメーター", EN: "an extra parameter that names where to go"},
		RP:   text.Both{JA: "応答の中の戻り先に従わない", EN: "follows no address in a response"},
		Rule: "CB-UNKNOWN", Confidence: profile.Seen, Source: "github.com/webmasternoor/tougou_db",
		Bend: bend.Bend{Callback: func(p *bend.Params, _ bend.Context) { p.Set("previous_url", "https://evil.example/") }}},
}

// own is a bend of an endpoint that only Social PLUS has.
func own(endpoint string, change func(*bend.Answer, bend.Context)) bend.Bend {
	return bend.Bend{Own: &bend.Own{Endpoint: endpoint, Change: change}}
}
