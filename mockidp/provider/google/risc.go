package google

import (
	"net/http"

	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// serveRISCConfiguration says where security events come from and how they are signed.
// Source: https://developers.google.com/identity/protocols/risc
func serveRISCConfiguration(d profile.Desk, _ *http.Request) profile.Reply {
	return profile.Reply{Status: http.StatusOK, Members: token.Object{
		{Name: "issuer", Value: riscIssuer(d.Names(), d.Set())},
		{Name: "jwks_uri", Value: d.Names().Server(certs)},
		{Name: "delivery_methods_supported", Value: []string{"https://schemas.openid.net/secevent/risc/delivery-method/push"}},
		{Name: "configuration_endpoint", Value: d.Names().Server(risc + "stream")},
		{Name: "status_endpoint", Value: d.Names().Server(risc + "stream/status")},
	}}
}

// riscIssuer is the issuer of security events, which Google's documents spell with a
// slash at the end, unlike that of ID tokens.
func riscIssuer(names profile.Spelling, set profile.Settings) string {
	if set.Is("risc_issuer", "without-slash") {
		return names.Issuer(issuer)
	}
	return names.Issuer(issuer) + "/"
}
