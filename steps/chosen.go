package steps

import (
	"maps"
	"math/rand/v2"
	"slices"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/steps/catalog"
)

// selected returns how many rows there are, and those of them that can be run.
// The others are logged with their reason.
func (r *Runner) selected() (n int, rows []catalog.Row) {
	for _, path := range slices.Sorted(maps.Keys(r.files)) {
		for _, row := range r.files[path] {
			if !r.wants(row) {
				continue
			}
			n++
			if !r.Resumed.has(row.ID) && r.runs(row) {
				rows = append(rows, row)
			}
		}
	}
	if r.Scramble != 0 {
		chance(r.Scramble).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	return n, rows
}

// chance is the order that a seed stands for.
func chance(seed int64) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(seed), 0)) // #nosec G404 G115 -- an order is no secret, and any bits are a seed
}

func (r *Runner) wants(row catalog.Row) bool {
	return (r.Select == nil || r.Select(row)) && r.applies(row)
}

// enters reports whether the target signs in by that way.
func (r *Runner) enters(way string) bool {
	_, ok := r.Bench.Target().Login[way]
	return ok
}

// runs reports whether the row can be run, and logs why not.
func (r *Runner) runs(row catalog.Row) bool {
	opened := r.opens(row)
	switch {
	case row.Way != "" && !r.enters(row.Way):
		opened.Lacks = text.Both{JA: "RPは " + row.Way + " でログインしない", EN: "the RP does not sign in with " + row.Way}
	case r.Bench.Target().Lacks[row.Needs()] != "" && row.Needs() != "":
		why := r.Bench.Target().Lacks[row.Needs()]
		opened.Lacks, opened.By = text.Both{JA: why, EN: why}, "lacks."+row.Needs()
	case row.NeedsGuard() && !r.Bench.Guarded():
		opened.Skip = text.Both{
			JA: "この入口ではRPの通信を見張れない（door: hosts か container を使う）",
			EN: "this door cannot watch what the RP talks to (use door: hosts, or a container)"}
	case !r.Bench.OwnMocks() && (row.OwnMock() || row.Alone()):
		opened.Skip = text.Both{
			JA: "時計・鍵・設定を変えるなど、専用の模擬プロバイダーを要する行である。--mock の模擬プロバイダーは他の実行も使う",
			EN: "it needs mocks of its own, to change clock, keys or settings; those of --mock are used by other runs too"}
	case r.Bench.Shared() && row.OwnMock() && !r.Bench.Restartable():
		opened.Skip = text.Both{
			JA: "RPを起動し直してから行う行である。既に動いているRP（url）は起動し直せない",
			EN: "the RP has to be started anew for it, and one that is already running (url) is not ours to start"}
	case r.lacking(row) != "":
		r.untried(row.ID, opened, event.Missed{What: r.lacking(row)})
		return false
	default:
		return true
	}
	r.untried(row.ID, opened)
	return false
}

// Planned is the beginning of every row, as a run would log it: what there is to test, before it is tested.
func Planned(rows []catalog.Row) []event.Event {
	var events []event.Event
	for i, row := range rows {
		events = append(events, event.Event{Seq: i + 1, Row: row.ID, Fact: started(row)})
	}
	return events
}
