package interview

import "fmt"

// Stage says when a step runs.
type Stage string

// The stages. Token, Request and Answer belong to one call of Google; the others are what
// people and Google want of the product.
const (
	Token   Stage = "token"   // an access token is wanted
	Request Stage = "request" // a call is about to be sent
	Answer  Stage = "answer"  // it was answered, or not
	Check   Stage = "check"   // the customer has handed over what is needed: does it work?
	Slots   Stage = "slots"   // who is free?
	Book    Stage = "book"    // an interview is wanted
	Move    Stage = "move"    // at another time
	Cancel  Stage = "cancel"  // not at all
	Sync    Stage = "sync"    // what has changed?
	Watch   Stage = "watch"   // tell us when something changes
	Notice  Stage = "notice"  // somebody says that something has
)

// Step is one obligation of the product, by name.
type Step struct {
	Name  string           // for example "book.id"; shown as the error code
	Stage Stage            // when it runs
	Rules []string         // identifiers of the rules it keeps
	Do    func(*Job) error // an error ends the job; see [Trouble]
}

// Steps returns the obligations of the reference in the order they are met, as a fresh slice.
func Steps() []Step {
	return []Step{
		{"token.claims", Token, []string{"CAL-BOOK", "CAL-DELEGATION", "CAL-CLOCK"}, tokenClaims},
		{"token.subject", Token, []string{"CAL-SUBJECT"}, tokenSubject},
		{"token.fetch", Token, []string{"CAL-CLOCK", "CAL-RETRY"}, tokenFetch},
		{"token.read", Token, []string{"CAL-TOKEN"}, tokenRead},

		{"request.running", Request, []string{"CAL-STOP", "CAL-USAGE"}, requestRunning},
		{"request.token", Request, []string{"CAL-REFRESH"}, requestToken},
		{"request.quota", Request, []string{"CAL-QUOTA"}, requestQuota},
		{"request.deadline", Request, []string{"CAL-TIMEOUT"}, requestDeadline},

		{"answer.read", Answer, []string{"CAL-HTML", "CAL-WORDS"}, answerRead},
		{"answer.refresh", Answer, []string{"CAL-REFRESH"}, answerRefresh},
		{"answer.usage", Answer, []string{"CAL-USAGE"}, answerUsage},
		{"answer.retry", Answer, []string{"CAL-RETRY", "CAL-HTML", "CAL-STOP", "CAL-KEY", "CAL-DELEGATION", "CAL-TROUBLE"}, answerRetry},
		{"answer.broken", Answer, []string{"CAL-STOP", "CAL-DELEGATION", "CAL-KEY"}, answerBroken},

		{"check.key", Check, []string{"CAL-KEY"}, checkKey},
		{"check.names", Check, []string{"CAL-SETUP"}, checkNames},
		{"check.token", Check, []string{"CAL-SETUP", "CAL-DELEGATION", "CAL-KEY"}, checkToken},
		{"check.calendar", Check, []string{"CAL-SETUP"}, checkCalendar},

		{"slots.ask", Slots, []string{"CAL-BUSY"}, slotsAsk},
		{"slots.read", Slots, []string{"CAL-BUSY"}, slotsRead},

		{"book.times", Book, []string{"CAL-TIME"}, bookTimes},
		{"book.past", Book, []string{"CAL-PAST"}, bookPast},
		{"book.id", Book, []string{"CAL-IDEMPOTENT"}, bookID},
		{"book.guests", Book, []string{"CAL-SUBJECT"}, bookGuests},
		{"book.remind", Book, []string{"CAL-BOOK"}, bookRemind},
		{"book.meet", Book, []string{"CAL-MEET"}, bookMeet},
		{"book.tell", Book, []string{"CAL-NOTIFY"}, bookTell},
		{"book.insert", Book, []string{"CAL-IDEMPOTENT", "CAL-TROUBLE"}, bookInsert},
		{"book.clash", Book, []string{"CAL-IDEMPOTENT"}, bookClash},
		{"book.revive", Book, []string{"CAL-REVIVE"}, bookRevive},
		{"book.link", Book, []string{"CAL-MEET"}, awaitLink},
		{"book.room", Book, []string{"CAL-ROOM"}, awaitRoom},

		{"move.read", Move, []string{"CAL-CONFLICT"}, moveRead},
		{"move.organizer", Move, []string{"CAL-ORGANIZER"}, moveOrganizer},
		{"move.times", Move, []string{"CAL-TIME", "CAL-GUESTS", "CAL-CONFLICT"}, moveTimes},
		{"move.tell", Move, []string{"CAL-NOTIFY"}, bookTell},
		{"move.write", Move, []string{"CAL-CONFLICT", "CAL-GUESTS", "CAL-TROUBLE"}, moveWrite},
		{"move.room", Move, []string{"CAL-ROOM"}, moveRoom},

		{"cancel.tell", Cancel, []string{"CAL-NOTIFY"}, bookTell},
		{"cancel.delete", Cancel, []string{"CAL-GONE"}, cancelDelete},
		{"cancel.gone", Cancel, []string{"CAL-GONE", "CAL-TROUBLE"}, cancelGone},

		{"sync.query", Sync, []string{"CAL-SYNC"}, syncQuery},
		{"sync.pages", Sync, []string{"CAL-PAGES"}, syncPages},
		{"sync.lost", Sync, []string{"CAL-SYNC", "CAL-TROUBLE"}, syncLost},
		{"sync.apply", Sync, []string{"CAL-SYNC", "CAL-PUSH", "CAL-TROUBLE"}, syncApply},
		{"sync.record", Sync, []string{"CAL-RECORD"}, syncRecord},

		{"watch.open", Watch, []string{"CAL-PUSH"}, watchOpen},
		{"notice.token", Notice, []string{"CAL-PUSH"}, noticeToken},
		{"notice.sync", Notice, []string{"CAL-PUSH"}, noticeSync},
	}
}

// run takes j through the steps of one stage and stops at the first that fails.
func (j *Job) run(stage Stage) error {
	for _, s := range j.app.config.Steps {
		if s.Stage != stage {
			continue
		}
		if err := s.Do(j); err != nil {
			return &Refusal{Step: s.Name, Err: err}
		}
	}
	return nil
}

// Refusal is a job ended by one of its steps.
type Refusal struct {
	Step string
	Err  error
}

func (r *Refusal) Error() string { return fmt.Sprintf("%s: %v", r.Step, r.Err) }
func (r *Refusal) Unwrap() error { return r.Err }
