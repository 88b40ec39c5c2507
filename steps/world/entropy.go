package world

import (
	"fmt"
	"math"
	"net/url"
	"strconv"

	"torii/fixtures/text"
)

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
