package mutant

import (
	"fmt"
	"strings"
)

// refreshes logs in twice, refreshes twice, and says what was sent, what came of it and who is signed in.
func refreshes(dead bool) probe {
	return probe{"yahoo", func(w *world) string {
		w.token = func(a map[string]any) {
			if w.forms[len(w.forms)-1].Get("grant_type") == "authorization_code" {
				a["refresh_token"] = "R1"
				return
			}
			delete(a, "id_token")
		}
		var seen strings.Builder
		fmt.Fprint(&seen, w.login(), w.login())
		if dead {
			w.status["/token"] = 400
			w.token = func(a map[string]any) { clear(a); a["error"] = "invalid_grant" }
		}
		for range 2 {
			resp := w.do("POST", "/refresh/yahoo")
			fmt.Fprint(&seen, " ", resp.StatusCode, resp.Header.Get("Location"), " as ", w.bearer)
		}
		for _, form := range w.forms {
			fmt.Fprint(&seen, " ", form.Get("grant_type"), form.Get("refresh_token"))
		}
		return seen.String() + w.me()
	}}
}

// refreshProbes tell the mutants of refreshing from the reference.
var refreshProbes = map[string]probe{
	"refresh.save/inserted":           refreshes(false),
	"refresh.load/nobody":             refreshes(false),
	"refresh.exchange/overwritten":    refreshes(false),
	"refresh.exchange/wants-id-token": refreshes(false),
	"refresh.exchange/storm":          refreshes(true),
	"refresh.exchange/dead-500":       refreshes(true),
	"refresh.exchange/dead-unlinks":   refreshes(true),
	"refresh.keep/always":             refreshes(false),
	"refresh.profile/last-login":      refreshes(false),
}
