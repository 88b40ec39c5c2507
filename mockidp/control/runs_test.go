package control_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/control"
	"torii/reports/event"
)

// shared is a control port of mocks that runs share.
func shared(t *testing.T) (port, *control.Recent) {
	t.Helper()
	m, err := mockidp.New(mockidp.Options{Clock: clock.Still(noon), Salt: t.Name()})
	require.NoError(t, err)
	recent := control.NewRecent(m.Now)
	return port{control.Handler(control.Options{Mock: m, Recent: recent, Instance: "this-start"}), m}, recent
}

func (p port) begin(t *testing.T, id, of string) int {
	t.Helper()
	return p.call(t, http.MethodPost, "/runs", fmt.Sprintf(`{"id":%q,"of":%q}`, id, of)).Code
}

func TestEveryAnswerTellsTheInstance(t *testing.T) {
	p, _ := shared(t)
	for _, path := range []string{"/health", "/plans", "/nothing"} {
		assert.Equal(t, "this-start", p.call(t, http.MethodGet, path, "").Header().Get(control.InstanceHeader), path)
	}
}

func TestARunKeepsItsEventsWhateverTheTraffic(t *testing.T) {
	p, recent := shared(t)
	require.Equal(t, http.StatusOK, p.begin(t, "mine", "salt 1"))
	recent.Add("mine/row", "1", event.Called{Endpoint: "token"})
	for i := range 20_000 {
		recent.Add(fmt.Sprintf("other%d/row", i%50), "2", event.Called{Endpoint: "token"})
	}
	res := p.call(t, http.MethodGet, "/events?run=mine&after=0", "")
	require.Equal(t, http.StatusOK, res.Code, res.Body)
	require.Equal(t, 1, strings.Count(res.Body.String(), "\n"))
	require.Equal(t, http.StatusGone, p.call(t, http.MethodGet, "/events?run=other1&after=1", "").Code, "who has not told of itself has no place of its own")
}

func TestARunThatAsksForNothingLosesTheOldest(t *testing.T) {
	p, recent := shared(t)
	require.Equal(t, http.StatusOK, p.begin(t, "mine", "salt 1"))
	long := strings.Repeat("x", 64<<10)
	for range 200 {
		recent.Add("mine/row", "1", event.Called{Endpoint: "token", Params: map[string]string{"state": long}})
	}
	require.Equal(t, http.StatusGone, p.call(t, http.MethodGet, "/events?run=mine&after=0", "").Code)
	res := p.call(t, http.MethodGet, "/events?run=mine", "")
	require.Less(t, res.Body.Len(), 5<<20, "what is kept is bounded in bytes")
	require.NotZero(t, res.Body.Len())
}

func TestASecondLivingRunOfTheSamePeopleIsRefused(t *testing.T) {
	p, _ := shared(t)
	require.Equal(t, http.StatusOK, p.begin(t, "first", "salt 1/2"))
	require.Equal(t, http.StatusOK, p.begin(t, "shard", "salt 2/2"))
	res := p.call(t, http.MethodPost, "/runs", `{"id":"second","of":"salt 1/2"}`)
	require.Equal(t, http.StatusConflict, res.Code)
	for _, says := range []string{"run first", "under way since 20", "--salt"} {
		assert.Contains(t, res.Body.String(), says)
	}
	require.Equal(t, http.StatusNoContent, p.call(t, http.MethodDelete, "/runs?run=first", "").Code)
	require.Equal(t, http.StatusOK, p.begin(t, "second", "salt 1/2"))
	require.Contains(t, p.call(t, http.MethodGet, "/runs", "").Body.String(), `"id":"second"`)
	for _, body := range []string{`{}`, `{"id":"a/b","of":"x"}`, `{"id":"a"}`} {
		assert.Equal(t, http.StatusBadRequest, p.call(t, http.MethodPost, "/runs", body).Code, body)
	}
}
