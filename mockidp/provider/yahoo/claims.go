package yahoo

import (
	"strconv"
	"time"

	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// idTokenLife is four weeks, as in three recorded tokens: exp protects against nothing.
const idTokenLife = 28 * 24 * time.Hour

// idTokenClaims are in the recorded order. No name and no address is among them.
// Source: https://developer.yahoo.co.jp/yconnect/v2/id_token.html
var idTokenClaims = []profile.Claim{
	{Name: "iss", Value: func(i profile.Issue) any { return i.Issuer }},
	{Name: "sub", Value: func(i profile.Issue) any { return i.Subject }},
	{Name: "aud", Value: func(i profile.Issue) any { return []string{i.Client.ClientID} }},
	{Name: "exp", Value: func(i profile.Issue) any { return i.Now.Add(idTokenLife).Unix() }},
	{Name: "iat", Value: func(i profile.Issue) any { return i.Now.Unix() }},
	{Name: "auth_time", Value: func(i profile.Issue) any {
		if !i.Params.Has("max_age") && !i.Set.Is("auth_time", "always") {
			return nil
		}
		return i.AuthTime.Unix()
	}},
	{Name: "amr", Value: func(i profile.Issue) any { return i.AMR }},
	{Name: "nonce", Value: func(i profile.Issue) any { return profile.OrAbsent(i.Params.Get("nonce")) }},
	{Name: "at_hash", Value: func(i profile.Issue) any {
		if i.AccessToken == "" || i.Set.Is("at_hash", "absent") {
			return nil
		}
		return token.HalfHash(i.AccessToken)
	}},
	{Name: "c_hash", Value: codeHash},
	{Name: "ppid_sub", Value: ppidSub},
}

// codeHash vouches for the code that came with the token in one response.
func codeHash(i profile.Issue) any {
	hybrid := (profile.Request{Params: i.Params}).Asks("response_type", "id_token") && i.Code != ""
	if !hybrid || !i.Front && !i.Set.Is("c_hash", "both") {
		return nil
	}
	return token.HalfHash(i.Code)
}

// ppidSub is left over from a change of subjects that was announced and put off.
func ppidSub(i profile.Issue) any {
	if !i.Set.Is("ppid_sub", "sent") {
		return nil
	}
	return PPID(profile.Settings(i.Client.Set)["developer"], i.Person.Subject)
}

// userInfoReply is the attribute API: for reviewed clients only.
// Source: https://developer.yahoo.co.jp/yconnect/v2/userinfo.html
var userInfoReply = profile.UserInfoReply{
	Members: []profile.Claim{
		{Name: "sub", Value: func(i profile.Issue) any { return i.Subject }},
		{Name: "name", Value: func(i profile.Issue) any { return attributeOf(i, "profile", i.Person.Name) }},
		{Name: "given_name", Value: func(i profile.Issue) any { return attributeOf(i, "profile", i.Person.GivenName) }},
		{Name: "given_name#ja-Kana-JP", Value: registered("given_name_kana")},
		{Name: "given_name#ja-Hani-JP", Value: func(i profile.Issue) any { return attributeOf(i, "profile", i.Person.GivenName) }},
		{Name: "family_name", Value: func(i profile.Issue) any { return attributeOf(i, "profile", i.Person.FamilyName) }},
		{Name: "family_name#ja-Kana-JP", Value: registered("family_name_kana")},
		{Name: "family_name#ja-Hani-JP", Value: func(i profile.Issue) any { return attributeOf(i, "profile", i.Person.FamilyName) }},
		{Name: "gender", Value: registered("gender")},
		{Name: "locale", Value: func(i profile.Issue) any { return i.IfGranted("profile", "ja-JP") }},
		{Name: "email", Value: func(i profile.Issue) any { return attributeOf(i, "email", i.Person.Email) }},
		{Name: "email_verified", Value: emailVerified},
		{Name: "birthdate", Value: registered("birthdate")}, // the year alone
		{Name: "zoneinfo", Value: func(i profile.Issue) any { return i.IfGranted("profile", "Asia/Tokyo") }},
		{Name: "nickname", Value: registered("nickname")},
		{Name: "picture", Value: func(i profile.Issue) any { return attributeOf(i, "profile", i.Person.Picture) }},
		{Name: "address", Value: address},
	},
	ContentType: "application/json; charset=utf-8",
	Query:       true,
	Needs:       func(scopes []string, _ string) bool { return has(scopes, "openid") },
	Bars:        bars,
	Refuse:      refuseAttributes,
}

// attributeOf is an attribute under its scope. One that is not registered is left out, or empty where the switch says so.
func attributeOf(i profile.Issue, scope, value string) any {
	if value == "" && i.Granted(scope) && i.Set.Is("missing_attr", "empty") {
		return ""
	}
	return i.IfGranted(scope, value)
}

// registered is an attribute of the profile scope.
func registered(trait string) func(profile.Issue) any {
	return func(i profile.Issue) any { return attributeOf(i, "profile", i.Person.Trait(trait)) }
}

// emailVerified was recorded as a boolean, while the manual prints a string.
func emailVerified(i profile.Issue) any {
	switch {
	case !i.Granted("email") || i.Person.Email == "":
		return nil
	case i.Set.Is("email_verified", "string"):
		return strconv.FormatBool(i.Person.EmailVerified)
	}
	return i.Person.EmailVerified
}

// addressMembers are the parts of an address in Yahoo! JAPAN's order; there is no street.
var addressMembers = []string{"country", "postal_code", "region", "locality"}

func address(i profile.Issue) any {
	var o token.Object
	for _, name := range addressMembers {
		if v := i.Person.Trait(name); v != "" && i.Granted("address") {
			o.Set(name, v)
		}
	}
	if o == nil {
		return nil
	}
	o.Set("formatted", o.Text("region")+o.Text("locality"))
	return o
}

// limited is the failure of a call beyond the limit of calls.
const limited profile.UserInfoFailure = "limited"

// bars keeps clients out whose review did not pass.
// Source: https://developer.yahoo.co.jp/changelog/2022-06-15-yconnect18.html
func bars(i profile.Issue) profile.UserInfoFailure {
	approved := profile.Settings(i.Client.Set).Words("attributes")
	if !i.Set.Is("userinfo_limit", "none") {
		return limited
	}
	if len(approved) == 0 {
		return profile.ScopeLacking
	}
	for _, scope := range attributeScopes {
		if i.Set.Is("partial_approval", "error") && asked(i, scope) && !has(approved, scope) {
			return profile.ScopeLacking
		}
	}
	return ""
}
