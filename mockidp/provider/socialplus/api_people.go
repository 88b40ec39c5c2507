package socialplus

import (
	"time"

	"torii/mockidp/token"
)

// stamp writes a time as the Web API does, nil for none.
func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// old returns the name of a login provider in method B.
func old(provider string) string {
	for _, u := range upstreams {
		if u.ID == provider {
			return u.Old
		}
	}
	return ""
}

// shown is the user object of the Web API.
func (u *user) shown() token.Object {
	return token.Object{
		{Name: "identifier", Value: u.ID}, {Name: "primary_key", Value: orNull(u.Key)}, {Name: "mapped_at", Value: stamp(u.MappedAt)},
		{Name: "last_logged_in_at", Value: stamp(u.LastAt)}, {Name: "last_logged_in_provider", Value: orNull(old(u.LastProvider))},
		{Name: "login_count", Value: u.Logins}, {Name: "created_at", Value: stamp(u.CreatedAt)}, {Name: "profile_prohibited", Value: u.Prohibited},
	}
}

// wipe erases the stored personal data.
func (u *user) wipe() {
	u.Prohibited = true
	for _, i := range u.Identities {
		i.Data = data{}
	}
}

// providersOfUser lists the login providers of a user.
func providersOfUser(a *asking) (token.Object, *failure) {
	u, refused := a.addressed()
	if refused != nil {
		return nil, refused
	}
	names := []string{}
	for _, i := range u.Identities {
		names = append(names, old(i.Provider))
	}
	return token.Object{{Name: "providers", Value: names}}, nil
}

// userAttribute tells accounts and tokens at the login providers.
// Source: https://docs.socialplus.jp/api-references/identifier-association/user_attribute
func userAttribute(a *asking) (token.Object, *failure) {
	u, refused := a.addressed()
	if refused != nil {
		return nil, refused
	}
	var providers token.Object
	for _, i := range u.Identities {
		o := token.Object{{Name: old(i.Provider) + "_id", Value: i.UID}, {Name: "access_token", Value: orNull(i.Access)},
			{Name: "refresh_token", Value: orNull(i.Refresh)}, {Name: "expires_at", Value: stamp(i.Expires)}}
		if i.Provider == "line" {
			o = append(o, token.Member{Name: "friendship_status", Value: nil}, token.Member{Name: "friendship_status_updated_at", Value: nil},
				token.Member{Name: "friendship_updated_at", Value: nil})
		}
		providers.Set(old(i.Provider), append(o, token.Member{Name: "updated_at", Value: stamp(i.Updated)}))
	}
	if providers == nil {
		providers = token.Object{}
	}
	return token.Object{{Name: "user", Value: u.shown()}, {Name: "providers", Value: providers}}, nil
}

func profileOfUser(a *asking) (token.Object, *failure) {
	u, refused := a.addressed()
	if refused != nil {
		return nil, refused
	}
	members := append(token.Object{{Name: "user", Value: u.shown()}}, u.profile()...)
	if a.yes("delete_profile") {
		u.wipe()
	}
	return members, nil
}

// profileFromProviders tells what each login provider says. One that the user has not
// linked gives an empty object.
// Source: https://docs.socialplus.jp/api-references/user-profiles/profile_from_providers
func profileFromProviders(a *asking) (token.Object, *failure) {
	u, refused := a.addressed()
	if refused != nil {
		return nil, refused
	}
	targets, refused := a.targets()
	if refused != nil {
		return nil, refused
	}
	var all token.Object
	for _, t := range targets {
		one := token.Object{}
		if i := u.at(t.ID); i != nil && !u.Prohibited {
			one = append(token.Object{{Name: "profile", Value: i.Data.profile()}}, i.Data.lists(t.Old)...)
		}
		all.Set(t.Old, one)
	}
	return all, nil
}

// friendshipStatus tells whether a LINE user is a friend of the official account. What
// LINE itself refuses is told with HTTP 200.
// Source: https://docs.socialplus.jp/api-references/user-profiles/line_friendship_status
func friendshipStatus(a *asking) (token.Object, *failure) {
	u, refused := a.addressed()
	if refused != nil {
		return nil, refused
	}
	i := u.at("line")
	switch {
	case i == nil:
		return nil, &errNotLinked
	case i.Access == "" || a.Now().After(i.Expires):
		return token.Object{{Name: "provider_error", Value: token.Object{{Name: "error", Value: "401"},
			{Name: "error_description", Value: "invalid token"}}}}, nil
	}
	return token.Object{{Name: "friendship_status", Value: a.Set().Is("friendship", "true")},
		{Name: "friendship_status_updated_at", Value: stamp(i.Updated)}}, nil
}

// profile is what is known of a user, of all login providers together.
func (u *user) profile() token.Object {
	var personal any
	var lists token.Object
	if !u.Prohibited {
		personal = u.merged().profile()
	}
	emails, phones := []token.Object{}, []token.Object{}
	for _, i := range u.Identities {
		if !u.Prohibited {
			lists = i.Data.lists(old(i.Provider))
			emails = append(emails, lists[0].Value.([]token.Object)...)
			phones = append(phones, lists[1].Value.([]token.Object)...)
		}
	}
	return token.Object{{Name: "profile", Value: personal},
		{Name: "follow", Value: token.Object{{Name: "following", Value: nil}, {Name: "followed_by", Value: nil}}},
		{Name: "email", Value: emails}, {Name: "phone", Value: phones}, {Name: "favorite", Value: []string{}}}
}

// genders are the numbers of the Web API.
var genders = map[string]any{"male": 1, "female": 2, "other": 3}

// profile is the profile object of the Web API; what is not known is null.
func (d data) profile() token.Object {
	return token.Object{
		{Name: "first_name", Value: orNull(d.Given)}, {Name: "first_name_kana", Value: orNull(d.GivenKana)}, {Name: "first_name_kanji", Value: orNull(d.Given)},
		{Name: "last_name", Value: orNull(d.Family)}, {Name: "last_name_kana", Value: orNull(d.FamilyKana)}, {Name: "last_name_kanji", Value: orNull(d.Family)},
		{Name: "full_name", Value: orNull(d.full())}, {Name: "full_name_kana", Value: orNull(d.kana())}, {Name: "full_name_kanji", Value: orNull(joined(d.Family, d.Given))},
		{Name: "user_name", Value: orNull(d.UserName)}, {Name: "gender", Value: genders[d.Gender]}, {Name: "birthday", Value: orNull(d.Birthdate)},
		{Name: "postal_code", Value: orNull(d.Postal)}, {Name: "prefecture", Value: orNull(d.Region)}, {Name: "city", Value: orNull(d.Locality)},
		{Name: "street", Value: orNull(d.At)}, {Name: "location", Value: orNull(d.Region + d.Locality + d.At)}, {Name: "image_url", Value: orNull(d.Picture)},
	}
}

// lists are the e-mail addresses and telephone numbers that one login provider told.
func (d data) lists(provider string) token.Object {
	emails, phones := []token.Object{}, []token.Object{}
	if d.Email != "" {
		emails = append(emails, token.Object{{Name: "email", Value: d.Email}, {Name: "verified", Value: d.Verified == "true"}, {Name: "media_id", Value: provider}})
	}
	if d.Phone != "" {
		phones = append(phones, token.Object{{Name: "number", Value: d.Phone}, {Name: "type", Value: "phone"}, {Name: "verified", Value: true}, {Name: "media_id", Value: provider}})
	}
	return token.Object{{Name: "email", Value: emails}, {Name: "phone", Value: phones}}
}
