// Package mutant holds wrong Relying Parties: each is the reference Relying Party
// with one named step replaced by a wrong variant, of the kind real ones ship with.
//
// A mutant is there to be caught. Scenarios that let one pass prove less than they
// say. Nothing here is an example to follow.
package mutant

import (
	"fmt"
	"slices"

	"torii/rpclient/rp"
)

// Mutant is the reference Relying Party with one named step replaced.
type Mutant struct {
	Step    string // name of the replaced step, e.g. "idtoken.nonce"
	Variant string // what is wrong, in a word or two, e.g. "only-if-present"
	Rule    string // identifier of the rule whose scenario must notice
	JA, EN  string // what is wrong, in one sentence
	Do      func(*rp.Login) error
}

// ID names the mutant, e.g. "idtoken.nonce/only-if-present".
func (m Mutant) ID() string { return m.Step + "/" + m.Variant }

// Steps returns the reference's steps with the one replaced. It fails if the
// reference has no step of that name.
func (m Mutant) Steps() ([]rp.Step, error) {
	steps := rp.Steps()
	i := slices.IndexFunc(steps, func(s rp.Step) bool { return s.Name == m.Step })
	if i < 0 {
		return nil, fmt.Errorf("mutant %s: want the name of a step, got %q", m.ID(), m.Step)
	}
	steps[i].Do = m.Do
	return steps, nil
}

// Together returns the reference's steps with those of several mutants replaced, each another step.
func Together(ids ...string) ([]rp.Step, error) {
	steps, all := rp.Steps(), All()
	replaced := map[string]string{}
	for _, id := range ids {
		i := slices.IndexFunc(all, func(m Mutant) bool { return m.ID() == id })
		if i < 0 {
			return nil, fmt.Errorf("mutant %q: there is none of that name", id)
		}
		at := slices.IndexFunc(steps, func(s rp.Step) bool { return s.Name == all[i].Step })
		if at < 0 || replaced[all[i].Step] != "" {
			return nil, fmt.Errorf("mutant %q: its step is that of %q already, or none", id, replaced[all[i].Step])
		}
		steps[at].Do, replaced[all[i].Step] = all[i].Do, id
	}
	return steps, nil
}

// Demo are the defects of the Relying Party that shows what a finding looks like.
func Demo() []string {
	return []string{"idtoken.nonce/skipped", "session.renew/kept", "account.find/by-any-email"}
}

// All returns every mutant, in the order of a login. Mutants that remember something
// remember it from one call of All on.
func All() []Mutant {
	return slices.Concat(
		metadata(),
		advertised(),
		mistaken(),
		repetitions(),
		cookies(),
		crashing(),
		start(),
		callback(),
		posted(),
		hybrid(),
		fragments(),
		secrets(),
		token(),
		tokenForm(),
		serializations(),
		tokenHeader(),
		tokenSignature(),
		keySets(),
		tokenBounds(),
		redirected(),
		tokenClaims(),
		userField(),
		userInfo(),
		relay(),
		relayLink(),
		relayKept(),
		associated(),
		friendship(),
		moved(),
		consents(),
		organization(),
		account(),
		session(),
		returning(),
		linking(),
		merging(),
		overseas(),
		refreshing(),
		refreshedTokens(),
		business(),
		noticed(),
		securityEvents(),
		agents(),
		leavers(),
		appleBeliefs(),
		requests(),
		mailLinks(),
		subjectLengths(),
		lookalikes(),
		misplaced(),
		exposed(),
		hosted(),
		clashing(),
	)
}

// nothing is a step left out.
func nothing(*rp.Login) error { return nil }

// reference does what the step of that name ought to do.
func reference(l *rp.Login, step string) error {
	for _, s := range rp.Steps() {
		if s.Name == step {
			return s.Do(l)
		}
	}
	return fmt.Errorf("want the name of a step, got %q", step)
}
