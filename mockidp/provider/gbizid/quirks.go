package gbizid

import (
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// quirks are how GビズID honestly differs from the textbook, by its own id.
func quirks(e environment) []profile.Quirk {
	all := []profile.Quirk{
		{ID: "expires-3599", Name: text.Both{JA: "3599 の expires_in", EN: "expires_in 3599"},
			RP:   text.Both{JA: "残りの秒数として受け付ける", EN: "takes it as the seconds that remain"},
			Rule: "TOK-LIFETIME", Confidence: profile.Inferred, Source: mitreid,
			Bend: bend.Bend{Token: func(a *bend.Answer, _ bend.Context) { a.Members.Set("expires_in", 3599) }}},
		{ID: "kid-in-payload", Name: text.Both{JA: "クレームの中の kid", EN: "kid among the claims"},
			RP:   text.Both{JA: "無視する", EN: "ignores it"},
			Rule: "IDT-CLAIMS", Confidence: profile.Inferred, Source: mitreid,
			Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) { c.Set("kid", x.Verifying.ID) }}},
		{ID: "without-auth-time", Name: text.Both{JA: "auth_time の無いIDトークン", EN: "an ID token without auth_time"},
			RP:   text.Both{JA: "求めていなければ無くても受け付ける", EN: "does without it unless it was asked for"},
			Rule: "IDT-OPTIONAL", Confidence: profile.Inferred, Source: mitreid,
			Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Delete("auth_time") }}},
		{ID: "state-first", Name: text.Both{JA: "state が code より前の認可応答", EN: "state before code in the response"},
			RP:   text.Both{JA: "パラメーターの順序に頼らない", EN: "relies on no order of parameters"},
			Rule: "CB-UNKNOWN", Confidence: profile.Inferred, Source: "RFC 6749, 4.1.2",
			Bend: bend.Bend{Callback: func(p *bend.Params, _ bend.Context) {
				state, code := p.Get("state"), p.Get("code")
				if code != "" {
					*p = bend.Params{{Name: "state", Value: state}, {Name: "session_state", Value: "x"}, {Name: "code", Value: code}}
				}
			}}},
		{ID: "kinds-as-numbers", Name: text.Both{JA: "数値の account_type と corp_type", EN: "account_type and corp_type as numbers"},
			RP:   text.Both{JA: "文字列でも数値でも読む", EN: "reads them as strings and as numbers"},
			Rule: "UIN-TYPES", Confidence: profile.Seen, Source: guideline,
			Bend: bend.Bend{UserInfo: func(a *bend.Answer, _ bend.Context) {
				for _, name := range []string{"account_type", "corp_type"} {
					if code := a.Members.Text(name); len(code) == 1 {
						a.Members.Set(name, int(code[0]-'0'))
					}
				}
			}}},
		{ID: "empties-as-null", Name: text.Both{JA: "値の無い項目が null", EN: "null for members without a value"},
			RP:   text.Both{JA: "空文字列・null・欠落を同じに扱う", EN: "treats empty, null and absent alike"},
			Rule: "UIN-TYPES", Confidence: profile.Unknown, Source: guideline,
			Bend: bend.Bend{UserInfo: func(a *bend.Answer, _ bend.Context) { emptyMembers(a, token.Null) }}},
		{ID: "empties-absent", Name: text.Both{JA: "値の無い項目の欠落", EN: "members without a value left out"},
			RP:   text.Both{JA: "空文字列・null・欠落を同じに扱う", EN: "treats empty, null and absent alike"},
			Rule: "UIN-TYPES", Confidence: profile.Inferred, Source: mitreid,
			Bend: bend.Bend{UserInfo: func(a *bend.Answer, _ bend.Context) { emptyMembers(a, nil) }}},
		{ID: "time-with-seconds", Name: text.Both{JA: "秒まである審査の日時", EN: "the time of examination with seconds"},
			RP:   text.Both{JA: "秒があっても無くても読む", EN: "reads it with and without seconds"},
			Rule: "UIN-TYPES", Confidence: profile.Unknown, Source: guideline,
			Bend: bend.Bend{UserInfo: withSeconds}},
	}
	for i := range all {
		all[i].ID = e.id + "-" + all[i].ID
	}
	return all
}

// emptyMembers rewrites the members that hold an empty text; nil takes them out.
func emptyMembers(a *bend.Answer, as any) {
	for _, m := range a.Members.Clone() {
		if text, ok := m.Value.(string); !ok || text != "" {
			continue
		}
		if a.Members.Delete(m.Name); as != nil {
			a.Members.Set(m.Name, as)
		}
	}
}

func withSeconds(a *bend.Answer, _ bend.Context) {
	v, _ := a.Members.Get("verified_claims")
	claims, _ := v.(token.Object)
	v, _ = claims.Get("verification")
	verification, _ := v.(token.Object)
	if at := verification.Text("time"); at != "" {
		changed := verification.Clone()
		changed.Set("time", strings.Replace(at, "+", ":00+", 1))
		claims = claims.Clone()
		claims.Set("verification", changed)
		a.Members.Set("verified_claims", claims)
	}
}
