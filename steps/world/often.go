package world

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"strconv"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/op"
	"torii/reports/event"
	"torii/rpclient/driver"
)

// maxOften bounds how often a sentence may repeat a login.
const maxOften = 1000

func often(times string) (int, error) {
	n, err := strconv.Atoi(times)
	if err != nil || n < 1 || n > maxOften {
		return 0, unusable("how often: want 1 to %d, got %q", maxOften, times)
	}
	return n, nil
}

// StillSignsIn expects that the last login succeeds after many that were begun and left.
func (w *World) StillSignsIn(ctx context.Context) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if last.came.Outcome == event.SignedIn {
		if err := w.compareOwner(ctx, last); err != nil {
			return err
		}
	}
	w.add(last.id, event.Expected{Outcomes: []event.Outcome{event.SignedIn}, Owner: event.Self, Rule: string(rule.Often)})
	return nil
}

// LogInOften takes the scenario's person through logins with one fault, again and again.
func (w *World) LogInOften(ctx context.Context, provider, fault, times string) error {
	n, err := often(times)
	for range n {
		if err == nil {
			err = w.PlantFault(provider, fault)
		}
		if err == nil {
			err = w.LogIn(ctx, provider)
		}
	}
	return err
}

// BeginOften begins logins in one browser, stops each at the provider's door, and keeps
// what the requests had that nobody may guess.
func (w *World) BeginOften(ctx context.Context, provider, times string) error {
	n, err := often(times)
	if err != nil {
		return err
	}
	for range n {
		l, err := w.prepare(ctx, provider)
		if err != nil {
			return err
		}
		l.browser = w.sameBrowser()
		if err := w.plant(l, ""); err != nil {
			return err
		}
		l.browser.Hold(func(r *driver.Request) bool { return w.bay.Mocked(r.URL) && r.URL.Query().Has("client_id") })
		page, err := w.begin(ctx, l)
		l.browser.Hold(nil)
		w.logins = append(w.logins, l)
		if err != nil || page.Held == nil {
			return w.settle(ctx, l, page, err)
		}
		w.begun = append(w.begun, page.Held.URL.Query())
	}
	return nil
}

// leastBits is what state and nonce have to show of chance over many requests: far less
// than the 128 that are asked of a state (RFC 6749, 10.10), as 200 requests show no more
// than seven bits a character.
const leastBits = 56

// Unguessable expects that what the begun requests had looks like chance: no value twice,
// none the other's, and characters that change from request to request.
func (w *World) Unguessable() error {
	for _, name := range []string{"state", "nonce"} {
		sent := valuesOf(w.begun, name)
		if len(sent) == 0 {
			continue // another rule speaks of what is not sent
		}
		w.check("", w.Rule, strconv.Itoa(len(sent)), strconv.Itoa(len(distinct(sent))),
			text.Both{JA: "異なる " + name + " の数", EN: "distinct values of " + name})
		w.check("", w.Rule, "true", strconv.FormatBool(chance(sent) >= leastBits),
			text.Both{JA: fmt.Sprintf("%s のばらつきが %d ビット以上か", name, leastBits), EN: fmt.Sprintf("%s varies by %d bits or more", name, leastBits)})
	}
	alike := 0
	for _, q := range w.begun {
		if q.Get("state") != "" && q.Get("state") == q.Get("nonce") {
			alike++
		}
	}
	w.check("", w.Rule, "0", strconv.Itoa(alike), text.Both{JA: "state と nonce が同じ要求の数", EN: "requests whose state is their nonce"})
	return nil
}

func valuesOf(requests []url.Values, name string) []string {
	var values []string
	for _, q := range requests {
		if v := q.Get(name); v != "" {
			values = append(values, v)
		}
	}
	return values
}

// chance is the sum, over the places of a text, of the entropy of the character there, in
// bits. Places that most texts do not reach count for nothing. It sees no pattern between
// places: what it calls chance need be none, what it calls none is none.
func chance(texts []string) float64 {
	var bits float64
	for place := 0; ; place++ {
		seen, reach := map[byte]int{}, 0
		for _, t := range texts {
			if place < len(t) {
				seen[t[place]]++
				reach++
			}
		}
		if 2*reach <= len(texts) {
			return bits
		}
		for _, n := range seen {
			p := float64(n) / float64(reach)
			bits -= p * math.Log2(p)
		}
	}
}

// KeysMended has the provider show its keys again as they are. A target that never met
// the trouble has nothing to recover from.
func (w *World) KeysMended(name string) error {
	provider, err := w.Provider(name)
	if err != nil {
		return err
	}
	troubled, err := w.last()
	if err != nil {
		return err
	}
	w.expectOf(troubled, []event.Outcome{event.SignedIn, event.Refused}, "")
	w.bay.Mock.Plans.Mend(provider, w.Row)
	return nil
}

// KeysRestored has the provider go back to the keys from before any rotation.
func (w *World) KeysRestored(ctx context.Context, name string) error {
	provider, err := w.Provider(name)
	if err != nil {
		return err
	}
	p, err := w.bay.Mock.Provider(provider)
	if err != nil {
		return unusable("%w", err)
	}
	w.keep(p)
	p.RestoreKeys()
	return w.settleKeys(ctx, provider)
}

// ReplaceAllKeys has the provider publish one key, and none of those before.
func (w *World) ReplaceAllKeys(ctx context.Context, name string) error {
	return w.RotateKeys(ctx, name, op.Abrupt)
}
