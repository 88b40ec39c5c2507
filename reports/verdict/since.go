package verdict

import (
	"cmp"
	"strconv"
	"strings"

	"torii/fixtures/text"
)

// FirstRows is the version of the catalogue that rows are of which nothing else is said.
const FirstRows = "1"

// CompareRows orders two versions of the catalogue: numbers between dots, the first where nothing stands.
func CompareRows(a, b string) int {
	as, bs := strings.Split(cmp.Or(a, FirstRows), "."), strings.Split(cmp.Or(b, FirstRows), ".")
	for i := range max(len(as), len(bs)) {
		if order := cmp.Compare(part(as, i), part(bs, i)); order != 0 {
			return order
		}
	}
	return 0
}

func part(parts []string, i int) int {
	if i >= len(parts) {
		return 0
	}
	n, _ := strconv.Atoi(parts[i])
	return n
}

// newer reports whether a row came after the version that the gate is held to.
func newer(since, counted string) bool { return counted != "" && CompareRows(since, counted) > 0 }

// Novelty tells that a row is new and closes no gate yet; zero where it is not.
func (r Row) Novelty() text.Both {
	if !r.New {
		return text.Both{}
	}
	return text.Both{JA: "この版で加わった行（" + r.Since + " から）。torii.yaml の rows を上げるまで、関門には数えない",
		EN: "new in this version (since " + r.Since + "): it does not count for the gate until rows in torii.yaml is raised"}
}

// Told is what stands before a row's reason: that it is new, or that its failure is accepted.
func (r Row) Told() text.Both {
	accepted, novelty := r.Acceptance(), r.Novelty()
	switch {
	case accepted.IsZero():
		return novelty
	case novelty.IsZero():
		return accepted
	}
	return text.Both{JA: novelty.JA + "。" + accepted.JA, EN: novelty.EN + ". " + accepted.EN}
}
