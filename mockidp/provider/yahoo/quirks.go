package yahoo

import (
	"net/http"
	"strconv"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// quirks are how Yahoo! JAPAN honestly differs from the textbook. Those without a
// bend are in every answer.
var quirks = []profile.Quirk{
	{ID: "yahoo-aud-array", Name: text.Both{JA: "いつも配列の aud", EN: "aud is always an array"},
		RP:   text.Both{JA: "配列の中に自分の client_id を探す", EN: "looks for its client_id in the array"},
		Rule: "IDT-QUIRK", Confidence: profile.Documented, Source: manual + "id_token.html"},
	{ID: "yahoo-four-weeks", Name: text.Both{JA: "28日間有効なIDトークン", EN: "an ID token that is good for 28 days"},
		RP:   text.Both{JA: "exp に頼らず、iat が近いことを確かめる", EN: "does not rely on exp, and checks that iat is near"},
		Rule: "IDT-AGE", Confidence: profile.Seen, Source: manual + "id_token.html"},
	{ID: "yahoo-second-host", Name: text.Both{JA: "別ドメインの属性取得API", EN: "UserInfo in another domain"},
		RP:   text.Both{JA: "ディスカバリーのアドレスを使い、issuer から組み立てない", EN: "takes the address from discovery, and builds none from the issuer"},
		Rule: "UIN-ADDRESS", Confidence: profile.Documented, Source: manual + "hybrid/configuration.html"},
	{ID: "yahoo-state-only", Name: text.Both{JA: "state だけの「同意しない」", EN: "a no that is told by state alone"},
		RP:   text.Both{JA: "利用者の取り消しとして扱う", EN: "treats it as the person's choice"},
		Rule: "CB-CANCEL", Confidence: profile.Documented, Source: manual + "hybrid/authorization.html"},
	{ID: "yahoo-refresh-kept", Name: text.Both{JA: "refresh_token も id_token も無い更新の応答", EN: "a refresh that gives neither refresh_token nor id_token"},
		RP:   text.Both{JA: "手元のリフレッシュトークンを使い続ける", EN: "keeps the refresh token it has"},
		Rule: "REF-KEEP", Confidence: profile.Seen, Source: "github.com/tona0516/yconnect-cli"},

	attributesRefused("yahoo-attributes-unreviewed", "属性取得APIの審査を通っていない 403", "403 from UserInfo for want of a review",
		profile.ScopeLacking, profile.Settings{"www_authenticate": "gateway", "insufficient_scope_status": strconv.Itoa(http.StatusForbidden)}, profile.Inferred),
	attributesRefused("yahoo-attributes-unreviewed-unauthorized", "属性取得APIの審査を通っていない 401", "401 from UserInfo for want of a review",
		profile.ScopeLacking, profile.Settings{"www_authenticate": "2018", "insufficient_scope_status": strconv.Itoa(http.StatusUnauthorized)}, profile.Inferred),
	attributesRefused("yahoo-attributes-expired", "Bearer の語の無い属性取得APIの 401", "401 from UserInfo without the word Bearer",
		profile.BearerExpired, profile.Settings{"www_authenticate": "2018"}, profile.Documented),

	{ID: "yahoo-ppid", Name: text.Both{JA: "50文字の PPID に変わった sub", EN: "a subject that has become a PPID of 50 characters"},
		RP:   text.Both{JA: "sub の長さや文字を限らず、別の sub の人を黙って同じ会員にしない", EN: "asks for no length or letters of sub, and makes nobody of another sub the same member in silence"},
		Rule: "ACC-SUB", Confidence: profile.Documented, Source: faq,
		Bend: bend.Bend{Both: true, Claims: ppid, Who: ppid}},
	userInfoOf("yahoo-email-verified-text", "文字列の email_verified", "email_verified as a string", "文字列の true だけを確認済みとみなす", "takes the text true alone for verified",
		"UIN-TYPES", profile.Documented, func(a *bend.Answer, _ bend.Context) {
			if verified, ok := a.Members.Get("email_verified"); ok {
				a.Members.Set("email_verified", strconv.FormatBool(verified == true))
			}
		}),
	userInfoOf("yahoo-email-verified-absent", "email_verified の省略", "no email_verified", "確認されていないとみなす", "takes it for not verified",
		"UIN-CLAIMS", profile.Inferred, func(a *bend.Answer, _ bend.Context) { a.Members.Delete("email_verified") }),
	userInfoOf("yahoo-kana-empty", "空の読みがな", "empty readings of the name", "空でも無くても受け付ける", "copes with empty and with absent ones",
		"UIN-CLAIMS", profile.Seen, func(a *bend.Answer, _ bend.Context) {
			a.Members.Set("given_name#ja-Kana-JP", "")
			a.Members.Set("family_name#ja-Kana-JP", "")
		}),

	claimOf("yahoo-amr-passkey", "パスワードでない amr", "an amr other than pwd", func(c *token.Object) { c.Set("amr", []string{"hwk", "user"}) }),
	claimOf("yahoo-amr-empty", "空の amr", "an empty amr", func(c *token.Object) { c.Set("amr", []string{}) }),
	claimOf("yahoo-amr-absent", "無い amr", "no amr at Yahoo! JAPAN", func(c *token.Object) { c.Delete("amr") }),
	claimOf("yahoo-at-hash-absent", "at_hash の省略", "no at_hash", func(c *token.Object) { c.Delete("at_hash") }),

	{ID: "yahoo-expires-in-text", Name: text.Both{JA: "文字列の expires_in", EN: "expires_in as a string"},
		RP:   text.Both{JA: "数でも文字列でも読む", EN: "reads a number and a string"},
		Rule: "TOK-LIFETIME", Confidence: profile.Seen, Source: "github.com/tona0516/yconnect-cli",
		Bend: bend.Bend{Token: func(a *bend.Answer, _ bend.Context) {
			if _, ok := a.Members.Get("expires_in"); ok {
				a.Members.Set("expires_in", strconv.Itoa(int(accessLife.Seconds())))
			}
		}}},
	{ID: "yahoo-error-in-old-shape", Name: text.Both{JA: "文字列の error_code と null の説明", EN: "error_code as a string and a null description"},
		RP:   text.Both{JA: "error だけを見る", EN: "looks at error alone"},
		Rule: "SES-PAGE", Confidence: profile.Seen, Source: "github.com/Lewuathe/passport-yj",
		Bend: bend.Bend{Token: func(a *bend.Answer, _ bend.Context) {
			if _, failed := a.Members.Get("error"); failed {
				a.Members.Set("error_description", nil)
				a.Members.Set(errorCode, "901")
			}
		}}},
	{ID: "yahoo-error-alone", Name: text.Both{JA: "error_code も説明も無いエラー応答", EN: "an error response without number and description"},
		RP:   text.Both{JA: "error があればエラーとして扱う", EN: "treats it as an error for its error alone"},
		Rule: "CB-ERROR-CODE", Confidence: profile.Inferred, Source: "github.com/yahoojapan/yjlogin-android-sdk",
		Bend: bend.Bend{Callback: func(p *bend.Params, _ bend.Context) {
			if p.Get("error") != "" {
				p.Delete("error_description")
				p.Delete(errorCode)
			}
		}}},
	{ID: "yahoo-error-markup", Name: text.Both{JA: "説明にタグのあるエラー応答", EN: "an error response with markup in its description"},
		RP:   text.Both{JA: "説明を文字として出すか、出さない", EN: "shows the description as text or not at all"},
		Rule: "CB-MARKUP", Confidence: profile.Inferred, Source: "https://developer.yahoo.co.jp/yconnect/v2/hybrid/authorization.html",
		Bend: bend.Bend{Callback: func(p *bend.Params, _ bend.Context) {
			if p.Get("error") != "" {
				p.Set("error_description", bend.Markup)
			}
		}}},
}

func ppid(o *token.Object, x bend.Context) { o.Set("sub", PPID("D1", x.Subject)) }

func attributesRefused(id, ja, en string, f profile.UserInfoFailure, set profile.Settings, c profile.Confidence) profile.Quirk {
	return profile.Quirk{ID: id, Name: text.Both{JA: ja, EN: en},
		RP:   text.Both{JA: "IDトークンの sub でログインを続け、足りない情報は自分で尋ねる", EN: "goes on with the ID token's sub, and asks for what is missing itself"},
		Rule: "UIN-REFUSED", Confidence: c, Source: "https://developer.yahoo.co.jp/changelog/2022-06-15-yconnect18.html",
		Bend: bend.Bend{UserInfo: func(a *bend.Answer, _ bend.Context) { refusedAnswer(a, refuseAttributes(f, "", set)) }}}
}

func userInfoOf(id, ja, en, rpJA, rpEN, rule string, c profile.Confidence, change func(*bend.Answer, bend.Context)) profile.Quirk {
	return profile.Quirk{ID: id, Name: text.Both{JA: ja, EN: en}, RP: text.Both{JA: rpJA, EN: rpEN}, Rule: rule, Confidence: c,
		Source: manual + "userinfo.html", Bend: bend.Bend{UserInfo: change}}
}

func claimOf(id, ja, en string, change func(*token.Object)) profile.Quirk {
	return profile.Quirk{ID: id, Name: text.Both{JA: ja, EN: en}, RP: text.Both{JA: "受け付ける", EN: "accepts it"},
		Rule: "IDT-OPTIONAL", Confidence: profile.Inferred, Source: manual + "id_token.html",
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { change(c) }}}
}
