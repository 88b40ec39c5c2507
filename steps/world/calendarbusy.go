package world

import (
	"context"
	"strconv"
	"time"

	"torii/mockidp/gcal/store"
)

// moment is when something begins or ends, as a zone writes it.
func moment(at time.Time, zone string) store.Object {
	if z, err := time.LoadLocation(zone); err == nil {
		at = at.In(z)
	}
	return store.Object{"dateTime": at.Format(time.RFC3339), "timeZone": zone}
}

// agenda are what can stand in somebody's calendar over an hour, by name: an event, and how they answered it.
var agenda = map[string]struct {
	answer  string
	content func(at, day time.Time) store.Object
}{
	"会議":            {"accepted", timed("Asia/Tokyo")},
	"断った会議":         {"declined", timed("Asia/Tokyo")},
	"仮に受けた会議":       {"tentative", timed("Asia/Tokyo")},
	"返事をしていない会議":    {"needsAction", timed("Asia/Tokyo")},
	"ニューヨークの時刻の会議":  {"accepted", timed("America/New_York")},
	"終日の休み":         {"accepted", days(0, 1)},
	"三日にわたる出張":      {"accepted", days(-1, 2)},
	"前の日から続く夜勤":     {"accepted", spans(-20 * time.Hour)},
	"予定なしと表示する終日の日": {"accepted", unblocked(days(0, 1))},
	"予定なしと表示する会議":   {"accepted", unblocked(timed("Asia/Tokyo"))},
	"その日だけ消した毎日の会議": {"accepted", daily("EXDATE")},
	"毎日の会議":         {"accepted", daily("")},
}

func timed(zone string) func(at, day time.Time) store.Object {
	return func(at, _ time.Time) store.Object {
		return store.Object{"start": moment(at, zone), "end": moment(at.Add(time.Hour), zone)}
	}
}

// spans begins long before the hour and ends with it.
func spans(before time.Duration) func(at, day time.Time) store.Object {
	return func(at, _ time.Time) store.Object {
		return store.Object{"start": moment(at.Add(before), "Asia/Tokyo"), "end": moment(at.Add(time.Hour), "Asia/Tokyo")}
	}
}

// days last all day; the end is the day after.
func days(from, to int) func(at, day time.Time) store.Object {
	return func(_, day time.Time) store.Object {
		return store.Object{"start": store.Object{"date": day.AddDate(0, 0, from).Format(time.DateOnly)},
			"end": store.Object{"date": day.AddDate(0, 0, to).Format(time.DateOnly)}}
	}
}

func unblocked(of func(at, day time.Time) store.Object) func(at, day time.Time) store.Object {
	return func(at, day time.Time) store.Object {
		o := of(at, day)
		o["transparency"] = "transparent"
		return o
	}
}

// daily begins three days before; the occasion of the day may be taken out.
func daily(without string) func(at, day time.Time) store.Object {
	return func(at, day time.Time) store.Object {
		o := timed("Asia/Tokyo")(at.AddDate(0, 0, -3), day)
		lines := []any{"RRULE:FREQ=DAILY;COUNT=10"}
		if without != "" {
			lines = append(lines, without+";TZID=Asia/Tokyo:"+at.In(zone()).Format("20060102T150405"))
		}
		o["recurrence"] = lines
		return o
	}
}

// HasOn puts something into somebody's calendar, over an hour of the day that scenarios look at.
func (w *World) HasOn(ctx context.Context, kind, who, hour string) error {
	c, err := w.connect(ctx)
	if err != nil {
		return err
	}
	guest, err := address(who)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(hour)
	e, known := agenda[kind]
	if err != nil || !known {
		return unusable("nobody knows what %q at %s o'clock is", kind, hour)
	}
	id := "suzuki0yotei" + strconv.Itoa(n)
	content := e.content(w.at(n), w.at(0))
	content["summary"], content["attendees"] = kind, []any{store.Object{"email": guest}}
	if err := c.mock.Invite(recruiter, id, content); err != nil {
		return unusable("%w", err)
	}
	if err := c.mock.Answer(recruiter, id, guest, e.answer); err != nil {
		return unusable("%w", err)
	}
	if content["transparency"] == nil {
		return nil
	}
	// How a guest's time is shown is theirs to say.
	if err := c.mock.Edit(guest, id, store.Object{"transparency": content["transparency"]}); err != nil {
		return unusable("%w", err)
	}
	return nil
}
