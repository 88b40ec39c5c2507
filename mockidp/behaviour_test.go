package mockidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"torii/mockidp"
	"torii/mockidp/profile"
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
