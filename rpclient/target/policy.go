package target

import (
	"slices"
	"strings"
)

// Policy is what the service has decided that it may decide: no row fails for it. What it says is
// held against what the Relying Party does.
type Policy struct {
	Address    string        `yaml:"address" enum:"required" doc:"required: people without an e-mail address are refused or asked for one. Turns off: rows that want a person without an address to come in"`
	Unverified string        `yaml:"unverified_address" enum:"refused" doc:"refused: people whose address the provider has not verified are refused. Turns off: rows that want them to come in"`
	Shared     string        `yaml:"one_address" enum:"one-member" doc:"one-member: a second person with a member's address is refused or asked to prove who they are. Turns off: rows that want both to be members"`
	Person     string        `yaml:"person" enum:"userinfo,profile" doc:"userinfo or profile: who a person is comes from there, and not from the ID token. Turns off: rows about the sub and the personal claims of the ID token, where the person's own session comes of it"`
	PKCE       string        `yaml:"pkce" enum:"never" doc:"never: no PKCE, by contract. Turns off: rows that ask for it; not those about injected codes"`
	GBizID     *GBizIDPolicy `yaml:"gbizid" doc:"whom the service takes who comes from GBizID. What is declared is a MUST of the RP; what is not is warned of"`
}

// GBizIDPolicy is whom a service takes that businesses log in to.
type GBizIDPolicy struct {
	Kinds   []string `yaml:"kinds" doc:"kinds of accounts that are taken: entry, prime, member. Turns off: rows that refuse a kind which is taken"`
	Mandate string   `yaml:"mandate" enum:"required,ignored" doc:"required: members only with this service in mandate_info; ignored: members without it too"`
	IAL     int      `yaml:"ial" doc:"the least assurance level: 2, or 1 for any"`
}

// Kinds are the account types of GBizID by their names.
var Kinds = map[string]string{"entry": "1", "prime": "2", "member": "3"}

// Takes reports whether the service takes accounts of that type; known is false where it has not said.
func (p *GBizIDPolicy) Takes(accountType string) (takes, known bool) {
	if p == nil || len(p.Kinds) == 0 {
		return false, false
	}
	return slices.ContainsFunc(p.Kinds, func(kind string) bool { return Kinds[kind] == accountType }), true
}

func (f File) validatePolicy() error {
	p := f.Policy
	for _, c := range []struct {
		field, value string
		allowed      []string
	}{
		{"address", p.Address, []string{"required"}}, {"unverified_address", p.Unverified, []string{"refused"}},
		{"one_address", p.Shared, []string{"one-member"}}, {"person", p.Person, []string{"userinfo", "profile"}}, {"pkce", p.PKCE, []string{"never"}},
	} {
		if c.value != "" && !slices.Contains(c.allowed, c.value) {
			return f.fail("policy."+c.field, "got %q; allowed: %s", c.value, strings.Join(c.allowed, ", "))
		}
	}
	g := p.GBizID
	if g == nil {
		return nil
	}
	for _, kind := range g.Kinds {
		if Kinds[kind] == "" {
			return f.fail("policy.gbizid.kinds", "got %q; allowed: entry, prime, member", kind)
		}
	}
	switch {
	case g.Mandate != "" && g.Mandate != "required" && g.Mandate != "ignored":
		return f.fail("policy.gbizid.mandate", "got %q; allowed: required, ignored", g.Mandate)
	case g.IAL < 0 || g.IAL > 2:
		return f.fail("policy.gbizid.ial", "got %d; allowed: 1, 2", g.IAL)
	}
	return nil
}
