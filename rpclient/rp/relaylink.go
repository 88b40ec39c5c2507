package rp

import (
	"database/sql"
	"errors"
	"net/http"
	"net/url"
	"slices"
)

// The codes of the Web API that say how the relay's record differs from ours
// (docs.socialplus.jp, api-references/errors-definition).
const (
	relayConflict    = 3  // of a merge: both sides have the provider, or it simply failed
	relayUnknown     = 7  // nobody has that identifier or member
	relayMapped      = 8  // the identifier is some member's already
	relayUnlinked    = 9  // the provider is not linked
	relayOtherMapped = 16 // the member is mapped to another identifier
)

// code returns the code of a refusal by the relay's Web API, 0 where there was none.
func relayCode(err error) int {
	if refused, ok := errors.AsType[*RelayError](err); ok {
		return refused.Code
	}
	return 0
}

// TellRelay asks the relay to change what it keeps.
func (l *Login) TellRelay(resource string, params url.Values) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	_, err := l.AskRelay(ctx, l.HTTPClient(), resource, params)
	return err
}

// relayHas reads back which login providers the relay keeps for a person; ok is false
// where it knows no such person, or not as that member's.
func (l *Login) relayHas(params url.Values) (names []string, ok bool) {
	ctx, cancel := l.Deadline()
	defer cancel()
	answer, err := l.AskRelay(ctx, l.HTTPClient(), "providers_of_user", params)
	if err != nil {
		return nil, false
	}
	list, _ := answer["providers"].([]any)
	for _, one := range list {
		if name, isText := one.(string); isText {
			names = append(names, name)
		}
	}
	return names, true
}

// MapMember links the person who came to the member, never over what another has. An
// error is believed only once the relay, asked again, does not have the link: the call
// may have been done and its answer lost.
func (l *Login) MapMember() error {
	err := l.TellRelay("map", url.Values{"identifier": {l.Subject}, "primary_key": {l.Member}})
	if err == nil {
		return nil
	}
	if _, mapped := l.relayHas(url.Values{"identifier": {l.Subject}, "primary_key": {l.Member}}); mapped {
		return nil
	}
	return err
}

// MergeInto gives the person who came to the one that is the member's already: the new
// goes into the old, which stays. It cannot be undone.
func (l *Login) MergeInto() error {
	err := l.TellRelay("merge_user", url.Values{"source_identifier": {l.Subject}, "dest_primary_key": {l.Member}})
	if err == nil {
		return nil
	}
	names, known := l.relayHas(url.Values{"primary_key": {l.Member}})
	_, apart := l.relayHas(url.Values{"identifier": {l.Subject}})
	switch has := contains(names, l.Provider.Relay.Via); {
	case known && has && !apart:
		return nil
	case known && has && relayCode(err) == relayConflict:
		return errSecond
	}
	return err
}

// contains reports whether a list has any of some names.
func contains(list, any []string) bool {
	for _, a := range list {
		if slices.Contains(any, a) {
			return true
		}
	}
	return false
}

// relayAttach has the relay link the account, before this service does. Only the person
// whom this very trip vouched for is linked or merged: an identifier is no secret.
func relayAttach(l *Login) error {
	if err := l.relayFree(); err != nil {
		return err
	}
	own, err := l.relayIdentity()
	switch {
	case err != nil:
		return err
	case l.RelayKey() == l.Member:
		return l.followRelay()
	case own == "" || own == l.Subject:
		err = l.MapMember()
	default:
		err = l.MergeInto()
	}
	switch relayCode(err) {
	case relayMapped:
		return errTaken
	case relayOtherMapped: // our own record is behind
		err = l.MergeInto()
	case relayUnknown: // the one we remember is gone at the relay
		if err = l.MapMember(); err == nil {
			return l.followRelay()
		}
	}
	if err == nil && own != "" {
		l.Subject = own
	}
	return err
}

// relayFree refuses whom the relay names as another member's. One who is a member no
// more is in nobody's way.
func (l *Login) relayFree() error {
	key := l.RelayKey()
	if key == "" || key == l.Member {
		return nil
	}
	owner, err := l.memberByID(key)
	if err != nil {
		return err
	}
	if owner.ID != "" {
		return errTaken
	}
	return l.unmapGone()
}

// unmapGone takes back the link to a member who is no more.
func (l *Login) unmapGone() error {
	err := l.TellRelay("unmap", url.Values{"identifier": {l.Subject}})
	if err == nil {
		l.Claims["primary_key"] = nil
	}
	return err
}

// relayIdentity returns whom this service remembers as the member's at the relay, "" for none.
func (l *Login) relayIdentity() (subject string, err error) {
	err = l.DB().QueryRowContext(l.Request.Context(), `SELECT subject FROM identity WHERE issuer = ? AND member = ?`,
		l.Provider.Issuer, l.Member).Scan(&subject)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return subject, database("find the identity", err)
}

// followRelay forgets whom this service remembered where the relay says another: what
// it says now counts.
func (l *Login) followRelay() error {
	return l.exec("follow the link", `DELETE FROM identity WHERE issuer = ? AND member = ? AND subject <> ?`, l.Provider.Issuer, l.Member, l.Subject)
}

// relayVia remembers which login provider leads to the member.
func relayVia(l *Login) error {
	return l.exec("remember the login provider", `INSERT INTO via (issuer, subject, provider) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		l.Provider.Issuer, l.Subject, l.Provider.Relay.Target)
}

// relayUnlink has the relay forget the login provider, and the person with the last of
// them. It never asks the relay to leave its warning out.
func relayUnlink(l *Login) error {
	target := l.Provider.Relay.Target
	err := l.TellRelay("dissociate", url.Values{"primary_key": {l.Member}, "target_provider": {target}})
	switch relayCode(err) {
	case relayUnknown, relayUnlinked:
		return nil
	}
	if err == nil {
		return nil
	}
	own, lost := l.relayIdentity()
	if lost != nil {
		return lost
	}
	names, known := l.relayHas(url.Values{"primary_key": {l.Member}})
	refused, _ := errors.AsType[*RelayError](err)
	switch {
	case known && !contains(names, l.Provider.Relay.Via):
		return nil // it was done, and the answer lost
	case own == "" && refused != nil && refused.Status == http.StatusBadRequest:
		return l.ForgetAtRelay(l.Member)
	}
	return err
}

// ForgetAtRelay ends the relay's record of a member with everything linked to it.
func (l *Login) ForgetAtRelay(member string) error {
	err := l.TellRelay("delete_user", url.Values{"primary_key": {member}})
	if relayCode(err) == relayUnknown {
		return nil
	}
	return err
}

// relayOf returns a button of the relay with that issuer.
func (l *Login) relayOf(issuer string) (Provider, bool) {
	for _, p := range l.app.config.Providers {
		if p.Issuer == issuer && p.Relay != nil {
			return p, true
		}
	}
	return Provider{}, false
}
