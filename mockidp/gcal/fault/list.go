package fault

import (
	"slices"

	"torii/fixtures/text"
)

const (
	insert = "calendar.events.insert"
	patch  = "calendar.events.patch"
	update = "calendar.events.update"
	list   = "calendar.events.list"
)

// All returns the catalogue.
func All() []Fault {
	return []Fault{
		{"token-propagation", text.Both{JA: "委任の反映待ち", EN: "a delegation that is still spreading"}, "CAL-DELEGATION", []string{Token},
			[]Reply{{Refusal: "T11"}, {Refusal: "T11"}, {Refusal: "T11"}}},
		{"token-flapping", text.Both{JA: "委任が反映されたりされなかったりする", EN: "a delegation that flaps"}, "CAL-DELEGATION", []string{Token},
			[]Reply{{Refusal: "T11"}, {}, {Refusal: "T13"}, {}}},
		{"token-no-verifier", text.Both{JA: "鍵の参照の一時的な失敗", EN: "a passing fault in looking up keys"}, "CAL-RETRY", []string{Token}, []Reply{{Refusal: "T10"}}},
		{"token-backend", text.Both{JA: "カレンダー用トークンの 500", EN: "500 from the calendar's token endpoint"}, "CAL-RETRY", []string{Token}, []Reply{{Refusal: "T25"}, {Refusal: "T25"}}},
		{"token-no-access", text.Both{JA: "アクセストークンの無い成功応答", EN: "a success without access token"}, "CAL-TOKEN", []string{Token}, []Reply{{NoAccess: true}}},
		{"token-clock", text.Both{JA: "時計のずれとして断られる", EN: "the clock is found wrong"}, "CAL-CLOCK", []string{Token}, []Reply{{Refusal: "T7"}}},
		{"token-502", text.Both{JA: "カレンダー用トークンの HTML の 502", EN: "an HTML 502 from the calendar's token endpoint"}, "CAL-HTML", []string{Token}, []Reply{{Status: 502, HTML: true}}},
		{"token-restricted", text.Both{JA: "制限されたアカウント", EN: "a restricted account"}, "CAL-STOP", []string{Token}, []Reply{{Refusal: "T14"}}},
		{"token-client-disabled", text.Both{JA: "無効にされたクライアント", EN: "a disabled client"}, "CAL-STOP", []string{Token}, []Reply{{Refusal: "T20"}}},
		{"token-client-deleted", text.Both{JA: "削除されたクライアント", EN: "a deleted client"}, "CAL-STOP", []string{Token}, []Reply{{Refusal: "T21"}}},
		{"token-org-internal", text.Both{JA: "組織内に限られたクライアント", EN: "a client of one organisation only"}, "CAL-STOP", []string{Token}, []Reply{{Refusal: "T24"}}},
		{"token-forbidden", text.Both{JA: "使えないとされたアカウント", EN: "a forbidden account"}, "CAL-STOP", []string{Token}, []Reply{{Refusal: "T19"}}},
		{"token-client-invalid", text.Both{JA: "設定の違うクライアント", EN: "a misconfigured client"}, "CAL-STOP", []string{Token}, []Reply{{Refusal: "T22"}}},
		{"token-policy", text.Both{JA: "管理者の方針で禁じられたスコープ", EN: "a scope that a policy blocks"}, "CAL-STOP", []string{Token}, []Reply{{Refusal: "T23"}}},
		{"forbidden", text.Both{JA: "許されない操作としての拒否", EN: "a plain refusal"}, "CAL-STOP", nil, []Reply{{Error: "E11"}, {Error: "E11"}, {Error: "E11"}}},
		{"method-blocked", text.Both{JA: "止められたメソッド", EN: "a blocked method"}, "CAL-STOP", nil, []Reply{{Error: "E12"}, {Error: "E12"}, {Error: "E12"}}},
		{"rate-limit", text.Both{JA: "呼び出し過多(403、429)の後に成功", EN: "rate limits as 403 and as 429, then success"}, "CAL-RETRY", nil,
			[]Reply{{Error: "E6"}, {Error: "E6", Status: 429}}},
		{"user-rate-limit", text.Both{JA: "利用者ごとの呼び出し過多", EN: "the user's rate limit"}, "CAL-RETRY", nil, []Reply{{Error: "E5"}, {Error: "E6b"}}},
		{"usage-limit", text.Both{JA: "カレンダーの利用上限", EN: "calendar usage limits"}, "CAL-USAGE", []string{insert, patch, update},
			[]Reply{{Error: "E7"}, {Error: "E7"}, {Error: "E7"}, {Error: "E7"}, {Error: "E7"}}},
		{"backend-500", text.Both{JA: "カレンダーの 500", EN: "500 from the calendar"}, "CAL-RETRY", nil, []Reply{{Error: "E21"}}},
		{"backend-503", text.Both{JA: "カレンダーの 503", EN: "503 from the calendar"}, "CAL-RETRY", nil, []Reply{{Error: "E22"}, {Error: "E22"}}},
		{"backend-down", text.Both{JA: "カレンダーが落ちたままになる", EN: "the calendar stays down"}, "CAL-TROUBLE", nil, slices.Repeat([]Reply{{Error: "E22"}}, 6)},
		{"html-502", text.Both{JA: "カレンダーの HTML の 502", EN: "an HTML 502 from the calendar"}, "CAL-HTML", nil, []Reply{{Status: 502, HTML: true}}},
		{"html-504", text.Both{JA: "カレンダーの HTML の 504", EN: "an HTML 504 from the calendar"}, "CAL-HTML", nil, []Reply{{Status: 504, HTML: true}}},
		{"lost-answer", text.Both{JA: "登録された後に応答が失われる", EN: "the event is stored and the answer lost"}, "CAL-IDEMPOTENT", []string{insert}, []Reply{{Commit: true, Cut: true}}},
		{"lost-answer-503", text.Both{JA: "登録された後の 503", EN: "the event is stored and 503 answered"}, "CAL-IDEMPOTENT", []string{insert}, []Reply{{Commit: true, Error: "E22"}}},
		{"silent", text.Both{JA: "応答しないカレンダー", EN: "a silent calendar"}, "CAL-TIMEOUT", nil, []Reply{{Silent: true}}},
		{"token-expired", text.Both{JA: "途中でトークンが失効する", EN: "the token expires between calls"}, "CAL-REFRESH", nil, []Reply{{Do: ExpireTokens}}},
		{"token-always-refused", text.Both{JA: "新しいトークンも拒まれる", EN: "fresh tokens are refused too"}, "CAL-REFRESH", nil,
			[]Reply{{Error: "E2"}, {Error: "E2"}, {Error: "E2"}, {Error: "E2"}}},
		{"delegation-revoked", text.Both{JA: "委任が途中で取り消される", EN: "the delegation is revoked mid-life"}, "CAL-STOP", nil, []Reply{{Do: Revoke}}},
		{"key-deleted", text.Both{JA: "鍵が途中で削除される", EN: "the key is deleted mid-life"}, "CAL-STOP", nil, []Reply{{Do: DeleteKey}}},
		{"sender-suspended", text.Both{JA: "予約元ユーザーが停止される", EN: "the sender is suspended"}, "CAL-STOP", nil, []Reply{{Do: Suspend}}},
		{"sync-lost", text.Both{JA: "同期トークンの失効", EN: "sync tokens die"}, "CAL-SYNC", []string{list}, []Reply{{Do: ForgetSync}}},
		{"empty-page", text.Both{JA: "空のページと続き", EN: "an empty page with a next one"}, "CAL-PAGES", []string{list}, []Reply{{Empty: true}}},
		{"edited-meanwhile", text.Both{JA: "担当者が画面で予定を直す", EN: "a recruiter edits the event meanwhile"}, "CAL-CONFLICT", []string{patch, update}, []Reply{{Do: EditByHand}}},
	}
}
