package door_test

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/door"
)

// constraintViolation is what Chromium's verifier writes into the net log about a
// certificate that a name constraint forbids.
const constraintViolation = "Not permitted by name constraints"

// chromiumHome is a home directory in which Chromium trusts the CA.
func chromiumHome(t *testing.T, ca *door.CA) string {
	t.Helper()
	certutil, home := need(t, "certutil"), t.TempDir()
	db := filepath.Join(home, ".pki", "nssdb")
	require.NoError(t, os.MkdirAll(db, 0o700))
	root := filepath.Join(home, "ca.pem")
	require.NoError(t, os.WriteFile(root, ca.PEM(), 0o600))
	for _, args := range [][]string{
		{"-N", "-d", "sql:" + db, "--empty-password"},
		{"-A", "-d", "sql:" + db, "-n", "torii", "-t", "C,,", "-i", root},
	} {
		out, err := exec.CommandContext(patient(t), certutil, args...).CombinedOutput()
		require.NoError(t, err, "certutil: %s", out)
	}
	return home
}

func TestCAInChromium(t *testing.T) {
	chromium, ca := need(t, "chromium"), newCA(t)
	home := chromiumHome(t, ca)
	for _, row := range names {
		if net.ParseIP(row.host) != nil {
			continue // Chromium asks no resolver for these, so they cannot be led to the server
		}
		t.Run(row.name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(w, "<p>reached</p>")
			}))
			server.TLS = &tls.Config{Certificates: []tls.Certificate{*sign(t, ca, row.host)}}
			server.Config.ErrorLog = quiet()
			server.StartTLS()
			defer server.Close()
			log := filepath.Join(t.TempDir(), "net.json")
			cmd := exec.CommandContext(patient(t), chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
				"--no-first-run", "--user-data-dir="+t.TempDir(), "--log-net-log="+log, "--no-proxy-server",
				"--host-resolver-rules=MAP "+row.host+" "+server.Listener.Addr().String()+", MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
				"--dump-dom", "https://"+row.host+"/")
			cmd.Env = append(os.Environ(), "HOME="+home)
			out, err := cmd.Output()
			require.NoError(t, err)
			if row.good {
				assert.Contains(t, string(out), "reached")
				return
			}
			assert.NotContains(t, string(out), "reached")
			seen, err := os.ReadFile(log)
			require.NoError(t, err)
			assert.True(t, bytes.Contains(seen, []byte(constraintViolation)), "the net log names the constraint")
		})
	}
}
