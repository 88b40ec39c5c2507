package verdict

import (
	"slices"

	"torii/fixtures/text"
	"torii/reports/event"
)

// unmet settles a row that has prepared what nobody has met: then nothing was tried.
func (j *judged) unmet() {
	for _, e := range j.events {
		switch f := e.Fact.(type) {
		case event.CalendarPlanned:
			if !j.met(f.Fault) {
				j.lower(Vacuous, text.Both{JA: "仕込んだ障害「" + f.Fault + "」に出会わなかった", EN: "the planted fault " + f.Fault + " was never met"})
			}
		case event.Prepared:
			j.prepared(f)
		}
	}
}

// met reports whether a fault or quirk has left the mocks in any login of the row.
func (j *judged) met(id string) bool {
	return slices.ContainsFunc(j.events, func(e event.Event) bool { s, is := e.Fact.(event.Served); return is && s.ID == id })
}

// prepared settles a row one of whose faults no login has met. Where a login is expected
// to, that has told why it did not.
func (j *judged) prepared(f event.Prepared) {
	waiting, planted, expected := 0, 0, false
	for _, e := range j.events {
		switch other := e.Fact.(type) {
		case event.Prepared:
			if other.ID == f.ID {
				waiting++
			}
		case event.Planted:
			if slices.Contains(other.Faults, f.ID) || slices.Contains(other.Quirks, f.ID) {
				planted++
			}
		case event.Expected:
			expected = expected || other.Fault == f.ID
		}
	}
	behind := f.Provider == ""
	control, controlled := j.controls[f.Provider]
	switch {
	case !behind && planted < waiting:
		j.lower(Vacuous, text.Both{
			JA: "「" + f.ID + "」を仕込んだあと、それに出会うログインが無かった", EN: f.ID + " was planted, and no login came after that could meet it"})
	case expected || j.met(f.ID):
	case controlled && f.Endpoint != "" && !slices.Contains(control.Calls, f.Endpoint):
		j.exempt(text.Both{
			JA: "RPは正しいログインでも " + f.Endpoint + " を呼ばない", EN: "the RP does not call " + f.Endpoint + " in an honest login either"})
	default:
		j.lower(Vacuous, text.Both{JA: "仕込んだ「" + f.ID + "」に出会わなかった", EN: "the planted " + f.ID + " was never met"})
	}
}
