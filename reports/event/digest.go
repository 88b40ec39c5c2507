package event

import (
	"maps"
	"slices"
)

// What stands beside the rows, under the names of digests. The others are the honest logins and
// trials, each a stream of its own name.
const (
	besideRun    = "run"    // what belongs to nothing that has a name
	besideChecks = "manual" // what people checked by hand, who may do so when the run is over
)

// beside are the digests of what is in no row that was opened.
func (s *sealer) beside() map[string]string {
	digests := map[string]string{besideRun: s.trail("").Digest(), besideChecks: s.checks.Digest()}
	for name, t := range s.trails {
		if name != "" && !slices.Contains(s.rows, name) {
			digests[name] = t.Digest()
		}
	}
	return digests
}

// Besides are the digests of what a log holds beside its rows.
func Besides(events []Event) map[string]string {
	s := newSealer()
	opened := map[string]bool{}
	for _, e := range events {
		if _, opens := e.Fact.(RowStarted); opens {
			opened[e.Row] = true
		}
	}
	for _, e := range events {
		if !opened[e.Row] {
			s.take(e, contents(e))
		}
	}
	return s.beside()
}

// Loose reports whether what stands beside the rows of a log is not what was written. A log
// that was cut off, or that is of an older torii, cannot tell.
func Loose(events []Event) bool {
	_, ended, ok := end(events)
	return ok && ended.Beside != nil && !maps.Equal(ended.Beside, Besides(events))
}

// Noted returns the log with what people have checked by hand so far counted as its own.
func Noted(events []Event) []Event {
	at, ended, ok := end(events)
	if !ok || ended.Beside == nil {
		return events
	}
	var checks Trail
	for _, e := range events {
		if _, is := e.Fact.(Manual); is {
			checks.add(contents(e))
		}
	}
	ended.Beside = maps.Clone(ended.Beside)
	ended.Beside[besideChecks] = checks.Digest()
	noted := slices.Clone(events)
	noted[at].Fact = ended
	return noted
}

// end is the last end of a run in a log, and where it stands.
func end(events []Event) (at int, ended RunEnded, ok bool) {
	for i, e := range slices.Backward(events) {
		if f, is := e.Fact.(RunEnded); is {
			return i, f, true
		}
	}
	return 0, ended, false
}
