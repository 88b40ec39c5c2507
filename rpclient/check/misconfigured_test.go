package check_test

import (
	"crypto/tls"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"torii/reports/verdict"
	"torii/rpclient/rp"
)

// misconfigured is one thing wrong with the reference RP, and the row that names it.
type misconfigured struct {
	name string
	world
	row     string
	verdict verdict.Verdict
	reason  string // stands in what is said
	also    []string
	rule    string // that it is named for; "" is the check's own
}

func (tt misconfigured) run(t *testing.T) {
	t.Parallel()
	wrong := tt.check(t).wrong()
	row, ok := wrong[tt.row]
	if !assert.True(t, ok, "%s was not found; wrong were %v", tt.row, keys(wrong)) {
		return
	}
	assert.Equal(t, tt.verdict, row.Verdict, row.Reason.EN)
	assert.Contains(t, row.Reason.EN, tt.reason)
	if tt.rule != "" {
		assert.Equal(t, tt.rule, string(row.Rule.ID))
	}
	if tt.verdict != verdict.HarnessError {
		assert.Contains(t, row.Reason.JA, "直し方: ", "how to mend it")
	}
	for id, other := range wrong {
		expected := id == tt.row || slices.ContainsFunc(tt.also, func(prefix string) bool { return strings.HasPrefix(id, prefix) })
		assert.True(t, expected, "%s was named too: %s", id, other.Reason.EN)
	}
}

func keys(rows map[string]verdict.Row) (ids []string) {
	for id := range rows {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// only bends one provider of the RP.
func only(id string, change func(*rp.Provider)) func(*rp.Provider) {
	return func(p *rp.Provider) {
		if p.ID == id {
			change(p)
		}
	}
}

// redirected bends the authentication requests that the RP redirects to.
func redirected(change func(u *url.URL, q url.Values)) func(http.Handler) http.Handler {
	return answered(func(a *httptest.ResponseRecorder, _ *http.Request) {
		u, err := url.Parse(a.Header().Get("Location"))
		if err != nil || u.Host == "" {
			return
		}
		q := u.Query()
		change(u, q)
		u.RawQuery = q.Encode()
		a.Header().Set("Location", u.String())
	})
}

// set bends one parameter of the requests for LINE.
func set(name, value string) func(http.Handler) http.Handler {
	return redirected(func(u *url.URL, q url.Values) {
		if u.Host == "access.line.me" {
			q.Set(name, value)
		}
	})
}

func drop(name string) func(http.Handler) http.Handler {
	return redirected(func(u *url.URL, q url.Values) {
		if u.Host == "access.line.me" {
			q.Del(name)
		}
	})
}

// answered bends every answer of the RP.
func answered(change func(*httptest.ResponseRecorder, *http.Request)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			a := httptest.NewRecorder()
			next.ServeHTTP(a, r)
			change(a, r)
			maps.Copy(w.Header(), a.Header())
			w.Header().Del("Content-Length")
			w.WriteHeader(a.Code)
			_, _ = a.Body.WriteTo(w)
		})
	}
}

func header(name, value string) func(http.Handler) http.Handler {
	return answered(func(a *httptest.ResponseRecorder, _ *http.Request) {
		if value == "" {
			a.Header().Del(name)
			return
		}
		a.Header().Set(name, value)
	})
}

// clockOff is a server whose clock is off: by as much at every answer, however late that is asked for.
func clockOff(by time.Duration) func(http.Handler) http.Handler {
	return answered(func(a *httptest.ResponseRecorder, _ *http.Request) {
		a.Header().Set("Date", now().Add(by).UTC().Format(http.TimeFormat))
	})
}

// cookie bends every Set-Cookie; prefixed names lose their prefix where it would no longer hold.
func cookie(old, by string) func(http.Handler) http.Handler {
	return answered(func(a *httptest.ResponseRecorder, _ *http.Request) {
		for i, line := range a.Header()["Set-Cookie"] {
			a.Header()["Set-Cookie"][i] = strings.ReplaceAll(line, old, by)
		}
	})
}

// callback answers at LINE's callback in place of the RP, where the condition holds.
func callback(when func(*http.Request) bool, answer http.HandlerFunc) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/callback/line" && when(r) {
				answer(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func has(name string) func(*http.Request) bool {
	return func(r *http.Request) bool { return r.URL.Query().Has(name) }
}

func always(*http.Request) bool { return true }

// welcome signs somebody in at once.
func welcome(when func(*http.Request) bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return callback(when, func(w http.ResponseWriter, _ *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "__Host-member", Value: "somebody-else-00001", Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
			page(w, "ようこそ。ログインしました。")
		})(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, err := r.Cookie("__Host-member"); err == nil && r.URL.Path == "/me" {
				w.Header().Set("Content-Type", "application/json")
				fmt.Fprint(w, `{"member":"somebody"}`)
				return
			}
			next.ServeHTTP(w, r)
		}))
	}
}

// page is one made for people.
func page(w http.ResponseWriter, words string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(http.StatusBadRequest)
	fmt.Fprintf(w, `<!doctype html><title>x</title><p>%s</p><a href="/">戻る</a>`, words)
}

func replaced(old, by string) func(http.Handler) http.Handler {
	return answered(func(a *httptest.ResponseRecorder, _ *http.Request) {
		text := strings.ReplaceAll(a.Body.String(), old, by)
		a.Body.Reset()
		a.Body.WriteString(text)
	})
}

func TestEachMisconfigurationIsNamed(t *testing.T) {
	t.Parallel()
	failed, warned := verdict.Failed, verdict.Warned
	var counter int
	for _, tt := range []misconfigured{
		{name: "the verification RP asks the production GビズID", rule: "ENV-GBIZID", row: "check-endpoint/gbizid-stg", verdict: failed, reason: "got https://gbiz-id.go.jp/oauth/authorize",
			world: world{change: only("gbizid-stg", func(p *rp.Provider) { p.AuthURL = "https://gbiz-id.go.jp/oauth/authorize" })}},
		{name: "production asks the verification GビズID", rule: "ENV-GBIZID", row: "check-endpoint/gbizid", verdict: failed, reason: "got https://stg.gbiz-id.go.jp/oauth/authorize",
			world: world{env: "production", change: only("gbizid", func(p *rp.Provider) { p.AuthURL = "https://stg.gbiz-id.go.jp/oauth/authorize" })}},
		{name: "production offers the verification GビズID", rule: "ENV-GBIZID", row: "check-endpoint/gbizid-stg", verdict: failed, reason: "want -",
			world: world{env: "production", yaml: []string{"offers: [line, google, yahoo, gbizid, apple, socialplus, socialplus-token]", "offers: [line, gbizid-stg]"}}},
		{name: "an older endpoint of Google", rule: "ENV-PROVIDER", row: "check-endpoint/google", verdict: failed, reason: "got https://accounts.google.com/o/oauth2/auth",
			world: world{change: only("google", func(p *rp.Provider) { p.AuthURL = "https://accounts.google.com/o/oauth2/auth" })}},
		{name: "the relay's other service", row: "check-endpoint/line", verdict: failed, reason: "want https://access.line.me/",
			world: world{change: only("line", func(p *rp.Provider) {
				p.AuthURL = "https://a1b2c3d4e5.auth.socialplus.jp/oauth2/authorize/line/1"
			})}},
		{name: "the development service of the relay", row: "check-endpoint/socialplus", verdict: failed, reason: "got https://0a0b0c0d0e.auth.socialplus.jp/",
			world: world{change: only("socialplus", func(p *rp.Provider) { p.AuthURL = "https://0a0b0c0d0e.auth.socialplus.jp/oauth2/authorize/line/1" })}},
		{name: "no setting in the relay's path", row: "check-demands/socialplus", verdict: warned, reason: "PROVIDER/SETTING",
			world: world{change: only("socialplus", func(p *rp.Provider) { p.AuthURL = "https://a1b2c3d4e5.auth.socialplus.jp/oauth2/authorize/line" })}},
		{name: "Apple by query", row: "check-demands/apple", verdict: warned, reason: "want form_post, got query", also: []string{"check-same-site/apple", "check-callback"},
			world: world{wrap: redirected(func(u *url.URL, q url.Values) {
				if u.Host == "appleid.apple.com" {
					q.Set("response_mode", "query")
				}
			})}},
		{name: "Apple with a scope it does not know", row: "check-demands/apple", verdict: warned, reason: "got profile",
			world: world{change: only("apple", func(p *rp.Provider) { p.Scopes = []string{"openid", "profile", "email"} })}},
		{name: "the client of another environment", row: "check-client/line", verdict: failed, reason: "got 1999999999",
			world: world{change: only("line", func(p *rp.Provider) { p.ClientID = "1999999999" })}},
		{name: "another host comes back", row: "check-redirect-uri/line", verdict: failed, reason: "got https://www.example.com/callback/line",
			world: world{wrap: set("redirect_uri", "https://www.example.com/callback/line")}},
		{name: "http behind a proxy", row: "check-redirect-uri/line", verdict: failed, reason: "got http://shop.example.com/callback/line",
			world: world{wrap: set("redirect_uri", "http://shop.example.com/callback/line")}},
		{name: "a slash at the end", row: "check-redirect-uri/line", verdict: failed, reason: "got https://shop.example.com/callback/line/",
			world: world{wrap: set("redirect_uri", "https://shop.example.com/callback/line/")}},
		{name: "no redirect URI", row: "check-redirect-uri/line", verdict: failed, reason: "got -", world: world{wrap: drop("redirect_uri")}},
		{name: "what is registered differs", row: "check-redirect-uri/google", verdict: failed, reason: "want https://shop.example.com/login/callback",
			world: world{yaml: []string{"google: {id: google-client,", "google: {id: google-client, redirect_uris: [https://shop.example.com/login/callback],"}}},
		{name: "implicit flow", row: "check-response/line", verdict: failed, reason: "got token", world: world{wrap: set("response_type", "token")}},
		{name: "response mode fragment", row: "check-response/line", verdict: failed, reason: "got fragment", world: world{wrap: set("response_mode", "fragment")},
			also: []string{"check-same-site/line"}},
		{name: "no scope", row: "check-scope/line", verdict: failed, reason: "got -", world: world{wrap: drop("scope")}, also: []string{"check-granted/line"}},
		{name: "scopes separated by commas", row: "check-scope/line", verdict: failed, reason: "got openid,profile,email",
			world: world{wrap: set("scope", "openid,profile,email")}, also: []string{"check-granted/line"}},
		{name: "no openid", row: "check-scope/google", verdict: failed, reason: "want openid", also: []string{"check-granted/google"},
			world: world{wrap: redirected(func(u *url.URL, q url.Values) {
				if u.Host == "accounts.google.com" {
					q.Set("scope", "profile email")
				}
			})}},
		{name: "a scope nobody applied for", row: "check-granted/line", verdict: warned, reason: "got email openid phone profile", world: world{wrap: set("scope", "openid profile email phone")}},
		{name: "no state", rule: "REQ-FRESH", row: "check-state/line", verdict: failed, reason: "got absent", world: world{wrap: drop("state")}, also: []string{"check-callback-denied"}},
		{name: "the same state for everybody", row: "check-state/line", verdict: failed, reason: "the same value again", world: world{wrap: set("state", "abcdefghijklmnopqrstuvwxyz012345")}, also: []string{"check-callback-denied"}},
		{name: "a counter as state", row: "check-state/line", verdict: failed, reason: "≈ 3 bit", also: []string{"check-callback-denied"},
			world: world{wrap: redirected(func(u *url.URL, q url.Values) {
				counter++
				if u.Host == "access.line.me" {
					q.Set("state", fmt.Sprintf("login%027d", counter%10))
				}
			})}},
		{name: "a short state", row: "check-state/line", verdict: failed, reason: "bit", also: []string{"check-callback-denied"},
			world: world{wrap: redirected(func(u *url.URL, q url.Values) {
				if u.Host == "access.line.me" {
					q.Set("state", q.Get("state")[:8])
				}
			})}},
		{name: "no nonce", row: "check-nonce/line", verdict: failed, reason: "got absent", world: world{wrap: drop("nonce")}},
		{name: "the same nonce for everybody", row: "check-nonce/line", verdict: failed, reason: "the same value again", world: world{wrap: set("nonce", "abcdefghijklmnopqrstuvwxyz012345")}},
		{name: "no PKCE", row: "check-pkce/line", verdict: warned, reason: "got absent", world: world{wrap: drop("code_challenge")}},
		{name: "PKCE plain", row: "check-pkce/line", verdict: warned, reason: "got plain", world: world{wrap: set("code_challenge_method", "plain")}},
		{name: "the same verifier for everybody", row: "check-pkce/line", verdict: warned, reason: "the same value again",
			world: world{wrap: set("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")}},
		{name: "a parameter twice", row: "check-single/line", verdict: failed, reason: "got prompt",
			world: world{wrap: redirected(func(u *url.URL, q url.Values) {
				if u.Host == "access.line.me" {
					q["prompt"] = []string{"login", "consent"}
				}
			})}},
		{name: "the secret in the address", row: "check-secret/line", verdict: failed, reason: "got present", world: world{wrap: set("client_secret", secretLINE)}},
		{name: "no bail at Yahoo! JAPAN", row: "check-demands/yahoo", verdict: warned, reason: "bail", world: world{change: only("yahoo", func(p *rp.Provider) { p.AuthParams = nil })}},
		{name: "an unknown scope of GビズID", row: "check-demands/gbizid-stg", verdict: warned, reason: "got phone",
			world: world{change: only("gbizid-stg", func(p *rp.Provider) { p.Scopes = []string{"openid", "phone"} })}},
		{name: "a button that says nothing", row: "check-button/line", verdict: warned, reason: "got ログイン", world: world{wrap: replaced("LINEでログイン", "ログイン")}},
		{name: "no such button", row: "check-start/line", verdict: failed, reason: "login-line", world: world{wrap: replaced("login-line", "login-with-line")}},
		{name: "a login that leads nowhere", row: "check-start/line", verdict: failed, reason: "got /, 200",
			world: world{wrap: answered(func(a *httptest.ResponseRecorder, r *http.Request) {
				if strings.HasPrefix(r.URL.Path, "/login/line") {
					a.Header().Set("Location", "/")
				}
			})}},
		{name: "cookies without Secure", row: "check-secure/line", verdict: warned, reason: "got session", world: world{wrap: both(cookie("; Secure", ""), cookie("__Host-", ""))},
			also: []string{"check-secure/", "check-prefix/", "check-callback-denied"}},
		{name: "cookies without HttpOnly", row: "check-http-only/line", verdict: warned, reason: "__Host-session", world: world{wrap: cookie("; HttpOnly", "")}, also: []string{"check-http-only/"}},
		{name: "cookies without SameSite", row: "check-same-site/line", verdict: warned, reason: "__Host-session=-", world: world{wrap: cookie("; SameSite=Lax", "")}, also: []string{"check-same-site/"}},
		{name: "Strict cookies", row: "check-same-site/line", verdict: warned, reason: "__Host-session=Strict", world: world{wrap: cookie("SameSite=Lax", "SameSite=Strict")},
			also: []string{"check-same-site/", "check-callback-denied/"}},
		{name: "cookies open to other sites", row: "check-same-site/line", verdict: warned, reason: "__Host-session=None", world: world{wrap: cookie("SameSite=Lax", "SameSite=None")}, also: []string{"check-same-site/"}},
		{name: "form_post with Lax cookies", row: "check-same-site/line", verdict: warned, reason: "want SameSite=None; Secure", world: world{wrap: set("response_mode", "form_post")},
			also: []string{"check-callback"}},
		{name: "cookies without prefix", row: "check-prefix/line", verdict: warned, reason: "got session", world: world{wrap: cookie("__Host-", "")}, also: []string{"check-prefix/", "check-callback-denied"}},
		{name: "a certificate that ends soon", row: "check-expiry", verdict: warned, reason: "got 5", world: world{expires: 5*24*time.Hour + time.Hour}},
		{name: "a certificate that has ended", row: "check-certificate", verdict: failed, reason: "expired", world: world{expires: -time.Hour}},
		{name: "a certificate of another host", row: "check-certificate", verdict: failed, reason: "another host", world: world{host: "www.example.com"}},
		{name: "a certificate of nobody", row: "check-certificate", verdict: failed, reason: "not trusted", world: world{untrusted: true}},
		{name: "TLS 1.1", row: "check-tls", verdict: failed, reason: "got accepted", world: world{tls: func(c *tls.Config) { c.MinVersion = tls.VersionTLS10 }}},
		{name: "no HSTS", row: "check-hsts", verdict: warned, reason: "got -", world: world{wrap: header("Strict-Transport-Security", "")}},
		{name: "HSTS for a day", row: "check-hsts", verdict: warned, reason: "max-age=86400", world: world{wrap: header("Strict-Transport-Security", "max-age=86400")}},
		{name: "a login page for any frame", row: "check-frame", verdict: warned, reason: "got allowed", world: world{wrap: header("Content-Security-Policy", "default-src 'none'")}},
		{name: "a clock that is slow", row: "check-clock", verdict: warned, reason: "got 10m", world: world{wrap: clockOff(-10*time.Minute - 30*time.Second)}},
		{name: "a clock that is fast", row: "check-clock", verdict: warned, reason: "got 10m", world: world{wrap: clockOff(10*time.Minute + 30*time.Second)}},
		{name: "a callback that may be kept", row: "check-callback-cache/line", verdict: warned, reason: "got private", world: world{wrap: header("Cache-Control", "private")}, also: []string{"check-callback-cache/"}},
		{name: "a callback that tells its address", row: "check-callback-referrer/line", verdict: warned, reason: "unsafe-url", world: world{wrap: header("Referrer-Policy", "unsafe-url")}, also: []string{"check-callback-referrer/"}},
		{name: "no parameters, an internal error", rule: "CB-GARBAGE", row: "check-callback-bare/line", verdict: warned, reason: "got 500",
			world: world{wrap: callback(func(r *http.Request) bool { return r.URL.RawQuery == "" && r.Method == http.MethodGet }, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusInternalServerError)
			})}},
		{name: "a cancelled login is an internal error", row: "check-callback-denied/line", verdict: warned, reason: "got 502", also: []string{"check-callback"},
			world: world{wrap: callback(has("error"), func(w http.ResponseWriter, _ *http.Request) {
				page(httpCode{w, http.StatusBadGateway}, "失敗しました。")
			})}},
		{name: "a bare word for a person", rule: "SES-PAGE", row: "check-callback-garbage/line", verdict: warned, reason: "text/plain", also: []string{"check-callback-foreign-state/line"},
			world: world{wrap: callback(func(r *http.Request) bool { return has("next")(r) && !has("error")(r) }, func(w http.ResponseWriter, _ *http.Request) {
				http.Error(w, "bad request", http.StatusBadRequest)
			})}},
		{name: "words put into the page as they come", rule: "CB-MARKUP", row: "check-callback-denied/line", verdict: failed, reason: "as markup",
			world: world{wrap: callback(has("error_description"), func(w http.ResponseWriter, r *http.Request) {
				page(w, "失敗しました。"+r.URL.Query().Get("error_description"))
			})},
			also: []string{"check-callback-"}},
		{name: "an open redirector", rule: "CB-REDIRECTOR", row: "check-callback-garbage/line", verdict: failed, reason: "https://torii-check.invalid/",
			world: world{wrap: callback(has("next"), func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, r.URL.Query().Get("next"), http.StatusFound)
			})},
			also: []string{"check-callback-"}},
		{name: "who says no goes round in circles", rule: "CB-CANCEL", row: "check-callback-denied/line", verdict: warned, reason: "redirected to https://access.line.me/",
			world: world{wrap: callback(has("error"), func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "https://access.line.me/oauth2/v2.1/authorize", http.StatusFound)
			})},
			also: []string{"check-callback-denied-elsewhere/line"}},
		{name: "an error signs somebody in", rule: "CB-ERROR", row: "check-callback-denied/line", verdict: failed, reason: "somebody signed in", world: world{wrap: welcome(has("error"))},
			also: []string{"check-callback-denied-elsewhere/line"}},
		{name: "anything signs somebody in", rule: "CB-STATE", row: "check-callback-bare/line", verdict: failed, reason: "somebody signed in", world: world{wrap: welcome(always)}, also: []string{"check-callback-"}},
		{name: "the other method hangs up", row: "check-callback-method/line", verdict: warned, reason: "got 500",
			world: world{wrap: callback(func(r *http.Request) bool { return r.Method == http.MethodPost }, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusInternalServerError)
			})}},
		{name: "a made-up code signs somebody in", rule: "CB-STATE", row: "check-callback-code/line", verdict: failed, reason: "somebody signed in", world: world{codes: true, wrap: welcome(has("code"))},
			also: []string{"check-callback-code-bare/line"}},
		{name: "a firewall", row: "check-certificate", verdict: verdict.HarnessError, reason: "firewall", world: world{wrap: func(http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Cf-Mitigated", "challenge")
				w.WriteHeader(http.StatusForbidden)
			})
		}}},
		{name: "too many requests", row: "check-start/line", verdict: verdict.HarnessError, reason: "429", also: []string{"check-start/"},
			world: world{wrap: func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if strings.HasPrefix(r.URL.Path, "/login/") {
						w.WriteHeader(http.StatusTooManyRequests)
						return
					}
					next.ServeHTTP(w, r)
				})
			}}},
		{name: "Basic authentication that nobody told of", row: "check-certificate", verdict: verdict.HarnessError, reason: "401", world: world{wrap: func(http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("WWW-Authenticate", `Basic realm="staging"`)
				w.WriteHeader(http.StatusUnauthorized)
			})
		}}},
	} {
		t.Run(tt.name, tt.run)
	}
}

// httpCode answers with a status of its own.
type httpCode struct {
	http.ResponseWriter
	code int
}

func (w httpCode) WriteHeader(int) { w.ResponseWriter.WriteHeader(w.code) }

func both(a, b func(http.Handler) http.Handler) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler { return a(b(h)) }
}
