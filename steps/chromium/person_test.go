package chromium_test

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/serve"
	chromiumdriver "torii/rpclient/driver/chromium"
	"torii/steps/chromium"
)

// TestAWindowShowsTheLoginPageUnderItsRealName lets Chromium print the page instead of showing it.
func TestAWindowShowsTheLoginPageUnderItsRealName(t *testing.T) {
	if _, err := chromiumdriver.Find(""); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	s, err := serve.Open(serve.Options{Listen: "127.0.0.1:0", Control: "127.0.0.1:0", Hosts: "127.0.0.1:0"})
	require.NoError(t, err)
	ctx, end := context.WithTimeout(t.Context(), time.Minute)
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() { end(); assert.NoError(t, <-ended) })

	hosts := map[string]string{}
	for _, host := range s.Mock.Hosts() {
		hosts[host] = s.HostsAddress()
	}
	line, err := s.Mock.Provider("line")
	require.NoError(t, err)
	request := url.Values{"response_type": {"code"}, "client_id": {line.Clients[0].ClientID}, "state": {"s"}, "scope": {"openid"},
		"redirect_uri": {"http://localhost:3000/callback"}}
	var shown bytes.Buffer
	require.NoError(t, chromium.Person(ctx, hosts, s.CA.SPKI(), &shown, "https://access.line.me/oauth2/v2.1/authorize?"+request.Encode(),
		"--headless", "--dump-dom"))
	assert.Contains(t, shown.String(), "<form", "the login page of access.line.me")
	assert.Contains(t, shown.String(), line.People[0].Name)
}
