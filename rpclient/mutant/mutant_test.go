package mutant

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"torii/rpclient/rp"
)

func TestEveryStepHasAMutant(t *testing.T) {
	for _, s := range rp.Steps() {
		require.True(t, slices.ContainsFunc(All(), func(m Mutant) bool { return m.Step == s.Name }), s.Name)
	}
}

func TestEveryMutantIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range All() {
		t.Run(m.ID(), func(t *testing.T) {
			whole(t, seen, m.ID(), m.JA, m.EN)
			steps, err := m.Steps()
			require.NoError(t, err)
			require.Len(t, steps, len(rp.Steps()))
			i := slices.IndexFunc(steps, func(s rp.Step) bool { return s.Name == m.Step })
			require.Contains(t, append(steps[i].Rules, everyStepsRules...), m.Rule)
		})
	}
}

// whole wants an id of the mutant's own, and what is wrong with it in both languages.
func whole(t *testing.T, seen map[string]bool, id, ja, en string) {
	t.Helper()
	require.False(t, seen[id], "the id is taken")
	seen[id] = true
	require.NotEmpty(t, ja)
	require.NotEmpty(t, en)
}

// everyStepsRules are kept by every step: any may spoil the honest login, and any
// may show its failure as a page nobody can read.
var everyStepsRules = []string{"FLOW-LOGIN", "SES-PAGE"}

func TestAnUnknownStepIsAnError(t *testing.T) {
	_, err := Mutant{Step: "nowhere", Variant: "x"}.Steps()
	require.ErrorContains(t, err, `mutant nowhere/x: want the name of a step, got "nowhere"`)
	require.Error(t, reference(nil, "nowhere"))
}

// probes hold, for each mutant, a scenario that tells it from the reference.
var probes = map[string]probe{
	"start.state/static":     repeated("state"),
	"start.state/short":      repeated("state"),
	"start.nonce/static":     repeated("nonce"),
	"start.nonce/skipped":    honest("line"),
	"start.scope/no-openid":  sent("scope"),
	"start.pkce/skipped":     repeated("code_challenge"),
	"start.pkce/plain":       repeated("code_challenge"),
	"start.pkce/static":      repeated("code_challenge"),
	"start.bind/single":      {"line", twoTabs},
	"callback.params/closed": response("line", "friendship_status_changed", "true"),
	"callback.params/doubled-state": bent("line", func(w *world) {
		w.respond = func(r url.Values) { r.Add("state", "other") }
	}),
	"callback.params/doubled-iss":    response("google", "iss", "https://accounts.google.com", "https://evil.example.test"),
	"callback.state/skipped":         response("line", "state", "other"),
	"callback.state/only-if-present": response("line", "state"),
	"callback.state/unbound": {"line", func(w *world) string {
		response := w.start()
		w.cookie = ""
		return w.back(response)
	}},
	"callback.once/skipped": {"line", func(w *world) string {
		response := w.start()
		w.back(response)
		return w.back(response) + fmt.Sprint(len(w.forms))
	}},
	"callback.iss/skipped":          response("google", "iss", "https://evil.example.test"),
	"callback.iss/only-if-present":  response("google", "iss"),
	"callback.iss/prefix":           response("google", "iss", "https://accounts.google.com.evil.example.test"),
	"callback.error/skipped":        response("line", "error", "SERVER_ERROR"),
	"callback.error/code-wins":      response("line", "error", "SERVER_ERROR"),
	"callback.error/cancel-500":     response("line", "error", "ACCESS_DENIED"),
	"callback.error/case-sensitive": response("line", "error", "ACCESS_DENIED"),
	"callback.code/still-encoded":   {"google", func(w *world) string { w.login(); return w.forms[0].Get("code") }},

	"token.exchange/status-ignored": bent("line", func(w *world) { w.status["/token"] = 400 }),
	"token.exchange/closed":         member("line", "new_member", 1),
	"token.exchange/no-deadline":    {"line", unboundedCalls},
	"token.exchange/retried": {"line", func(w *world) string {
		w.status["/token"] = 500
		return w.login() + fmt.Sprint(len(w.forms))
	}},
	"token.exchange/other-redirect-uri": {"line", func(w *world) string { w.login(); return w.forms[0].Get("redirect_uri") }},
	"token.exchange/no-verifier":        {"line", func(w *world) string { w.login(); return fmt.Sprint(w.forms[0].Has("code_verifier")) }},
	"token.exchange/internal-error":     bent("line", func(w *world) { w.status["/token"] = 503 }),
	"token.type/skipped":                member("line", "token_type", "mac"),
	"token.type/case-sensitive":         member("line", "token_type", "bearer"),
	"token.idtoken/userinfo-instead":    member("line", "id_token", nil),

	"idtoken.form/extra-part": bent("line", func(w *world) {
		w.token = func(a map[string]any) { a["id_token"] = a["id_token"].(string) + ".e30" }
	}),
	"idtoken.form/closed":          claim("line", "new_claim", 1),
	"idtoken.alg/none":             signing("line", func(c map[string]any) string { return unsigned("none", c, noMAC) }),
	"idtoken.alg/none-in-capitals": signing("google", func(c map[string]any) string { return unsigned("nOnE", c, noMAC) }),
	"idtoken.alg/header-chooses":   signing("google", func(c map[string]any) string { return signed(jose.HS256, []byte(secret), nil, c) }),
	"idtoken.alg/hs256-public-pem": signing("google", func(c map[string]any) string { return unsigned("HS256", c, macUnder(publicPEM())) }),
	"idtoken.alg/hs256-public-jwk": signing("google", func(c map[string]any) string { return unsigned("HS256", c, macUnder(publicJWK())) }),
	"idtoken.key/first":            {"google", rotate},
	"idtoken.key/no-refetch":       {"google", rotate},
	"idtoken.key/embedded": signing("google", func(c map[string]any) string {
		own := jose.JSONWebKey{Key: rsaKeys()[1].Public()}
		return signed(jose.RS256, rsaKeys()[1], map[jose.HeaderKey]any{"jwk": own, "kid": "kid-0"}, c)
	}),
	"idtoken.key/empty-secret":  signing("line", func(c map[string]any) string { return unsigned("HS256", c, macUnder(nil)) }),
	"idtoken.key/hex-secret":    honest("line"),
	"idtoken.signature/skipped": signing("line", func(c map[string]any) string { return unsigned("HS256", c, macUnder([]byte("x"))) }),

	"idtoken.iss/skipped":           claim("line", "iss", "https://evil.example.test"),
	"idtoken.iss/prefix":            claim("line", "iss", "https://access.line.me.evil.example.test"),
	"idtoken.iss/substring":         claim("line", "iss", "https://evil.example.test/access.line.me"),
	"idtoken.iss/trailing-slash":    claim("line", "iss", "https://access.line.me/"),
	"idtoken.iss/one-spelling":      claim("google", "iss", "accounts.google.com"),
	"idtoken.aud/skipped":           claim("line", "aud", "other"),
	"idtoken.aud/substring":         claim("line", "aud", "12345678901"),
	"idtoken.aud/any-of":            claim("line", "aud", []string{"1234567890", "other"}),
	"idtoken.azp/skipped":           claim("google", "azp", "other"),
	"idtoken.exp/skipped":           claim("line", "exp", 1),
	"idtoken.exp/only-if-present":   claim("line", "exp", nil),
	"idtoken.exp/day-late":          {"line", func(w *world) string { return claim("", "exp", w.now.Unix()-3600).run(w) }},
	"idtoken.iat/skipped":           claim("line", "iat", 4e9),
	"idtoken.nbf/skipped":           claim("line", "nbf", 4e9),
	"idtoken.nonce/skipped":         claim("line", "nonce", "other"),
	"idtoken.nonce/only-if-present": claim("line", "nonce", nil),
	"idtoken.nonce/any-earlier": {"line", func(w *world) string {
		w.login()
		return claim("", "nonce", w.requests[0].Get("nonce")).run(w)
	}},
	"idtoken.sub/from-userinfo": claim("line", "sub", nil),
	"idtoken.at_hash/required":  honest("line"),

	"userinfo.fetch/no-deadline":    {"line", unboundedCalls},
	"userinfo.fetch/internal-error": bent("line", func(w *world) { w.status["/userinfo"] = 503 }),
	"userinfo.sub/skipped":          {"line", otherUserInfo},
	"userinfo.sub/identity":         {"line", otherUserInfo},

	"account.find/by-email": {"line", func(w *world) string {
		w.login()
		w.subject = "U2"
		return claim("", "email", "U1@example.com").run(w)
	}},
	"account.find/sub-alone": {"line", func(w *world) string {
		w.login()
		w.provider = rp.Google("client.apps.googleusercontent.com", secret)
		return w.login()
	}},
	"account.find/raw-issuer":       claim("google", "iss", "accounts.google.com"),
	"account.find/email-required":   claim("line", "email", nil),
	"account.find/picture-required": bent("line", func(w *world) { w.userinfo = func(a map[string]any) { delete(a, "picture") } }),

	"callback.error/wordless-cancel-500": response("yahoo", "code"),
	"callback.error/three-members":       response("yahoo", "error", "server_error"),
	"token.exchange/form-secret":         {"yahoo", func(w *world) string { w.login(); return w.auths[0] }},
	"token.exchange/numeric-error-code": bent("yahoo", func(w *world) {
		w.status["/token"] = 400
		w.token = func(a map[string]any) { a["error"], a["error_code"] = "invalid_grant", "901" }
	}),
	"token.exchange/mislabelled-body":   {"yahoo", func(w *world) string { w.login(); return w.forms[0].Get("grant_type") }},
	"idtoken.aud/text-only":             claim("yahoo", "aud", []string{"dj00client-"}),
	"idtoken.form/password-only":        claim("yahoo", "amr", []string{"hwk"}),
	"idtoken.age/skipped":               claim("yahoo", "iat", 1),
	"idtoken.age/by-exp":                {"yahoo", func(w *world) string { return claim("", "iat", w.now.Unix()-86400).run(w) }},
	"idtoken.auth_time/skipped":         claim("yahoo", "auth_time", 1),
	"idtoken.auth_time/only-if-present": claim("yahoo", "auth_time", nil),
	"userinfo.fetch/required":           bent("yahoo", func(w *world) { w.status["/attribute"] = 403 }),
	"userinfo.fetch/reads-error":        bent("yahoo", func(w *world) { w.status["/attribute"] = 401 }),
	"userinfo.fetch/beside-the-issuer":  {"yahoo", hosts},
	"userinfo.fetch/version-1":          honest("yahoo"),
	"userinfo.fetch/united-states":      {"yahoo", hosts},
	"userinfo.fetch/cut-token": {"yahoo", func(w *world) string {
		w.token = func(a map[string]any) { a["access_token"] = strings.Repeat("a", 2000) }
		w.login()
		return fmt.Sprint(len(w.bearer))
	}},
	"userinfo.fetch/whole-birthdate":  bent("yahoo", func(w *world) { w.userinfo = func(a map[string]any) { a["birthdate"] = "1986" } }),
	"userinfo.fetch/reading-required": bent("yahoo", func(w *world) { w.userinfo = func(a map[string]any) { a["family_name"] = "山田" } }),
	"userinfo.fetch/boolean-only":     bent("yahoo", func(w *world) { w.userinfo = func(a map[string]any) { a["email_verified"] = "true" } }),
	"account.find/guid-only":          honest("yahoo"),
	"account.find/letter-case": {"line", func(w *world) string {
		w.login()
		w.subject = "u1"
		return w.login()
	}},
	"account.find/by-truthy-email": {"yahoo", func(w *world) string {
		w.claims = func(c map[string]any) { delete(c, "email") }
		w.userinfo = func(a map[string]any) { a["email"], a["email_verified"] = "a@example.com", "false" }
		w.login()
		w.subject = "U2"
		return w.login()
	}},
	"start.bind/lax-transaction":       honest("apple"),
	"callback.params/query-only":       honest("apple"),
	"callback.params/same-origin-only": honest("apple"),
	"front.token/optional":             bent("apple", func(w *world) { w.respond = func(r url.Values) { r.Del("id_token") } }),
	"front.verify/skipped":             front(func(w *world) { w.front = func(c map[string]any) { c["nonce"] = "other" } }),
	"front.verify/claims-only": front(func(w *world) {
		w.signFront = func(c map[string]any) string { return unsigned("RS256", c, macUnder([]byte("x"))) }
	}),
	"front.c_hash/skipped":         front(func(w *world) { w.front = func(c map[string]any) { c["c_hash"] = "other" } }),
	"front.c_hash/only-if-present": front(func(w *world) { w.front = func(c map[string]any) { delete(c, "c_hash") } }),
	"front.same/skipped":           front(func(w *world) { w.front = func(c map[string]any) { c["sub"] = "U2" } }),

	"client.secret/calendar-months": secretSays("exp"),
	"client.secret/made-once": {"apple", func(w *world) string {
		w.login()
		w.now = w.now.Add(365 * day)
		w.login()
		return secretClaim(w, "exp")
	}},
	"client.secret/no-skew":                 secretSays("iat"),
	"client.secret/token-endpoint-audience": secretSays("aud"),
	"client.secret/team-as-sub":             secretSays("sub"),
	"client.secret/hs256":                   secretHeader(),
	"client.secret/no-kid":                  secretHeader(),

	"user.name/email-trusted":    response("apple", "user", `{"email":"victim@example.com"}`),
	"user.name/strict":           response("apple", "user", `{}`),
	"user.name/unlimited":        response("apple", "user", `{"name":{"firstName":"`+strings.Repeat("あ", 999)+`"}}`),
	"user.name/given-name-first": honest("apple"),
	"user.name/ignored":          honest("apple"),
	"account.find/name-overwritten": {"apple", func(w *world) string {
		w.login()
		w.respond = func(r url.Values) { r.Del("user") }
		return w.login()
	}},
	"account.find/booleans-only": claim("apple", "email_verified", "true"),
	"account.find/truthy":        claim("apple", "email_verified", "false"),
	"account.find/no-strings":    claim("apple", "email_verified", "true"),

	"session.renew/kept":         {"line", fixate},
	"session.renew/forgetful":    {"line", twoTabs},
	"session.renew/copied":       {"line", fixate},
	"session.logout/cookie-only": {"line", logOut},
	"session.logout/skipped":     {"line", logOut},

	"start.scope/omitted":              sent("scope"),
	"start.scope/omitted-in-rehearsal": sent("scope"),
	"start.scope/commas":               sent("scope"),
	"start.bind/impatient": {"gbizid", func(w *world) string {
		response := w.start()
		w.now = w.now.Add(9 * time.Minute)
		return w.back(response)
	}},
	"callback.params/positional":     {"gbizid", stateFirst},
	"token.exchange/no-redirect-uri": {"gbizid", func(w *world) string { w.login(); return fmt.Sprint(w.forms[0].Has("redirect_uri")) }},
	"token.exchange/secret-in-body":  {"gbizid", func(w *world) string { w.login(); return fmt.Sprint(w.forms[0].Has("client_secret")) }},
	"idtoken.form/needs-email":       claim("gbizid", "email", nil),
	"idtoken.form/environment-by-token": bent("gbizid", func(w *world) {
		w.claims = func(c map[string]any) {
			c["iss"], c["aud"] = "https://stg.gbiz-id.go.jp/oauth/", "200198stgshinseiexamplejp"
		}
	}),
	"idtoken.iss/other-environment": claim("gbizid", "iss", "https://stg.gbiz-id.go.jp/oauth/"),
	"idtoken.iss/slash-forgotten":   claim("gbizid", "iss", "https://gbiz-id.go.jp/oauth"),
	"idtoken.iss/without-slash":     honest("gbizid"),

	"business.read/strings-only":               said("account_type", 2),
	"business.read/no-empties":                 said("en_name", nil),
	"business.read/seconds-required":           honest("gbizid"),
	"business.read/seconds-refused":            examination("time", "2021-06-06T05:32:00+09:00"),
	"business.read/prefecture-as-number":       honest("gbizid"),
	"business.read/check-digit":                said("corporate_number", "1234567890123"),
	"business.read/parsed-access-token":        honest("gbizid"),
	"business.read/delegation-unchecked":       delegating("delegation_end", "20200101"),
	"business.read/delegation-of-any-system":   delegating("system_cd", "ZZZZZ"),
	"business.read/delegation-without-end":     delegating("delegation_end", "20200101"),
	"business.read/delegation-of-any-category": delegating("category_info", []any{}),
	"business.read/no-delegation":              delegating("note", ""),
	"business.read/principal-for-agent":        delegating("note", ""),

	"business.admit/skipped":      said("account_type", "1"),
	"business.admit/entry-too":    said("account_type", "1"),
	"business.admit/unknown-kind": said("account_type", "4"),
	"business.admit/once": {"gbizid", func(w *world) string {
		w.login()
		return said("account_type", "1").run(w)
	}},
	"business.admit/no-mandate":         member3(),
	"business.admit/any-mandate":        member3("another"),
	"business.admit/mandate-prefix":     member3("200199testshinseiexamplejp2"),
	"business.admit/mandate-for-all":    honest("gbizid"),
	"business.admit/any-framework":      examination("trust_framework", "other"),
	"business.admit/any-level":          examination("assurance_level", "ial1"),
	"business.admit/prefixes":           examination("assurance_level", "ial20"),
	"business.admit/birthdate-required": honest("gbizid"),

	"refresh.save/trimmed":                rotating(false),
	"refresh.save/verified":               rotating(false),
	"refresh.save/short-column":           rotating(false),
	"refresh.keep/first-for-ever":         rotating(false),
	"refresh.exchange/invalid-grant-only": rotating(true),
	"account.find/by-refresh-token":       rotating(false),

	"account.find/by-number": {"gbizid", func(w *world) string {
		w.login()
		w.subject = "U2"
		return w.login()
	}},
	"account.find/by-letters":       {"gbizid", func(w *world) string { w.login(); return said("email", "U@Example.com").run(w) }},
	"account.find/verified-address": honest("gbizid"),
	"account.find/company-as-name":  honest("gbizid"),
	"business.keep/skipped":         honest("gbizid"),
}

func TestEveryMutantCanBeToldFromTheReference(t *testing.T) {
	for _, m := range All() {
		p, ok := probes[m.ID()]
		if !ok {
			p, ok = refreshProbes[m.ID()]
		}
		if !ok {
			p, ok = grantedProbes[m.ID()]
		}
		if !ok {
			continue // the scenarios tell these: torii mutants holds them all to a row of their rule
		}
		t.Run(m.ID(), func(t *testing.T) {
			steps, err := m.Steps()
			require.NoError(t, err)
			want := p.run(newWorld(t, p.provider, rp.Steps()))
			got := p.run(newWorld(t, p.provider, steps))
			t.Logf("reference: %s; mutant: %s", want, got)
			require.NotEqual(t, want, got)
		})
	}
}

// otherwise lists the mutants whose honest login fails, and where: they are caught
// by the control itself.
var otherwise = map[string]string{
	"start.nonce/skipped":              "line google gbizid apple",
	"start.bind/lax-transaction":       "apple",
	"callback.params/query-only":       "apple",
	"callback.params/same-origin-only": "apple",
	"front.verify/at-hash-demanded":    "apple",
	"front.c_hash/whole-digest":        "apple",
	"idtoken.key/hex-secret":           "line",
	"idtoken.at_hash/required":         "line google gbizid apple",
	"idtoken.azp/wanted":               "google", // whose tokens here have none
	"account.find/picture-required":    "apple",
	"callback.code/still-encoded":      "apple", // its c_hash is no longer the code's

	"idtoken.typ/required":         "line google apple gbizid", // the world's headers have none
	"token.type/lifetime-required": "line google apple gbizid", // nor its responses a lifetime

	"userinfo.fetch/version-1":          "yahoo apple",
	"userinfo.fetch/no-deadline":        "apple", // which has none
	"userinfo.fetch/redirects-followed": "apple",
	"userinfo.fetch/reads-error":        "apple",
	"account.find/guid-only":            "yahoo", // the world's subjects are short

	"idtoken.iss/without-slash":         "gbizid",
	"account.find/by-refresh-token":     "gbizid",
	"business.read/seconds-required":    "gbizid",
	"business.read/parsed-access-token": "gbizid",
	"business.admit/mandate-for-all":    "gbizid",
	"business.admit/birthdate-required": "gbizid",
	"account.find/verified-address":     "gbizid",
}

func TestAMutantIsHonestOtherwise(t *testing.T) {
	for _, m := range All() {
		for _, provider := range []string{"line", "google", "gbizid", "apple"} {
			t.Run(m.ID()+"/"+provider, func(t *testing.T) {
				steps, err := m.Steps()
				require.NoError(t, err)
				fails := strings.HasPrefix(newWorld(t, provider, steps).login(), "refused")
				require.Equal(t, strings.Contains(otherwise[m.ID()], provider), fails)
			})
		}
	}
}
