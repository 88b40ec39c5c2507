package check_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/rpclient/check"
	"torii/rpclient/target"
)

// released is a day on which a service opens, and the providers that change before it.
type released struct {
	name, yaml string
	now        string // an instant
	warned     []string
}

func (tt released) run(t *testing.T) {
	t.Parallel()
	f, err := target.Parse("torii.yaml", []byte(strings.ReplaceAll(described, "ADDRESS", "127.0.0.1:1")+tt.yaml))
	require.NoError(t, err)
	f, err = f.In("staging")
	require.NoError(t, err)
	now, err := time.Parse(time.RFC3339, tt.now)
	require.NoError(t, err)
	log := event.NewLog(func() time.Time { return now })
	says := text.Both{JA: "変わる", EN: "it changes"}
	require.NoError(t, check.Run(context.Background(), check.Options{File: f, Log: log, Masker: event.NewMasker(), Now: func() time.Time { return now },
		Starts: check.MinStarts, Transport: &recording{}, Changes: []check.Change{
			{Provider: "gbizid", Day: "2027-03-31", Says: says}, {Provider: "gcal", Day: "2027-04-01", Says: says}, {Provider: "nobody", Day: "2027-03-31", Says: says}}}))
	var warned []string
	for _, row := range verdict.Judge(log.Events()).Rows {
		if id, is := strings.CutPrefix(row.ID, "check-release-changes/"); is && row.Verdict == verdict.Warned {
			warned = append(warned, id)
		}
	}
	assert.ElementsMatch(t, tt.warned, warned)
}

func TestWhatChangesBeforeTheRelease(t *testing.T) {
	t.Parallel()
	const january = "2027-01-15T00:00:00Z"
	_, handover, found := strings.Cut(papers, "calendar_handover:")
	require.True(t, found)
	handover = "calendar_handover:" + handover
	for _, tt := range []released{
		{"no release", "", january, nil},
		{"two days before", "release: 2027-03-29\n", january, nil},
		{"on the day", "release: 2027-03-31\n", january, []string{"gbizid-stg"}},
		{"the calendar's change lies behind", "release: 2027-03-31\n" + handover, january, []string{"gbizid-stg"}},
		{"the calendar's too", "release: 2027-04-01\n" + handover, january, []string{"gbizid-stg", "gcal"}},
		{"it is in force today", "release: 2027-05-01\n", "2027-03-30T15:00:00Z", nil}, // midnight in Japan
		{"a minute before", "release: 2027-05-01\n", "2027-03-30T14:59:00Z", []string{"gbizid-stg"}},
		{"told with the connection to GBizID", "gbizid_onboarding: {release: 2027-04-02}\n", january, []string{"gbizid-stg"}},
	} {
		t.Run(tt.name, tt.run)
	}
}
