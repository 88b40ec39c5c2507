package fault

import (
	"net/http"

	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// friendship holds what can go wrong when a relay is asked about a friendship at the
// login provider behind it: what that provider refuses comes with status 200.
var friendship = []Fault{
	relayed(own("friendship-refused", "SP-FRIEND", friendshipCall, "LINEが断った友だち状態（200）", "a friendship that LINE refuses to tell, with status 200",
		func(a *bend.Answer, _ bend.Context) {
			a.Status = http.StatusOK
			a.Members = token.Object{{Name: "status", Value: "ok"},
				{Name: "provider_error", Value: token.Object{{Name: "error", Value: "401"}, {Name: "error_description", Value: "invalid token"}}}}
		})),
	relayed(own("friendship-failed", "SP-FRIEND", friendshipCall, "友だち状態の失敗", "a failing call about the friendship", failed)),
	hanging(relayed(own("friendship-silent", "SP-FRIEND", friendshipCall, "答えの無い友だち状態", "a call about the friendship that is never answered", silent))),
}

const friendshipCall = "line/friendship_status"
