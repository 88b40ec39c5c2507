// Package fault lists what can go wrong between a product and Google Calendar: each a
// name, the rule that a correct client keeps, and the replies it consists of.
//
// Calendar calls carry no login id, so a plan is for a service account, a sender, a
// method, or for everybody.
package fault

import (
	"fmt"
	"slices"
	"sync"

	"torii/fixtures/rule"
	"torii/fixtures/text"
)

// Reply is what one request meets. The zero value is the honest answer.
type Reply struct {
	Refusal  string // of the token endpoint, by its id such as "T11"
	Error    string // of the API, by its id such as "E6"
	Status   int    // in place of the listed one
	HTML     bool   // a proxy's page with Status instead of JSON
	Commit   bool   // what was asked for is done all the same
	Cut      bool   // the connection ends without an answer
	Silent   bool   // no answer until the caller leaves
	NoAccess bool   // of the token endpoint: an ID token and no access token
	Empty    bool   // a page without items, with a page token
	Do       Deed   // happens before the request is looked at
}

// Deed is something that happens meanwhile.
type Deed string

// The deeds.
const (
	ExpireTokens Deed = "expire tokens"
	Revoke       Deed = "revoke the delegation"
	DeleteKey    Deed = "delete the key"
	Suspend      Deed = "suspend the sender"
	ForgetSync   Deed = "invalidate sync tokens"
	EditByHand   Deed = "somebody edits the event"
)

// Fault is one thing that goes wrong.
type Fault struct {
	ID      string
	Name    text.Both
	Rule    rule.ID
	Methods []string // "token", or method ids such as "calendar.events.insert"; nil for every call of the API
	Replies []Reply  // one a request, then honest answers
}

// Token is what Methods calls the token endpoint.
const Token = "token"

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

// Plan is a fault that waits for its requests. What is empty matches everything.
type Plan struct {
	ID      string `json:"id" doc:"for the log; given by the book where it is empty"`
	Row     string `json:"row,omitempty" doc:"what the plan belongs to, as its events tell"`
	Fault   string `json:"fault" required:"true" doc:"id of a fault of the calendar, or the number of one error: E6, T11"`
	Account string `json:"account,omitempty" doc:"only requests of this service account"`
	Sender  string `json:"sender,omitempty" doc:"only requests on behalf of this user"`
	Method  string `json:"method,omitempty" doc:"in place of the fault's own"`
	After   int    `json:"after,omitempty" doc:"matching requests that are answered honestly first"`
	Times   int    `json:"times,omitempty" doc:"how often the replies are gone through, default once"`
	Met     int    `json:"met" doc:"matching requests so far"`
}

// Served is a reply with the plan it belongs to.
type Served struct {
	Plan  Plan
	Fault Fault
	Reply Reply
}

// maxPlans bounds how many plans a book keeps.
const maxPlans = 1000

// Book keeps plans. It is safe for concurrent use.
type Book struct {
	mu    sync.Mutex
	plans []Plan
	count int
}

// Plant adds a plan; an unknown fault is an error.
func (b *Book) Plant(p Plan) (Plan, error) {
	f, ok := known(p.Fault)
	if !ok {
		var ids []string
		for _, f := range All() {
			ids = append(ids, f.ID)
		}
		return p, fmt.Errorf("fault: got %q; allowed: %v, or the number of one error such as E6 or T11", p.Fault, ids)
	}
	if p.After < 0 || p.Times < 0 {
		return p, fmt.Errorf("after, times: got %d and %d; want none below 0", p.After, p.Times)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.plans) == maxPlans {
		return p, fmt.Errorf("there are %d plans already; clear them first", maxPlans)
	}
	b.count++
	if p.ID == "" {
		p.ID = fmt.Sprintf("plan-%d", b.count)
	}
	p.Fault, p.Met = f.ID, 0
	b.plans = append(b.plans, p)
	return p, nil
}

// Plans returns every plan with how far it has come.
func (b *Book) Plans() []Plan {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]Plan{}, b.plans...)
}

// Clear forgets every plan.
func (b *Book) Clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.plans = nil
}

// Next returns what a request meets, from the first plan that still has a reply for it.
func (b *Book) Next(method, account, sender string) (Served, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range b.plans {
		p := &b.plans[i]
		f, _ := known(p.Fault)
		if !p.matches(f, method, account, sender) {
			continue
		}
		p.Met++
		n := p.Met - 1 - p.After
		if n < 0 || n >= len(f.Replies)*max(p.Times, 1) {
			continue
		}
		return Served{*p, f, f.Replies[n%len(f.Replies)]}, true
	}
	return Served{}, false
}

func (p Plan) matches(f Fault, method, account, sender string) bool {
	methods := f.Methods
	if p.Method != "" {
		methods = []string{p.Method}
	}
	if methods == nil && method == Token || methods != nil && !slices.Contains(methods, method) {
		return false
	}
	return (p.Account == "" || p.Account == account) && (p.Sender == "" || p.Sender == sender)
}
