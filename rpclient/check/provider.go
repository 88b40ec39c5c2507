package check

import (
	"net/url"
	"slices"
	"strings"

	"torii/fixtures/rule"
	"torii/rpclient/target"
)

// provider is what can be asked of a request for one provider.
type provider struct {
	id     string
	as     string            // the provider that it stands in for in a verification environment; "" is itself
	names  []string          // any of them in a button's name tells the provider
	at     map[string]string // authorization endpoint by the kind of the environment; anywhere is for both. {service} is the declared service
	below  bool              // the endpoint's path goes on, for the provider chosen
	rule   rule.ID           // of the endpoint
	types  []string          // response types besides code
	cancel string            // its error code for a login that a person has cancelled; "" is access_denied
	modes  []string          // response modes that it takes
	secure bool              // no redirect URI at an IP address or localhost
	query  bool              // a registered redirect URI may be followed by further query parameters
	tacit  bool              // an ID token comes without scope openid too
	oauth  bool              // false: no OpenID Connect request at all
	asks   []demand          // what it demands besides
}

// anywhere is the kind of both environments.
const anywhere = ""

// endpoint is the authorization endpoint in an environment of that kind, "" where the provider has none for it.
func (p provider) endpoint(kind, service string) string {
	at, ok := p.at[anywhere]
	if !ok {
		at = p.at[kind]
	}
	return strings.ReplaceAll(at, "{service}", service)
}

// reaches reports whether an address is an endpoint.
func (p provider) reaches(u *url.URL, endpoint string) bool {
	plain := u.Scheme + "://" + u.Host + u.Path
	return plain == endpoint || p.below && strings.HasPrefix(plain, endpoint)
}

// The response modes (OAuth 2.0 Multiple Response Type Encoding Practices, 2.1; OAuth 2.0 Form Post Response Mode, 2).
const (
	byQuery = "query"
	byForm  = "form_post"
)

// providers lists what is known of each provider. Sources are the providers' own
// documents; a provider that is not here is held to the specifications alone.
func providers() []provider {
	gbiz := provider{rule: "ENV-GBIZID", names: []string{"gビズid", "gbizid", "gビズ", "gbiz"}, modes: []string{byQuery}, oauth: true,
		asks: []demand{gbizScopes}}
	production, verification := gbiz, gbiz
	production.id, production.at = "gbizid", map[string]string{
		target.Production:   "https://gbiz-id.go.jp/oauth/authorize",
		target.Verification: "https://stg.gbiz-id.go.jp/oauth/authorize",
	}
	verification.id, verification.as, verification.at = "gbizid-stg", "gbizid", map[string]string{target.Verification: "https://stg.gbiz-id.go.jp/oauth/authorize"}
	relay := provider{at: map[string]string{anywhere: "https://{service}.auth.socialplus.jp/oauth2/authorize/"}, below: true,
		rule: "ENV-PROVIDER", modes: []string{byQuery}, oauth: true, asks: []demand{relayPath}}
	hybrid := []string{"code id_token"}
	relay.types = hybrid
	relayed := func(id string, names ...string) provider { r := relay; r.id, r.names = id, names; return r }
	return []provider{
		{id: "line", names: []string{"line"}, at: map[string]string{anywhere: "https://access.line.me/oauth2/v2.1/authorize"}, rule: "ENV-PROVIDER",
			modes: []string{byQuery, byForm, "query.jwt", "form_post.jwt", "jwt"}, query: true, oauth: true, asks: []demand{lineState, lineEmail}},
		{id: "apple", names: []string{"apple", "アップル"}, at: map[string]string{anywhere: "https://appleid.apple.com/auth/authorize"}, rule: "ENV-PROVIDER",
			modes: []string{byQuery, byForm}, types: hybrid, cancel: "user_cancelled_authorize", secure: true, tacit: true, oauth: true, asks: []demand{appleForm, appleScopes}},
		{id: "yahoo", names: []string{"yahoo"}, at: map[string]string{anywhere: "https://auth.login.yahoo.co.jp/yconnect/v2/authorization"}, rule: "ENV-PROVIDER",
			modes: []string{byQuery}, types: hybrid, oauth: true, asks: []demand{yahooBail, promptNone}},
		{id: "yahoo-hybrid", names: []string{"yahoo"}, at: map[string]string{anywhere: "https://auth.login.yahoo.co.jp/yconnect/v2/authorization"}, rule: "ENV-PROVIDER",
			modes: []string{byQuery}, types: hybrid, oauth: true, asks: []demand{yahooBail, promptNone}},
		{id: "google", names: []string{"google", "グーグル"}, at: map[string]string{anywhere: "https://accounts.google.com/o/oauth2/v2/auth"}, rule: "ENV-PROVIDER",
			modes: []string{byQuery, byForm}, types: hybrid, secure: true, oauth: true, asks: []demand{googlePrompt, promptNone}},
		production, verification,
		relayed("socialplus", "line", "apple", "yahoo", "google", "アップル", "グーグル", "ソーシャル"),
		relayed("socialplus-apple", "apple", "アップル"),
		relayed("socialplus-google", "google", "グーグル"),
		relayed("socialplus-yahoo", "yahoo"),
		{id: "socialplus-token", names: []string{"line", "apple", "yahoo", "google", "アップル", "グーグル", "facebook", "ソーシャル"}, rule: "ENV-PROVIDER",
			at: map[string]string{anywhere: "https://{service}.auth.socialplus.jp/"}, below: true, query: true},
	}
}

// known is what is known of the provider of that id.
func known(id string) provider {
	all := providers()
	if i := slices.IndexFunc(all, func(p provider) bool { return p.id == id }); i >= 0 {
		return all[i]
	}
	return provider{id: id, names: []string{id}, rule: "ENV-PROVIDER", modes: []string{byQuery, byForm}, oauth: true}
}
