package chromiumdriver_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	chromiumdriver "torii/rpclient/driver/chromium"
)

func BenchmarkChromium(b *testing.B) {
	if _, err := chromiumdriver.Find(""); err != nil {
		b.Skip(err)
	}
	pool, err := chromiumdriver.New(context.Background(), chromiumdriver.Options{})
	require.NoError(b, err)
	defer pool.Close()
	t := new(testing.T)
	w := newWorld(t)
	dance(w)
	person, err := pool.Browser(chromiumdriver.Hooks{})
	require.NoError(b, err)
	start, err := person.Open(b.Context(), w.rp)
	require.NoError(b, err)
	b.Run("browser and its first page", func(b *testing.B) {
		for b.Loop() {
			own, err := pool.Browser(chromiumdriver.Hooks{})
			require.NoError(b, err)
			_, err = own.Open(b.Context(), w.rp)
			require.NoError(b, err)
			own.Close()
		}
	})
	b.Run("page", func(b *testing.B) {
		for b.Loop() {
			_, err := person.Open(b.Context(), w.rp)
			require.NoError(b, err)
		}
	})
	b.Run("older page and login", func(b *testing.B) {
		for b.Loop() {
			_, err := person.Use(b.Context(), start, "#login", nil)
			require.NoError(b, err)
		}
	})
	b.Run("probe", func(b *testing.B) {
		for b.Loop() {
			_, err := person.Probe(b.Context(), w.rp, nil)
			require.NoError(b, err)
		}
	})
	b.Run("screenshot", func(b *testing.B) {
		for b.Loop() {
			_, err := person.Screenshot(b.Context())
			require.NoError(b, err)
		}
	})
}
