package socialplus

import (
	"slices"

	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// upstream is one login provider that people are sent on to. Social PLUS is a Relying
// Party of it, with credentials that the customer registered there.
type upstream struct {
	ID      string // `provider` in method A
	Old     string // its name in method B
	Issuers []string
	// Its endpoints, by real address.
	Authorize, Token, Certs, UserInfo string
	Alg                               token.Alg
	Cancels                           []string // errors that mean the person said no, compared without case
	Extra                             map[string]string
	Scopes                            []string           // asked for in any case; nil is openid and profile
	UserField                         bool               // the name comes beside the code, at a person's first login only
	Setting                           map[string]setting // by service
	// Items are the personal data that it offers, and the scopes that ask for them.
	Items map[string][]string
}

// setting is what the customer registered for one service.
type setting struct {
	Identifier       string // last segment of method A's authorization address
	ClientID, Secret string
	SignsBy          *signing // what makes the secret, in place of one
}

// signing is a committed key that makes client secrets, as the login provider knows it.
type signing struct{ Team, KeyID, Key string }

// upstreams is the table of login providers: one entry each.
var upstreams = []upstream{
	{
		ID: "line", Old: "line", Issuers: []string{"https://access.line.me"}, Alg: token.HS256, Cancels: []string{"access_denied"},
		Authorize: "https://access.line.me/oauth2/v2.1/authorize", Token: "https://api.line.me/oauth2/v2.1/token",
		Certs: "https://api.line.me/oauth2/v2.1/certs",
		Setting: map[string]setting{
			production.ID:  {Identifier: "11a1b2c3d4", ClientID: "1650000011", Secret: "56789abcdef0123456789abcdef01111"},
			development.ID: {Identifier: "12a1b2c3d4", ClientID: "1650000012", Secret: "56789abcdef0123456789abcdef01112"},
		},
		Items: map[string][]string{
			itemName: {"real_name"}, itemKana: {"real_name"}, itemUserName: nil, itemPicture: nil, itemEmail: {"email"},
			itemGender: {"gender"}, itemBirthdate: {"birthdate"}, itemPhone: {"phone"}, itemAddress: {"address"},
		},
	},
	{
		ID: "apple", Old: "apple", Issuers: []string{"https://appleid.apple.com"}, Alg: token.RS256, Cancels: []string{"user_cancelled_authorize"},
		Authorize: "https://appleid.apple.com/auth/authorize", Token: "https://appleid.apple.com/auth/token",
		Certs:  "https://appleid.apple.com/auth/keys",
		Extra:  map[string]string{"response_mode": "form_post"}, // who asks for name or email must
		Scopes: []string{"openid"}, UserField: true,
		Setting: map[string]setting{
			production.ID:  {Identifier: "21a1b2c3d4", ClientID: "jp.example.shop.web", SignsBy: ofApple},
			development.ID: {Identifier: "22a1b2c3d4", ClientID: "jp.example.shop.staging", SignsBy: ofApple},
		},
		Items: map[string][]string{itemName: {"name"}, itemEmail: {"email"}},
	},
	{
		ID: "google", Old: "gplus", Issuers: []string{"https://accounts.google.com", "accounts.google.com"}, Alg: token.RS256,
		Cancels:   []string{"access_denied"},
		Authorize: "https://accounts.google.com/o/oauth2/v2/auth", Token: "https://oauth2.googleapis.com/token",
		Certs: "https://www.googleapis.com/oauth2/v3/certs",
		Setting: map[string]setting{
			production.ID:  {Identifier: "41a1b2c3d4", ClientID: "123456789012-socialplusproductionexample00001.apps.googleusercontent.com", Secret: "GOCSPX-SOCIALplusPRODUCTIONexample1"},
			development.ID: {Identifier: "42a1b2c3d4", ClientID: "123456789012-socialplusdevelopmentexample0002.apps.googleusercontent.com", Secret: "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"},
		},
		Items: map[string][]string{itemName: nil, itemUserName: nil, itemPicture: nil, itemEmail: {"email"}},
	},
	{
		ID: "yahoo", Old: "yahoo", Issuers: []string{"https://auth.login.yahoo.co.jp/yconnect/v2"}, Alg: token.RS256, Cancels: []string{"access_denied"},
		Authorize: "https://auth.login.yahoo.co.jp/yconnect/v2/authorization", Token: "https://auth.login.yahoo.co.jp/yconnect/v2/token",
		Certs: "https://auth.login.yahoo.co.jp/yconnect/v2/jwks", UserInfo: "https://userinfo.yahooapis.jp/yconnect/v2/attribute",
		Extra: map[string]string{"bail": "1"}, // without it nobody who cancels comes back
		Setting: map[string]setting{
			production.ID:  {Identifier: "31a1b2c3d4", ClientID: "dj00aiZpPVNvY2lhbFBsdXMwMSZzPWNvbnN1bWVyc2VjcmV0Jng9MDE-", Secret: "Sp1Dy7Cb4Qw9Ag3Sh6Ri1Uk8Mx0Ol5Yd2Zf7Wj9X"},
			development.ID: {Identifier: "32a1b2c3d4", ClientID: "dj00aiZpPVNvY2lhbFBsdXMwMiZzPWNvbnN1bWVyc2VjcmV0Jng9MDI-", Secret: "Sp2Ez8Dc5Rx0Bh4Ti7Sj2Vl9Ny1Pm6Ze3Ag8Xk0Y"},
		},
		Items: map[string][]string{itemName: nil, itemKana: nil, itemUserName: nil, itemPicture: nil, itemGender: nil, itemBirthdate: nil,
			itemEmail: {"email"}, itemAddress: {"address"}},
	},
}

// ofApple is the customer's key at Apple: both of their Services IDs sign by it.
var ofApple = &signing{Team: "A1B2C3D4E5", KeyID: "K5S6P7L8U9", Key: "apple-client-relay"}

// The items of personal data, as the service's settings name them.
const (
	itemName      = "name"
	itemKana      = "kana"
	itemUserName  = "user_name"
	itemPicture   = "picture"
	itemEmail     = "email"
	itemGender    = "gender"
	itemBirthdate = "birthdate"
	itemPhone     = "phone"
	itemAddress   = "address"
)

// everyItem is all of them.
var everyItem = []string{itemName, itemKana, itemUserName, itemPicture, itemEmail, itemGender, itemBirthdate, itemPhone, itemAddress}

// ofScope are the items that a scope of method A stands for.
var ofScope = map[string][]string{
	"profile": {itemName, itemKana, itemUserName, itemPicture, itemGender, itemBirthdate},
	"email":   {itemEmail},
	"address": {itemAddress},
	"phone":   {itemPhone},
}

// The five conditions of an item of personal data, of which one that fails leaves the
// item out in silence. Each is a setting of the service that lists where it fails, for
// example "line.email". The first three are known before the person is asked.
// Source: https://docs.socialplus.jp/social-login/legacy
var (
	beforehand = []string{"not_offered", "not_allowed", "not_requested"}
	conditions = append(slices.Clone(beforehand), "not_registered", "not_consented")
)

// has returns the wanted items that the provider offers and of which these conditions hold.
func (u upstream) has(wanted []string, set profile.Settings, conditions []string) []string {
	return slices.DeleteFunc(slices.Clone(wanted), func(item string) bool {
		_, offered := u.Items[item]
		return !offered || slices.ContainsFunc(conditions, func(c string) bool {
			return slices.Contains(set.Words(c), u.ID+"."+item)
		})
	})
}

// asks returns the scopes that Social PLUS asks the login provider for.
func (u upstream) asks(wanted []string, set profile.Settings) []string {
	scopes := slices.Clone(u.Scopes)
	if scopes == nil {
		scopes = []string{"openid", "profile"}
	}
	for _, item := range u.has(wanted, set, beforehand) {
		for _, scope := range u.Items[item] {
			if !slices.Contains(scopes, scope) {
				scopes = append(scopes, scope)
			}
		}
	}
	return scopes
}

func upstreamIDs() []string {
	var ids []string
	for _, u := range upstreams {
		ids = append(ids, u.ID)
	}
	return ids
}
