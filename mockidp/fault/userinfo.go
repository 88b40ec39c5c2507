package fault

import (
	"net/http"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// ForgedName is the name in a UserInfo answer that is somebody else's.
const ForgedName = "偽乃名前"

// userInfo holds the faults of the UserInfo answer (OpenID Connect Core 1.0, 5.3.2 to 5.3.4).
var userInfo = []Fault{
	in("userinfo-sub", beside(profileAnswer("userinfo-other-sub", "UIN-SUB", Own, "他人の sub の UserInfo", "somebody else's sub from UserInfo",
		func(a *bend.Answer, x bend.Context) {
			a.Members.Set("sub", x.OtherSubject)
			a.Members.Set("name", ForgedName)
		}))),
	in("userinfo-sub", profileAnswer("userinfo-no-sub", "UIN-SUB", Own, "sub の無い UserInfo", "UserInfo without sub",
		func(a *bend.Answer, _ bend.Context) { a.Members.Delete("sub") })),
	profileAnswer("userinfo-401", "UIN-ERROR", Shrug, "UserInfo の 401", "401 from UserInfo",
		func(a *bend.Answer, _ bend.Context) {
			a.Status, a.Members = http.StatusUnauthorized, token.Object{{Name: "error", Value: "invalid_request"}}
		}),
	hanging(profileAnswer("userinfo-hang", "UIN-ERROR", Shrug, "UserInfo の無応答", "a silent UserInfo endpoint",
		func(a *bend.Answer, _ bend.Context) { a.Silent = true })),
	profileAnswer("userinfo-500", "UIN-ERROR", Shrug, "UserInfo の 500", "500 from UserInfo", htmlPage(http.StatusInternalServerError)),
}

// beside limits a fault to Relying Parties that are given an ID token: without one there is nothing to compare with.
func beside(f Fault) Fault { return sent("scope=openid", f) }

// serves limits a fault to providers that have an endpoint.
func serves(e profile.Endpoint) func(profile.Profile) text.Both {
	return func(p profile.Profile) text.Both {
		if p.Address(e) != "" {
			return text.Both{}
		}
		return text.Both{JA: "このプロバイダーに " + string(e) + " は無い", EN: "this provider has no " + string(e)}
	}
}

func profileAnswer(id string, r rule.ID, e Expect, ja, en string, change func(*bend.Answer, bend.Context)) Fault {
	return Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: e, Applies: serves(profile.UserInfo), Bend: bend.Bend{UserInfo: change}}
}
