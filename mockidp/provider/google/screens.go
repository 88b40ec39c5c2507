package google

import (
	"encoding/base64"
	"encoding/binary"
	"net/url"
	"slices"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
)

var consentRules = profile.ConsentRules{
	Scopes: func(r profile.Request) []string {
		scopes := []string{"openid"} // granted even where only email or profile was asked for
		for _, s := range r.Words("scope") {
			if c := canonical(s); !slices.Contains(scopes, c) {
				scopes = append(scopes, c)
			}
		}
		return scopes
	},
	Lasts: func([]string, profile.Settings) time.Duration { return 0 },
	// Sign-in scopes are all or nothing; every other one has a box of its own.
	Items: []profile.ConsentItem{
		{Scope: "openid", Label: text.Both{JA: "Google での本人情報との関連付け", EN: "Associate you with your personal info on Google"}, Required: true},
		{Scope: emailScope, Label: text.Both{JA: "メールアドレス", EN: "Email address"}, Required: true},
		{Scope: profileScope, Label: text.Both{JA: "名前、言語設定、プロフィール写真", EN: "Name, language and profile picture"}, Required: true},
		{Scope: "https://www.googleapis.com/auth/calendar", Label: text.Both{JA: "Google カレンダーの閲覧、編集、共有、完全な削除", EN: "See, edit, share and permanently delete all calendars"}},
	},
	Chooses: func(r profile.Request) bool { return r.Asks("prompt", "select_account") },
}

var screens = profile.Screens{
	Brand: "Google", Colour: "#0b57d0",
	SignIn:  text.Both{JA: "アカウントの選択", EN: "Choose an account"},
	Other:   text.Both{JA: "別のアカウントを使用", EN: "Use another account"},
	Consent: text.Both{JA: "Google でログイン", EN: "Sign in with Google"},
	Approve: text.Both{JA: "続行", EN: "Continue"},
	Cancel:  text.Both{JA: "キャンセル", EN: "Cancel"},
	Error:   text.Both{JA: "アクセスをブロック", EN: "Access blocked"},
	ErrorAt: func(refusal profile.Refusal, r profile.Request) string {
		return errorPage + "?" + url.Values{"authError": {encodeError(refusal, r.Params)}}.Encode()
	},
	ErrorOf: func(query url.Values) profile.Refusal { return decodeError(query.Get("authError")) },
}

// The fields of the message in authError, as decoded from live error pages:
// code, text, help address, status shown on the page, and the request's details.
const (
	fieldCode, fieldText, fieldHelp, fieldStatus, fieldDetail = 1, 2, 3, 4, 5

	detailName, detailValue = 1, 2

	wireVarint, wireBytes = 0, 2
)

const help = "https://developers.google.com/identity/protocols/oauth2"

func encodeError(r profile.Refusal, params url.Values) string {
	var b []byte
	b = appendText(b, fieldCode, r.Code)
	b = appendText(b, fieldText, r.Description)
	b = appendText(b, fieldHelp, help)
	b = append(b, fieldStatus<<3|wireVarint)
	b = binary.AppendUvarint(b, uint64(r.Status))
	for _, name := range []string{"access_type", "response_type", "redirect_uri", "scope"} {
		if params.Has(name) {
			detail := appendText(appendText(nil, detailName, name), detailValue, params.Get(name))
			b = appendText(b, fieldDetail, string(detail))
		}
	}
	return base64.StdEncoding.EncodeToString(b)
}

func appendText(b []byte, field byte, s string) []byte {
	b = append(b, field<<3|wireBytes)
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

// decodeError reads what encodeError wrote; anything else is a general refusal.
func decodeError(encoded string) profile.Refusal {
	general := profile.Refusal{Status: 400, Code: "invalid_request"}
	b, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return general
	}
	refusal := general
	for len(b) > 0 {
		tag := b[0]
		n, size := binary.Uvarint(b[1:])
		if size <= 0 {
			return general
		}
		b = b[1+size:]
		if tag&7 == wireVarint {
			if tag>>3 == fieldStatus && n >= 400 && n < 600 {
				refusal.Status = int(n)
			}
			continue
		}
		if n > uint64(len(b)) {
			return general
		}
		switch tag >> 3 {
		case fieldCode:
			refusal.Code = string(b[:n])
		case fieldText:
			refusal.Description = string(b[:n])
		}
		b = b[n:]
	}
	return refusal
}
