package chromium_test

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/steps/chromium"
)

// way answers at shop.example.com, and tells what it was asked.
type way struct {
	mu    sync.Mutex
	asked []string
}

func (w *way) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, r.URL.Scheme+"://"+r.URL.Host)
	answer := httptest.NewRecorder()
	answer.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(answer, `<!doctype html><title>x</title><button>LINEでログイン</button><img src="https://elsewhere.example.net/x.png">`)
	return answer.Result(), nil
}

// TestACameraReachesItsHostsAlone, by the way that it was given.
func TestACameraReachesItsHostsAlone(t *testing.T) {
	w := &way{}
	camera, err := chromium.Camera(context.Background(), []string{"shop.example.com"}, w)
	if err != nil {
		t.Skip("no Chromium: ", err)
	}
	defer camera.Close()
	picture, err := camera.Take(context.Background(), "https://shop.example.com/login")
	require.NoError(t, err)
	image, err := png.Decode(bytes.NewReader(picture))
	require.NoError(t, err)
	assert.Greater(t, image.Bounds().Dx(), 100)
	_, err = camera.Take(context.Background(), "https://elsewhere.example.net/")
	require.Error(t, err)
	w.mu.Lock()
	defer w.mu.Unlock()
	require.NotEmpty(t, w.asked)
	for _, host := range w.asked {
		assert.Equal(t, "https://shop.example.com", host)
	}
}
