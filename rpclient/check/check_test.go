package check_test

import (
	"io"
	"log"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/verdict"
)

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// TestTheReferenceIsClean: configured well, nothing is found, and no row is left out but for a reason that is told.
func TestTheReferenceIsClean(t *testing.T) {
	t.Parallel()
	w := world{calls: &calls{}}
	found := w.check(t)
	for id, row := range found.wrong() {
		assert.Fail(t, "not clean", "%s: %s", id, row.Reason.EN)
	}
	require.Greater(t, found.Count()[verdict.Passed], 60)
	assert.Equal(t, verdict.Open, found.Gate(false, nil))
	assert.Len(t, found.Manual, 7, "the looks of seven buttons are for people")
	assert.Empty(t, w.calls.asked, "the RP called its providers")
}
