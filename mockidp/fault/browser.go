package fault

import "torii/fixtures/text"

// browser holds the attacks that are made with an honest response (RFC 9700, 4.5 and 4.7).
var browser = []Fault{
	{
		ID: "response-in-other-browser", Name: text.Both{JA: "別のブラウザーで開かれた応答", EN: "a response opened in another browser"},
		Rule: "CB-BROWSER", Expect: Refuse, Attack: OtherBrowser,
	},
	{
		ID: "response-over-own-login", Name: text.Both{JA: "自分のログインの途中に差し込まれた他人の応答", EN: "somebody else's response slipped into one's own login"},
		Rule: "CB-BROWSER", Expect: Refuse, Attack: OtherPending,
	},
	{
		ID: "response-twice", Name: text.Both{JA: "二度開かれた応答", EN: "a response opened twice"},
		Rule: "CB-ONCE", Expect: Shrug, Attack: Twice, Scene: "response-twice",
	},
	{
		ID: "code-injected", Name: text.Both{JA: "他人の認可コードに差し替えられた応答", EN: "a response into which somebody else's code was put"},
		Rule: "CB-INJECT", Expect: Refuse, Attack: StolenCode,
	},
	{
		ID: "response-mixed-up", Name: text.Both{JA: "別のプロバイダーのコールバックに届いた応答", EN: "a response at another provider's callback"},
		Rule: "CB-MIXUP", Expect: Refuse, Attack: OtherWay,
	},
}
