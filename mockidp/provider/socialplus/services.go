package socialplus

import (
	"crypto/subtle"
	"strings"

	"torii/fixtures/client"
	"torii/mockidp/profile"
)

// service is one サービス of the console: a world of its own, with its own people,
// keys and settings at the login providers.
type service struct {
	ID        string // サービスID: sub-domain of the auth host, and iss
	ClientID  string // of method A; its registration holds the API key too
	Account   string // アカウントID, first segment of method B's paths
	Site      string // the サービスID of method B, second segment
	Subdomain string // 認証サブドメイン of method B
	Trial     bool   // 開発用: its API may be throttled
	Key       string // committed key that signs; "" is the provider's own ring
}

// services are the production service, whose name the provider's issuer is, and a
// development service beside it.
var services = []service{
	{ID: "a1b2c3d4e5", ClientID: "c1d2e3f4a5", Account: "torii", Site: "shop", Subdomain: "f0e1d2c3b4"},
	{ID: "0a0b0c0d0e", ClientID: "0c0d0e0f0a", Account: "torii", Site: "shop-dev", Subdomain: "0f0e0d0c0b", Trial: true, Key: "socialplus-development"},
}

var production, development = services[0], services[1]

const (
	domain = ".auth.socialplus.jp"
	api    = "https://api.socialplus.jp"
)

// auth is the auth host of method A, old that of method B.
func (s service) auth() string { return "https://" + s.ID + domain }
func (s service) old() string  { return "https://" + s.Subdomain + domain }

// callback is where a login provider sends people back to.
func (s service) callback(u upstream) string { return s.auth() + "/oauth2/callback/" + u.ID }

func (s service) authorize(u upstream) string {
	return s.auth() + "/oauth2/authorize/" + u.ID + "/" + u.Setting[s.ID].Identifier
}

func (s service) authenticate(u upstream) string {
	return s.old() + "/" + s.Account + "/" + s.Site + "/" + u.Old + "/authenticate"
}

// variant tells a route's service, login provider and kind of login; place reads it back.
func (s service) variant(u upstream, kind string) string {
	return strings.TrimSpace(s.ID + " " + u.ID + " " + kind)
}

func place(variant string) (s service, u upstream, kind string) {
	words := append(strings.Fields(variant), "", "", "")
	for _, known := range services {
		if known.ID == words[0] {
			s = known
		}
	}
	for _, known := range upstreams {
		if known.ID == words[1] {
			u = known
		}
	}
	return s, u, words[2]
}

// knows says whether a client belongs to the service whose address was called.
func knows(variant string, c client.Client) bool {
	s, _, _ := place(variant)
	return s.ID == "" || s.ClientID == c.ClientID
}

// serviceOf returns the service that a client is registered with.
func serviceOf(c client.Client) service {
	for _, s := range services {
		if s.ClientID == c.ClientID {
			return s
		}
	}
	return service{}
}

// byKey returns the service whose API key that is.
func byKey(d profile.Desk, key string) (service, bool) {
	for _, s := range services {
		c, ok := d.Client(s.ClientID)
		if ok && key != "" && subtle.ConstantTimeCompare([]byte(c.Set["api_key"]), []byte(key)) == 1 {
			return s, true
		}
	}
	return service{}, false
}
