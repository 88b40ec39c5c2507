package httpdriver

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	dateTime  = regexp.MustCompile(`^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D|$)`)
	dateDay   = regexp.MustCompile(`^(\d{1,2})(?:\D|$)`)
	dateMonth = regexp.MustCompile(`^(?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)`)
	dateYear  = regexp.MustCompile(`^(\d{2,4})(?:\D|$)`)
)

// parseCookieDate reads a date in whatever order it is written (RFC 6265bis, section 5.1.1). It is false where the
// date is incomplete or does not exist.
func parseCookieDate(s string) (time.Time, bool) {
	// Each token fills the first part, in this order, that it fits and that is still empty.
	patterns := []*regexp.Regexp{dateTime, dateDay, dateMonth, dateYear}
	parts := make([][]string, len(patterns))
	for _, token := range strings.FieldsFunc(s, isDateDelimiter) {
		for i, pattern := range patterns {
			if match := pattern.FindStringSubmatch(token); match != nil && parts[i] == nil {
				parts[i] = match[1:]
				break
			}
		}
	}
	if slices.ContainsFunc(parts, func(part []string) bool { return part == nil }) {
		return time.Time{}, false
	}
	return cookieDate(parts[0], number(parts[1][0]), parts[2][0], number(parts[3][0]))
}

func cookieDate(clock []string, day int, month string, year int) (time.Time, bool) {
	hour, minute, second := number(clock[0]), number(clock[1]), number(clock[2])
	if year < 100 {
		year = fullYear(year)
	}
	if year < 1601 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	date := time.Date(year, monthOf(month), day, hour, minute, second, 0, time.UTC)
	return date, date.Day() == day
}

func fullYear(short int) int {
	if short >= 70 {
		return 1900 + short
	}
	return 2000 + short
}

func monthOf(name string) time.Month {
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	return time.Month(strings.Index(names, strings.ToLower(name))/3 + 1)
}

func isDateDelimiter(r rune) bool {
	return r == '\t' || ' ' <= r && r <= '/' || ';' <= r && r <= '@' || '[' <= r && r <= '`' || '{' <= r && r <= '~'
}

// number reads digits that a pattern has already bounded.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
