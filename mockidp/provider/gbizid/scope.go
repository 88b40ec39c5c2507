package gbizid

import (
	"slices"

	"torii/fixtures/client"
	"torii/fixtures/text"
	"torii/mockidp/profile"
)

// basicScopes need no application, optionalScopes do, each of them (guideline 3.4.1).
var (
	basicScopes     = []string{"openid", "profile", "user", "mandate", "email", "offline_access"}
	optionalScopes  = []string{identityAssurance, "role", "delegation_info"}
	scopesSupported = slices.Concat(basicScopes, optionalScopes)
)

const identityAssurance = "jp_gbizid_v1_ida"

// allowed are the scopes that a client may ask for.
func allowed(c client.Client) []string {
	applied := profile.Settings(c.Set).Words("optional_scopes")
	return slices.DeleteFunc(slices.Clone(scopesSupported), func(s string) bool {
		return has(optionalScopes, s) && !has(applied, s)
	})
}

// granted are the scopes of a request: all that are allowed where none is named.
func granted(r profile.Request) []string {
	if len(r.Words("scope")) == 0 {
		return allowed(r.Client)
	}
	var scopes []string
	for _, s := range r.Words("scope") {
		if !has(scopes, s) {
			scopes = append(scopes, s)
		}
	}
	return scopes
}

var consentRules = profile.ConsentRules{
	Scopes: granted,
	Lasts:  forEver,
	Never:  true, // no consent page is known of
	Renews: renews,
	Items: []profile.ConsentItem{
		{Scope: "openid", Label: text.Both{JA: "アカウント管理番号", EN: "Account management number"}, Required: true},
		{Scope: "profile", Label: text.Both{JA: "事業者の情報", EN: "The business"}, Required: true},
		{Scope: "user", Label: text.Both{JA: "利用者の情報", EN: "The user"}, Required: true},
		{Scope: "mandate", Label: text.Both{JA: "利用できるサービス", EN: "Services the member may use"}, Required: true},
		{Scope: "email", Label: text.Both{JA: "メールアドレス", EN: "E-mail address"}, Required: true},
		{Scope: "offline_access", Label: text.Both{JA: "不在時の利用", EN: "Offline access"}, Required: true},
		{Scope: identityAssurance, Label: text.Both{JA: "審査情報", EN: "Examination"}, Required: true},
		{Scope: "role", Label: text.Both{JA: "組織情報", EN: "Organisation"}, Required: true},
		{Scope: "delegation_info", Label: text.Both{JA: "委任情報", EN: "Delegation"}, Required: true},
	},
}

func has(words []string, word string) bool { return slices.Contains(words, word) }
