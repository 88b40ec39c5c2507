package verdict

import (
	"slices"

	"torii/fixtures/text"
	"torii/reports/event"
)

// reopened settles a row that was to be run anew and was not.
func (j *judged) reopened(f event.Again) (done bool) {
	switch {
	case !f.Void.IsZero():
		j.lower(Vacuous, f.Void)
	case !f.Skip.IsZero():
		j.Verdict, j.Reason = Skipped, f.Skip
	default:
		j.note(f.Why)
		return false
	}
	return true
}

// unread settles a row about a document that the target does not read: it has not met it
// when it started, nor in an honest login, and would not meet it changed.
func (j *judged) unread() (done bool) {
	for _, e := range j.events {
		f, ok := e.Fact.(event.Rests)
		if c, known := j.controls[j.Provider]; ok && known && !slices.Contains(c.Read, f.On) {
			j.exempt(text.Both{
				JA: "RPは " + f.On + " を、起動時にも正しいログインでも読まない",
				EN: "the RP reads " + f.On + " neither when it starts nor in an honest login"})
			done = true
		}
	}
	return done
}
