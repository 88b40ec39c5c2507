package rp

import (
	"context"
	"net/url"
	"time"
)

// friendWait bounds how long the member's page waits to be told of the friendship: it
// is an ornament of the page.
const friendWait = 2 * time.Second

// Friendship is whether a member is a friend of our LINE official account, as the relay tells.
type Friendship string

// What is known of it; "" is that LINE is not linked.
const (
	FriendYes     Friendship = "yes"
	FriendNo      Friendship = "no"
	FriendUnknown Friendship = "unknown" // LINE did not say, or nobody answered
)

// friendStatus learns of the friendship for the member's own page. Nothing that goes
// wrong with it is any reason not to show the page, and nothing is a no but a no.
func friendStatus(l *Login) error {
	answer, asked, err := l.AskFriendship()
	is, told := answer["friendship_status"].(bool)
	switch {
	case !asked, relayCode(err) == relayUnlinked, relayCode(err) == relayUnknown:
	case err != nil, !told:
		l.Friend = FriendUnknown
	case is:
		l.Friend = FriendYes
	default:
		l.Friend = FriendNo
	}
	return nil
}

// AskFriendship asks the relay about the member signed in, whichever login provider
// they came by: it knows whether LINE is among theirs, and refuses where it is not.
// Nothing is asked where the member is not linked through a relay at all.
// Source: https://docs.socialplus.jp/api-references/user-profiles/line_friendship_status
func (l *Login) AskFriendship() (answer Object, asked bool, err error) {
	linked, err := l.findIdentities(l.Session.Member)
	if err != nil {
		return nil, false, database("find the identities", err)
	}
	for _, i := range linked {
		relay, ok := l.relayOf(i.Issuer)
		if !ok {
			continue
		}
		ctx, cancel := context.WithTimeout(l.Request.Context(), min(friendWait, l.app.config.Timeout))
		defer cancel()
		at := *l
		at.Provider = relay
		answer, err = at.AskRelay(ctx, l.HTTPClient(), "line/friendship_status", url.Values{"primary_key": {l.Session.Member}})
		return answer, true, err
	}
	return nil, false, nil
}
