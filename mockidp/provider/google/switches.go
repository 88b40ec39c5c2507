package google

import (
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

const reference = "https://developers.google.com/identity/openid-connect/reference"

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
	{Name: "status", Scope: profile.OfClient, Default: "active", Values: []string{"active", "deleted", "disabled"}, Confidence: profile.Documented,
		Says: text.Both{JA: "クライアントの状態", EN: "state of the client"}},
	{Name: "publishing", Scope: profile.OfClient, Default: "production", Values: []string{"production", "testing"}, Confidence: profile.Documented,
		Says: text.Both{JA: "公開ステータス", EN: "publishing status"}, Source: "https://support.google.com/cloud/answer/15549945"},
	{Name: "test_users", Scope: profile.OfClient, Default: "", Confidence: profile.Documented,
		Says: text.Both{JA: "テストユーザーのペルソナ（空白区切り）", EN: "personas that are test users, separated by spaces"}},
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
