package apple

import (
	"net/http"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// screens has the words of Apple's Japanese pages.
// Source: https://support.apple.com/ja-jp/102379
var screens = profile.Screens{
	Brand: "Apple Account", Colour: "#1d1d1f",
	SignIn:  text.Both{JA: "Apple Accountでサインイン", EN: "Sign in to Apple Account"},
	Other:   text.Both{JA: "別のApple Accountを使う", EN: "Use another Apple Account"},
	Consent: text.Both{JA: "Appleでサインイン", EN: "Sign in with Apple"},
	Approve: text.Both{JA: "続ける", EN: "Continue"},
	Cancel:  text.Both{JA: "キャンセル", EN: "Cancel"},
	Error:   text.Both{JA: "サインアップを完了できませんでした", EN: "Sign-up not completed"},

	CancelSignIn: func(profile.Settings) bool { return true },
	ErrorStatus: func(r profile.Refusal, set profile.Settings) int {
		if set.Is("error_page_status", "400") {
			return r.Status
		}
		return http.StatusOK
	},
	ErrorCode: func(r profile.Refusal) string { return r.Code },
	ErrorData: func(r profile.Refusal) token.Object {
		return token.Object{{Name: "direct", Value: token.Object{
			{Name: "errorMessage", Value: r.Description}, {Name: "errorCode", Value: r.Code}}}}
	},
	Machine: func(r profile.Refusal, _ profile.Settings) profile.WireError {
		return profile.WireError{Status: http.StatusBadRequest, Code: r.Code,
			Header: map[string]string{"Cache-Control": "no-store", "Pragma": "no-cache"}}
	},
}
