package gcal_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/gcal"
	"torii/mockidp/gcal/store"
)

// asOf opens the calendar as of a day, with further switches.
func asOf(t *testing.T, day string, set map[string]string) fake {
	t.Helper()
	dated, err := mockidp.AsOf(day)
	require.NoError(t, err)
	for name, value := range dated {
		if own, is := strings.CutPrefix(name, gcal.ID+"."); is {
			set[own] = value
		}
	}
	return open(t, set, nil)
}

// TestOlderProjectsKeepTheirQuotaUntilTheDay: then the Standard Tier's hold for them too.
func TestOlderProjectsKeepTheirQuotaUntilTheDay(t *testing.T) {
	for _, row := range []struct {
		day, project string
		within       bool
	}{{"2027-03-31", "older", true}, {"2027-04-01", "older", false}, {"2027-03-31", "standard", false}, {"2027-04-01", "standard", false}} {
		f := asOf(t, row.day, map[string]string{"project": row.project, "user_quota": "3"})
		var last int
		for range 4 {
			last, _ = f.say(http.MethodGet, ours+"?maxResults=1", "")
		}
		require.Equal(t, row.within, last == http.StatusOK, "%s of %s: %d", row.project, row.day, last)
	}
}

// TestVisibilityOfOneOccasionUntilTheDay: it was the occasion's own.
func TestVisibilityOfOneOccasionUntilTheDay(t *testing.T) {
	const series = "series0001"
	for day, want := range map[string]string{"2026-07-06": "", "2026-07-07": "private"} {
		f := asOf(t, day, map[string]string{})
		said{method: http.MethodPost, path: ours, body: hour(`"id":"` + series + `","recurrence":["RRULE:FREQ=WEEKLY;COUNT=3"]`), status: 200}.run(t, f)
		said{method: http.MethodPatch, path: ours + "/" + series + "_20261201T010000Z", body: `{"visibility":"private"}`, status: 200}.run(t, f)
		_, o := f.say(http.MethodGet, ours+"/"+series, "")
		require.Equal(t, want, store.Text(o, "visibility"), day)
	}
}
