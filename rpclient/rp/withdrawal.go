package rp

import "time"

// Retries of what a relay could not be told: how long after the last try, and how many
// at a time, so that nobody waits long for somebody else's business.
const (
	owedAfter  = 5 * time.Minute
	owedAtOnce = 2
)

// withdrawRelay remembers the relays that have to forget the member, once there is none.
// It is written with the withdrawal: a relay that cannot be reached is told later.
func withdrawRelay(l *Login) error {
	linked, err := l.findIdentities(l.Member)
	if err != nil {
		return database("find the identities", err)
	}
	for _, i := range linked {
		p, relayed := l.relayOf(i.Issuer)
		if !relayed {
			continue
		}
		if err := l.exec("remember whom to tell", `INSERT INTO owed (issuer, member, tried_at) VALUES (?, ?, ?)`, i.Issuer, l.Member, l.Now.Unix()); err != nil {
			return err
		}
		l.Ended = append(l.Ended, Ended{Provider: p, Member: l.Member})
	}
	return nil
}

// owedAgain takes up what a relay could not be told before. Whoever changes something
// here sets it going: a service with a scheduler has that do it.
func owedAgain(l *Login) error {
	rows, err := l.DB().QueryContext(l.Request.Context(), `UPDATE owed SET tried_at = ?1 WHERE (issuer, member) IN
		(SELECT issuer, member FROM owed WHERE tried_at <= ?2 ORDER BY tried_at LIMIT ?3) RETURNING issuer, member, heir`,
		l.Now.Unix(), l.Now.Add(-owedAfter).Unix(), owedAtOnce)
	if err != nil {
		return database("find whom to tell", err)
	}
	defer rows.Close()
	for rows.Next() {
		var issuer, member, heir string
		if err := rows.Scan(&issuer, &member, &heir); err != nil {
			return database("find whom to tell", err)
		}
		if p, ok := l.relayOf(issuer); ok {
			l.Ended = append(l.Ended, Ended{Provider: p, Member: member, Heir: heir})
		}
	}
	return database("find whom to tell", rows.Err())
}

// Settle forgets what the relay has been told.
func (l *Login) Settle(e Ended) error {
	return l.exec("note that it was told", `DELETE FROM owed WHERE issuer = ? AND member = ?`, e.Provider.Issuer, e.Member)
}

// tellOwed has the relay do what is owed.
func (l *Login) tellOwed(e Ended) error {
	if e.Heir != "" {
		return l.Inherit(e.Member, e.Heir)
	}
	return l.ForgetAtRelay(e.Member)
}
