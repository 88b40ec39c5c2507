// Package event holds the facts of a run and the append-only log they are kept in.
//
// A fact says what was seen or done, never what it is worth: judging is the
// business of package verdict, which sees nothing but these facts.
package event

import (
	"encoding/json"
	"fmt"
	"time"
)

// Kind names the type of a fact on the wire.
type Kind string

// Fact is what one event tells. Kinds lists every implementation.
type Fact interface{ Kind() Kind }

// Event is one fact with its place in the run.
type Event struct {
	Seq   int       // position in the log, from 1
	At    time.Time // when it was logged
	Row   string    // identifier of the scenario row, "" for facts of the whole run
	Login string    // identifier of the login, "" where none is involved
	Fact  Fact
}

type wire struct {
	Seq   int             `json:"seq"`
	At    time.Time       `json:"at"`
	Row   string          `json:"row,omitempty"`
	Login string          `json:"login,omitempty"`
	Kind  Kind            `json:"kind"`
	Fact  json.RawMessage `json:"fact"`
}

// MarshalJSON writes the event as one flat JSON object.
func (e Event) MarshalJSON() ([]byte, error) {
	fact, err := json.Marshal(e.Fact)
	if err != nil {
		return nil, fmt.Errorf("event %d: %w", e.Seq, err)
	}
	return json.Marshal(wire{e.Seq, e.At, e.Row, e.Login, e.Fact.Kind(), fact})
}

// UnmarshalJSON reads what MarshalJSON wrote; an unknown kind is an error.
func (e *Event) UnmarshalJSON(b []byte) error {
	var w wire
	if err := json.Unmarshal(b, &w); err != nil {
		return fmt.Errorf("event: %w", err)
	}
	decode, ok := kinds()[w.Kind]
	if !ok {
		return fmt.Errorf("event %d: unknown kind %q", w.Seq, w.Kind)
	}
	fact, err := decode(w.Fact)
	if err != nil {
		return fmt.Errorf("event %d (%s): %w", w.Seq, w.Kind, err)
	}
	*e = Event{w.Seq, w.At, w.Row, w.Login, fact}
	return nil
}

func as[F Fact](b json.RawMessage) (Fact, error) {
	var f F
	err := json.Unmarshal(b, &f)
	return f, err
}

// kinds names every fact that may stand in a log.
func kinds() map[Kind]func(json.RawMessage) (Fact, error) {
	return map[Kind]func(json.RawMessage) (Fact, error){
		RunStarted{}.Kind():       as[RunStarted],
		RunEnded{}.Kind():         as[RunEnded],
		Declared{}.Kind():         as[Declared],
		SentBack{}.Kind():         as[SentBack],
		RowStarted{}.Kind():       as[RowStarted],
		Again{}.Kind():            as[Again],
		RowEnded{}.Kind():         as[RowEnded],
		Rests{}.Kind():            as[Rests],
		Spent{}.Kind():            as[Spent],
		Controlled{}.Kind():       as[Controlled],
		Looked{}.Kind():           as[Looked],
		Shown{}.Kind():            as[Shown],
		Planted{}.Kind():          as[Planted],
		Prepared{}.Kind():         as[Prepared],
		Rested{}.Kind():           as[Rested],
		Served{}.Kind():           as[Served],
		Called{}.Kind():           as[Called],
		Hopped{}.Kind():           as[Hopped],
		Came{}.Kind():             as[Came],
		Expected{}.Kind():         as[Expected],
		Checked{}.Kind():          as[Checked],
		Strayed{}.Kind():          as[Strayed],
		Missed{}.Kind():           as[Missed],
		Defended{}.Kind():         as[Defended],
		Unattributed{}.Kind():     as[Unattributed],
		Printed{}.Kind():          as[Printed],
		CalendarCalled{}.Kind():   as[CalendarCalled],
		CalendarPlanned{}.Kind():  as[CalendarPlanned],
		CalendarMarked{}.Kind():   as[CalendarMarked],
		CalendarMailed{}.Kind():   as[CalendarMailed],
		CalendarNotified{}.Kind(): as[CalendarNotified],
		Broke{}.Kind():            as[Broke],
		Issued{}.Kind():           as[Issued],
		Accepted{}.Kind():         as[Accepted],
		Manual{}.Kind():           as[Manual],
	}
}
