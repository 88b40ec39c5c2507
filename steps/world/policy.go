package world

import (
	"slices"

	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/reports/event"
)

// addressless are the quirks by which a provider tells no address, unsaid those by which
// it does not say in so many words whether one is verified: a service may take that either way.
var (
	addressless = []string{"line-email-not-permitted"}
	unsaid      = []string{"address-verified-null", "yahoo-email-verified-absent"}
)

// aboutPerson are the rules about what an ID token says of the person.
var aboutPerson = []string{"IDT-SUB", "IDT-SUB-FORM", "IDT-CLAIMS", "IDT-NAMES"}

// gbizid is the provider that leaves to the service whom it takes.
const gbizid = "gbizid"

// policies are the service's own decisions that a login falls under, by what the row expects of it.
func (w *World) policies(l *login, x event.Expected) []event.Declared {
	p := w.bay.Target.Policy
	enters, stays := slices.Contains(x.Outcomes, event.SignedIn), slices.Contains(x.Outcomes, event.Refused)
	var all []event.Declared
	declare := func(is bool, by string, how event.Declaration) {
		if is {
			all = append(all, event.Declared{By: by, How: how})
		}
	}
	if enters && !stays {
		takes, known := p.GBizID.Takes(l.who.Trait("account_type"))
		asked := l.typed != nil // who is asked for an address has one
		declare(p.Address != "" && !asked && without(l), "policy.address", event.Excuses)
		declare(p.Unverified != "" && !asked && w.unverified(l), "policy.unverified_address", event.Excuses)
		declare(p.Unverified != "" && !asked && has(l, unsaid), "policy.unverified_address", event.Spares)
		declare(p.Shared != "" && !asked && w.second(l), "policy.one_address", event.Excuses)
		declare(l.provider == gbizid && known && !takes, "policy.gbizid.kinds", event.Excuses)
	}
	if stays && !enters {
		declare(p.Person != "" && slices.Contains(aboutPerson, x.Rule) && w.liedByToken(l), "policy.person", event.Ignores)
		all = append(all, w.admission(l, x.Rule)...)
	}
	return all
}

// liedByToken reports whether what was planted in a login left in the ID token and nowhere else.
func (w *World) liedByToken(l *login) bool {
	served := false
	for _, e := range w.facts() {
		f, ok := e.Fact.(event.Served)
		if !ok || e.Login != l.id {
			continue
		}
		if served = true; f.Place != string(bend.IDToken) {
			return false
		}
	}
	return served
}

// admission is what the service has said of people whom GBizID leaves to it.
func (w *World) admission(l *login, rule string) []event.Declared {
	p := w.bay.Target.Policy.GBizID
	var by string
	how := event.Asks
	switch rule {
	case "GBIZ-KIND":
		by = "policy.gbizid.kinds"
		if takes, known := p.Takes(l.who.Trait("account_type")); known {
			how = decided(!takes)
		}
	case "GBIZ-MANDATE":
		by = "policy.gbizid.mandate"
		if p != nil && p.Mandate != "" {
			takes, known := p.Takes(l.who.Trait("account_type"))
			how = decided(p.Mandate == "required" || known && !takes)
		}
	case "GBIZ-EXAMINED":
		by = "policy.gbizid.ial"
		if p != nil && p.IAL != 0 {
			how = decided(p.IAL == 2)
		}
	default:
		return nil
	}
	return []event.Declared{{By: by, How: how}}
}

func decided(refuses bool) event.Declaration {
	if refuses {
		return event.Binds
	}
	return event.Admits
}

// without reports whether the provider tells no address of the person.
func without(l *login) bool {
	return l.who.Email == "" || slices.Contains(l.who.Declines, "email") || has(l, addressless)
}

// unverified reports whether the provider says of a person, other than of most, that their address is not verified.
func (w *World) unverified(l *login) bool {
	p, err := w.bay.Mock.Provider(l.provider)
	return err == nil && p.People[0].EmailVerified && !l.who.EmailVerified
}

func has(l *login, quirks []string) bool {
	return slices.ContainsFunc(l.quirks, func(q profile.Quirk) bool { return slices.Contains(quirks, q.ID) })
}

// second reports whether somebody else came with the person's address before.
func (w *World) second(l *login) bool {
	return slices.ContainsFunc(w.logins[:max(0, slices.Index(w.logins, l))], func(earlier *login) bool {
		return l.who.Email != "" && earlier.who.Email == l.who.Email && earlier.who.Subject != l.who.Subject
	})
}
