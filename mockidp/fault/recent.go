package fault

import (
	"slices"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// longAgo is far beyond any window for iat, and within the life of the longest ID tokens.
const longAgo = 20 * 24 * time.Hour

// recent holds the faults of tokens and logins of long ago, at providers that ask for a look at them.
var recent = []Fault{
	{
		ID: "iat-past", Name: text.Both{JA: "期限内だが20日前のIDトークン", EN: "an ID token of 20 days ago that has not expired"},
		Rule: "IDT-AGE", Expect: Refuse, Applies: demanded(profile.IssuedLately),
		Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) {
			c.Set("iat", x.Now.Add(-longAgo).Unix())
			c.Set("exp", x.Now.Add(longAgo).Unix())
		}},
	},
	{
		ID: "auth-time-old", Param: "max_age", Name: text.Both{JA: "20日前の auth_time", EN: "an auth_time of 20 days ago"},
		Rule: "IDT-AUTHTIME", Expect: Refuse, Applies: demanded(profile.AuthenticatedLately),
		Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) {
			if _, ok := c.Get("auth_time"); ok {
				c.Set("auth_time", x.Now.Add(-longAgo).Unix())
			}
		}},
	},
	{
		ID: "auth-time-missing", Param: "max_age", Name: text.Both{JA: "auth_time の欠落", EN: "no auth_time"},
		Rule: "IDT-AUTHTIME", Expect: Refuse, Applies: demanded(profile.AuthenticatedLately),
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Delete("auth_time") }},
	},
}

// demanded limits a fault to providers whose documentation asks for the check.
func demanded(d profile.Demand) func(profile.Profile) text.Both {
	return func(p profile.Profile) text.Both {
		if slices.Contains(p.Demands, d) {
			return text.Both{}
		}
		return text.Both{JA: "このプロバイダーの文書はこの検証を求めていない", EN: "this provider's documentation does not ask for the check"}
	}
}
