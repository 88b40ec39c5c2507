package google

import (
	"net/http"
	"slices"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
)

const (
	emailScope   = "https://www.googleapis.com/auth/userinfo.email"
	profileScope = "https://www.googleapis.com/auth/userinfo.profile"
	apiScope     = "https://www.googleapis.com/auth/"
)

// canonical returns the name under which Google grants a scope.
func canonical(scope string) string {
	switch scope {
	case "email":
		return emailScope
	case "profile":
		return profileScope
	}
	return scope
}

func known(scope string) bool {
	return scope == "openid" || strings.HasPrefix(canonical(scope), apiScope)
}

func identityScope(scopes []string) bool {
	return slices.ContainsFunc(scopes, func(s string) bool { return s == "openid" || s == emailScope || s == profileScope })
}

// requestChecks all end on Google's own page: the Relying Party hears of none.
var requestChecks = []profile.RequestCheck{
	{Name: "client_id", Refuse: clientRefusal},
	{Name: "redirect_uri", Refuse: func(r profile.Request) *profile.Refusal {
		switch {
		case !r.Has("redirect_uri"):
			return missing("redirect_uri")
		case !r.Registered:
			return atGoogle(http.StatusBadRequest, "redirect_uri_mismatch", "このアプリに登録された redirect_uri ではありません。", text.Both{
				JA: "redirect_uri が登録と一文字でも違う: " + r.Get("redirect_uri"),
				EN: "redirect_uri is not exactly a registered one: " + r.Get("redirect_uri")})
		}
		return nil
	}},
	{Name: "response_type", Refuse: func(r profile.Request) *profile.Refusal {
		switch {
		case !r.Has("response_type"):
			return bad("Required parameter is missing: response_type", "response_type が送られていない", "response_type was not sent")
		case r.Get("response_type") != "code":
			return atGoogle(http.StatusBadRequest, r.Set["response_type_error"], "Invalid response_type: "+r.Get("response_type"), text.Both{
				JA: "この模擬は認可コードフロー（code）だけを話す", EN: "this mock speaks the code flow only"})
		}
		return nil
	}},
	{Name: "scope", Refuse: scopeRefusal},
	{Name: "prompt", Refuse: promptRefusal},
	{Name: "access_type", Refuse: func(r profile.Request) *profile.Refusal {
		return oneOf(r, "access_type", "online", "offline")
	}},
	{Name: "response_mode", Refuse: func(r profile.Request) *profile.Refusal {
		return oneOf(r, "response_mode", callback.Modes...)
	}},
	{Name: "code_challenge", Refuse: challengeRefusal},
	{Name: "request", Refuse: func(r profile.Request) *profile.Refusal {
		if r.Has("request") || r.Has("request_uri") {
			return bad("Request objects are not supported.", "リクエストオブジェクトには対応していない", "request objects are not supported")
		}
		return nil
	}},
	{Name: "user agent", Refuse: func(r profile.Request) *profile.Refusal {
		for _, mark := range embedded {
			if strings.Contains(r.UserAgent, mark) && r.Set.Is("embedded_browsers", "blocked") {
				return atGoogle(http.StatusForbidden, "disallowed_useragent", "アプリ内ブラウザーからは利用できません。", text.Both{
					JA: "アプリ内ブラウザーからのログインは拒まれる", EN: "logins from embedded browsers are refused"})
			}
		}
		return nil
	}},
}

// embedded are marks of in-app browsers in a User-Agent.
var embedded = []string{"; wv)", "Line/", "FBAN", "FBAV", "Instagram", "YJApp"}

func clientRefusal(r profile.Request) *profile.Refusal {
	switch {
	case !r.Has("client_id"):
		return missing("client_id")
	case !r.ClientOK:
		return atGoogle(http.StatusUnauthorized, "invalid_client", "The OAuth client was not found.", text.Both{
			JA: "その client_id は登録されていない", EN: "no client of that client_id is registered"})
	}
	switch r.Client.Set["status"] {
	case "deleted":
		return atGoogle(http.StatusUnauthorized, "deleted_client", "The OAuth client was deleted.", text.Both{
			JA: "クライアントは削除されている", EN: "the client was deleted"})
	case "disabled":
		return atGoogle(http.StatusUnauthorized, "disabled_client", "The OAuth client was disabled.", text.Both{
			JA: "クライアントは無効にされている", EN: "the client was disabled"})
	}
	return nil
}

func scopeRefusal(r profile.Request) *profile.Refusal {
	if !r.Has("scope") {
		return missing("scope")
	}
	var valid, invalid []string
	for _, s := range r.Words("scope") {
		if known(s) {
			valid = append(valid, canonical(s))
		} else {
			invalid = append(invalid, s)
		}
	}
	if len(invalid) == 0 {
		return nil
	}
	return atGoogle(http.StatusBadRequest, "invalid_scope",
		"Some requested scopes were invalid. {valid=["+strings.Join(valid, ", ")+"], invalid=["+strings.Join(invalid, ", ")+"]}",
		text.Both{JA: "Google に無い scope: " + strings.Join(invalid, " "), EN: "scopes that Google does not have: " + strings.Join(invalid, " ")})
}

func promptRefusal(r profile.Request) *profile.Refusal {
	words := r.Words("prompt")
	if len(words) > 0 && r.Has("approval_prompt") {
		return bad("Conflict params: approval_prompt and prompt", "approval_prompt と prompt は併用できない", "approval_prompt and prompt exclude each other")
	}
	for _, w := range words {
		if !slices.Contains([]string{"none", "consent", "select_account", "login"}, w) {
			return bad("Invalid parameter value for prompt: Invalid prompt: "+w, "prompt の値が正しくない: "+w, "no such prompt: "+w)
		}
	}
	if len(words) > 1 && slices.Contains(words, "none") {
		return bad("Invalid parameter value for prompt: none cannot be combined", "prompt=none は他の値と併用できない", "prompt=none must stand alone")
	}
	return nil
}

func challengeRefusal(r profile.Request) *profile.Refusal {
	if refusal := oneOf(r, "code_challenge_method", "S256", "plain"); refusal != nil {
		return refusal
	}
	n := len(r.Get("code_challenge"))
	if n > 0 && (n < 43 || n > 128) {
		return bad("Invalid parameter value for code_challenge", "code_challenge の長さが正しくない", "code_challenge is not 43 to 128 characters long")
	}
	return nil
}

func oneOf(r profile.Request, name string, allowed ...string) *profile.Refusal {
	if !r.Has(name) || slices.Contains(allowed, r.Get(name)) {
		return nil
	}
	return bad("Invalid parameter value for "+name+": "+r.Get(name), name+" の値が正しくない", "the value of "+name+" is not allowed")
}

func missing(name string) *profile.Refusal {
	return bad("Missing required parameter: "+name, name+" が送られていない", name+" was not sent")
}

func bad(description, ja, en string) *profile.Refusal {
	return atGoogle(http.StatusBadRequest, "invalid_request", description, text.Both{JA: ja, EN: en})
}

// atGoogle is Google's own error page: the Relying Party only sees the person vanish.
func atGoogle(status int, code, description string, why text.Both) *profile.Refusal {
	return &profile.Refusal{Channel: profile.Page, Status: status, Code: code, Description: description, Why: why}
}

// byPolicy is a refusal of which it is not certain that it stays at Google.
func byPolicy(a profile.Authn, status int, code, description string, why text.Both) *profile.Refusal {
	refusal := atGoogle(status, code, description, why)
	if a.Set.Is("policy_errors", "callback") {
		refusal.Channel, refusal.Description = profile.ToCallback, ""
	}
	return refusal
}

// admission holds what Google refuses once the person is known.
var admission = []profile.AdmissionCheck{
	{Name: "internal", Refuse: func(a profile.Authn) *profile.Refusal {
		set := profile.Settings(a.Client.Set)
		if !set.Is("user_type", "internal") || a.Person.Trait("hd") == set["organization"] {
			return nil
		}
		return byPolicy(a, http.StatusForbidden, "org_internal", "このアプリは組織内のユーザーだけが利用できます", text.Both{
			JA: "内部アプリで、この人は組織の外", EN: "the application is internal and this person is outside the organisation"})
	}},
	{Name: "testing", Refuse: func(a profile.Authn) *profile.Refusal {
		set := profile.Settings(a.Client.Set)
		if !set.Is("publishing", "testing") || basicOnly(a) || slices.Contains(set.Words("test_users"), a.Person.ID) {
			return nil
		}
		return atGoogle(http.StatusForbidden, "access_denied", "このアプリは現在テスト中で、デベロッパーに承認されたテスターのみがアクセスできます。", text.Both{
			JA: "公開ステータスがテスト中で、この人はテストユーザーではない", EN: "publishing status is Testing and this person is no test user"})
	}},
	{Name: "admin policy", Refuse: func(a profile.Authn) *profile.Refusal {
		if a.Person.Trait("admin_policy") != "blocked" {
			return nil
		}
		return byPolicy(a, http.StatusBadRequest, "admin_policy_enforced", "Access blocked: Authorization Error", text.Both{
			JA: "Workspace の管理者がこのアプリを禁止している", EN: "the Workspace administrator blocks this application"})
	}},
}

// basicOnly reports whether only openid, email and profile were asked for.
func basicOnly(a profile.Authn) bool {
	return !slices.ContainsFunc(a.Words("scope"), func(s string) bool {
		s = canonical(s)
		return s != "openid" && s != emailScope && s != profileScope
	})
}

// silent answers prompt=none without a session or without an earlier consent.
func silent(a profile.Authn) *profile.Refusal {
	if a.SignedIn && a.Consented {
		return nil
	}
	code := a.Set["prompt_none_error"]
	if code == "login_required" && a.SignedIn {
		code = "consent_required"
	}
	refusal := &profile.Refusal{Channel: profile.ToCallback, Code: code, Why: text.Both{
		JA: "prompt=none だが、ログインか同意が要る", EN: "prompt=none, but login or consent is due"}}
	if code == "interaction_required" {
		refusal.Extra = []bend.Param{{Name: "error_subtype", Value: "access_denied"}}
	}
	return refusal
}
