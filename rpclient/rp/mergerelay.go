package rp

import (
	"database/sql"
	"errors"
	"net/url"
)

// relayClash reports whether the relay says that both members have one login provider.
// A relay that cannot be asked says nothing: it is told later, and what is remembered
// here was looked at before.
func (l *Login) relayClash(p Provider) bool {
	here := l.Provider
	defer func() { l.Provider = here }()
	l.Provider = p
	mine, _ := l.relayHas(url.Values{"primary_key": {l.Member}})
	theirs, _ := l.relayHas(url.Values{"primary_key": {l.Other}})
	return contains(mine, theirs)
}

// mergeRelay remembers the relays that have to give the other member's people to the one
// who stays. It is written with the merge, and told once that stands: a merge at the
// relay cannot be undone, and a relay that cannot be reached is told later.
func mergeRelay(l *Login) error {
	theirs, err := l.findIdentities(l.Other)
	if err != nil {
		return database("find the identities", err)
	}
	for _, i := range theirs {
		p, relayed := l.relayOf(i.Issuer)
		if !relayed {
			continue
		}
		if err := l.exec("remember whom to tell", `INSERT INTO owed (issuer, member, heir, tried_at) VALUES (?, ?, ?, ?)`,
			i.Issuer, l.Other, l.Member, l.Now.Unix()); err != nil {
			return err
		}
		l.Ended = append(l.Ended, Ended{Provider: p, Member: l.Other, Heir: l.Member})
	}
	return nil
}

// Inherit has the relay give a member's person to the heir, whose key and person survive.
// Where the heir has none there, or the other key was the one to survive, the person who
// is there gets the heir's key. An error is believed only once the relay, asked again,
// has not done it.
func (l *Login) Inherit(member, heir string) error {
	err := l.TellRelay("merge_user", url.Values{"source_primary_key": {member}, "dest_primary_key": {heir}})
	_, has := l.relayHas(url.Values{"primary_key": {heir}})
	_, still := l.relayHas(url.Values{"primary_key": {member}})
	switch {
	case has && !still:
		return nil
	case err != nil && relayCode(err) != relayUnknown:
		return err
	case !still:
		return nil // the relay knows neither: there is nothing to give
	}
	own, lost := l.subjectOf(heir)
	if lost != nil {
		return lost
	}
	if _, theirs := l.relayHas(url.Values{"identifier": {own}, "primary_key": {member}}); !theirs {
		return errors.New("want the heir's person under the former member's key, got another")
	}
	return l.TellRelay("map", url.Values{"identifier": {own}, "primary_key": {heir}, "overwrite": {"true"}})
}

// relayFirst has the relay give the member what is owed, before it is asked to take any of
// that away: what it has not merged yet would otherwise lead to the member for good.
func relayFirst(l *Login) error {
	var merged []string
	rows, err := l.DB().QueryContext(l.Request.Context(), `SELECT member FROM owed WHERE issuer = ? AND heir = ?`, l.Provider.Issuer, l.Member)
	if err != nil {
		return database("find whom to tell", err)
	}
	defer rows.Close()
	for rows.Next() {
		var member string
		if err := rows.Scan(&member); err != nil {
			return database("find whom to tell", err)
		}
		merged = append(merged, member)
	}
	if err := rows.Err(); err != nil {
		return database("find whom to tell", err)
	}
	for _, member := range merged {
		if err := l.Inherit(member, l.Member); err != nil {
			return err
		}
		if err := l.Settle(Ended{Provider: l.Provider, Member: member}); err != nil {
			return err
		}
	}
	return nil
}

// relayHeir takes a person whom the relay still names as a member who was taken over for
// the one who took them over, until the relay has been told.
func relayHeir(l *Login) error {
	var heir string
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT heir FROM merged JOIN member ON member.id = heir WHERE merged.member = ?`,
		l.RelayKey()).Scan(&heir)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return database("find the heir", err)
	}
	l.Claims["primary_key"] = heir
	own, err := l.subjectOf(heir)
	if err == nil && own != "" {
		l.Subject = own
	}
	return err
}

// subjectOf returns whom this service remembers as a member's at the relay, "" for none.
func (l *Login) subjectOf(member string) (string, error) {
	other := *l
	other.Member = member
	return other.relayIdentity()
}
