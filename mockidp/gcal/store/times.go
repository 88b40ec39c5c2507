package store

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// Day is the form of a date.
const Day = "2006-01-02"

// maxOccurrences bounds how far a series is followed.
const maxOccurrences = 1000

// Moment reads an EventDateTime: a date in the zone of the calendar, or an instant.
func Moment(o Object, zone *time.Location) (t time.Time, allDay bool, err error) {
	if date := Text(o, "date"); date != "" {
		t, err = time.ParseInLocation(Day, date, zone)
		return t, true, err
	}
	own, err := named(Text(o, "timeZone"), zone)
	if err != nil {
		return time.Time{}, false, err
	}
	text := Text(o, "dateTime")
	if t, err = time.Parse(time.RFC3339, strings.ToUpper(text)); err == nil {
		return t, false, nil
	}
	t, err = time.ParseInLocation("2006-01-02T15:04:05", text, own)
	return t, false, err
}

// zoneOf is the zone a series repeats in.
func zoneOf(o Object, zone *time.Location) *time.Location {
	if own, err := named(Text(o, "timeZone"), zone); err == nil {
		return own
	}
	return zone
}

// named returns the zone of that name. The one at hand, which "" names too, is not read anew.
func named(name string, zone *time.Location) (*time.Location, error) {
	if name == "" || name == zone.String() {
		return zone, nil
	}
	return time.LoadLocation(name)
}

// Occurrences returns when the events of a series start, at most a bounded number of them.
// A line that is no recurrence is an error.
func Occurrences(lines []string, first time.Time, zone *time.Location, allDay bool) ([]time.Time, error) {
	var set rrule.Set
	first = first.In(zone)
	set.DTStart(first)
	ruled := false
	for _, line := range lines {
		name, value, ok := strings.Cut(line, ":")
		name, _, _ = strings.Cut(strings.ToUpper(name), ";")
		if !ok {
			return nil, fmt.Errorf("recurrence: got %q; want RRULE, RDATE or EXDATE", line)
		}
		switch name {
		case "RRULE":
			if err := addRule(&set, value, first); err != nil {
				return nil, err
			}
			ruled = true
		case "RDATE", "EXDATE":
			if err := addDates(&set, name, value, zone, first, allDay); err != nil {
				return nil, err
			}
		case "EXRULE":
			return nil, errors.New("recurrence: EXRULE is not emulated")
		default:
			return nil, fmt.Errorf("recurrence: got %q; want RRULE, RDATE or EXDATE", line)
		}
	}
	if !ruled {
		set.RDate(first)
	}
	return follow(&set), nil
}

func addRule(set *rrule.Set, value string, first time.Time) error {
	option, err := rrule.StrToROptionInLocation(value, first.Location())
	if err != nil {
		return fmt.Errorf("recurrence: %w", err)
	}
	option.Dtstart = first
	rule, err := rrule.NewRRule(*option)
	if err != nil {
		return fmt.Errorf("recurrence: %w", err)
	}
	set.RRule(rule)
	return nil
}

func addDates(set *rrule.Set, name, value string, zone *time.Location, first time.Time, allDay bool) error {
	for text := range strings.SplitSeq(value, ",") {
		t, err := date(text, zone)
		if err != nil {
			return err
		}
		if allDay {
			t = time.Date(t.Year(), t.Month(), t.Day(), first.Hour(), first.Minute(), first.Second(), 0, zone)
		}
		if name == "RDATE" {
			set.RDate(t)
		} else {
			set.ExDate(t)
		}
	}
	return nil
}

func date(text string, zone *time.Location) (time.Time, error) {
	for _, form := range []struct {
		layout string
		zone   *time.Location
	}{{"20060102T150405Z", time.UTC}, {"20060102T150405", zone}, {"20060102", zone}} {
		if t, err := time.ParseInLocation(form.layout, strings.TrimSpace(text), form.zone); err == nil {
			return t.In(zone), nil
		}
	}
	return time.Time{}, fmt.Errorf("recurrence: got the date %q; want 20260102T030405Z", text)
}

func follow(set *rrule.Set) []time.Time {
	var starts []time.Time
	next := set.Iterator()
	for len(starts) < maxOccurrences {
		t, ok := next()
		if !ok {
			break
		}
		if n := len(starts); n == 0 || !starts[n-1].Equal(t) {
			starts = append(starts, t)
		}
	}
	return starts
}

// stamp is the part of an instance's id that names its original start.
func stamp(t time.Time, allDay bool) string {
	if allDay {
		return t.Format("20060102")
	}
	return t.UTC().Format("20060102T150405Z")
}
