package mockidp_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/profile"
	"torii/mockidp/token"
	"torii/mockidp/wiretest"
)

// TestEveryBehaviourHasAGround: what a provider is played to do is known by something, or said to be unknown.
func TestEveryBehaviourHasAGround(t *testing.T) {
	for _, n := range mockidp.Told() {
		assert.NotEmpty(t, n.Behaviours, n.ID)
		assert.Empty(t, profile.Unused(n.Grounds, n.Behaviours), "%s: grounds of what is not played", n.ID)
		for _, b := range n.Behaviours {
			assert.Contains(t, []profile.Confidence{profile.Documented, profile.Seen, profile.Inferred, profile.Unknown}, b.Confidence, "%s: %s %s", n.ID, b.Part, b.Name)
			if b.Part != profile.SwitchPart {
				assert.NotEmpty(t, b.Source, "%s: %s %s", n.ID, b.Part, b.Name)
			}
		}
	}
}

// TestWhatMayBeAbsentIsAMember: of that part, and no claim that an ID token or UserInfo must have.
func TestWhatMayBeAbsentIsAMember(t *testing.T) {
	for _, p := range mockidp.Profiles() {
		told := map[profile.Part][]string{}
		for _, b := range p.Behaviours() {
			told[b.Part] = append(told[b.Part], b.Name)
		}
		for _, s := range p.Spares {
			assert.NotEmpty(t, s.Source, p.ID)
			for _, name := range p.MayLack(s.Part) {
				assert.Contains(t, told[s.Part], name, "%s: %s", p.ID, s.Part)
				assert.NotContains(t, protocol, name, "%s: %s", p.ID, s.Part)
			}
		}
	}
}

// TestAShuffledProviderLeavesOutWhatItMay, and nothing else.
func TestAShuffledProviderLeavesOutWhatItMay(t *testing.T) {
	for provider, people := range usual {
		t.Run(provider, func(t *testing.T) {
			p, full := party(t, provider, mockidp.Options{Salt: t.Name()}), map[string]bool{}
			for name := range toldOf(t, p, people[0]) {
				full[name] = true
			}
			may := p.Provider.Profile.MayLack(profile.IDClaims)
			for seed := range 5 {
				shuffled := party(t, provider, mockidp.Options{Salt: t.Name(), Shuffle: fmt.Sprint(seed)})
				now := toldOf(t, shuffled, people[0])
				for name := range full {
					if _, there := now[name]; !there {
						assert.Contains(t, may, name)
					}
				}
			}
		})
	}
}

// toldOf are the claims of a person's ID token.
func toldOf(t *testing.T, p wiretest.Party, who string) map[string]any {
	t.Helper()
	tokens := issued(t, p, "1", who, offline[p.Provider.Profile.ID])
	claims, ok := token.DecodeObject(strings.Split(tokens.IDToken, ".")[1])
	require.True(t, ok)
	return claims
}
