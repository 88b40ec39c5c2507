package fault

import (
	"net/http"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// environments holds the faults of providers with several environments, and of
// issuers that are more than a host.
var environments = []Fault{
	{
		ID: "iss-without-slash", Name: text.Both{JA: "末尾のスラッシュの無い iss", EN: "iss without its trailing slash"},
		Rule: "IDT-ISS", Expect: Refuse, Applies: slashed,
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Set("iss", strings.TrimSuffix(c.Text("iss"), "/")) }},
	},
	{
		ID: "iss-other-environment", Name: text.Both{JA: "別の環境の iss", EN: "another environment's iss"},
		Rule: "ENV-APART", Expect: Refuse, Applies: twinned,
		Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) { c.Set("iss", x.Twin.Issuer) }},
	},
	{
		ID: "token-other-environment", Name: text.Both{JA: "別の環境のIDトークン", EN: "another environment's ID token"},
		Rule: "ENV-APART", Expect: Refuse, Applies: twinned,
		Bend: bend.Bend{
			Claims: func(c *token.Object, x bend.Context) {
				c.Set("iss", x.Twin.Issuer)
				c.Set("aud", x.Twin.ClientID)
			},
			Sign: func(s *token.Signing, x bend.Context) error {
				s.Key = x.Twin.Key
				s.Header.Set("kid", s.Key.ID)
				return nil
			}},
	},
	{
		ID: "client-unauthorized", Name: text.Both{JA: "クライアント認証の失敗（unauthorized）", EN: "a failed client authentication (unauthorized)"},
		Rule: "TOK-ERROR", Expect: Refuse, Applies: unauthorizes, Scene: "token",
		Bend: bend.Bend{Token: func(a *bend.Answer, _ bend.Context) {
			a.Status, a.Unproven = http.StatusUnauthorized, true
			a.Members = token.Object{{Name: "error", Value: "unauthorized"}, {Name: "error_description", Value: "Bad credentials"}}
		}},
	},
}

func slashed(p profile.Profile) text.Both {
	if strings.HasSuffix(p.Issuer, "/") {
		return text.Both{}
	}
	return text.Both{JA: "このプロバイダーの発行者の末尾にスラッシュは無い", EN: "this provider's issuer has no trailing slash"}
}

func twinned(p profile.Profile) text.Both {
	if p.Twin != nil && p.Twin.ID != "" {
		return text.Both{}
	}
	return text.Both{JA: "このプロバイダーの環境は一つだけである", EN: "this provider has one environment"}
}

func unauthorizes(p profile.Profile) text.Both {
	if p.Reply.Errors[profile.SecretWrong].Code == "unauthorized" {
		return text.Both{}
	}
	return text.Both{JA: "このプロバイダーは unauthorized と言わない", EN: "this provider does not say unauthorized"}
}

// examinations holds the faults of verified_claims (OpenID Connect for Identity Assurance 1.0, 5).
var examinations = []Fault{
	examination("examined-elsewhere", "別の枠組みの審査情報", "an examination under another framework", "trust_framework", "jp_gbizid_v1_test"),
	examination("examined-lower", "ial1 の審査情報", "an examination at ial1", "assurance_level", "ial1"),
	examination("examined-longer", "ial2 で始まる別の水準の審査情報", "an examination at a level that begins with ial2", "assurance_level", "ial20"),
}

func examination(id, ja, en, member, value string) Fault {
	return Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Rule: "GBIZ-EXAMINED", Expect: Refuse, Applies: examines,
		Bend: bend.Bend{UserInfo: func(a *bend.Answer, _ bend.Context) {
			claims := inner(a.Members, "verified_claims")
			verification := inner(claims, "verification")
			verification.Set(member, value)
			claims.Set("verification", verification)
			a.Members.Set("verified_claims", claims)
		}}}
}

// inner returns a copy of an object inside an object.
func inner(o token.Object, name string) token.Object {
	v, _ := o.Get(name)
	object, _ := v.(token.Object)
	return object.Clone()
}

func examines(p profile.Profile) text.Both {
	for _, m := range p.UserInfo.Members {
		if m.Name == "verified_claims" {
			return text.Both{}
		}
	}
	return text.Both{JA: "このプロバイダーの UserInfo に審査情報は無い", EN: "this provider's UserInfo tells of no examination"}
}
