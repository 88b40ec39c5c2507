package httpdriver

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

type cookieDateRow struct {
	date string
	want string
}

func (row cookieDateRow) run(t *testing.T) {
	got, ok := parseCookieDate(row.date)
	assert.Equal(t, row.want != "", ok)
	if ok {
		assert.Equal(t, row.want, got.Format(time.RFC3339))
	}
}

func TestCookieDate(t *testing.T) {
	rows := []cookieDateRow{
		{"Wed, 01 Apr 2026 09:00:00 GMT", "2026-04-01T09:00:00Z"},
		{"Wed, 01-Apr-2026 09:00:00 GMT", "2026-04-01T09:00:00Z"},
		{"Wednesday, 01-Apr-26 09:00:00 GMT", "2026-04-01T09:00:00Z"},
		{"Wed Apr  1 09:00:00 2026", "2026-04-01T09:00:00Z"},
		{"1 april 2026 9:0:0", "2026-04-01T09:00:00Z"},
		{"Thu, 01 Jan 70 00:00:00 GMT", "1970-01-01T00:00:00Z"},
		{"Thu, 01 Jan 69 00:00:00 GMT", "2069-01-01T00:00:00Z"},
		{"Mon, 30 Feb 2026 09:00:00 GMT", ""},
		{"Wed, 01 Apr 1600 09:00:00 GMT", ""},
		{"Wed, 01 Apr 2026 24:00:00 GMT", ""},
		{"Wed, 01 Apr 2026 09:60:00 GMT", ""},
		{"Wed, 01 Apr 2026 09:00:60 GMT", ""},
		{"Wed, 01 Apr 2026", ""},
		{"09:00:00 GMT", ""},
		{"0", ""},
		{"", ""},
	}
	for _, row := range rows {
		t.Run(row.date, row.run)
	}
}
