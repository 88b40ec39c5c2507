package line

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/profile"
)

// profilePlus are the scopes of LINE Profile+, by contract only.
var profilePlus = []string{"real_name", "gender", "birthdate", "phone", "address"}

// plusTraits are what a person may have registered for LINE Profile+, beside given and family name.
var plusTraits = append([]string{"given_name_pronunciation", "middle_name", "family_name_pronunciation", "gender", "birthdate",
	"phone_number"}, addressMembers...)

// requestChecks run in the order in which LINE was seen to refuse.
var requestChecks = []profile.RequestCheck{
	{Name: "client_id", Refuse: func(r profile.Request) *profile.Refusal {
		if r.ClientOK {
			return nil
		}
		return atLINE(r.Set["client_id_error"], text.Both{
			JA: "client_id のチャネルが登録されていない", EN: "no channel of that client_id is registered"})
	}},
	{Name: "redirect_uri", Refuse: func(r profile.Request) *profile.Refusal {
		if r.Registered {
			return nil
		}
		return atLINE("Invalid redirect_uri value. Check if it is registered in a LINE developers site.", text.Both{
			JA: "redirect_uri がコールバックURLとして登録されていない: " + r.Get("redirect_uri"),
			EN: "redirect_uri is not a registered callback URL: " + r.Get("redirect_uri")})
	}},
	{Name: "response_type", Refuse: func(r profile.Request) *profile.Refusal {
		switch {
		case !r.Has("response_type"):
			return missing("response_type")
		case r.Get("response_type") != "code":
			return toCallback("UNSUPPORTED_RESPONSE_TYPE", "", text.Both{
				JA: "response_type は code だけ", EN: "response_type must be code"})
		}
		return nil
	}},
	{Name: "state", Refuse: func(r profile.Request) *profile.Refusal { return required(r, "state") }},
	{Name: "scope", Refuse: scopeRefusal},
	{Name: "response_mode", Refuse: func(r profile.Request) *profile.Refusal {
		return oneOf(r, "response_mode", callback.Modes)
	}},
	{Name: "prompt", Refuse: func(r profile.Request) *profile.Refusal {
		return oneOf(r, "prompt", []string{"consent", "none", "login"})
	}},
	{Name: "bot_prompt", Refuse: func(r profile.Request) *profile.Refusal {
		return oneOf(r, "bot_prompt", []string{"normal", "aggressive"})
	}},
	{Name: "code_challenge", Refuse: func(r profile.Request) *profile.Refusal {
		if !r.Has("code_challenge") && !r.Has("code_challenge_method") || r.Set.Is("bad_code_challenge", "ignore") {
			return nil
		}
		if r.Get("code_challenge_method") != "S256" {
			return invalid("code_challenge_method")
		}
		return required(r, "code_challenge")
	}},
	{Name: "max_age", Refuse: func(r profile.Request) *profile.Refusal {
		if _, err := strconv.ParseUint(r.Get("max_age"), 10, 31); r.Has("max_age") && err != nil {
			return invalid("max_age")
		}
		return nil
	}},
}

func scopeRefusal(r profile.Request) *profile.Refusal {
	if !r.Has("scope") {
		return missing("scope")
	}
	scopes := r.Words("scope")
	why := text.Both{JA: "scope の組み合わせが許されていない: " + r.Get("scope"), EN: "the scopes may not be combined so: " + r.Get("scope")}
	if !has(scopes, "openid") && (!has(scopes, "profile") || has(scopes, "email")) {
		return toCallback("INVALID_SCOPE", "", why)
	}
	for _, s := range scopes {
		if !slices.Contains([]string{"openid", "profile", "email"}, s) && !plusApproved(r, s) && r.Set.Is("unknown_scope", "refuse") {
			return toCallback("INVALID_SCOPE", "", why)
		}
	}
	return nil
}

func plusApproved(r profile.Request, scope string) bool {
	return slices.Contains(profilePlus, scope) && slices.Contains(profile.Settings(r.Client.Set).Words("profile_plus"), scope)
}

func required(r profile.Request, name string) *profile.Refusal {
	if r.Has(name) {
		return nil
	}
	return missing(name)
}

// oneOf refuses another value, unless the switch of that parameter says that LINE ignores it.
func oneOf(r profile.Request, name string, allowed []string) *profile.Refusal {
	if !r.Has(name) || slices.Contains(allowed, r.Get(name)) || r.Set.Is("bad_"+name, "ignore") {
		return nil
	}
	return invalid(name)
}

func missing(name string) *profile.Refusal {
	return toCallback("INVALID_REQUEST", "'"+name+"' is not specified.", text.Both{
		JA: name + " が送られていない", EN: name + " was not sent"})
}

func invalid(name string) *profile.Refusal {
	return toCallback("INVALID_REQUEST", "'"+name+"' is invalid.", text.Both{
		JA: name + " の値が正しくない", EN: "the value of " + name + " is not allowed"})
}

// atLINE is LINE's own error page: the Relying Party hears nothing.
func atLINE(description string, why text.Both) *profile.Refusal {
	return &profile.Refusal{Channel: profile.Page, Status: 400, Code: "Bad Request", Description: description, Why: why}
}

func toCallback(code, description string, why text.Both) *profile.Refusal {
	return &profile.Refusal{Channel: profile.ToCallback, Code: code, Description: description, Why: why}
}

// admission holds what LINE refuses once the person is known.
var admission = []profile.AdmissionCheck{
	{Name: "developing", Refuse: func(a profile.Authn) *profile.Refusal {
		set := profile.Settings(a.Client.Set)
		developing := set.Is("status", "developing") || a.Person.Trait("channel") == "developing"
		if !developing || slices.Contains(set.Words("roles"), a.Person.ID) {
			return nil
		}
		return atLINE("This channel is now developing status. User need to have developer role.", text.Both{
			JA: "チャネルが開発中で、この人にはチャネルの権限（Admin か Tester）が無い",
			EN: "the channel is Developing and this person has no role (Admin or Tester) on it"})
	}},
}

// silent answers prompt=none, which at LINE means: if auto login can run.
func silent(a profile.Authn) *profile.Refusal {
	signedIn := a.SignedIn || a.Person.Trait("line_session") != ""
	split := a.Set["prompt_none_error"]
	told := func(code string, why text.Both) *profile.Refusal {
		if split != "split" {
			code = strings.ToUpper(split)
		}
		return toCallback(code, "", why)
	}
	switch {
	case !signedIn:
		return told("LOGIN_REQUIRED", text.Both{
			JA: "prompt=none だが LINE にログインしていない", EN: "prompt=none, but nobody is signed in at LINE"})
	case !autoLogin(a) || !a.Consented:
		return told("INTERACTION_REQUIRED", text.Both{
			JA: "prompt=none だが自動ログインできない、または同意が要る", EN: "prompt=none, but auto login cannot run or consent is due"})
	}
	return nil
}

// authenticates reports whether the request demands an authentication: max_age=0 does as prompt=login does.
func authenticates(r profile.Request) bool {
	seconds, err := strconv.Atoi(r.Get("max_age"))
	return r.Asks("prompt", "login") || err == nil && seconds == 0
}

// autoLogin says whether the LINE app can answer without a page.
func autoLogin(a profile.Authn) bool {
	if a.Person.Trait("line_session") != "app" || a.Get("disable_auto_login") == "true" || authenticates(a.Request) {
		return false
	}
	switch a.Person.Trait("device") {
	case "ios-safari":
		return a.Get("disable_ios_auto_login") != "true"
	case "android", "line-inapp":
		return true
	}
	return false
}

// amr returns how the person authenticated; LINE's words are its own.
func amr(a profile.Authn) []string {
	switch {
	case autoLogin(a):
		return []string{"lineautologin"}
	case a.SignedIn && !authenticates(a.Request):
		return []string{"linesso"}
	case profile.Settings(a.Client.Set).Is("two_factor", "always"):
		return a.Set.Words("two_factor_amr")
	case a.Get("initial_amr_display") == "lineqr":
		return []string{"lineqr"}
	}
	return []string{"pwd"}
}

// isMiniApp tells the channels of LINE MINI Apps.
func isMiniApp(c client.Client) bool { return profile.Settings(c.Set).Is("kind", "mini-app") }

// grantsLittle: what the person grants when a LINE MINI App is opened is openid alone, but for the consent
// of older days.
func grantsLittle(r profile.Request) bool {
	return isMiniApp(r.Client) && !r.Set.Is("mini_app_consent", "page")
}

var consentRules = profile.ConsentRules{
	Scopes: func(r profile.Request) []string {
		return slices.DeleteFunc(r.Words("scope"), func(s string) bool {
			return s != "openid" && grantsLittle(r) || s == "email" && !profile.Settings(r.Client.Set).Is("email_permission", "applied") || unknownScope(r, s)
		})
	},
	Spares: func(r profile.Request) bool { return isMiniApp(r.Client) && r.Set.Is("mini_app_consent", "later") },
	Lasts: func(r profile.Request, scopes []string) time.Duration {
		if !has(scopes, "email") {
			return 0
		}
		return time.Duration(r.Set.Int("email_consent_days")) * 24 * time.Hour
	},
	// A consent to e-mail is a consent to that address.
	Stale: func(scopes []string, before, now persona.Person) bool {
		return has(scopes, "email") && before.Email != now.Email
	},
	Items: []profile.ConsentItem{
		{Scope: "profile", Label: text.Both{JA: "プロフィール情報", EN: "Profile information"}, Required: true},
		{Scope: "openid", Label: text.Both{JA: "ユーザー識別情報", EN: "User identification"}, Required: true},
		{Scope: "email", Label: text.Both{JA: "メールアドレス", EN: "Email address"}},
		{Scope: "real_name", Label: text.Both{JA: "氏名", EN: "Real name"}},
		{Scope: "gender", Label: text.Both{JA: "性別", EN: "Gender"}},
		{Scope: "birthdate", Label: text.Both{JA: "生年月日", EN: "Date of birth"}},
		{Scope: "phone", Label: text.Both{JA: "電話番号", EN: "Phone number"}},
		{Scope: "address", Label: text.Both{JA: "住所", EN: "Address"}},
	},
	Options:  addFriend,
	Pages:    friendAside,
	Confirms: true,
	Renews: func(r profile.Request, age time.Duration) bool {
		seconds, err := strconv.Atoi(r.Get("max_age"))
		return authenticates(r) || err == nil && age > time.Duration(seconds)*time.Second
	},
}

// addFriend is the choice to become a friend of the channel's official account.
func addFriend(a profile.Authn) []profile.ConsentOption {
	if !offersFriendship(a.Get("bot_prompt"), a.Client) || befriended(a) {
		return nil
	}
	o := profile.ConsentOption{Trait: "add_friend", Yes: "accept", No: "leave",
		Label: text.Both{JA: "LINE公式アカウントを友だち追加する", EN: "Add the LINE official account as a friend"}}
	if a.Person.Trait("friend") == "blocked" {
		o.Label = text.Both{JA: "LINE公式アカウントのブロックを解除する", EN: "Unblock the LINE official account"}
	}
	return []profile.ConsentOption{o}
}

func befriended(a profile.Authn) bool { return a.Person.Trait("friend") == "true" }

// friendAside puts the choice of the official account onto a page of its own, after the
// consent, where the request asks for that.
// Source: https://developers.line.biz/en/docs/line-login/link-a-bot/
func friendAside(a profile.Authn, one profile.ConsentPage) []profile.ConsentPage {
	if offersFriendship(a.Get("bot_prompt"), a.Client) && befriended(a) {
		one.Note = text.Both{JA: "LINE公式アカウントはすでに友だちです。", EN: "The LINE official account is a friend already."}
	}
	if a.Get("bot_prompt") != "aggressive" || len(one.Options) == 0 {
		return []profile.ConsentPage{one}
	}
	aside := profile.ConsentPage{Options: one.Options, Settled: true,
		Heading: text.Both{JA: "LINE公式アカウントの友だち追加", EN: "Add the LINE official account"}}
	one.Options = nil
	return []profile.ConsentPage{one, aside}
}

func unknownScope(r profile.Request, s string) bool {
	return s != "openid" && s != "profile" && s != "email" && !plusApproved(r, s)
}

var screens = profile.Screens{
	Brand: "LINE", Colour: "#06753a",
	SignIn:  text.Both{JA: "LINEにログイン", EN: "Log in to LINE"},
	Other:   text.Both{JA: "別のアカウントでログイン", EN: "Use another account"},
	Consent: text.Both{JA: "次の情報の提供を許可しますか", EN: "Allow access to the following?"},
	Approve: text.Both{JA: "許可する", EN: "Allow"},
	Cancel:  text.Both{JA: "キャンセル", EN: "Cancel"},
	Error:   text.Both{JA: "400 Bad Request", EN: "400 Bad Request"},
	Facts: func(set profile.Settings) []profile.Fact {
		return []profile.Fact{{Label: text.Both{JA: "プロバイダー", EN: "Provider"}, Value: set["provider_name"]}}
	},
	CancelSignIn: func(set profile.Settings) bool { return set.Is("cancel_at_login", "callback") },
	ErrorStatus: func(_ profile.Refusal, set profile.Settings) int {
		return set.Int("error_page_status")
	},
	SignInQuery: func(request url.Values) url.Values {
		back := strings.TrimPrefix(authorize, issuer) + "/consent?" + request.Encode()
		return url.Values{"returnUri": {back}, "loginChannelId": {request.Get("client_id")}}
	},
	Params: func(query url.Values) url.Values {
		back, err := url.Parse(query.Get("returnUri"))
		if !query.Has("returnUri") || err != nil {
			return query
		}
		return back.Query()
	},
}

func has(words []string, word string) bool { return slices.Contains(words, word) }
