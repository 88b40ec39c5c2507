package google

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/profile"
)

var consentRules = profile.ConsentRules{
	Scopes: func(r profile.Request) []string {
		var scopes []string
		for _, s := range r.Words("scope") {
			if c := canonical(s); !slices.Contains(scopes, c) {
				scopes = append(scopes, c)
			}
		}
		// With email or profile alone comes openid.
		if identityScope(scopes) && !slices.Contains(scopes, "openid") && r.Set.Is("implied_openid", "granted") {
			scopes = append([]string{"openid"}, scopes...)
		}
		return scopes
	},
	Lasts: func(r profile.Request, scopes []string) time.Duration {
		if expires7Days(r.Client, scopes) {
			return testingLife
		}
		return 0
	},
	Forces: func(r profile.Request) bool { return r.Get("approval_prompt") == "force" },
	Adds:   func(r profile.Request) bool { return r.Get("include_granted_scopes") == "true" },
	// Sign-in scopes are all or nothing; every other one has a box of its own.
	Items: []profile.ConsentItem{
		{Scope: "openid", Label: text.Both{JA: "Google での本人情報との関連付け", EN: "Associate you with your personal info on Google"}, Required: true},
		{Scope: emailScope, Label: text.Both{JA: "メールアドレス", EN: "Email address"}, Required: true},
		{Scope: profileScope, Label: text.Both{JA: "名前、言語設定、プロフィール写真", EN: "Name, language and profile picture"}, Required: true},
		{Scope: "https://www.googleapis.com/auth/calendar", Label: text.Both{JA: "Google カレンダーの閲覧、編集、共有、完全な削除", EN: "See, edit, share and permanently delete all calendars"}},
	},
	Pages: granular,
	// An address that was renamed is told once the person consents anew.
	Keeps: func(before, now persona.Person, _ profile.Settings) persona.Person {
		now.Email, now.EmailVerified = before.Email, before.EmailVerified
		return now
	},
	Chooses: func(r profile.Request) bool { return r.Asks("prompt", "select_account") },
}

// granular asks for signing in first, all or nothing, and for everything else on a
// second page, box by box.
// Source: https://developers.google.com/identity/protocols/oauth2/resources/granular-permissions
func granular(_ profile.Authn, one profile.ConsentPage) []profile.ConsentPage {
	var first, second []profile.ConsentItem
	for _, item := range one.Items {
		if item.Required {
			first = append(first, item)
		} else {
			second = append(second, item)
		}
	}
	if len(first) == 0 || len(second) == 0 {
		return []profile.ConsentPage{one}
	}
	one.Items = first
	return []profile.ConsentPage{one, {Items: second, Heading: text.Both{
		JA: "アプリがアクセスできる情報の選択", EN: "Select what the app can access"}}}
}

var screens = profile.Screens{
	Brand: "Google", Colour: "#0b57d0",
	SignIn:  text.Both{JA: "アカウントの選択", EN: "Choose an account"},
	Other:   text.Both{JA: "別のアカウントを使用", EN: "Use another account"},
	Consent: text.Both{JA: "Google でログイン", EN: "Sign in with Google"},
	Approve: text.Both{JA: "続行", EN: "Continue"},
	Cancel:  text.Both{JA: "キャンセル", EN: "Cancel"},
	Error:   text.Both{JA: "アクセスをブロック", EN: "Access blocked"},
	Hint:    "login_hint",
	ErrorAt: func(refusal profile.Refusal, r profile.Request) string {
		message, encoding := errorMessage(refusal, r.Params), base64.StdEncoding
		if r.Set.Is("auth_error_encoding", "url") {
			encoding = base64.URLEncoding
		}
		query := url.Values{"authError": {encoding.EncodeToString(message)}, "flowName": {"GeneralOAuthFlow"}}
		if r.Has("client_id") {
			query.Set("client_id", r.Get("client_id"))
		}
		return errorPage + "?" + query.Encode()
	},
	ErrorStatus: func(refusal profile.Refusal, set profile.Settings) int {
		if set.Is("error_page_status", "200") {
			return http.StatusOK
		}
		return refusal.Status
	},
	ErrorHead: errorHead,
	ErrorCode: func(r profile.Refusal) string { return fmt.Sprintf("エラー %d: %s", r.Status, r.Code) },
	ErrorOf:   func(query url.Values) profile.Refusal { return decodeError(query.Get("authError")) },
}

// errorHead is the heading of an error page, as far as it was seen.
func errorHead(r profile.Refusal, client string) text.Both {
	if client == "" {
		client = "このアプリ"
	}
	switch r.Code {
	case "access_denied":
		return text.Both{JA: "アクセスをブロック: " + client + " は Google の審査プロセスを完了していません", EN: "Access blocked: " + client + " has not completed the Google verification process"}
	case "disallowed_useragent":
		return text.Both{JA: "アクセスをブロックしました。" + client + " のリクエストは Google のポリシーに準拠していません", EN: "Access blocked: " + client + "'s request does not comply with Google's policies"}
	case "redirect_uri_mismatch", "invalid_request":
		return text.Both{JA: "アクセスをブロック: このアプリのリクエストは無効です", EN: "Access blocked: This app's request is invalid"}
	}
	return text.Both{JA: "アクセスをブロック: 認証エラー", EN: "Access blocked: Authorization Error"}
}

// The fields of the message in authError, as decoded from live error pages:
// code, text, help address, status shown on the page, and the request's details.
const (
	fieldCode, fieldText, fieldHelp, fieldStatus, fieldDetail = 1, 2, 3, 4, 5

	detailName, detailValue = 1, 2

	wireVarint, wireBytes = 0, 2
)

const help = "https://developers.google.com/identity/protocols/oauth2"

func errorMessage(r profile.Refusal, params url.Values) []byte {
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
	return b
}

func appendText(b []byte, field byte, s string) []byte {
	b = append(b, field<<3|wireBytes)
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

// decodeError reads what errorMessage wrote, in either base64; anything else is a general refusal.
func decodeError(encoded string) profile.Refusal {
	general := profile.Refusal{Status: http.StatusBadRequest, Code: "invalid_request"}
	b, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		if b, err = base64.URLEncoding.DecodeString(encoded); err != nil {
			return general
		}
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
		if tag&7 != wireBytes || n > uint64(len(b)) {
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
