package socialplus

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"torii/fixtures/persona"
	"torii/mockidp/seed"
)

// data is what a login provider said of a person; "" is what it did not say.
type data struct {
	Name, Given, Family          string
	GivenKana, FamilyKana        string
	UserName, Picture            string
	Email                        string
	Verified                     string // "true" or "false" as the provider says, "" where it does not
	Gender, Birthdate, Phone     string
	Postal, Region, Locality, At string
}

// kana is the full name in kana.
func (d data) kana() string { return joined(d.FamilyKana, d.GivenKana) }

// full is the full name: as said, or put together.
func (d data) full() string { return cmp.Or(joined(d.Family, d.Given), d.Name) }

func joined(family, given string) string {
	if family == "" || given == "" {
		return family + given
	}
	return family + " " + given
}

// only leaves out what is no wanted item.
func (d data) only(items []string) data {
	has := func(item string) bool { return slices.Contains(items, item) }
	if !has(itemName) {
		d.Name, d.Given, d.Family = "", "", ""
	}
	if !has(itemKana) {
		d.GivenKana, d.FamilyKana = "", ""
	}
	if !has(itemUserName) {
		d.UserName = ""
	}
	if !has(itemPicture) {
		d.Picture = ""
	}
	if !has(itemEmail) {
		d.Email, d.Verified = "", ""
	}
	if !has(itemGender) {
		d.Gender = ""
	}
	if !has(itemBirthdate) {
		d.Birthdate = ""
	}
	if !has(itemPhone) {
		d.Phone = ""
	}
	if !has(itemAddress) {
		d.Postal, d.Region, d.Locality, d.At = "", "", "", ""
	}
	return d
}

// or fills what d does not say with what other says.
func (d data) or(other data) data {
	d.Name, d.Given, d.Family = cmp.Or(d.Name, other.Name), cmp.Or(d.Given, other.Given), cmp.Or(d.Family, other.Family)
	d.GivenKana, d.FamilyKana = cmp.Or(d.GivenKana, other.GivenKana), cmp.Or(d.FamilyKana, other.FamilyKana)
	d.UserName, d.Picture = cmp.Or(d.UserName, other.UserName), cmp.Or(d.Picture, other.Picture)
	if d.Email == "" {
		d.Email, d.Verified = other.Email, other.Verified
	}
	d.Gender, d.Birthdate, d.Phone = cmp.Or(d.Gender, other.Gender), cmp.Or(d.Birthdate, other.Birthdate), cmp.Or(d.Phone, other.Phone)
	d.Postal, d.Region = cmp.Or(d.Postal, other.Postal), cmp.Or(d.Region, other.Region)
	d.Locality, d.At = cmp.Or(d.Locality, other.Locality), cmp.Or(d.At, other.At)
	return d
}

// merged is what all of a user's login providers say together, the latest first.
func (u *user) merged() data {
	var all data
	latest := slices.Clone(u.Identities)
	slices.SortStableFunc(latest, func(a, b *identity) int { return b.Updated.Compare(a.Updated) })
	for _, i := range latest {
		all = all.or(i.Data)
	}
	return all
}

// relayLength is how long the local part of an address is at which Apple hides a person's.
const relayLength = 10

// mint gives a person who hides the address from Social PLUS one of their own to be reached at.
func mint(who *persona.Person, r *seed.Source) {
	if _, domain, ok := strings.Cut(who.Trait("relay"), "@"); ok {
		who.Traits = maps.Clone(who.Traits)
		who.Traits["relay"] = r.String(seed.LowerHex, relayLength) + "@" + domain
	}
}

// ofPerson is what is stored of a person who was there before the mock began.
func ofPerson(who persona.Person) data {
	d := data{Name: who.Name, Given: who.GivenName, Family: who.FamilyName, UserName: who.Name, Picture: who.Picture, Email: who.Email,
		GivenKana: who.Trait("given_name_pronunciation"), FamilyKana: who.Trait("family_name_pronunciation"),
		Gender: who.Trait("gender"), Birthdate: who.Trait("birthdate"), Phone: who.Trait("phone_number"),
		Postal: who.Trait("postal_code"), Region: who.Trait("region"), Locality: who.Trait("locality"), At: who.Trait("street_address")}
	if who.EmailVerified {
		d.Verified = "true"
	}
	return d
}
