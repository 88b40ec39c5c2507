package plan

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"torii/mockidp/bounded"
)

// Reach says which of the logins that bring no [Header] meet a plan.
type Reach string

// The reaches: the next login of any browser, the next one of the browser that opened a
// link, or every login until the plan is taken back.
const (
	Next Reach = "next"
	Link Reach = "link"
	All  Reach = "all"
)

// Waiting is a plan that waits for a browser of a person.
type Waiting struct {
	Plan
	Reach   Reach
	Code    string   // names it, and stands in its link
	Faults  []string // as they are logged once it is met
	Quirks  []string
	Opened  bool   // its link was opened
	browser string // that opened it
}

// maxWaiting bounds how many plans wait.
const maxWaiting = 200

// ErrFull tells that too many plans wait already.
var ErrFull = fmt.Errorf("%d plans wait already: reset, or take some back", maxWaiting)

// ErrLink tells that a link is not good, or no longer.
var ErrLink = errors.New("the link is not good any more: it is unknown, was taken back, or another browser has opened it")

// Queue keeps the plans that wait, and gives logins that bring no id one of their own. It
// is safe for concurrent use; the zero value is empty.
type Queue struct {
	mu      sync.Mutex
	waiting []*Waiting
	under   bounded.Map[*arrival] // logins under way, by what their requests have in common
	count   int
}

type arrival struct {
	login string
	over  bool // answered: the same request again is another login
}

// Add lets a plan wait.
func (q *Queue) Add(w Waiting) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == maxWaiting {
		return ErrFull
	}
	q.waiting = append(q.waiting, &w)
	return nil
}

// List returns the plans that wait, the oldest first.
func (q *Queue) List() []Waiting {
	q.mu.Lock()
	defer q.mu.Unlock()
	list := make([]Waiting, len(q.waiting))
	for i, w := range q.waiting {
		list[i] = *w
	}
	return list
}

// Open binds a link to the browser that opens it first; [ErrLink] where that was another.
func (q *Queue) Open(code, browser string) (Waiting, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, w := range q.waiting {
		if w.Reach != Link || w.Code != code || w.Opened && w.browser != browser {
			continue
		}
		w.Opened, w.browser = true, browser
		return *w, nil
	}
	return Waiting{}, ErrLink
}

// Drop takes back the plans that are meant.
func (q *Queue) Drop(meant func(Waiting) bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = slices.DeleteFunc(q.waiting, func(w *Waiting) bool { return meant(*w) })
}

// handLogin begins the ids of logins that brought none.
const handLogin = "hand-"

// Meet returns the id of the login that a request belongs to which brought none: key is what
// all requests of it have in common, browser what a link has left there, or "". A login that
// begins takes a plan with it where one waits; met tells that.
func (q *Queue) Meet(provider, key, browser string, begins bool) (login string, w Waiting, met bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if a, ok := q.under.Values[key]; ok && (!begins || !a.over) {
		return a.login, Waiting{}, false
	}
	q.count++
	login = handLogin + strconv.Itoa(q.count)
	q.under.Drop(key)
	q.under.Put(key, &arrival{login: login})
	i := q.first(provider, browser)
	if i < 0 {
		return login, Waiting{}, false
	}
	w = *q.waiting[i]
	if w.Reach != All {
		q.waiting = slices.Delete(q.waiting, i, i+1)
	}
	w.Login = login
	return login, w, true
}

// first is the plan that a login meets: that of its browser's link, else the next, else the one for all; -1 for none.
func (q *Queue) first(provider, browser string) int {
	for _, reach := range []Reach{Link, Next, All} {
		i := slices.IndexFunc(q.waiting, func(w *Waiting) bool {
			return w.Reach == reach && w.Provider == provider && (reach != Link || browser != "" && w.browser == browser)
		})
		if i >= 0 {
			return i
		}
	}
	return -1
}

// Over tells that the login of a key was answered.
func (q *Queue) Over(key string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if a, ok := q.under.Values[key]; ok {
		a.over = true
	}
}
