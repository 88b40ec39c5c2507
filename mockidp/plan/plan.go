// Package plan says what shall happen in one login, and keeps the plans until the
// login that carries their id arrives.
package plan

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"torii/fixtures/persona"
	"torii/mockidp/bend"
)

// Header is the request header by which a driver names its login to the mock.
const Header = "Torii-Login"

// Deed is what the person does at the provider.
type Deed string

// The deeds of a person at the provider's pages.
const (
	Approve Deed = "approve"
	Cancel  Deed = "cancel"
	Leave   Deed = "leave" // closes the page: nothing comes back
)

// Plan is what shall happen in one login.
type Plan struct {
	Login    string
	Row      string // the scenario row the login belongs to
	Provider string
	Person   persona.Person
	Other    string // subject of somebody else, for swapped identities
	SignedIn bool   // the person already has a session at the provider
	ByHand   bool   // whoever logs in says on the provider's pages who they are and what they allow
	Does     Deed
	After    string // an earlier login of the same browser
	Bends    []Named
	Beside   bool            // what it shows to everybody comes beside what other plans show, not in its place
	Late     time.Duration   // how old the authorization response is when it arrives
	Behind   map[string]Plan // what shall happen at the providers that this one sends people on to
}

// Named is a bend with the identifier of the fault or quirk it belongs to.
type Named struct {
	ID   string
	Bend bend.Bend
}

// maxPlans bounds how many plans a book keeps.
const maxPlans = 10_000

// Book keeps plans by login. It is safe for concurrent use.
type Book struct {
	mu    sync.Mutex
	plans map[string]Plan
	order []string
	wide  map[string][]Plan // by provider: those that bend what belongs to no login
}

// NewBook returns an empty book.
func NewBook() *Book { return &Book{plans: map[string]Plan{}, wide: map[string][]Plan{}} }

// Put keeps a plan; a second plan for one login is an error.
func (b *Book) Put(p Plan) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if p.Login == "" {
		return fmt.Errorf("plan: login is missing")
	}
	if _, ok := b.plans[p.Login]; ok {
		return fmt.Errorf("plan: login %q has one already", p.Login)
	}
	if len(b.order) == maxPlans {
		delete(b.plans, b.order[0])
		b.order = b.order[1:]
	}
	b.plans[p.Login] = p
	b.order = append(b.order, p.Login)
	if slices.ContainsFunc(p.Bends, func(n Named) bool { return n.Bend.Wide() }) {
		if !p.Beside {
			b.wide[p.Provider] = nil
		}
		b.wide[p.Provider] = append(b.wide[p.Provider], p)
	}
	return nil
}

// Wide returns the plans for what a provider shows to everybody, the oldest first.
func (b *Book) Wide(provider string) []Plan {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.wide[provider])
}

// Mend takes back what a row has a provider show to everybody.
func (b *Book) Mend(provider, row string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.mend(provider, func(p Plan) bool { return p.Row == row })
}

func (b *Book) mend(provider string, meant func(Plan) bool) {
	if b.wide[provider] = slices.DeleteFunc(slices.Clone(b.wide[provider]), meant); len(b.wide[provider]) == 0 {
		delete(b.wide, provider)
	}
}

// Find returns the plan of a login at that provider.
func (b *Book) Find(login, provider string) (Plan, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p, ok := b.plans[login]
	if behind, sentOn := p.Behind[provider]; sentOn {
		return behind, true
	}
	return p, ok && p.Provider == provider
}

// Row returns the scenario row of a login, "" where nothing is planned for it.
func (b *Book) Row(login string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.plans[login].Row
}

// List returns the plans in the order in which they were put.
func (b *Book) List() []Plan {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := make([]Plan, 0, len(b.order))
	for _, login := range b.order {
		list = append(list, b.plans[login])
	}
	return list
}

// Drop forgets the plans that are meant, and what they show to everybody.
func (b *Book) Drop(meant func(Plan) bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for provider := range b.wide {
		b.mend(provider, meant)
	}
	b.order = slices.DeleteFunc(b.order, func(login string) bool {
		if !meant(b.plans[login]) {
			return false
		}
		delete(b.plans, login)
		return true
	})
}
