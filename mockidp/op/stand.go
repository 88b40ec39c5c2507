package op

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Stand is how a provider stands at a time, apart from what single logins were given. It
// can be compared, and read by people.
type Stand struct {
	Switches string // with the clients' settings
	Keys     string // as they are published, the one that signs, and when one of them goes
	Consents []string
}

// Stand tells how the provider stands.
func (p *Provider) Stand() Stand {
	keys := p.keys.stands()
	var ids []string
	for _, k := range keys.published {
		ids = append(ids, k.ID)
	}
	drops := ""
	if !keys.drops.IsZero() {
		drops = keys.drops.Format(time.RFC3339)
	}
	s := Stand{Keys: fmt.Sprintf("published %q, signs %s, drops %q, last %t", ids, keys.signer.ID, drops, keys.last)}
	clients := map[string]any{}
	for id, c := range p.clients {
		clients[id] = c.set
	}
	s.Switches = fmt.Sprintf("%v %v", *p.set.Load(), clients) // maps are printed in the order of their keys
	p.state.mu.Lock()
	defer p.state.mu.Unlock()
	for owner := range p.state.consents.Values {
		s.Consents = append(s.Consents, owner)
	}
	slices.Sort(s.Consents)
	return s
}

// Forget ends what a person has allowed here, as if they had never come. Unlike
// [Provider.Withdraw] it leaves no trace, and the tokens as they are.
func (p *Provider) Forget(subject string) {
	p.state.mu.Lock()
	defer p.state.mu.Unlock()
	for owner := range p.state.consents.Values {
		if strings.HasSuffix(owner, " "+subject) {
			p.state.consents.Drop(owner)
		}
	}
}
