package gcal_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/gcal/store"
	"torii/reports/event"
)

// TestAMeetCodeIsForOneEvent: who writes that of another event gets none, and is told why.
func TestAMeetCodeIsForOneEvent(t *testing.T) {
	f := open(t, nil, nil)
	_, first := f.say(http.MethodGet, ours+"/itv0kakutei0001", "")
	data, err := json.Marshal(first["conferenceData"])
	require.NoError(t, err)
	require.Contains(t, string(data), "conferenceId")
	status, second := f.say(http.MethodPost, ours+"?conferenceDataVersion=1", hour(`"conferenceData":`+string(data)))
	require.Equal(t, http.StatusOK, status)
	require.Empty(t, store.Text(second, "hangoutLink"))
	var why string
	for _, fact := range *f.facts {
		if c, is := fact.(event.CalendarCalled); is && c.HTTP == http.MethodPost {
			why = c.Why.EN
		}
	}
	require.Contains(t, why, "Meet code of another event")
}
