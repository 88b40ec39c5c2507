package interview

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// google answers every request alike, and counts them.
type google struct {
	status int
	body   string
	asked  []*http.Request
}

func (g *google) RoundTrip(r *http.Request) (*http.Response, error) {
	g.asked = append(g.asked, r)
	return &http.Response{StatusCode: g.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(g.body)), Request: r}, nil
}

// form returns a form in front of a Google, and the pauses it makes.
func form(t *testing.T, g *google) (*App, *[]time.Duration) {
	t.Helper()
	pauses := &[]time.Duration{}
	a, err := New(Config{Origin: "https://rp.example.test", Transport: g, Now: func() time.Time { return time.Unix(1_800_000_000, 0) },
		Wait: func(_ context.Context, d time.Duration) error { *pauses = append(*pauses, d); return nil }, Chance: func(n int64) int64 { return n - 1 }})
	require.NoError(t, err)
	a.customer = &Customer{Account: "a@p.iam.gserviceaccount.com", Sender: "s@example.jp"}
	a.keepToken(*a.customer, "token", time.Unix(1_900_000_000, 0))
	return a, pauses
}

func TestPausesAreBoundedInNumberAndLength(t *testing.T) {
	g := &google{status: http.StatusServiceUnavailable, body: "<html>"}
	a, pauses := form(t, g)
	require.Error(t, a.Sync(t.Context()))
	assert.Len(t, g.asked, maxTries)
	for i, p := range *pauses {
		assert.GreaterOrEqual(t, p, firstPause<<i)
		assert.LessOrEqual(t, p, firstPause<<i+time.Second)
		assert.LessOrEqual(t, p, maxPause)
	}
}

func TestAPausedSenderAsksNothingUntilItsRestIsOver(t *testing.T) {
	g := &google{status: http.StatusForbidden, body: `{"error":{"code":403,"message":"Calendar usage limits exceeded.","errors":[{"reason":"quotaExceeded"}]}}`}
	a, _ := form(t, g)
	i := Interview{Key: "k", Title: "t", Start: time.Unix(1_800_100_000, 0), End: time.Unix(1_800_103_600, 0)}
	for range 2 {
		_, err := a.Book(t.Context(), i)
		assert.Equal(t, Paused, Explain(err).Kind)
	}
	assert.Len(t, g.asked, 1)
}

func TestIDsAreOfGooglesAlphabet(t *testing.T) {
	for _, key := range []string{"", "a", "面接", strings.Repeat("x", 2000)} {
		id := idOf(key)
		assert.Regexp(t, `^[a-v0-9]{5,1000}$`, id)
		assert.NotEqual(t, id, idOf(key+"1"))
	}
}

func TestFilesThatAreNoKey(t *testing.T) {
	for name, tt := range map[string]struct{ file, says string }{
		"none":       {"", "ありません"},
		"text":       {"key", "P12"},
		"other JSON": {`{"type":"authorized_user"}`, "サービスアカウントの鍵ではありません"},
		"no PEM":     {`{"type":"service_account","private_key":"x"}`, "private_key"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := readKey([]byte(tt.file))
			assert.ErrorContains(t, err, tt.says)
		})
	}
}

func TestOtherSitesCannotPostOurForms(t *testing.T) {
	g := &google{}
	a, _ := form(t, g)
	for _, path := range []string{"/interviews/setup", "/interviews/new", "/interviews/sync", "/interviews/k/cancel"} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "https://rp.example.test"+path, http.NoBody)
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		w := httptest.NewRecorder()
		a.ServeHTTP(w, r)
		assert.Equal(t, http.StatusForbidden, w.Code, path)
	}
	assert.Empty(t, g.asked)
}

func TestWhoMayNotUseThePagesIsSentAway(t *testing.T) {
	a, _ := form(t, &google{})
	a.config.Allow = func(*http.Request) bool { return false }
	for _, path := range []string{"/interviews", "/interviews/setup", "/interviews/new", "/interviews/slots"} {
		w := httptest.NewRecorder()
		a.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "https://rp.example.test"+path, nil))
		assert.Equal(t, http.StatusSeeOther, w.Code, path)
	}
}

func TestANotificationNeedsTheChannelsToken(t *testing.T) {
	g := &google{status: http.StatusOK, body: `{"items":[],"nextSyncToken":"s"}`}
	a, _ := form(t, g)
	a.openChannel(channel{id: "c", token: "secret"})
	for token, want := range map[string]int{"secret": http.StatusNoContent, "": http.StatusForbidden, "secret2": http.StatusForbidden} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "https://rp.example.test"+NoticePath, http.NoBody)
		r.Header.Set("X-Goog-Channel-ID", "c")
		r.Header.Set("X-Goog-Channel-Token", token)
		r.Header.Set("X-Goog-Resource-State", "exists")
		w := httptest.NewRecorder()
		a.ServeHTTP(w, r)
		assert.Equal(t, want, w.Code, token)
	}
	assert.Len(t, g.asked, 1)
}

// serviceKey is a JSON key as Google Cloud makes it.
func serviceKey(t *testing.T, account string) []byte {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	der, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	b, err := json.Marshal(map[string]string{"type": "service_account", "client_email": account,
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))})
	require.NoError(t, err)
	return b
}

func TestAnotherConnectionBeginsWithoutTheOldCalendar(t *testing.T) {
	const account, sender = "b@p.iam.gserviceaccount.com", "other@example.jp"
	g := &google{status: http.StatusOK, body: `{"access_token":"x","expires_in":3599,"token_type":"Bearer","calendars":{"` + sender + `":{"busy":[]}},
		"items":[{"id":"of the first","status":"confirmed","start":{"dateTime":"2027-01-15T10:00:00+09:00"},"end":{"dateTime":"2027-01-15T11:00:00+09:00"}}],"nextSyncToken":"s"}`}
	a, _ := form(t, g)
	require.NoError(t, a.Sync(t.Context()))
	require.Len(t, a.Mirror(), 1)
	a.openChannel(channel{id: "c", token: "secret"})
	require.NoError(t, a.Connect(t.Context(), Given{Key: serviceKey(t, account), Account: account, Sender: sender}))
	assert.Empty(t, a.Mirror())
	assert.Empty(t, a.openedChannel().id)
	require.NoError(t, a.Sync(t.Context()))
	assert.Empty(t, g.asked[len(g.asked)-1].URL.Query().Get("syncToken"), "the old calendar's token")
}

func TestNothingHandedOverIsStepThree(t *testing.T) {
	g := &google{}
	a, _ := form(t, g)
	err := a.Connect(t.Context(), Given{})
	assert.Equal(t, "3", Explain(err).Step)
	assert.Contains(t, Explain(err).Says, "サポートデスクへの情報共有")
	assert.Empty(t, g.asked)
}
