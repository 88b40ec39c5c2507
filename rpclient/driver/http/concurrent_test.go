package httpdriver_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The race detector is the judge here.
func TestTwoClicksAtOnce(t *testing.T) {
	w := loginWorld()
	b := w.browser()
	var clicks sync.WaitGroup
	for range 4 {
		clicks.Go(func() {
			b.Hold(nil)
			b.Login("id")
			_, err := b.Open(t.Context(), rp+"/login")
			assert.NoError(t, err)
			b.Cookies(rp)
		})
	}
	clicks.Wait()
}
