package line

import (
	"net/http"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// profileAPI is the variant of the main profile, which tells what UserInfo tells under
// names of its own, and refuses in another dialect. There is no e-mail address in it.
// Source: https://developers.line.biz/en/reference/line-login/#get-user-profile
const profileAPI = "profile"

// profileNames are the names that the main profile has for claims.
var profileNames = profile.Telling{{Member: "userId", Claim: "sub"}, {Member: "displayName", Claim: "name"}, {Member: "pictureUrl", Claim: "picture"}}

// at limits a member to UserInfo or to the main profile.
func at(variant string, value func(profile.Issue) any) func(profile.Issue) any {
	return func(i profile.Issue) any {
		if i.Variant != variant {
			return nil
		}
		return value(i)
	}
}

func profileRefusal(f profile.UserInfoFailure, set profile.Settings) profile.WireError {
	status, message := http.StatusUnauthorized, "The access token revoked"
	switch f {
	case profile.BearerExpired:
		message = "The access token expired"
	case profile.ScopeLacking:
		status, message = http.StatusForbidden, set["profile_scope_error"]
	}
	return profile.WireError{Status: status, Code: message, Raw: string(token.Object{{Name: "message", Value: message}}.JSON())}
}

// serveFriendship answers whether the person is a friend of the linked official
// account, and has not blocked it. What a login changed counts.
// Source: https://developers.line.biz/en/reference/line-login/#get-friendship-status
func serveFriendship(d profile.Desk, r *http.Request) profile.Reply {
	live, refused := permitted(d, r)
	if refused != nil {
		return *refused
	}
	if !profile.Settings(live.Issue.Client.Set).Is("official_account", "linked") {
		return say(d, http.StatusBadRequest, "There is no login bot linked to this channel.",
			"チャネルにLINE公式アカウントが連携されていない", "no official account is linked to the channel")
	}
	return profile.Reply{Status: http.StatusOK, Members: token.Object{{Name: "friendFlag", Value: isFriend(live.Issue)}}}
}

// isFriend reports whether the person is a friend after the login.
func isFriend(i profile.Issue) bool {
	return i.Person.Trait("friend") == "true" || friendship(i) == "true"
}

// permitted returns what a bearer token with the scope profile stands for, or the refusal.
func permitted(d profile.Desk, r *http.Request) (profile.Live, *profile.Reply) {
	d.Form(r)
	live, ok := d.Access(d.Bearer(r))
	var refused profile.Reply
	switch {
	case !ok && !live.Expires.IsZero() && d.Now().After(live.Expires):
		refused = say(d, http.StatusUnauthorized, "The access token expired", "アクセストークンの期限が切れている", "the access token has expired")
	case !ok:
		refused = say(d, http.StatusUnauthorized, "The access token revoked", "アクセストークンが無効", "the access token is not good")
	case !has(live.Scopes, "profile"):
		refused = say(d, http.StatusForbidden, d.Set()["profile_scope_error"], "scope に profile が無い", "the scope profile was not granted")
	default:
		return live, nil
	}
	return live, &refused
}

// say is an error in LINE's second dialect: under /v2, /friendship and /user the body
// has a message alone.
func say(d profile.Desk, status int, message, ja, en string) profile.Reply {
	d.Because(message, text.Both{JA: ja, EN: en})
	return profile.Reply{Status: status, Members: token.Object{{Name: "message", Value: message}}}
}
