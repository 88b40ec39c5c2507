package rp

import "slices"

// GBizID is GビズID, the login of businesses at public services.
//
// Its issuer ends in a slash. Its ID tokens name nobody: UserInfo does, in members of
// its own, among which the standard "name" is the business.
func GBizID(clientID, secret string) Provider {
	return gBizID("gbizid", "GビズID", "https://gbiz-id.go.jp/oauth/", clientID, secret)
}

// GBizIDVerification is its verification environment: another issuer with other
// clients and other people, whose sub may be the same.
func GBizIDVerification(clientID, secret string) Provider {
	return gBizID("gbizid-stg", "GビズID（検証環境）", "https://stg.gbiz-id.go.jp/oauth/", clientID, secret)
}

func gBizID(id, name, issuer, clientID, secret string) Provider {
	return Provider{
		ID:           id,
		Name:         name,
		Issuer:       issuer,
		MetadataURL:  issuer + ".well-known/openid-configuration",
		AuthURL:      issuer + "authorize",
		TokenURL:     issuer + "token",
		JWKSURL:      issuer + "jwk",
		UserInfoURL:  issuer + "userinfo",
		ClientID:     clientID,
		ClientSecret: secret,
		Scopes:       []string{"openid", "profile", "user", "mandate", "email", "offline_access", "jp_gbizid_v1_ida", "role", "delegation_info"},
		Algorithm:    RS256,
		SwitchParams: map[string]string{"prompt": "login"},
		BasicAuth:    true,
		Refreshes:    true,
		RefreshEnds:  []string{"invalid_token"}, // with status 401: no trouble with the client secret
		CancelErrors: []string{"access_denied"},
		Person:       gBizIDPerson,
		Business:     &BusinessRules{Kinds: []string{prime, memberOfPrime}, System: "AAAAA"},
	}
}

// The kinds of accounts (account_type).
const (
	entry         = "1" // self-declared
	prime         = "2" // examined: the representative, or the sole proprietor
	memberOfPrime = "3" // invited by a prime
)

// gBizIDPerson reads who uses the account. No address is ever called verified.
func gBizIDPerson(l *Login) Profile {
	name := l.UserInfo.Text("user_last_nm")
	if first := l.UserInfo.Text("user_first_nm"); first != "" {
		name += " " + first
	}
	return Profile{Name: name, Email: l.UserInfo.Text("email")}
}

// mandated reports whether a member may use this service: its prime decides, service
// by service, and the login itself says nothing of it.
func mandated(l *Login) bool {
	return slices.ContainsFunc(l.UserInfo.List("mandate_info"), func(m Object) bool {
		return m.Text("client_id") == l.Provider.ClientID
	})
}
