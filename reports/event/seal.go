package event

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
)

// Format is the version of what a log holds. Version 1 said neither how far a run went
// nor what belongs to a row; such a log is judged by what it has.
const Format = 2

// Trail folds the events of one row into a digest, one after the other, so that a row
// of which anything was taken away, added or moved is known by it. It keeps losses from
// passing unnoticed; whoever forges a log can make it anew.
type Trail struct{ sum [sha256.Size]byte }

// Add takes in the next event. What is noted beside a row, not in it, leaves no trace.
func (t *Trail) Add(e Event) { t.fold(e, contents(e)) }

func (t *Trail) fold(e Event, contents [sha256.Size]byte) {
	if beside(e.Fact) {
		return
	}
	var at [8]byte
	binary.BigEndian.PutUint64(at[:], uint64(e.At.UnixNano()))
	all := sha256.New()
	for _, part := range [][]byte{t.sum[:], at[:], contents[:]} {
		all.Write(part)
	}
	copy(t.sum[:], all.Sum(nil))
}

// add takes in what was noted by hand, whenever that was.
func (t *Trail) add(contents [sha256.Size]byte) {
	t.sum = sha256.Sum256(append(t.sum[:], contents[:]...))
}

// digestBytes is how much of a digest is kept: enough that none is met by chance.
const digestBytes = 8

// Digest returns what the events so far come to.
func (t *Trail) Digest() string { return hex.EncodeToString(t.sum[:digestBytes]) }

// contents is a digest of what one event says, its place in the log left out: a merged log numbers anew.
func contents(e Event) [sha256.Size]byte {
	fact, err := json.Marshal(e.Fact)
	if err != nil {
		fact = []byte(err.Error()) // such a fact cannot be written either, which is told then
	}
	// What is no UTF-8 is read back as the replacement character.
	fact = bytes.ReplaceAll(fact, []byte(`\ufffd`), []byte("\uFFFD"))
	return sha256.Sum256(bytes.Join([][]byte{[]byte(e.Row), []byte(e.Login), []byte(e.Fact.Kind()), fact}, []byte{0}))
}

// beside reports whether a fact is noted after the run, by whoever reads its log.
func beside(f Fact) bool {
	switch f.(type) {
	case Accepted, Manual:
		return true
	}
	return false
}

// sealer writes into a log what it is to be known by.
type sealer struct {
	trails map[string]*Trail
	rows   []string // that were opened, in that order
	checks Trail    // what people checked by hand
	closed bool     // the run has ended
}

func newSealer() *sealer { return &sealer{trails: map[string]*Trail{}} }

// seal returns the event as it stands in the log. contents are those of the event as given.
func (s *sealer) seal(e Event, said [sha256.Size]byte) Event {
	switch f := e.Fact.(type) {
	case RunStarted:
		s.closed = false
		f.Format = Format
		e.Fact = f
	case RunEnded:
		f.Seals = make(map[string]string, len(s.rows))
		for _, row := range s.rows {
			f.Seals[row] = s.trails[row].Digest()
		}
		f.Beside = s.beside()
		s.closed = true
		e.Fact = f
	case RowStarted:
		s.rows = append(s.rows, e.Row)
	case RowEnded:
		f.Digest = s.trail(e.Row).Digest()
		e.Fact = f
		said = contents(e)
	}
	s.take(e, said)
	return e
}

// take folds an event into the trail that it belongs to. The run's own beginning and end belong to none.
func (s *sealer) take(e Event, said [sha256.Size]byte) {
	switch e.Fact.(type) {
	case RunStarted, RunEnded:
	case Manual:
		s.checks.add(said)
	default:
		s.trail(e.Row).fold(e, said)
	}
}

func (s *sealer) trail(row string) *Trail {
	t, ok := s.trails[row]
	if !ok {
		t = &Trail{}
		s.trails[row] = t
	}
	return t
}

// Sealed returns a log that was put together by hand as a run would have written it.
func Sealed(events []Event) []Event {
	s := newSealer()
	all := make([]Event, len(events))
	for i, e := range events {
		all[i] = s.seal(e, contents(e))
	}
	return Noted(all)
}
