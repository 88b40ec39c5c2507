package ledger_test

import (
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/bounded"
	"torii/mockidp/ledger"
)

func at(what, login string) ledger.Entry {
	return ledger.Entry{What: what, Provider: "google", Login: login}
}

// noteTest is what is known of a value after others were noted.
type noteTest struct {
	name  string
	notes []ledger.Entry // of one value, in this order
	value string
	want  ledger.Entry
	found bool
}

func (tt noteTest) run(t *testing.T) {
	var l ledger.Ledger
	for _, e := range tt.notes {
		l.Note(e, tt.value)
	}
	got, found := l.Find(tt.value)
	require.Equal(t, tt.found, found)
	require.Equal(t, tt.want, got)
}

func TestWhoseAValueIs(t *testing.T) {
	for _, tt := range []noteTest{
		{name: "that of its login", notes: []ledger.Entry{at("code", "one")}, value: "abc", want: at("code", "one"), found: true},
		{name: "a replayed one is still the first login's", notes: []ledger.Entry{at("code", "one"), at("code", "two")}, value: "abc", want: at("code", "one"), found: true},
		{name: "issued under another name too, it stays what it was", notes: []ledger.Entry{at("code", "one"), at("access_token", "one")}, value: "abc",
			want: at("code", "one"), found: true},
		{name: "of no login", notes: []ledger.Entry{at("code", "")}, value: "abc"},
		{name: "that opens no door", notes: []ledger.Entry{at("state", "one")}, value: "abc"},
		{name: "an empty one", notes: []ledger.Entry{at("code", "one")}},
		{name: "nobody's", value: "abc"},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestWhatOpensADoor(t *testing.T) {
	for _, name := range []string{"code", "access_token", "refresh_token", "id_token", "token", "association_token"} {
		require.True(t, ledger.Bears(name), name)
	}
	for _, name := range []string{"", "state", "nonce", "client_secret", "Code"} {
		require.False(t, ledger.Bears(name), name)
	}
}

func TestTheLedgerForgetsTheOldest(t *testing.T) {
	var l ledger.Ledger
	for i := range bounded.Max + 1 {
		l.Note(at("code", "login"), strconv.Itoa(i))
	}
	_, first := l.Find("0")
	_, second := l.Find("1")
	_, last := l.Find(strconv.Itoa(bounded.Max))
	require.False(t, first, "what a mock remembers must not grow without end")
	require.True(t, second)
	require.True(t, last)
}

func TestManyNoteAtOnce(t *testing.T) {
	var l ledger.Ledger
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			l.Note(at("code", strconv.Itoa(i)), "the same")
			_, _ = l.Find("the same")
		})
	}
	all.Wait()
	_, found := l.Find("the same")
	require.True(t, found)
}
