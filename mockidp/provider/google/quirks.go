package google

import (
	"strconv"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// quirks are how Google honestly differs from the textbook.
var quirks = []profile.Quirk{
	{ID: "google-bare-issuer", Name: text.Both{JA: "https:// の無い iss", EN: "iss without https://"},
		RP:   text.Both{JA: "公表された二つの綴りだけを受け付ける", EN: "accepts the two documented spellings and no other"},
		Rule: "IDT-QUIRK", Confidence: profile.Documented, Source: reference,
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Set("iss", bareIssuer) }}},
	{ID: "google-no-profile-claims", Name: text.Both{JA: "名前も写真も無いIDトークン", EN: "an ID token without name and picture"},
		RP:   text.Both{JA: "名前が無くてもログインさせる", EN: "signs the person in without a name"},
		Rule: "IDT-OPTIONAL", Confidence: profile.Documented, Source: reference,
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) {
			for _, name := range []string{"name", "given_name", "family_name", "picture"} {
				c.Delete(name)
			}
		}}},
	{ID: "google-azp-absent", Name: text.Both{JA: "azp の無いIDトークン", EN: "an ID token without azp"},
		RP:   text.Both{JA: "aud が自分だけなら、azp が無くても受け付ける", EN: "does without azp where it is the only audience"},
		Rule: "IDT-OPTIONAL", Confidence: profile.Documented, Source: reference,
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Delete("azp") }}},
	{ID: "google-callback-extras", Name: text.Both{JA: "認可応答の余分な項目", EN: "extra callback parameters"},
		RP:   text.Both{JA: "scope・authuser・hd・prompt を信用せず無視する", EN: "ignores scope, authuser, hd and prompt"},
		Rule: "CB-UNKNOWN", Confidence: profile.Seen, Source: "github.com/nilbuild/developer-roadmap/issues/9802"},
	{ID: "google-callback-hd", Name: text.Both{JA: "会社のドメインを名乗る認可応答の hd", EN: "a response whose hd claims the company's domain"},
		RP:   text.Both{JA: "IDトークンの hd だけを見る", EN: "looks at the ID token's hd alone"},
		Rule: "ACC-DOMAIN", Confidence: profile.Documented, Source: reference,
		Bend: bend.Bend{Callback: func(p *bend.Params, _ bend.Context) { p.Set("hd", "corp.example.com") }}},
	{ID: "google-scope-smaller", Name: text.Both{JA: "求めたより少ない scope", EN: "less scope than was asked for"},
		RP:   text.Both{JA: "与えられた分だけを使い、ログインは続ける", EN: "uses what was granted, and signs the person in"},
		Rule: "TOK-SCOPE", Confidence: profile.Documented, Source: granularPermissions,
		Bend: bend.Bend{Token: func(a *bend.Answer, _ bend.Context) { a.Members.Set("scope", "openid") }}},
	{ID: "google-scope-larger", Name: text.Both{JA: "求めたより多い scope", EN: "more scope than was asked for"},
		RP:   text.Both{JA: "受け付け、与えられた scope を覚える", EN: "accepts it and remembers what was granted"},
		Rule: "TOK-SCOPE", Confidence: profile.Documented, Source: "https://developers.google.com/identity/protocols/oauth2/web-server",
		Bend: bend.Bend{Token: func(a *bend.Answer, _ bend.Context) {
			a.Members.Set("scope", a.Members.Text("scope")+" https://www.googleapis.com/auth/calendar")
		}}},
	{ID: "google-testing-clock", Name: text.Both{JA: "7日で切れる refresh_token_expires_in", EN: "refresh_token_expires_in of seven days"},
		RP:   text.Both{JA: "知らない項目として無視するか、期限の前に知らせる", EN: "ignores the member, or warns before the time"},
		Rule: "TOK-UNKNOWN", Confidence: profile.Seen, Source: "github.com/insanum/gcalcli/issues/628",
		Bend: bend.Bend{Token: func(a *bend.Answer, _ bend.Context) {
			a.Members.Set("refresh_token_expires_in", int(testingLife.Seconds())-1)
		}}},
	{ID: "google-clock-ahead", Name: text.Both{JA: "20秒先の iat", EN: "an iat of 20 seconds ahead"},
		RP:   text.Both{JA: "わずかな時計のずれを許す", EN: "allows for a clock that is a little ahead"},
		Rule: "IDT-IAT", Confidence: profile.Seen, Source: "github.com/googleapis/google-auth-library-python/issues/889",
		Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) { c.Set("iat", x.Now.Add(clockAhead).Unix()) }}},
	{ID: "google-verified-text", Name: text.Both{JA: "文字列の email_verified（Google）", EN: "email_verified as a string at Google"},
		RP:   text.Both{JA: "文字列の false を真とみなさない", EN: "does not take the text false for true"},
		Rule: "UIN-TYPES", Confidence: profile.Seen, Source: "github.com/zquestz/omniauth-google-oauth2",
		Bend: bend.Everywhere(func(o *token.Object, _ bend.Context) { verifiedAsText(o) })},
}

const granularPermissions = "https://developers.google.com/identity/protocols/oauth2/resources/granular-permissions"

// clockAhead is how far Google's clock was seen to be ahead of others.
const clockAhead = 20 * time.Second

func verifiedAsText(o *token.Object) {
	if verified, ok := o.Get("email_verified"); ok {
		o.Set("email_verified", strconv.FormatBool(verified == true))
	}
}
