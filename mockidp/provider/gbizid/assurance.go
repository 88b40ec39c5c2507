package gbizid

import (
	"strings"
	"time"

	"torii/mockidp/profile"
	"torii/mockidp/token"
)

const trustFramework = "jp_gbizid_v1"

// verifiedClaims tell how an account was examined, in four shapes (guideline, details
// of the examination's response; OpenID Connect for Identity Assurance).
func verifiedClaims(i profile.Issue) any {
	if !i.Granted(identityAssurance) {
		return nil
	}
	verification := token.Object{{Name: "trust_framework", Value: trustFramework}}
	procedure := i.Person.Trait("procedure")
	if procedure == "" { // エントリー: nobody examined it
		verification.Set("assurance_level", "ial1")
		return token.Object{{Name: "verification", Value: verification}, {Name: "claims", Value: token.Object{}}}
	}
	verification.Set("assurance_level", "ial2")
	verification.Set("time", verifiedAt(i))
	verification.Set("assurance_process", token.Object{{Name: "procedure", Value: procedure}})
	return token.Object{{Name: "verification", Value: verification}, {Name: "claims", Value: examined(i)}}
}

// verifiedAt has no seconds, which RFC 3339 demands.
func verifiedAt(i profile.Issue) string {
	at := i.Person.Trait("verified_at")
	if i.Set.Is("verified_time", "seconds") {
		at = strings.Replace(at, "+", ":00+", 1)
	}
	return at
}

func examined(i profile.Issue) token.Object {
	authority := func(role string) token.Object {
		return token.Object{
			{Name: "applies_to", Value: token.Object{{Name: "registration_number", Value: i.Person.Trait("corporate_number")}}},
			{Name: "permission", Value: []token.Object{{{Name: "role", Value: role}}}}}
	}
	if isMember(i.Person) {
		return token.Object{{Name: "authority", Value: authority("member")}}
	}
	person := token.Object{{Name: "family_name", Value: i.Person.FamilyName}, {Name: "given_name", Value: i.Person.GivenName},
		{Name: "birthdate", Value: hyphened(i.Person.Trait("representative_birthday"))}}
	if i.Person.Trait("corp_type") == "2" {
		return append(person, token.Member{Name: "address", Value: address(i)})
	}
	return append(person, token.Member{Name: "authority", Value: authority("prime")})
}

// address gives the prefecture by name, where the rest of UserInfo has its code.
func address(i profile.Issue) token.Object {
	city, rest := i.Person.Trait("address1"), i.Person.Trait("address2")
	return token.Object{
		{Name: "street_address_part1", Value: rest}, {Name: "street_address_part2", Value: ""}, {Name: "street_address", Value: rest},
		{Name: "locality", Value: city}, {Name: "region", Value: prefectures[i.Person.Trait("prefecture")]},
		{Name: "postal_code", Value: postCode}, {Name: "country", Value: "JP"},
	}
}

// prefectures are the names of those codes of JIS X 0401 that a persona has.
var prefectures = map[string]string{"01": "北海道", "13": "東京都", "27": "大阪府"}

// role places the account in its organisation; エントリー has none.
func role(i profile.Issue) any {
	if !i.Granted("role") {
		return nil
	}
	what := i.Person.Trait("role")
	if what == "" {
		return token.Object{}
	}
	levels := []token.Object{level(1, i.Person.Trait("company"))}
	if unit := i.Person.Trait("unit"); unit != "" {
		levels = append(levels, level(2, unit))
	}
	return token.Object{
		{Name: "applies_to", Value: token.Object{{Name: "levels", Value: levels}}},
		{Name: "permission", Value: []token.Object{{{Name: "role", Value: "jp_gbizid_" + what}}}},
	}
}

func level(n int, name string) token.Object {
	return token.Object{{Name: "level", Value: n}, {Name: "branch_name", Value: name}}
}

// delegationInfo describes the business that an agent acts for; who is no agent has
// an empty one. The persona's trait says what is wrong with the delegation, if anything.
func delegationInfo(i profile.Issue) any {
	if !i.Granted("delegation_info") {
		return nil
	}
	how := i.Person.Trait("delegation")
	if how == "" {
		return token.Object{}
	}
	d := delegated{profile.Settings(i.Client.Set)["system_code"], "20260401", "20990101", []bool{true, false}}
	day := func(n int) string { return i.Now.In(japan).AddDate(0, 0, n).Format("20060102") }
	switch how {
	case "expired":
		d.end = day(-1)
	case "not-begun":
		d.start = day(2)
	case "today":
		d.start, d.end = day(0), day(0)
	case "inactive":
		d.active = []bool{false, false}
	case "second-category":
		d.active = []bool{false, true}
	case "other-system":
		d.system = "ZZZZZ"
	}
	return delegation(d)
}

// delegated is what differs from one delegation to the next.
type delegated struct {
	system     string // code of the service
	start, end string // its first and last day, in Japan
	active     []bool // of its categories
}

// japan is the zone of delegation dates.
var japan = time.FixedZone("JST", 9*60*60)

// delegation has names and types of its own: corp_no, a number meti_id, prefectures by name.
func delegation(d delegated) token.Object {
	return token.Object{
		{Name: "delegation_no", Value: "1092730197"}, {Name: "system_cd", Value: d.system},
		{Name: "delegation_start", Value: d.start}, {Name: "delegation_end", Value: d.end},
		{Name: "category_info", Value: []token.Object{
			{{Name: "category_cd", Value: "001"}, {Name: "category_nm", Value: "申請"}, {Name: "active_flg", Value: d.active[0]}},
			{{Name: "category_cd", Value: "002"}, {Name: "category_nm", Value: "届出"}, {Name: "active_flg", Value: d.active[1]}}}},
		{Name: "meti_id", Value: 27019707}, {Name: "business_type", Value: "法人"}, {Name: "corp_no", Value: "6999900000003"},
		{Name: "firm_nm", Value: "株式会社イニン"}, {Name: "firm_nm_en", Value: ""},
		{Name: "address_pref", Value: "東京都"}, {Name: "address_city", Value: "千代田区"}, {Name: "address_number", Value: "架空町4丁目5番6号"},
		{Name: "last_nm", Value: "委任"}, {Name: "first_nm", Value: "一郎"}, {Name: "last_nm_kana", Value: "イニン"}, {Name: "first_nm_kana", Value: "イチロウ"},
		{Name: "birthday", Value: "19700101"},
		{Name: "user_last_nm", Value: "委任"}, {Name: "user_first_nm", Value: "一郎"}, {Name: "user_last_nm_kana", Value: "イニン"}, {Name: "user_first_nm_kana", Value: "イチロウ"},
		{Name: "user_post_cd", Value: postCode}, {Name: "user_address_pref", Value: "東京都"}, {Name: "user_address_city", Value: "千代田区"},
		{Name: "user_address_number", Value: "架空町4丁目5番6号"}, {Name: "user_address_bldg", Value: ""},
		{Name: "user_department", Value: ""}, {Name: "user_tel_no_contact", Value: "0300000001"},
		{Name: "user_email", Value: "ichiro@inin.example.com"}, {Name: "note", Value: ""},
	}
}
