package bounded_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"torii/mockidp/bounded"
)

func TestTheOldestGoesFirst(t *testing.T) {
	var m bounded.Map[int]
	for i := range bounded.Max {
		m.Put(strconv.Itoa(i), i)
	}
	m.Put("0", -1) // no younger for it
	m.Drop("1")
	m.Drop("nobody")
	m.Put("a", 1)
	assert.Len(t, m.Values, bounded.Max)
	assert.Equal(t, -1, m.Values["0"])
	m.Put("b", 2)
	assert.Len(t, m.Values, bounded.Max)
	assert.NotContains(t, m.Values, "0")
	assert.Contains(t, m.Values, "2")
}
