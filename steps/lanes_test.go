package steps

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"torii/steps/bench"
	"torii/steps/catalog"
)

// narrow is a bench that bounds how much is under way.
type narrow struct {
	bench.Bench
	bound int
}

func (n narrow) Parallel() int { return n.bound }

func TestRowsThatWaitHaveALaneOfTheirOwn(t *testing.T) {
	t.Parallel()
	waits, computes := catalog.Row{ID: "a", Fault: "token-hang"}, catalog.Row{ID: "b", Fault: "alg-none"}
	for name, row := range map[string]struct {
		jobs, bound int
		rows        []catalog.Row
		want        [][2]any // of each lane: how many at a time, and its rows
	}{
		"both kinds":         {8, 0, []catalog.Row{waits, computes}, [][2]any{{4, "b"}, {4, "a"}}},
		"an odd number":      {3, 0, []catalog.Row{waits, computes}, [][2]any{{2, "b"}, {1, "a"}}},
		"one at a time":      {1, 0, []catalog.Row{waits, computes}, [][2]any{{1, "ab"}}},
		"nothing waits":      {8, 0, []catalog.Row{computes}, [][2]any{{8, "b"}}},
		"everything waits":   {8, 0, []catalog.Row{waits}, [][2]any{{8, "a"}}},
		"the target's bound": {8, 4, []catalog.Row{waits, computes}, [][2]any{{4, "ab"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &Runner{Options: Options{Bench: narrow{bound: row.bound}, Jobs: row.jobs}}
			var got [][2]any
			for _, l := range r.lanes(row.rows) {
				ids := ""
				for _, candidate := range row.rows {
					if l.takes(candidate) {
						ids += candidate.ID
					}
				}
				got = append(got, [2]any{l.jobs, ids})
			}
			assert.Equal(t, row.want, got)
		})
	}
}
