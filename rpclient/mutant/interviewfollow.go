package mutant

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"torii/rpclient/interview"
)

// interviewFollow do not keep up with what happens in the calendar, or with one trouble after another.
func interviewFollow() []Interview {
	cancelled := func(o interview.Object) bool { return o.Text("status") == interview.Cancelled }
	return []Interview{
		{"sync.record", "skipped", "CAL-RECORD", "予定の写しだけが変わり、面接の記録は元のままである", "only the copy of the events follows", noStep},
		{"sync.record", "moves-only", "CAL-RECORD", "画面で消した面接が、記録では予約されたままである", "an interview that was deleted by hand stays booked", onlyOf(func(o interview.Object) bool { return !cancelled(o) })},
		{"sync.record", "deletions-only", "CAL-RECORD", "画面で動かした面接が、記録では元の時刻のままである", "an interview that was moved by hand stays at its old time", onlyOf(cancelled)},
		{"sync.record", "not-all-day", "CAL-RECORD", "終日にした面接が、記録では元の時刻のままである", "an interview that lasts all day now stays at its old time",
			onlyOf(func(o interview.Object) bool { return o.Sub("start").Text("date") == "" })},
		{"sync.record", "differences-only", "CAL-RECORD", "全件を取り直したときは、面接の記録を直さない", "after a full listing the records stay as they were",
			func(j *interview.Job) error {
				if j.Full {
					return nil
				}
				return j.Reference("sync.record")
			}},
		{"sync.lost", "dropped-first", "CAL-TROUBLE", "410 で、取り直す前に手元を捨てる", "on 410 what is stored is dropped before the full listing",
			func(j *interview.Job) error {
				var refused *interview.Failure
				if errors.As(j.Lost, &refused) && refused.Status == http.StatusGone {
					items, full := j.Items, j.Full
					j.Items, j.Full = nil, true
					if err := j.Reference("sync.apply"); err != nil {
						return err
					}
					j.Items, j.Full = items, full
				}
				return j.Reference("sync.lost")
			}},
		{"book.insert", "other-id-after-failure", "CAL-TROUBLE", "登録が失敗すると、別の id で登録し直す", "what failed is booked again under another id",
			func(j *interview.Job) error {
				err := j.Reference("book.insert")
				if err == nil {
					return nil
				}
				if err := rename(j, "itvagain"+j.Body["id"].(string)[:10]); err != nil {
					return err
				}
				return j.Reference("book.insert")
			}},
		{"answer.retry", "once", "CAL-TROUBLE", "再試行は一度だけで、次の障害で失敗とする", "a second try is the last, and the next trouble is a failure",
			func(j *interview.Job) error {
				if j.Call.Try > 1 {
					return nil
				}
				return j.Reference("answer.retry")
			}},
		{"cancel.gone", "an-error-after-failure", "CAL-TROUBLE", "取消の応答が失われた後の 410 を失敗とする", "410 after a lost answer is a failure",
			func(j *interview.Job) error { return j.Lost }},
		{"move.write", "gives-up-after-conflict", "CAL-TROUBLE", "版の食い違いの後は、もう試さない", "after a conflict nothing is tried again",
			func(j *interview.Job) (err error) {
				j.Event, err = j.Write(http.MethodPatch, j.Wanted.Event, j.Event.Text("etag"))
				return err
			}},
	}
}

// onlyOf records only what is told of some events.
func onlyOf(some func(interview.Object) bool) func(*interview.Job) error {
	return func(j *interview.Job) error {
		all, full := j.Items, j.Full
		j.Items, j.Full = slices.DeleteFunc(slices.Clone(all), func(o interview.Object) bool { return !some(o) }), false
		err := j.Reference("sync.record")
		j.Items, j.Full = all, full
		return err
	}
}

// interviewBusy count somebody's time in their own way.
func interviewBusy() []Interview {
	return []Interview{
		{"slots.read", "begins-inside", "CAL-BUSY", "調べる時間のうちに始まる予定だけを数え、前から続くものを空きとする", "only what begins within the hour counts",
			counted(func(at time.Time, s interview.Span) bool {
				return !s.From.Before(at) && s.From.Before(at.Add(time.Hour))
			})},
		{"slots.read", "no-long-ones", "CAL-BUSY", "八時間より長い予定を読み飛ばし、終日の休みを空きとする", "what lasts longer than a working day is left out",
			counted(func(at time.Time, s interview.Span) bool {
				return s.To.Sub(s.From) <= 8*time.Hour && s.From.Before(at.Add(time.Hour)) && at.Before(s.To)
			})},
		{"slots.ask", "by-listing", "CAL-BUSY", "予定の一覧から数え、断った会議や予定なしの会議でも埋まっているとする", "events are counted, declined and transparent ones too",
			listed(func(interview.Object, string) bool { return true })},
		{"slots.ask", "by-series", "CAL-BUSY", "繰り返しを、初めの一回だけの予定として数える", "what recurs counts by its first occasion alone", bySeries()},
		{"slots.ask", "accepted-only", "CAL-BUSY", "承諾した会議だけを数え、仮の返事の会議を空きとする", "only what was accepted counts",
			listed(func(e interview.Object, who string) bool {
				return e.Text("transparency") != "transparent" && answered(e, who) == "accepted"
			})},
	}
}

func answered(e interview.Object, who string) string {
	for _, g := range e.List("attendees") {
		if g.Text("email") == who {
			return g.Text("responseStatus")
		}
	}
	return "accepted"
}

// counted finds hours free by another comparison.
func counted(busy func(at time.Time, s interview.Span) bool) func(*interview.Job) error {
	return func(j *interview.Job) error {
		if err := j.Reference("slots.read"); err != nil {
			return err
		}
		for i, p := range j.People {
			if !p.Known {
				continue
			}
			day := j.Day.In(japanese)
			var free []interview.Start
			for hour := 9; hour < 18; hour++ {
				at := time.Date(day.Year(), day.Month(), day.Day(), hour, 0, 0, 0, japanese)
				if !slices.ContainsFunc(p.Busy, func(s interview.Span) bool { return busy(at, s) }) {
					free = append(free, at)
				}
			}
			j.People[i].Free = free
		}
		return nil
	}
}

var japanese = time.FixedZone("JST", 9*60*60)

// listed asks for events in place of free and busy times, and counts some of them.
func listed(counts func(e interview.Object, who string) bool) func(*interview.Job) error {
	return asked(url.Values{"singleEvents": {"true"}}, counts)
}

func bySeries() func(*interview.Job) error {
	return asked(url.Values{}, func(e interview.Object, who string) bool {
		return e.Text("transparency") != "transparent" && answered(e, who) != "declined"
	})
}

func asked(query url.Values, counts func(e interview.Object, who string) bool) func(*interview.Job) error {
	return func(j *interview.Job) error {
		day := j.Day.In(japanese)
		from := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, japanese)
		query.Set("timeMin", from.Format(time.RFC3339))
		query.Set("timeMax", from.AddDate(0, 0, 1).Format(time.RFC3339))
		if err := j.Reference("slots.ask"); err != nil {
			return err
		}
		for _, who := range j.Who {
			c := &interview.Call{Method: http.MethodGet, Path: "calendars/" + who + "/events", Query: query}
			if j.Send(c) != nil {
				continue
			}
			answer, err := c.Object()
			if err != nil {
				return err
			}
			var busy []any
			for _, e := range answer.List("items") {
				start, end := e.Sub("start").Text("dateTime"), e.Sub("end").Text("dateTime")
				if start != "" && e.Text("status") != interview.Cancelled && counts(e, who) {
					busy = append(busy, map[string]any{"start": start, "end": end})
				}
			}
			j.Busy[who] = interview.Object{"busy": busy}
		}
		return nil
	}
}
