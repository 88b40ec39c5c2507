package plan_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/plan"
)

func TestBookFindsAPlanByLoginAndProvider(t *testing.T) {
	b := plan.NewBook()
	require.NoError(t, b.Put(plan.Plan{Login: "1", Provider: "line", Row: "row"}))
	found, ok := b.Find("1", "line")
	require.True(t, ok)
	require.Equal(t, "row", found.Row)
	_, ok = b.Find("1", "google")
	require.False(t, ok, "one provider's plan is none of another's")
	_, ok = b.Find("", "line")
	require.False(t, ok)
	require.ErrorContains(t, b.Put(plan.Plan{Login: "1", Provider: "google"}), `"1" has one already`)
	require.ErrorContains(t, b.Put(plan.Plan{Provider: "google"}), "login is missing")
}

func TestBookForgetsTheOldestAndNoOther(t *testing.T) {
	const bound = 10_000
	b := plan.NewBook()
	for i := range bound + 1 {
		require.NoError(t, b.Put(plan.Plan{Login: fmt.Sprint(i), Provider: "line"}))
	}
	for login, want := range map[string]bool{"0": false, "1": true, fmt.Sprint(bound): true} {
		_, ok := b.Find(login, "line")
		require.Equal(t, want, ok, login)
	}
}

func TestBookTakesManyAtOnce(t *testing.T) {
	b := plan.NewBook()
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			_ = b.Put(plan.Plan{Login: fmt.Sprint(i % 25), Provider: "line"})
			b.Find(fmt.Sprint(i), "line")
		})
	}
	all.Wait()
	for i := range 25 {
		_, ok := b.Find(fmt.Sprint(i), "line")
		require.True(t, ok)
	}
}
