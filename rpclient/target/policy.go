package target

import (
	"slices"
	"strings"
)

// Policy is what the service has decided that it may decide: no row fails for it. What it says is
// held against what the Relying Party does.
type Policy struct {
	Address    string        `yaml:"address" enum:"required"`
	Unverified string        `yaml:"unverified_address" enum:"refused"`
	Shared     string        `yaml:"one_address" enum:"one-member"`
	Person     string        `yaml:"person" enum:"userinfo,profile"`
	PKCE       string        `yaml:"pkce" enum:"never"`
	GBizID     *GBizIDPolicy `yaml:"gbizid"`
}

// GBizIDPolicy is whom a service takes that businesses log in to.
type GBizIDPolicy struct {
	Kinds   []string `yaml:"kinds"`
	Mandate string   `yaml:"mandate" enum:"required,ignored"`
	IAL     int      `yaml:"ial"`
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
