package gbizid

import (
	"net/http"
	"strings"

	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// traits are what the personas are described with.
var traits = []string{
	"account_type", "corp_type", "parent", "corporate_number", "company", "company_en", "prefecture", "address1", "address2",
	"representative", "representative_birthday", "kana", "user_birthday", "department", "telephone",
	"mandate", "procedure", "verified_at", "role", "unit", "delegation", "second_factor", "expired",
}

// userInfoReply holds the flat members of UserInfo by scope (guideline 3.4.1.6). All
// scalars are strings. Standard names mean other things here: name is the business.
var userInfoReply = profile.UserInfoReply{
	Members: []profile.Claim{
		{Name: "sub", Value: func(i profile.Issue) any { return i.Subject }},
		{Name: "account_type", Value: func(i profile.Issue) any { return kind(i, accountType(i)) }},
		{Name: "corp_type", Value: func(i profile.Issue) any { return kind(i, i.Person.Trait("corp_type")) }},
		{Name: "parent_id", Value: of("profile", "parent", leftOut)},
		{Name: "corporate_number", Value: of("profile", "corporate_number", leftOut)},
		{Name: "name", Value: of("profile", "company", emptied)},
		{Name: "en_name", Value: of("profile", "company_en", emptied)},
		{Name: "prefecture_name", Value: of("profile", "prefecture", leftOut)},
		{Name: "address1", Value: of("profile", "address1", leftOut)},
		{Name: "address2", Value: of("profile", "address2", leftOut)},
		{Name: "rep_last_nm", Value: word("profile", "representative", 0)},
		{Name: "rep_first_nm", Value: word("profile", "representative", 1)},
		{Name: "rep_last_nm_kana", Value: word("profile", "representative", 2)},
		{Name: "rep_first_nm_kana", Value: word("profile", "representative", 3)},
		{Name: "birthday_ymd", Value: birthday("profile", "representative_birthday")},
		{Name: "user_last_nm", Value: func(i profile.Issue) any { return i.IfGranted("user", i.Person.FamilyName) }},
		{Name: "user_first_nm", Value: func(i profile.Issue) any { return i.IfGranted("user", i.Person.GivenName) }},
		{Name: "user_last_nm_kana", Value: word("user", "kana", 0)},
		{Name: "user_first_nm_kana", Value: word("user", "kana", 1)},
		{Name: "user_post_code", Value: func(i profile.Issue) any { return i.IfGranted("user", postCode) }},
		{Name: "user_prefecture_name", Value: of("user", "prefecture", leftOut)},
		{Name: "user_address1", Value: of("user", "address1", leftOut)},
		{Name: "user_address2", Value: of("user", "address2", leftOut)},
		{Name: "user_address3", Value: func(i profile.Issue) any { return value(i, "user", "", emptied) }},
		{Name: "user_department", Value: of("user", "department", emptied)},
		{Name: "user_tel_no_contact", Value: of("user", "telephone", emptied)},
		{Name: "user_birthday_ymd", Value: birthday("user", "user_birthday")},
		{Name: "mandate_info", Value: mandateInfo},
		{Name: "user_email", Value: func(i profile.Issue) any { return i.IfGranted("email", i.Person.Email) }},
		{Name: "email", Value: func(i profile.Issue) any { return i.IfGranted("email", i.Person.Email) }},
		{Name: "verified_claims", Value: verifiedClaims},
		{Name: "role", Value: role},
		{Name: "delegation_info", Value: delegationInfo},
		{Name: "new_member", Value: ahead},
	},
	AlsoQuery: func(set profile.Settings) bool { return set.Is("userinfo_query", "read") },
	Needs:     func(scopes []string, _ string) bool { return has(scopes, "openid") },
	Refuse: func(f profile.UserInfoFailure, _ string, _ profile.Settings) profile.WireError {
		switch f {
		case profile.ScopeLacking:
			return profile.WireError{Status: http.StatusForbidden, Code: "insufficient_scope", Description: "Insufficient scope for this resource"}
		case profile.BearerMissing:
			return challenged(unauthorized("Full authentication is required to access this resource"), "openidconnect")
		}
		return challenged(badToken("Invalid access token: {value}"), "oauth")
	},
}

const postCode = "1000001"

// absence is how a member without a value is written in the documented examples.
type absence string

const (
	leftOut absence = "absent"
	emptied absence = "empty"
)

// value is a member under its scope, or the way in which it has none.
func value(i profile.Issue, scope, v string, none absence) any {
	switch {
	case !i.Granted(scope):
		return nil
	case v != "":
		return v
	}
	if own := i.Set["empty_members"]; own != "as-documented" {
		none = absence(own)
	}
	switch none {
	case emptied:
		return ""
	case leftOut:
		return nil
	}
	return token.Null
}

func of(scope, trait string, none absence) func(profile.Issue) any {
	return func(i profile.Issue) any { return value(i, scope, i.Person.Trait(trait), none) }
}

// word is one of the words of a trait.
func word(scope, trait string, n int) func(profile.Issue) any {
	return func(i profile.Issue) any {
		words := strings.Fields(i.Person.Trait(trait))
		if n >= len(words) {
			return nil
		}
		return i.IfGranted(scope, words[n])
	}
}

// accountType is the kind of account: 1 エントリー, 2 プライム, 3 メンバー, or one that is new in the verification environment.
func accountType(i profile.Issue) string {
	if i.Set.Is("ahead_account_type", "none") {
		return i.Person.Trait("account_type")
	}
	return i.Set["ahead_account_type"]
}

// kind is a code of one digit: a string, though a sample in an older table has a number.
func kind(i profile.Issue, code string) any {
	if !i.Granted("profile") {
		return nil
	}
	if i.Set.Is("kind_type", "number") && len(code) == 1 {
		return int(code[0] - '0')
	}
	return code
}

// birthday is a date of eight digits, or with hyphens.
func birthday(scope, trait string) func(profile.Issue) any {
	return func(i profile.Issue) any {
		date := i.Person.Trait(trait)
		if i.Set.Is("birthday_format", "hyphens") {
			date = hyphened(date)
		}
		return i.IfGranted(scope, date)
	}
}

// hyphened turns YYYYMMDD into YYYY-MM-DD.
func hyphened(date string) string {
	if len(date) != len("20060102") {
		return date
	}
	return date[:4] + "-" + date[4:6] + "-" + date[6:]
}

// mandateInfo lists the services that a member may use; for others it is empty.
func mandateInfo(i profile.Issue) any {
	if !i.Granted("mandate") || !isMember(i.Person) && i.Set.Is("mandate_of_others", "absent") {
		return nil
	}
	list := []token.Object{}
	for _, id := range mandated(i.Person, i.Client.ClientID) {
		list = append(list, token.Object{{Name: "client_id", Value: id}})
	}
	return list
}
