package chromium

import (
	"context"
	"io"

	chromiumdriver "torii/rpclient/driver/chromium"
)

// Person opens a Chromium window for a person, who meets the hosts, each served at
// the address given, under their real names. It returns when the window is closed.
func Person(ctx context.Context, hosts map[string]string, spki string, out io.Writer, address string, extra ...string) error {
	return chromiumdriver.Person(ctx, chromiumdriver.Options{HostRules: hosts, TrustedSPKI: []string{spki}}, out, address, extra...)
}
