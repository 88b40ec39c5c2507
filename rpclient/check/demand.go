package check

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"torii/fixtures/text"
)

// demand is what one provider demands of an authentication request beyond the
// specification; the parameters and the address without its query are given.
type demand func(params url.Values, to *url.URL) []finding

func scopes(params url.Values) []string { return strings.Fields(params.Get("scope")) }

var plainWord = regexp.MustCompile(`^[A-Za-z0-9._~-]*$`)

// lineState: the value must not be URL-encoded once more. Source: LINE Developers, Integrate LINE Login.
func lineState(params url.Values, _ *url.URL) []finding {
	return []finding{holds(plainWord.MatchString(params.Get("state")), says("LINE の state は英数字のまま送る", "LINE wants a state of plain characters"),
		"A-Z a-z 0-9 . _ ~ -", "other characters", says("state を base64url や16進で作る", "make the state as base64url or hexadecimal")).unsure("inferred")}
}

// lineEmail: email goes with openid only. Source: LINE Developers, Integrate LINE Login, Scopes.
func lineEmail(params url.Values, _ *url.URL) []finding {
	s := scopes(params)
	return []finding{holds(!slices.Contains(s, "email") || slices.Contains(s, "openid"), says("LINE の email は openid と一緒に求める", "LINE gives email with openid only"),
		"openid email", params.Get("scope"), says("scope に openid を加える", "add openid to the scope"))}
}

// appleForm: name and email come by form_post only. Source: Apple, Request an authorization to the Sign in with Apple server.
func appleForm(params url.Values, _ *url.URL) []finding {
	s := scopes(params)
	hybrid := strings.Contains(params.Get("response_type"), "id_token")
	if !slices.Contains(s, "name") && !slices.Contains(s, "email") && !hybrid {
		return nil
	}
	return []finding{equal(says("name か email、または id_token を求めるときの response_mode", "the response_mode where name, email or id_token is asked for"), byForm, params.Get("response_mode"),
		says("response_mode=form_post を付け、コールバックで POST を受ける", "send response_mode=form_post and take a POST at the callback"))}
}

// appleScopes: Apple knows no other.
func appleScopes(params url.Values, _ *url.URL) []finding {
	return []finding{onlyOf(scopes(params), []string{"openid", "name", "email"}, says("Apple の scope", "the scopes of Apple"))}
}

// yahooBail: without it who declines never comes back. Source: Yahoo! JAPAN, Authorization endpoint.
func yahooBail(params url.Values, _ *url.URL) []finding {
	return []finding{equal(says("同意しなかった人を戻す bail", "bail, which brings back who does not consent"), "1", params.Get("bail"),
		says("認証要求に bail=1 を付ける", "send bail=1 with the authentication request"))}
}

// promptNone: none stands alone (OpenID Connect Core 1.0, 3.1.2.1).
func promptNone(params url.Values, _ *url.URL) []finding {
	prompts := strings.Fields(params.Get("prompt"))
	return []finding{holds(len(prompts) < 2 || !slices.Contains(prompts, "none"), says("prompt の none は単独で使う", "prompt none stands alone"),
		"none", params.Get("prompt"), says("prompt から none か、ほかの値を外す", "drop none or the other values from prompt"))}
}

// googlePrompt: the old parameter and the new one exclude each other.
func googlePrompt(params url.Values, _ *url.URL) []finding {
	return []finding{holds(!params.Has("approval_prompt"), says("古い approval_prompt", "the old approval_prompt"), "absent", "present",
		says("approval_prompt をやめ、prompt を使う", "use prompt instead of approval_prompt"))}
}

// gbizScopes: others are refused by invalid_scope. Source: GビズID 接続システム向けガイドライン 3.4.1.2.
func gbizScopes(params url.Values, _ *url.URL) []finding {
	return []finding{onlyOf(scopes(params), []string{"openid", "profile", "user", "mandate", "email", "offline_access", "jp_gbizid_v1_ida", "role", "delegation_info"},
		says("GビズID の scope", "the scopes of GBizID"))}
}

var relayed = regexp.MustCompile(`^/oauth2/authorize/(line|apple|yahoo|google|x)/[^/]+$`)

// relayPath: provider and setting stand in the path. Source: Social PLUS, 認証方式:OpenID Connect, 認可リクエスト.
func relayPath(_ url.Values, to *url.URL) []finding {
	return []finding{holds(relayed.MatchString(to.Path), says("ソーシャルPLUSの認可URLのパス", "the path of Social PLUS's authorization address"),
		"/oauth2/authorize/PROVIDER/SETTING", to.Path, says("ソーシャルログインマネージャーの認可URLを写す", "copy the address from the console"))}
}

// onlyOf compares words with those that are allowed.
func onlyOf(got, allowed []string, what text.Both) finding {
	var foreign []string
	for _, s := range got {
		if !slices.Contains(allowed, s) {
			foreign = append(foreign, s)
		}
	}
	return holds(len(foreign) == 0, what, strings.Join(allowed, " "), strings.Join(foreign, " "), says("知らない値を外す", "drop what is unknown"))
}
