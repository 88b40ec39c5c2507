package check

import (
	"torii/fixtures/rule"
	"torii/fixtures/text"
)

// Family is what the checks of a kind look at.
type Family string

// The families, in the order of a run.
const (
	HandedIn  Family = "handed-in"
	Transport Family = "transport"
	Request   Family = "request"
	Cookies   Family = "cookies"
	Callback  Family = "callback"
	Compared  Family = "compared"
)

// Says names the family for people.
func (f Family) Says() text.Both {
	return map[Family]text.Both{
		HandedIn:  says("申請と受け渡し", "what is handed in"),
		Transport: says("通信路", "transport"),
		Request:   says("認証要求", "authentication request"),
		Cookies:   says("Cookie", "cookies"),
		Callback:  says("コールバック", "callback"),
		Compared:  says("環境の比較", "environments compared"),
	}[f]
}

// Sends is what a check sends.
type Sends string

// What checks send. None of it makes a Relying Party that holds to the specifications
// call its provider out of its own; Codes may, where it does not look at the state.
const (
	Nothing Sends = "nothing"
	Page    Sends = "one page"
	Begins  Sends = "logins begun"
	Knocks  Sends = "a response without code"
	Codes   Sends = "a response with a made-up code"
)

// Check is one thing that is looked at.
type Check struct {
	ID     string
	Family Family
	Rule   rule.ID
	Sends  Sends
	Says   text.Both
}

// CallsOut reports whether it may make the Relying Party call its provider.
func (c Check) CallsOut() bool { return c.Sends == Codes }

// All returns every check, in the order of a run.
func All() []Check {
	var all []Check
	for _, e := range environmentChecks() {
		all = append(all, e.Check)
	}
	for _, e := range requestChecks() {
		all = append(all, e.Check)
	}
	for _, e := range probes() {
		all = append(all, e.Check)
	}
	for _, e := range headerChecks() {
		all = append(all, e.Check)
	}
	for _, e := range handedInChecks() {
		all = append(all, e.Check)
	}
	return append(all, changed, comparison)
}

// Rules returns every rule that some check holds a Relying Party to.
func Rules() []rule.ID {
	all := []rule.ID{"ENV-GBIZID"} // the endpoint of GビズID
	for _, c := range All() {
		all = append(all, c.Rule)
	}
	for _, p := range probes() {
		all = append(all, p.session)
	}
	return append(all, within...)
}
