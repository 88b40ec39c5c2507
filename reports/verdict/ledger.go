package verdict

import (
	"maps"
	"slices"

	"torii/fixtures/text"
	"torii/reports/event"
)

// sealedFrom is the format of a log from which on each row and the end of the run are sealed.
const sealedFrom = 2

// ledger holds a log by rows, and what its end says was in it.
type ledger struct {
	ids                      []string // of rows that were opened, in that order
	byRow                    map[string][]event.Event
	seals                    map[string]string
	started, ended, promised int
}

func (l *ledger) end(f event.RunEnded) {
	l.ended++
	l.promised += f.Rows
	maps.Copy(l.seals, f.Seals)
}

// rows judges every row, and names those that are missing.
func (l *ledger) rows(run Run) []Row {
	var rows []Row
	for _, id := range l.ids {
		row := One(l.byRow[id], run.Built)
		why := l.broken(id, run)
		if !why.IsZero() && HarnessError.Worse(row.Verdict) {
			row.Verdict, row.Reason = HarnessError, why
		}
		row.New = why.IsZero() && newer(row.Since, run.Counted)
		rows = append(rows, row)
	}
	for _, id := range slices.Sorted(maps.Keys(l.seals)) {
		if !slices.Contains(l.ids, id) {
			rows = append(rows, Row{ID: id, Verdict: HarnessError, Reason: text.Both{
				JA: "この行は行われたが、その記録が無い", EN: "the row was run, and the log does not have it any more"}})
		}
	}
	return rows
}

// broken tells why nothing can be said of a row of this log, zero where all of it is there.
func (l *ledger) broken(id string, run Run) text.Both {
	switch seal, known := l.seals[id]; {
	case l.started == 0:
		return text.Both{JA: "記録に始まりが無い", EN: "the log has no beginning"}
	case l.twice(id):
		return text.Both{JA: "同じ名前の行が二度ある", EN: "two rows of the log have this name"}
	case run.Format < sealedFrom || l.ended == 0:
		return text.Both{} // One has held it to its own end, where that is sealed
	case !known:
		return text.Both{JA: "記録の終わりはこの行を知らない", EN: "the end of the log does not know of the row"}
	case seal != digest(l.byRow[id]):
		return tampered()
	}
	return text.Both{}
}

func (l *ledger) twice(id string) bool {
	opened := 0
	for _, e := range l.byRow[id] {
		if _, opens := e.Fact.(event.RowStarted); opens {
			opened++
		}
	}
	return opened > 1
}

func digest(events []event.Event) string {
	var t event.Trail
	for _, e := range events {
		t.Add(e)
	}
	return t.Digest()
}

func tampered() text.Both {
	return text.Both{JA: "この行の記録は、書かれた時のままではない（出来事が欠けたか、変わった）",
		EN: "the row's events are not those that were written: some are missing, or were changed"}
}

// intact holds a row's events to the digests at its ends. Ends of older logs have none.
func intact(events []event.Event) bool {
	var t event.Trail
	for _, e := range events {
		if f, ends := e.Fact.(event.RowEnded); ends && f.Digest != "" && f.Digest != t.Digest() {
			return false
		}
		t.Add(e)
	}
	return true
}
