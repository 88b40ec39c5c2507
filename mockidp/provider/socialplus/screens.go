package socialplus

import (
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
)

// consentRules ask nothing: the login provider does.
var consentRules = profile.ConsentRules{
	Scopes: func(r profile.Request) []string { return r.Words("scope") },
	Lasts:  func(profile.Request, []string) time.Duration { return 0 },
	Items: []profile.ConsentItem{
		{Scope: "openid", Label: text.Both{JA: "ユーザー識別子", EN: "user identifiers"}, Required: true},
		{Scope: "profile", Label: text.Both{JA: "氏名など", EN: "name and the like"}},
		{Scope: "email", Label: text.Both{JA: "メールアドレス", EN: "e-mail address"}},
		{Scope: "address", Label: text.Both{JA: "住所", EN: "address"}},
		{Scope: "phone", Label: text.Both{JA: "電話番号", EN: "telephone number"}},
	},
}

// screens have only an error page: in a login that succeeds nobody sees Social PLUS.
var screens = profile.Screens{
	Brand: "ソーシャルPLUS", Colour: "#1f5f8b",
	SignIn:  text.Both{JA: "ログイン", EN: "Sign in"},
	Other:   text.Both{JA: "別のアカウントを使用", EN: "Use another account"},
	Consent: text.Both{JA: "同意", EN: "Consent"},
	Approve: text.Both{JA: "続ける", EN: "Continue"},
	Cancel:  text.Both{JA: "キャンセル", EN: "Cancel"},
	Error:   text.Both{JA: "エラー", EN: "Error"},
}
