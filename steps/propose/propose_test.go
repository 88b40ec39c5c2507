package propose_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/serve"
	"torii/rpclient/target"
	"torii/steps/bench"
	"torii/steps/propose"
)

// up serves the mocks, and the reference RP in front of them.
func up(t *testing.T) propose.Options {
	t.Helper()
	s, err := serve.Open(serve.Options{Listen: "127.0.0.1:0", Control: "127.0.0.1:0", Salt: t.Name()})
	require.NoError(t, err)
	hand, err := bench.NewHand("localhost:0", s.Mock, s.Path)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 2)
	go func() { ended <- s.Run(ctx) }()
	go func() { ended <- hand.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		assert.NoError(t, errors.Join(<-ended, <-ended))
	})
	return propose.Options{URL: hand.Origin, Mocks: s.Path.Origin, Control: "http://" + s.ControlAddress(), Now: (&clock.Clock{}).Now}
}

// manyWays are the providers that one can sign in with in several ways.
func manyWays() []string {
	var ids []string
	for _, p := range mockidp.Profiles() {
		if len(p.WayIDs()) > 1 {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func TestTheReferenceRPIsUnderstood(t *testing.T) {
	o := up(t)
	var asked []string
	o.Choose = func(q propose.Question) (string, error) {
		asked = append(asked, q.Flag)
		return q.Answers[0], nil
	}
	text, err := propose.Draft(within(t), o, "test")
	require.NoError(t, err)
	flags := append(slices.Repeat([]string{"--login"}, len(manyWays())), "--member")
	assert.Equal(t, flags, asked, "one of several ways in, and what is the same at every login, cannot be told from two")
	assert.Contains(t, text, "cancelled at the provider came to: status 200")

	path := filepath.Join(t.TempDir(), "torii.yaml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	f, err := target.Read(path)
	require.NoError(t, err, "what is drafted can be read")
	got, want := f.Describe(o.URL), target.DescribeReference()
	for _, id := range []string{"line", "google"} {
		assert.Equal(t, want.Login[id].Select, got.Login[id].Select)
		assert.Equal(t, o.URL+"/callback/"+id, got.Back[id])
	}
	assert.Equal(t, want.Session.Member, got.Session.Member)
	assert.Equal(t, o.URL+"/me", got.Session.Address)
	assert.False(t, got.Logout.IsZero())
}

func TestWithNobodyToAskTheQuestionsAreTold(t *testing.T) {
	o := up(t)
	_, err := propose.Draft(within(t), o, "test")
	open, ok := errors.AsType[propose.Open](err)
	require.True(t, ok, "%v", err)
	var guessed []string
	o.Known.Login = map[string]string{}
	for _, id := range manyWays() {
		o.Known.Login[id] = "#login-" + id
		guessed = append(guessed, id+"=#login-"+id)
	}
	require.Len(t, open.Questions, len(guessed)+1)
	for _, q := range open.Questions[:len(guessed)] {
		assert.Contains(t, guessed, q.Answers[0])
	}
	o.Known.Member = open.Questions[len(guessed)].Answers[0]
	assert.Equal(t, "json:member", o.Known.Member)
	require.ErrorContains(t, err, "guess --member 'json:member'")
	_, err = propose.Draft(within(t), o, "again")
	require.NoError(t, err, "the flag answers it")
}

func TestOnlyTheProvidersThatAreWanted(t *testing.T) {
	o := up(t)
	o.Providers, o.Known.Member = []string{"line"}, "json:member"
	text, err := propose.Draft(within(t), o, "test")
	require.NoError(t, err)
	assert.Contains(t, text, "  line:")
	assert.NotContains(t, text, "  google:")
}

// lostTest is an RP that cannot be understood.
type lostTest struct {
	name, page, want string
}

func (tt lostTest) run(t *testing.T) {
	o := up(t)
	rp := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(tt.page))
	}))
	defer rp.Close()
	o.URL = rp.URL
	_, err := propose.Draft(within(t), o, "test")
	require.ErrorIs(t, err, propose.ErrNothingFound)
	require.ErrorContains(t, err, tt.want)
}

func TestWhatCannotBeUnderstoodIsToldWithTheFlagThatHelps(t *testing.T) {
	for _, tt := range []lostTest{
		{"no control", "<!doctype html><title>x</title>", "--login-page"},
		{"a control that leads nowhere", `<!doctype html><title>x</title><a id="login" href="/login">Google</a>`, "--login PROVIDER=SELECTOR"},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestAnAddressThatIsNoOrigin(t *testing.T) {
	_, err := propose.Draft(within(t), propose.Options{URL: "localhost:3000"}, "test")
	require.ErrorContains(t, err, `--url: got "localhost:3000"; want an origin such as`)
}
