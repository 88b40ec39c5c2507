package yahoo

import (
	"slices"
	"strconv"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
)

// attributeScopes are what the attribute API gives, each after a review.
var attributeScopes = []string{"profile", "email", "address"}

// responseTypes are all that Yahoo! JAPAN serves, their words sorted.
// Source: https://developer.yahoo.co.jp/yconnect/v2/hybrid/configuration.html
var responseTypes = [][]string{
	{"code"}, {"token"}, {"id_token"}, {"id_token", "token"}, {"code", "id_token"}, {"code", "token"}, {"code", "id_token", "token"},
}

// Proof keys have a length (RFC 7636, 4.2).
const (
	shortestChallenge = 43
	longestChallenge  = 128
)

var requestChecks = []profile.RequestCheck{
	{Name: "client_id", Refuse: func(r profile.Request) *profile.Refusal {
		switch {
		case !r.ClientOK:
			return atYahoo(r, "client_id is invalid", text.Both{
				JA: "client_id のアプリケーションが登録されていない", EN: "no application of that client_id is registered"})
		case profile.Settings(r.Client.Set).Is("status", "disabled"):
			return atYahoo(r, "client_id is invalid", text.Both{
				JA: "アプリケーションは利用を止められている", EN: "the application was disabled"})
		}
		return nil
	}},
	{Name: "redirect_uri", Refuse: func(r profile.Request) *profile.Refusal {
		if r.Registered {
			return nil
		}
		return atYahoo(r, "redirect_uri is invalid", text.Both{
			JA: "redirect_uri がコールバックURLの登録と一字一句同じではない: " + r.Get("redirect_uri"),
			EN: "redirect_uri is not, letter for letter, a registered callback URL: " + r.Get("redirect_uri")})
	}},
	{Name: "twice", Refuse: func(r profile.Request) *profile.Refusal {
		for name, values := range r.Params {
			if len(values) > 1 {
				return invalid(name+" is given twice", text.Both{JA: name + " が二つある", EN: name + " is given twice"})
			}
		}
		return nil
	}},
	{Name: "response_type", Refuse: responseTypeRefusal},
	{Name: "scope", Refuse: scopeRefusal},
	{Name: "nonce", Refuse: func(r profile.Request) *profile.Refusal {
		if r.Asks("response_type", "id_token") && !r.Has("nonce") {
			return missing("nonce")
		}
		return nil
	}},
	{Name: "prompt", Refuse: func(r profile.Request) *profile.Refusal {
		if r.Asks("prompt", "none") && len(r.Words("prompt")) > 1 {
			return invalid("Unsupported prompt value", text.Both{JA: "prompt の none は他の値と並べられない", EN: "prompt=none stands alone"})
		}
		return nil
	}},
	{Name: "max_age", Refuse: func(r profile.Request) *profile.Refusal {
		if _, err := strconv.ParseUint(r.Get("max_age"), 10, 31); r.Has("max_age") && err != nil {
			return invalid("Unsupported max_age value", text.Both{JA: "max_age が0以上の整数でない", EN: "max_age is no whole number of seconds"})
		}
		return nil
	}},
	{Name: "code_challenge", Refuse: challengeRefusal},
}

func responseTypeRefusal(r profile.Request) *profile.Refusal {
	words := r.Words("response_type")
	slices.Sort(words)
	switch {
	case len(words) == 0:
		return missing("response_type")
	case !slices.ContainsFunc(responseTypes, func(t []string) bool { return slices.Equal(t, words) }):
		return toCallback(r.Set["unsupported_response_type"], "Unsupported response_type value", text.Both{
			JA: "この response_type は使えない: " + r.Get("response_type"), EN: "this response_type is not served: " + r.Get("response_type")})
	}
	return nil
}

func scopeRefusal(r profile.Request) *profile.Refusal {
	scopes := r.Words("scope")
	if len(scopes) == 0 {
		return missing("scope")
	}
	unknown := func(s string) bool { return s != "openid" && s != "offline_access" && !has(attributeScopes, s) }
	if !has(scopes, "openid") || slices.ContainsFunc(scopes, unknown) {
		return toCallback("invalid_scope", "invalid scope", text.Both{
			JA: "scope に openid が無いか、知らない値がある: " + r.Get("scope"), EN: "scope lacks openid or holds an unknown value: " + r.Get("scope")})
	}
	return nil
}

func challengeRefusal(r profile.Request) *profile.Refusal {
	n := len(r.Get("code_challenge"))
	public := profile.Settings(r.Client.Set).Is("type", "client-side")
	switch {
	case n == 0 && public && r.Set.Is("public_pkce", "required"):
		return missing("code_challenge")
	case n == 0:
		return nil
	case n < shortestChallenge || n > longestChallenge:
		return invalid("Unsupported code_challenge value", text.Both{JA: "code_challenge は43文字以上128文字以内", EN: "code_challenge has 43 to 128 characters"})
	case r.Has("code_challenge_method") && !has([]string{"plain", "S256"}, r.Get("code_challenge_method")):
		return invalid("Unsupported code_challenge_method value", text.Both{
			JA: "code_challenge_method は plain か S256", EN: "code_challenge_method is plain or S256"})
	}
	return nil
}

func missing(name string) *profile.Refusal {
	return invalid(name+" is missing", text.Both{JA: name + " が送られていない", EN: name + " was not sent"})
}

func invalid(description string, why text.Both) *profile.Refusal {
	return toCallback("invalid_request", description, why)
}

// atYahoo is Yahoo! JAPAN's own page: the Relying Party hears nothing.
func atYahoo(r profile.Request, description string, why text.Both) *profile.Refusal {
	status, err := strconv.Atoi(r.Set["error_page_status"])
	if err != nil {
		status = 400
	}
	return &profile.Refusal{Channel: profile.Page, Status: status, Code: "invalid_request", Description: description, Why: why}
}

func toCallback(code, description string, why text.Both) *profile.Refusal {
	return &profile.Refusal{Channel: profile.ToCallback, Code: code, Description: description, Why: why}
}

// admission holds what Yahoo! JAPAN refuses once the person is known.
var admission = []profile.AdmissionCheck{
	// IDs that were not used for four years are suspended.
	// Source: https://about.yahoo.co.jp/info/blog/20200129/yahoojapanid.html
	{Name: "suspended", Refuse: func(a profile.Authn) *profile.Refusal {
		if a.Person.Trait("suspended") == "" {
			return nil
		}
		return atYahoo(a.Request, "このIDは利用停止中です", text.Both{JA: "Yahoo! JAPAN ID が利用停止中である", EN: "the Yahoo! JAPAN ID is suspended"})
	}},
}

// silent answers prompt=none.
func silent(a profile.Authn) *profile.Refusal {
	switch {
	case !a.SignedIn:
		return toCallback("login_required", "login required", text.Both{
			JA: "prompt=none だが Yahoo! JAPAN にログインしていない", EN: "prompt=none, but nobody is signed in at Yahoo! JAPAN"})
	case !a.Consented:
		return toCallback("consent_required", "consent required", text.Both{
			JA: "prompt=none だがまだ同意していない", EN: "prompt=none, but there is no consent yet"})
	case a.Person.Trait("screen_due") != "":
		return toCallback("interaction_required", "interaction required", text.Both{
			JA: "prompt=none だが別の画面を見せる必要がある", EN: "prompt=none, but another screen is due"})
	}
	return nil
}

var consentRules = profile.ConsentRules{
	// What the review did not approve is not asked for.
	Scopes: func(r profile.Request) []string {
		approved := profile.Settings(r.Client.Set).Words("attributes")
		return slices.DeleteFunc(r.Words("scope"), func(s string) bool { return s != "openid" && !has(approved, s) })
	},
	Lasts: func(profile.Request, []string) time.Duration { return 0 },
	// There is one answer for all: no scope can be unticked.
	Items: []profile.ConsentItem{
		{Scope: "openid", Label: text.Both{JA: "ユーザー識別子", EN: "User identifier"}, Required: true},
		{Scope: "profile", Label: text.Both{JA: "プロフィール情報（氏名・性別・生年など）", EN: "Profile: name, gender, year of birth"}, Required: true},
		{Scope: "email", Label: text.Both{JA: "メールアドレス", EN: "Email address"}, Required: true},
		{Scope: "address", Label: text.Both{JA: "住所（市区町村まで）", EN: "Address down to the municipality"}, Required: true},
	},
	Chooses: func(r profile.Request) bool { return r.Asks("prompt", "select_account") },
	Renews: func(r profile.Request, age time.Duration) bool {
		seconds, err := strconv.Atoi(r.Get("max_age"))
		life := time.Duration(r.Set.Int("session_hours")) * time.Hour
		return r.Asks("prompt", "login") || err == nil && age > time.Duration(seconds)*time.Second || life > 0 && age > life
	},
}

var screens = profile.Screens{
	Brand: "Yahoo! JAPAN", Colour: "#c7002b",
	SignIn:       text.Both{JA: "Yahoo! JAPAN IDでログイン", EN: "Log in with your Yahoo! JAPAN ID"},
	Other:        text.Both{JA: "別のIDでログイン", EN: "Use another ID"},
	Consent:      text.Both{JA: "次の情報の提供に同意しますか", EN: "Do you agree to give the following?"},
	Approve:      text.Both{JA: "同意する", EN: "Agree"},
	Cancel:       text.Both{JA: "同意しない", EN: "Do not agree"},
	CookieDomain: "yahoo.co.jp",
	// Source: https://developer.yahoo.co.jp/yconnect/v2/userinfo.html
	Facts: func(set profile.Settings) []profile.Fact {
		return []profile.Fact{
			{Label: text.Both{JA: "サイトURL", EN: "Site"}, Value: set["site_url"]},
			{Label: text.Both{JA: "運営者", EN: "Operator"}, Value: set["operator"]},
			{Label: text.Both{JA: "プライバシーポリシー", EN: "Privacy policy"}, Value: set["privacy_policy"]},
			{Label: text.Both{JA: "利用規約", EN: "Terms of use"}, Value: set["terms_of_use"]},
		}
	},
	Error: text.Both{JA: "エラーが発生しました", EN: "An error has occurred"},
}

func asked(i profile.Issue, scope string) bool {
	return (profile.Request{Params: i.Params}).Asks("scope", scope)
}

func has(words []string, word string) bool { return slices.Contains(words, word) }
