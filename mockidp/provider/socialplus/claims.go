package socialplus

import (
	"encoding/json"
	"strings"
	"time"

	"torii/fixtures/persona"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// personOf is a user as method A tells of them, with the login provider used.
func personOf(u *user, provider string) persona.Person {
	d := u.merged()
	traits := map[string]string{"provider": provider, "primary_key": u.Key, "kana": d.kana(), "given_name_pronunciation": d.GivenKana,
		"family_name_pronunciation": d.FamilyKana, "gender": d.Gender, "birthdate": d.Birthdate, "phone_number": d.Phone, "postal_code": d.Postal,
		"region": d.Region, "locality": d.Locality, "street_address": d.At, "nickname": d.UserName, "verified": d.Verified}
	if i := u.at(provider); i != nil {
		traits["provider_uid"] = i.UID
	}
	return persona.Person{Subject: u.ID, Name: d.full(), GivenName: d.Given, FamilyName: d.Family, Email: d.Email,
		EmailVerified: d.Verified == "true", Picture: d.Picture, Traits: traits}
}

// now is the person of an issue with the mapping as it is today.
func now(of any, i profile.Issue) persona.Person {
	m := of.(*memory)
	m.mu.Lock()
	defer m.mu.Unlock()
	u := m.worlds[serviceOf(i.Client).ID].users.Values[i.Person.Subject]
	if u == nil {
		return i.Person
	}
	return personOf(u, i.Person.Trait("provider"))
}

func trait(name string) func(profile.Issue) any {
	return func(i profile.Issue) any { return profile.OrAbsent(i.Person.Trait(name)) }
}

// told is a claim that comes with a scope.
func told(scope string, of func(persona.Person) string) func(profile.Issue) any {
	return func(i profile.Issue) any { return i.IfGranted(scope, of(i.Person)) }
}

func toldTrait(scope, name string) func(profile.Issue) any {
	return told(scope, func(p persona.Person) string { return p.Trait(name) })
}

// identifiers are the claims that say who came, and how.
var identifiers = []profile.Claim{
	{Name: "primary_key", Value: primaryKey},
	{Name: "provider", Value: trait("provider")},
	{Name: "provider_uid", Value: trait("provider_uid")},
}

func primaryKey(i profile.Issue) any {
	key := i.Person.Trait("primary_key")
	if key == "" && i.Set.Is("primary_key_unlinked", "null") {
		return json.RawMessage("null")
	}
	return profile.OrAbsent(key)
}

// personal are the claims of personal data, by scope.
var personal = []profile.Claim{
	{Name: "name", Value: told("profile", func(p persona.Person) string { return p.Name })},
	{Name: "name#ja-Kana-JP", Value: toldTrait("profile", "kana")},
	{Name: "family_name", Value: told("profile", func(p persona.Person) string { return p.FamilyName })},
	{Name: "family_name#ja-Kana-JP", Value: toldTrait("profile", "family_name_pronunciation")},
	{Name: "given_name", Value: told("profile", func(p persona.Person) string { return p.GivenName })},
	{Name: "given_name#ja-Kana-JP", Value: toldTrait("profile", "given_name_pronunciation")},
	{Name: "birthdate", Value: toldTrait("profile", "birthdate")},
	{Name: "gender", Value: toldTrait("profile", "gender")},
	{Name: "nickname", Value: toldTrait("profile", "nickname")},
	{Name: "picture", Value: told("profile", func(p persona.Person) string { return p.Picture })},
	{Name: "email", Value: told("email", func(p persona.Person) string { return p.Email })},
	{Name: "email_verified", Value: emailVerified},
	{Name: "address", Value: address},
	{Name: "phone_number", Value: toldTrait("phone", "phone_number")},
}

func emailVerified(i profile.Issue) any {
	said := i.Person.Trait("verified")
	if i.Set.Is("email_verified", "absent") || !i.Granted("email") || i.Person.Email == "" || said == "" {
		return nil
	}
	return said == "true"
}

func address(i profile.Issue) any {
	p := i.Person
	if !i.Granted("address") || p.Trait("postal_code")+p.Trait("region")+p.Trait("locality")+p.Trait("street_address") == "" {
		return nil
	}
	var o token.Object
	for _, name := range []string{"postal_code", "region", "locality", "street_address"} {
		if v := p.Trait(name); v != "" {
			o.Set(name, v)
		}
	}
	o.Set("formatted", strings.TrimSpace(p.Trait("region")+p.Trait("locality")+p.Trait("street_address")))
	return o
}

const tokenLife = time.Hour

// idTokenClaims are the claims of https://docs.socialplus.jp/social-login/authentication/id_token
var idTokenClaims = append(append([]profile.Claim{
	{Name: "iss", Value: issuerOf},
	{Name: "aud", Value: func(i profile.Issue) any { return i.Client.ClientID }},
	{Name: "sub", Value: func(i profile.Issue) any { return i.Subject }},
	{Name: "iat", Value: func(i profile.Issue) any { return i.Now.Unix() }},
	{Name: "exp", Value: func(i profile.Issue) any { return i.Now.Add(tokenLife).Unix() }},
	{Name: "nonce", Value: func(i profile.Issue) any { return profile.OrAbsent(i.Params.Get("nonce")) }},
}, identifiers...), personal...)

// issuerOf is the bare サービスID, which is no address.
func issuerOf(i profile.Issue) any {
	s := serviceOf(i.Client)
	if i.Set.Is("iss", "url") {
		return i.Names.Issuer(s.auth())
	}
	return s.ID
}

var userInfoReply = profile.UserInfoReply{
	Members: append(append([]profile.Claim{{Name: "sub", Value: func(i profile.Issue) any { return i.Subject }}}, identifiers...), personal...),
	Needs:   func([]string, string) bool { return true },
	Refuse: func(f profile.UserInfoFailure, _ string, _ profile.Settings) profile.WireError {
		e := profile.WireError{Status: 401, Code: "unauthorized"}
		if f != profile.BearerMissing {
			e.Header = map[string]string{"WWW-Authenticate": `Bearer error="invalid_token", error_description="The access token is invalid."`}
		}
		return e
	},
}
