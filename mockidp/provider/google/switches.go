package google

import (
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

const (
	reference      = "https://developers.google.com/identity/openid-connect/reference"
	securityBundle = "https://developers.google.com/identity/siwg/security-bundle"
)

var switches = []profile.Switch{
	{Name: "iss_parameter", Scope: profile.OfProvider, Default: "announced", Values: []string{"announced", "sent", "absent"}, Confidence: profile.Documented,
		Says:   text.Both{JA: "認可応答の iss（告知して送る・告知せず送る・送らない）", EN: "iss of the authorization response: announced and sent, sent only, absent"},
		Source: reference},
	{Name: "iss_on_error", Scope: profile.OfProvider, Default: "sent", Values: []string{"sent", "absent"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "エラー応答にも iss を付けるか", EN: "whether error responses carry iss too"}},
	{Name: "issuer_spelling", Scope: profile.OfProvider, Default: "https", Values: []string{"https", "bare"}, Confidence: profile.Documented,
		Says: text.Both{JA: "IDトークンの iss の綴り", EN: "spelling of iss in ID tokens"}, Source: reference},
	{Name: "prompt_none_error", Scope: profile.OfProvider, Default: "interaction_required", Values: []string{"interaction_required", "login_required", "access_denied"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "prompt=none が通らないときのエラー", EN: "error of a failing prompt=none"}},
	{Name: "embedded_browsers", Scope: profile.OfProvider, Default: "blocked", Values: []string{"blocked", "allowed"}, Confidence: profile.Documented,
		Says: text.Both{JA: "アプリ内ブラウザーの扱い", EN: "what in-app browsers get"}},
	{Name: "response_modes", Scope: profile.OfProvider, Default: "query fragment form_post", Confidence: profile.Inferred,
		Says:   text.Both{JA: "ディスカバリーの response_modes_supported（空白区切り。空なら項目ごと無し）", EN: "response_modes_supported of discovery, separated by spaces; empty leaves the member out"},
		Source: reference},
	{Name: "discovery_cache_seconds", Scope: profile.OfProvider, Default: "3600", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "ディスカバリーの max-age（秒）", EN: "max-age of discovery in seconds"}},
	{Name: "response_type_error", Scope: profile.OfProvider, Default: "unsupported_response_type", Values: []string{"unsupported_response_type", "invalid_request"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "使えない response_type のエラー画面のコード", EN: "code on the error page for an unusable response_type"}},
	{Name: "error_page_status", Scope: profile.OfProvider, Default: "as-shown", Values: []string{"as-shown", "200"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "エラー画面のHTTPステータス（画面に書かれた番号・200）", EN: "HTTP status of the error page: the number on it, or 200"}},
	{Name: "auth_error_encoding", Scope: profile.OfProvider, Default: "standard", Values: []string{"standard", "url"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "authError の base64 の種類", EN: "base64 variant of authError"}},
	{Name: "policy_errors", Scope: profile.OfProvider, Default: "page", Values: []string{"page", "callback"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "admin_policy_enforced と org_internal の行き先", EN: "where admin_policy_enforced and org_internal are told"}},
	{Name: "callback_fragment", Scope: profile.OfProvider, Default: "none", Values: []string{"none", "bare"}, Confidence: profile.Seen,
		Says:   text.Both{JA: "認可応答の末尾に # だけを付けるか", EN: "whether the response address ends in a bare #"},
		Source: "github.com/google/CodeCity/issues/268"},
	{Name: "implied_openid", Scope: profile.OfProvider, Default: "granted", Values: []string{"granted", "not-granted"}, Confidence: profile.Seen,
		Says: text.Both{JA: "email や profile だけの要求にも openid を与えるか", EN: "whether openid is granted where only email or profile was asked for"}},
	{Name: "code_seconds", Scope: profile.OfProvider, Default: "600", Number: true, Confidence: profile.Unknown,
		Says: text.Both{JA: "認可コードの寿命（秒）", EN: "lifetime of a code in seconds"}},
	{Name: "code_replay", Scope: profile.OfProvider, Default: "keep", Values: []string{"keep", "revoke"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "コードの二度目の使用で、発行済みのトークンを無効にするか", EN: "whether a code's second use ends the tokens already issued"}},
	{Name: "error_descriptions", Scope: profile.OfProvider, Default: "sent", Values: []string{"sent", "absent"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "トークンエンドポイントの error_description（文言は非公開）", EN: "error_description of the token endpoint, whose texts are undocumented"}},
	{Name: "legacy_iss", Scope: profile.OfProvider, Default: "same", Values: []string{"same", "bare"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "旧アドレス /o/oauth2/auth で始めたログインの iss", EN: "iss of logins begun at the legacy address /o/oauth2/auth"}},
	{Name: "consumer_domain", Scope: profile.OfProvider, Default: "gmail.example", Confidence: profile.Documented,
		Says: text.Both{JA: "個人アカウントのアドレスのドメイン（架空の gmail.example の代わり）", EN: "domain of consumer addresses, in place of the fictional gmail.example"}},
	{Name: "userinfo_challenge", Scope: profile.OfProvider, Default: "sent", Values: []string{"sent", "absent"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "UserInfo の 401 に WWW-Authenticate を付けるか", EN: "whether a 401 of UserInfo carries WWW-Authenticate"}},
	{Name: "userinfo_without_identity", Scope: profile.OfProvider, Default: "401", Values: []string{"401", "403"}, Confidence: profile.Unknown,
		Says: text.Both{JA: "本人の scope の無いトークンへの UserInfo のステータス", EN: "status of UserInfo for a token without identity scopes"}},
	{Name: "risc_issuer", Scope: profile.OfProvider, Default: "with-slash", Values: []string{"with-slash", "without-slash"}, Confidence: profile.Unknown,
		Says:   text.Both{JA: "セキュリティイベントの iss の末尾の斜線（文書が食い違う）", EN: "whether the issuer of security events ends in a slash; the documents disagree"},
		Source: "https://developers.google.com/identity/protocols/risc"},
	{Name: "status", Scope: profile.OfClient, Default: "active", Values: []string{"active", "deleted", "disabled"}, Confidence: profile.Documented,
		Says: text.Both{JA: "クライアントの状態", EN: "state of the client"}},
	{Name: "publishing", Scope: profile.OfClient, Default: "production", Values: []string{"production", "testing"}, Confidence: profile.Documented,
		Says: text.Both{JA: "公開ステータス", EN: "publishing status"}, Source: "https://support.google.com/cloud/answer/15549945"},
	{Name: "test_users", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says: text.Both{JA: "テストユーザーのペルソナ（空白区切り）", EN: "personas that are test users, separated by spaces"}},
	{Name: "session_age_claims", Scope: profile.OfClient, Default: "off", Values: []string{"off", "on"}, Confidence: profile.Documented,
		Says:   text.Both{JA: "auth_time を claims で求められるか（公開・確認済みのアプリ）", EN: "whether claims may ask for auth_time (published and verified applications)"},
		Source: securityBundle},
	{Name: "authentication_strength_claims", Scope: profile.OfClient, Default: "off", Values: []string{"off", "on"}, Confidence: profile.Documented,
		Says:   text.Both{JA: "amr を claims で求められるか（公開・確認済みのアプリ。分かる人だけ）", EN: "whether claims may ask for amr (published and verified applications, where known)"},
		Source: securityBundle},
	{Name: "user_type", Scope: profile.OfClient, Default: "external", Values: []string{"external", "internal"}, Confidence: profile.Documented,
		Says: text.Both{JA: "ユーザーの種類（外部・内部）", EN: "user type"}},
	{Name: "organization", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says: text.Both{JA: "内部アプリの組織のドメイン", EN: "domain of the organisation of an internal application"}},
}

// quirks are how Google honestly differs from the textbook.
var quirks = []profile.Quirk{
	{ID: "google-bare-issuer", Name: text.Both{JA: "https:// の無い iss", EN: "iss without https://"},
		RP:   text.Both{JA: "公表された二つの綴りだけを受け付ける", EN: "accepts the two documented spellings and no other"},
		Rule: "IDT-QUIRK", Confidence: profile.Documented, Source: reference,
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Set("iss", bareIssuer) }}},
	{ID: "google-no-profile-claims", Name: text.Both{JA: "名前も写真も無いIDトークン", EN: "an ID token without name and picture"},
		RP:   text.Both{JA: "名前が無くてもログインさせる", EN: "signs the person in without a name"},
		Rule: "IDT-CLAIMS", Confidence: profile.Documented, Source: reference,
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) {
			for _, name := range []string{"name", "given_name", "family_name", "picture"} {
				c.Delete(name)
			}
		}}},
	{ID: "google-callback-extras", Name: text.Both{JA: "認可応答の余分な項目", EN: "extra callback parameters"},
		RP:   text.Both{JA: "scope・authuser・hd・prompt を信用せず無視する", EN: "ignores scope, authuser, hd and prompt"},
		Rule: "CB-UNKNOWN", Confidence: profile.Seen, Source: "github.com/nilbuild/developer-roadmap/issues/9802"},
}
