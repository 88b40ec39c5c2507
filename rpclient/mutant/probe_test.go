package mutant

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/url"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"torii/rpclient/rp"
)

// probe is a provider and a scenario that says what a black box sees.
type probe struct {
	provider string
	run      func(*world) string
}

// bent is a login at a provider that misbehaves.
func bent(provider string, how func(*world)) probe {
	return probe{provider, func(w *world) string { how(w); return w.login() }}
}

func claim(provider, name string, value any) probe {
	return bent(provider, func(w *world) {
		w.claims = func(c map[string]any) {
			if c[name] = value; value == nil {
				delete(c, name)
			}
		}
	})
}

func member(provider, name string, value any) probe {
	return bent(provider, func(w *world) { w.token = func(a map[string]any) { a[name] = value } })
}

func response(provider, name string, values ...string) probe {
	return bent(provider, func(w *world) { w.respond = func(r url.Values) { r[name] = values } })
}

func signing(provider string, sign func(claims map[string]any) string) probe {
	return bent(provider, func(w *world) { w.sign = sign })
}

func honest(provider string) probe { return bent(provider, func(*world) {}) }

func noMAC(string) []byte { return nil }

func macUnder(key []byte) func(string) []byte {
	return func(input string) []byte {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(input))
		return mac.Sum(nil)
	}
}

// repeated reports whether two requests had the same value, or one of few bits.
func repeated(name string) probe {
	return probe{"line", func(w *world) string {
		w.login()
		w.login()
		first, second := w.requests[0].Get(name), w.requests[1].Get(name)
		return fmt.Sprint(first == second, len(first) >= 22, w.requests[0].Get("code_challenge_method"))
	}}
}

func unboundedCalls(w *world) string { w.login(); return fmt.Sprint(w.unbounded) }

func sent(name string) probe {
	return probe{"gbizid", func(w *world) string { w.login(); return w.requests[0].Get(name) }}
}

func said(name string, value any) probe {
	return bent("gbizid", func(w *world) {
		w.userinfo = func(a map[string]any) {
			if a[name] = value; value == nil {
				delete(a, name)
			}
		}
	})
}

func examination(name, value string) probe {
	return bent("gbizid", func(w *world) {
		w.userinfo = func(a map[string]any) {
			a["verified_claims"].(map[string]any)["verification"].(map[string]any)[name] = value
		}
	})
}

func delegating(name string, value any) probe {
	d := map[string]any{"system_cd": "AAAAA", "delegation_start": "20260101", "delegation_end": "20990101",
		"corp_no": "6999900000003", "firm_nm": "株式会社イニン", "category_info": []any{map[string]any{"active_flg": true}}}
	d[name] = value
	return said("delegation_info", d)
}

// member3 is a member who may use those services.
func member3(clients ...string) probe {
	return bent("gbizid", func(w *world) {
		w.userinfo = func(a map[string]any) {
			mandates := []any{}
			for _, id := range clients {
				mandates = append(mandates, map[string]any{"client_id": id})
			}
			a["account_type"], a["mandate_info"] = "3", mandates
		}
	})
}

// rotating logs in and refreshes twice with tokens of GBizID's form, each in place of
// the one before; or, once they have ended, is told so in its words.
func rotating(ended bool) probe {
	return probe{"gbizid", func(w *world) string {
		w.token = func(a map[string]any) {
			claims := fmt.Sprintf(`{"exp":1790000000,"jti":"00000000-0000-4000-8000-%012d"}`, len(w.forms))
			a["refresh_token"] = "eyJhbGciOiJub25lIn0." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + "."
		}
		seen := w.login()
		if ended {
			w.status["/token"] = 401
			w.token = func(a map[string]any) { clear(a); a["error"] = "invalid_token" }
		}
		for range 2 {
			seen += fmt.Sprint(" ", w.do("POST", "/refresh/gbizid").StatusCode)
		}
		for _, form := range w.forms {
			seen += " " + form.Get("refresh_token")
		}
		return seen
	}}
}

// stateFirst comes back with the parameters in another order.
func stateFirst(w *world) string {
	response := w.start()
	return fmt.Sprint(w.do("GET", "/callback/gbizid?state="+response.Get("state")+"&code="+response.Get("code")).StatusCode)
}

// hosts are where UserInfo was asked for.
func hosts(w *world) string { w.login(); return w.userInfoHost }

// front is a login at a provider whose response carries a spoilt ID token.
func front(how func(*world)) probe { return bent("apple", how) }

// secretSays is one claim of the client secret that a login sends.
func secretSays(name string) probe {
	return probe{"apple", func(w *world) string { w.login(); return secretClaim(w, name) }}
}

func secretClaim(w *world, name string) string {
	claims, _ := rp.ParseObject(part(w, 1))
	return fmt.Sprint(claims[name])
}

func secretHeader() probe {
	return probe{"apple", func(w *world) string { w.login(); return string(part(w, 0)) }}
}

// part is a part of the client secret sent last.
func part(w *world, i int) []byte {
	parts := strings.Split(w.forms[len(w.forms)-1].Get("client_secret"), ".")
	raw, _ := base64.RawURLEncoding.DecodeString(parts[i])
	return raw
}

func rotate(w *world) string {
	w.login()
	w.signer = 1
	return w.login()
}

func otherUserInfo(w *world) string {
	w.userinfo = func(a map[string]any) { a["sub"], a["name"] = "U2", "別人" }
	return w.login()
}

func fixate(w *world) string {
	response := w.start()
	planted := w.cookie
	w.back(response)
	w.cookie = planted
	return w.me()
}

// twoTabs begins two logins and comes back from the second first.
func twoTabs(w *world) string {
	first, second := w.start(), w.start()
	latest := w.back(second)
	w.requests = w.requests[:1]
	return latest + w.back(first)
}

func logOut(w *world) string {
	w.login()
	kept := w.cookie
	w.do("POST", "/logout")
	w.cookie = kept
	return w.me()
}

func publicPEM() []byte {
	der, _ := x509.MarshalPKIXPublicKey(rsaKeys()[0].Public())
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

func publicJWK() []byte {
	raw, _ := json.Marshal(jose.JSONWebKey{Key: rsaKeys()[0].Public(), KeyID: "kid-0", Use: "sig", Algorithm: "RS256"})
	return raw
}
