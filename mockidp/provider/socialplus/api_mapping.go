package socialplus

import (
	"slices"
	"strings"
	"time"

	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// authenticatedUser redeems a one-time token.
// Source: https://docs.socialplus.jp/api-references/identifier-association/authenticated_user
func authenticatedUser(a *asking) (token.Object, *failure) {
	value := a.form.Get("token")
	if value == "" && a.Set().Is("missing_token", "400/5") {
		return nil, &errRequired
	}
	t, ok := a.world.tokens.Values[value]
	if ok {
		a.Follow(t.login)
	}
	if !ok || t.used || a.Now().After(t.expires) {
		return nil, &errToken
	}
	t.used = !a.yes("preserve_token")
	members := token.Object{{Name: "user", Value: t.user.shown()}}
	if a.yes("add_profile") {
		members = append(members, t.user.profile()...)
	}
	if a.yes("add_profile") && a.yes("delete_profile") {
		t.user.wipe()
	}
	return members, nil
}

// mapUser links a user to the customer's member.
// Source: https://docs.socialplus.jp/api-references/identifier-association/map
func mapUser(a *asking) (token.Object, *failure) {
	if a.form.Get("identifier") == "" || a.form.Get("primary_key") == "" {
		return nil, &errRequired
	}
	key := a.form.Get("primary_key")
	if !wellFormed(a.form.Get("identifier")) || !goodKey(key) {
		return nil, &errParameter
	}
	u, ok := a.world.users.Values[a.form.Get("identifier")]
	if !ok {
		return nil, &errEntity
	}
	a.Follow(u.login)
	if a.Undone() {
		return nil, nil
	}
	if u.Key != "" && !a.yes("overwrite") {
		return nil, &errOverwrite
	}
	if owner := a.world.keys.Values[key]; owner != "" && owner != u.ID {
		if !a.yes("overwrite") || !a.Set().Is("overwrite_takes_key", "yes") {
			return nil, &errDuplicate
		}
		a.world.unmap(a.world.users.Values[owner])
	}
	a.world.mapTo(u, key, a.Now())
	return nil, nil
}

// unmapUser removes the link; the login providers stay.
func unmapUser(a *asking) (token.Object, *failure) {
	u, refused := a.addressed()
	if refused != nil {
		return nil, refused
	}
	a.world.unmap(u)
	return nil, nil
}

// createUser makes a user without login provider.
// Source: https://docs.socialplus.jp/api-references/identifier-association/create_user
func createUser(a *asking) (token.Object, *failure) {
	key := a.form.Get("primary_key")
	switch {
	case key != "" && !goodKey(key):
		return nil, &errParameter
	case key != "" && a.world.keys.Values[key] != "":
		return nil, &errDuplicate
	}
	var bound []*identity
	for name, values := range a.form {
		provider, ok := strings.CutPrefix(strings.TrimSuffix(name, "]"), "provider_user_ids[")
		if !ok {
			continue
		}
		u, configured := named(a.service, provider)
		if !configured {
			continue // ignored in silence, as at the real one
		}
		if a.world.owner(u.ID, values[0]) != nil {
			return nil, &errParameter
		}
		bound = append(bound, &identity{Provider: u.ID, UID: values[0], Updated: a.Now()})
	}
	made := a.world.issue(a.Rand(), a.Now())
	made.login = a.Login()
	for _, i := range bound {
		a.world.identities.Put(account(i.Provider, i.UID), made.ID)
	}
	if key != "" {
		a.world.mapTo(made, key, a.Now())
	}
	return token.Object{{Name: "user", Value: token.Object{{Name: "identifier", Value: made.ID}, {Name: "primary_key", Value: orNull(made.Key)}}}}, nil
}

// named finds a login provider of a service by either method's name.
func named(s service, name string) (upstream, bool) {
	i := slices.IndexFunc(upstreams, func(u upstream) bool { return name == u.Old || name == u.ID })
	if i < 0 || upstreams[i].Setting[s.ID].ClientID == "" {
		return upstream{}, false
	}
	return upstreams[i], true
}

// mergeUser gives one user's login providers to another; the first is gone.
// Source: https://docs.socialplus.jp/api-references/identifier-association/merge_user
func mergeUser(a *asking) (token.Object, *failure) {
	source, refused := a.user("source_identifier", "source_primary_key")
	if refused != nil {
		return nil, refused
	}
	dest, refused := a.user("dest_identifier", "dest_primary_key")
	if refused != nil {
		return nil, refused
	}
	if source == dest {
		return nil, &errParameter
	}
	if a.Follow(source.login); a.Undone() {
		return nil, nil
	}
	for _, i := range source.Identities {
		if dest.at(i.Provider) != nil {
			return nil, &errMerge
		}
	}
	a.world.merge(source, dest, survivor(a.Set()), a.Now())
	return nil, nil
}

// survivor says which of two members a merged user belongs to.
func survivor(set profile.Settings) func(source, dest string) string {
	return func(source, dest string) string {
		if dest == "" || source != "" && set.Is("merge_keeps_key", "source") {
			return source
		}
		return dest
	}
}

// dissociate unlinks login providers.
// Source: https://docs.socialplus.jp/api-references/identifier-association/dissociate
func dissociate(a *asking) (token.Object, *failure) {
	u, refused := a.addressed()
	if refused != nil {
		return nil, refused
	}
	targets, refused := a.targets()
	if refused != nil {
		return nil, refused
	}
	if a.Undone() {
		return nil, nil
	}
	for _, t := range targets {
		if u.at(t.ID) == nil {
			return nil, &errNotLinked
		}
	}
	if len(targets) >= len(u.Identities) && !a.yes("nowarn") {
		return nil, unacceptable(a.Set())
	}
	gone := []string{}
	for _, t := range targets {
		a.world.detach(u, t.ID, a.Set().Is("id_after_unlink", "same"))
		gone = append(gone, t.Old)
	}
	return token.Object{{Name: "dissociated", Value: gone}}, nil
}

// targets reads target_provider, a list with commas; a provider named twice counts once.
func (a *asking) targets() ([]upstream, *failure) {
	if a.form.Get("target_provider") == "" {
		return nil, &errRequired
	}
	var list []upstream
	for name := range strings.SplitSeq(a.form.Get("target_provider"), ",") {
		u, ok := named(a.service, strings.TrimSpace(name))
		if !ok {
			return nil, &errParameter
		}
		if !slices.ContainsFunc(list, func(o upstream) bool { return o.ID == u.ID }) {
			list = append(list, u)
		}
	}
	return list, nil
}

// deleteUser removes a user with credentials, data and history.
func deleteUser(a *asking) (token.Object, *failure) {
	u, refused := a.addressed()
	if refused != nil {
		return nil, refused
	}
	if a.Undone() {
		return nil, nil
	}
	a.world.forget(u)
	return nil, nil
}

// associationToken lets a user add a login provider; a new one ends the one before.
// Source: https://docs.socialplus.jp/api-references/identifier-association/association_token
func associationToken(a *asking) (token.Object, *failure) {
	u, refused := a.addressed()
	if refused != nil {
		return nil, refused
	}
	if a.form.Get("target_provider") == "" {
		return nil, &errRequired
	}
	target, ok := named(a.service, a.form.Get("target_provider"))
	switch {
	case !ok:
		return nil, &errIncomplete
	case u.at(target.ID) != nil:
		return nil, &errLinked
	}
	for value, old := range a.world.adding.Values {
		if old.user == u.ID {
			a.world.adding.Drop(value)
		}
	}
	value := a.Rand().String(seed.LowerHex, idLength)
	expires := a.Now().Add(time.Duration(a.Set().Int("association_seconds")) * time.Second)
	a.world.adding.Put(value, adding{user: u.ID, provider: target.ID, expires: expires})
	return token.Object{
		{Name: "token", Value: token.Object{{Name: "token", Value: value}, {Name: "expired_at", Value: stamp(expires)}}},
		{Name: "authenticate_uri", Value: a.Names().Browser(a.service.authenticate(target)) + "/" + kindAssociate + "?token=" + value},
	}, nil
}

func appInfo(a *asking) (token.Object, *failure) {
	return token.Object{{Name: "info", Value: token.Object{{Name: "account", Value: a.service.Account}, {Name: "site_id", Value: a.service.Site}}}}, nil
}
