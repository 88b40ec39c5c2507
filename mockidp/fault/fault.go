// Package fault is the catalogue of what nobody may accept: each fault a name, the
// rule that a correct Relying Party enforces, and the one function that plays it.
//
// What the real providers honestly do differently is no fault but a quirk, and
// stands with the provider.
package fault

import (
	"cmp"
	"strings"
	"sync"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// Expect says what a correct Relying Party does with a fault.
type Expect string

// The expectations.
const (
	Refuse Expect = "refuse" // no session
	Own    Expect = "own"    // no session, or the person's own without the forged values
	Shrug  Expect = "shrug"  // either; but no crash, no hang, a page for people
)

// Fault is one thing that nobody may accept.
type Fault struct {
	ID     string
	Name   text.Both
	Rule   rule.ID
	Expect Expect
	// Scene is the outline in which the fault is played, by its id; that of its family unless it says otherwise.
	Scene string
	// Family marks the signature faults, of which Probe is the one that tells
	// whether the Relying Party looks at signatures at all.
	Family, Probe bool
	// Param is the parameter of the authorization request without which the fault
	// is none: what was not sent cannot be missed. With a leading "!" it is the one with which the fault is none.
	Param string
	// Uses is the endpoint whose use makes the fault one; "" for any.
	Uses profile.Endpoint
	// Alone: a Relying Party that relies on TLS instead of signatures is told of it by a
	// warning of its own, not by that of its family's probe alone.
	Alone bool
	// Hangs: an answer never comes, or never to its end.
	Hangs bool
	// Points: something in it leads to a host of the attacker's, [PlantedHost].
	Points bool
	// Earlier: the same browser logs in honestly first.
	Earlier bool
	// Applies says why the fault makes no sense at a provider; the zero value means it does.
	Applies func(profile.Profile) text.Both
	Bend    bend.Bend
	// Changes are the members in which an answer differs from the honest one, as changes.go lists them.
	Changes []string
	// Attack is made with the browser where Bend has no function.
	Attack Attack
}

// Attack is what somebody does with the authorization response.
type Attack string

// The attacks.
const (
	OtherBrowser Attack = "other browser" // the response is opened in a browser that began nothing
	OtherPending Attack = "other pending" // the response is opened in a browser with a login of its own under way
	Twice        Attack = "twice"         // the response is opened a second time
	StolenCode   Attack = "stolen code"   // the code is put into a response to somebody else's own login
	OtherWay     Attack = "other way"     // the response arrives at another provider's callback
)

// Place is where the fault acts.
func (f Fault) Place() bend.Place { return f.Bend.Place() }

// All returns the catalogue, family by family.
func All() []Fault {
	var all []Fault
	for _, family := range []family{
		{"signature", signature}, {"signature", algorithm}, {"signature", longer}, {"signature", header}, {"signature", public}, {"form", encoding}, {"form", encrypted},
		{"claims", claims}, {"claims", bounds}, {"claims", recent}, {"claims", environments}, {"examined", examinations}, {"keys", keySet}, {"metadata", metadata}, {"metadata-error", metadataTransport},
		{"token", tokenReply}, {"error-body", errorBodies}, {"token", tokenTransport}, {"userinfo-error", userInfo}, {"userinfo-error", userInfoTransport},
		{"state", callback}, {"mode", modes}, {"refreshed", refreshed}, {"front-token", front}, {"user", user}, {"error", errorResponses}, {"login-csrf", browser}, {"relay", relay}, {"relay-link", relayLink}, {"friendship", friendship},
	} {
		for _, f := range family.faults {
			f.Scene = cmp.Or(f.Scene, family.scene)
			f.Changes = strings.Fields(changes[f.ID])
			all = append(all, f)
		}
	}
	return all
}

// family is faults that are played in one outline.
type family struct {
	scene  string
	faults []Fault
}

// byName are the faults by each of their names, gathered once a process: they are looked up for every row and request.
var byName = sync.OnceValue(func() map[string]Fault {
	faults := map[string]Fault{}
	for _, f := range All() {
		for _, name := range []string{f.ID, f.Name.JA, f.Name.EN} {
			if _, taken := faults[name]; !taken {
				faults[name] = f
			}
		}
	}
	return faults
})

// Find returns the fault of that identifier, or of that name in either language.
func Find(name string) (Fault, bool) {
	f, ok := byName()[name]
	return f, ok
}

// Why returns why the fault makes no sense at a provider, or the zero value.
func (f Fault) Why(p profile.Profile) text.Both {
	if f.Applies == nil {
		return text.Both{}
	}
	return f.Applies(p)
}

// onlyFor limits a fault to providers whose ordinary ID tokens are signed by a secret or by a key pair.
func onlyFor(secret bool) func(profile.Profile) text.Both {
	return func(p profile.Profile) text.Both {
		switch isSecret := p.IDToken.Alg == token.HS256; {
		case secret && !isSecret:
			return text.Both{JA: "このプロバイダーは公開鍵で署名する", EN: "this provider signs with a key pair"}
		case !secret && isSecret:
			return text.Both{JA: "このプロバイダーは共有の秘密で署名する", EN: "this provider signs with a shared secret"}
		}
		return text.Both{}
	}
}
