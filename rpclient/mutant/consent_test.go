package mutant

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
)

// nextRequest logs in, out and in again, and says how a parameter of the last request was.
func nextRequest(provider, name string) probe {
	return probe{provider, func(w *world) string {
		w.login()
		w.do("POST", "/logout")
		w.start()
		return w.requests[len(w.requests)-1].Get(name)
	}}
}

// savedOnce is given a refresh token at the first login only, and refreshes after the second.
func savedOnce(w *world) string {
	w.token = func(a map[string]any) {
		if len(w.forms) == 1 {
			a["refresh_token"] = "R1"
		}
	}
	w.login()
	w.login()
	return fmt.Sprint(w.do("POST", "/refresh/google").StatusCode)
}

// grantedProbes tell the mutants of what people allow from the reference.
var grantedProbes = map[string]probe{
	"start.switch/never":    nextRequest("line", "prompt"),
	"logout.note/forgotten": nextRequest("google", "prompt"),
	"start.retry/never": {"line", func(w *world) string {
		w.start()
		w.start()
		return w.requests[1].Get("disable_auto_login")
	}},
	"start.switch/consent-each-time": {"google", func(w *world) string { w.login(); return w.requests[0].Get("prompt") }},
	"account.find/number": {"google", func(w *world) string {
		w.subject = strings.Repeat("1", 21)
		return w.login()
	}},
	"account.staff/by-address":   {"google", staffed},
	"account.staff/by-parameter": {"google", staffed},
	"account.staff/nobody": {"google", func(w *world) string {
		w.claims = func(c map[string]any) { c["hd"] = "corp.example.com" }
		return staffed(w)
	}},
	"account.find/address-by-scope": {"line", func(w *world) string {
		w.token = func(a map[string]any) { a["scope"] = "openid profile" }
		return addressed(w)
	}},
	"account.find/address-from-userinfo": {"line", addressed},

	"token.exchange/scope-must-equal": member("google", "scope", "openid"),
	"refresh.save/erased":             {"google", savedOnce},
	"refresh.exchange/wants-name": {"google", func(w *world) string {
		w.claims = func(c map[string]any) {
			if w.forms[len(w.forms)-1].Get("grant_type") == "refresh_token" {
				delete(c, "nonce")
			}
		}
		return savedOnce(w)
	}},
}

// staffed is somebody with an address that only looks like the company's, and says what the session page tells.
func staffed(w *world) string {
	w.subject = "x.corp.example.com"
	w.respond = func(r url.Values) { r.Set("hd", "corp.example.com") }
	if w.claims != nil {
		w.respond = nil
	}
	w.login()
	return told(w, "staff")
}

// addressed says which address the session page tells.
func addressed(w *world) string {
	w.login()
	return told(w, "email")
}

func told(w *world, name string) string {
	var who map[string]any
	_ = json.NewDecoder(w.do("GET", "/me").Body).Decode(&who) // whatever it is, is told
	return fmt.Sprint(who[name])
}
