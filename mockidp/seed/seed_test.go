package seed_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/seed"
)

func TestOneSaltAndNameGiveOneSequence(t *testing.T) {
	draw := func(s *seed.Source) []any {
		return []any{s.String(seed.Alnum, 20), s.Bytes(8), s.IntN(1000), s.String(seed.Digits, 19)}
	}
	first := draw(seed.New("salt", "name"))
	require.Equal(t, first, draw(seed.New("salt", "name")))
	for _, other := range [][2]string{{"salt", "other"}, {"other", "name"}, {"saltn", "ame"}, {"", "saltname"}} {
		require.NotEqual(t, first, draw(seed.New(other[0], other[1])), other)
	}
}

func TestValuesAreOfTheirAlphabetAndUseAllOfIt(t *testing.T) {
	s := seed.New("salt", t.Name())
	for name, alphabet := range map[string]string{"digits": seed.Digits, "hex": seed.LowerHex, "alnum": seed.Alnum, "base64url": seed.Base64URL} {
		drawn := s.String(alphabet, 4000)
		require.Len(t, drawn, 4000)
		require.Empty(t, strings.Trim(drawn, alphabet), name)
		for _, c := range alphabet {
			require.Contains(t, drawn, string(c), name)
		}
	}
	for range 100 {
		require.Less(t, s.IntN(3), 3)
	}
	require.Len(t, s.Bytes(16), 16)
	require.Empty(t, s.String(seed.Alnum, 0))
}

func TestOneSourceServesManyAtOnce(t *testing.T) {
	s := seed.New("salt", t.Name())
	var mu sync.Mutex
	seen := map[string]bool{}
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			v := s.String(seed.Alnum, 20)
			mu.Lock()
			defer mu.Unlock()
			seen[v] = true
		})
	}
	all.Wait()
	require.Len(t, seen, 50)
}
