package fault

import (
	"net/http"

	"torii/fixtures/rule"
	"torii/mockidp/bend"
)

// relayLink holds what can go wrong between a service and the relay that keeps whose
// member everybody is: what was asked for is not done, or it is and nobody is told.
var relayLink = []Fault{
	relayed(own("map-answer-lost", "SP-KEPT", "map", "済んだのに失敗と答える紐付け", "a link that is made and answered as a failure", failed)),
	hanging(relayed(own("map-silent", "SP-KEPT", "map", "済んだのに答えの無い紐付け", "a link that is made and never answered", silent))),
	relayed(undone("merge-failed", "SP-KEPT", "merge_user", "統合の失敗", "a failing merge", failed)),
	relayed(once(undone("merge-failed-once", "SP-RETRY", "merge_user", "一度だけの統合の失敗", "a merge that fails once", failed))),
	relayed(own("merge-answer-lost", "SP-KEPT", "merge_user", "済んだのに失敗と答える統合", "a merge that is made and answered as a failure", failed)),
	hanging(relayed(own("merge-silent", "SP-KEPT", "merge_user", "済んだのに答えの無い統合", "a merge that is made and never answered", silent))),
	relayed(undone("dissociate-failed", "SP-KEPT", "dissociate", "解除の失敗", "a failing unlinking", failed)),
	relayed(own("dissociate-answer-lost", "SP-KEPT", "dissociate", "済んだのに失敗と答える解除", "an unlinking that is made and answered as a failure", failed)),
	relayed(undone("delete-failed", "SP-GONE", "delete_user", "削除の失敗", "a failing deletion", failed)),
	relayed(once(undone("delete-failed-once", "SP-RETRY", "delete_user", "一度だけの削除の失敗", "a deletion that fails once", failed))),
	hanging(relayed(undone("map-unreached", "SP-KEPT", "map", "届かない紐付け", "a link that is never made and never answered", silent))),
}

var failed = refusal(http.StatusInternalServerError, 3, "Operation failed.")

func silent(a *bend.Answer, _ bend.Context) { a.Silent = true }

// once is a fault of an endpoint that only its provider has, which is over after its first call.
func once(f Fault) Fault {
	f.Bend.Own.Once = true
	return f
}

// undone is a fault of an endpoint that only its provider has, which does nothing besides.
func undone(id string, r rule.ID, endpoint, ja, en string, change func(*bend.Answer, bend.Context)) Fault {
	f := own(id, r, endpoint, ja, en, change)
	f.Bend.Own.Undone = true
	return f
}
