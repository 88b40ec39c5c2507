package gbizid_test

import (
	"testing"

	"torii/mockidp/profile/profiletest"
	"torii/mockidp/provider/gbizid"
	"torii/mockidp/wiretest"
)

// stock are endpoints that MITREid's own discovery document names and nobody serves.
func stock(issuer string) []string {
	return []string{issuer + "endsession", issuer + "introspect", issuer + "revoke", issuer + "register", issuer + "devicecode"}
}

func TestProduction(t *testing.T) {
	p := gbizid.Production()
	profiletest.Run(t, p, stock(p.Issuer)...)
}

func TestVerification(t *testing.T) {
	p := gbizid.Verification()
	profiletest.Run(t, p, stock(p.Issuer)...)
}

func TestWire(t *testing.T) { wiretest.Run(t, "testdata/*.txtar") }
