package door_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/mockidp/door"
)

const (
	line   = "access.line.me"
	google = "accounts.google.com"
)

func newCA(t *testing.T) *door.CA {
	t.Helper()
	ca, err := door.NewCA([]string{line, google}, (&clock.Clock{}).Now)
	require.NoError(t, err)
	return ca
}

func pool(ca *door.CA) *x509.CertPool {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca.PEM())
	return roots
}

// sign returns a certificate for a name, from the CA's own door or past it.
func sign(t *testing.T, ca *door.CA, host string) *tls.Certificate {
	t.Helper()
	template := &x509.Certificate{DNSNames: []string{host}}
	if ip := net.ParseIP(host); ip != nil {
		template = &x509.Certificate{IPAddresses: []net.IP{ip}}
	}
	cert, err := ca.Sign(template)
	require.NoError(t, err)
	return cert
}

// names are what verifiers are asked to accept under the CA.
var names = []struct {
	name, host string
	good       bool
}{
	{"mocked", line, true},
	{"other mocked", google, true},
	{"another host", "example.com", false},
	{"a parent of a mocked host", "line.me", false},
	{"a name with a mocked one as its beginning", line + ".example.com", false},
	{"a name with a mocked one as its end", "not" + line, false},
	{"an IPv4 address", "127.0.0.1", false},
	{"an IPv6 address", "::1", false},
}

func TestCAIsTrustedForMockedHostsOnly(t *testing.T) {
	ca := newCA(t)
	for _, row := range names {
		t.Run(row.name, func(t *testing.T) {
			_, err := sign(t, ca, row.host).Leaf.Verify(x509.VerifyOptions{Roots: pool(ca), DNSName: row.host})
			if row.good {
				assert.NoError(t, err)
				return
			}
			var invalid x509.CertificateInvalidError
			require.ErrorAs(t, err, &invalid)
			assert.Equal(t, x509.CANotAuthorizedForThisName, invalid.Reason)
		})
	}
}

// need skips without a program, and says so; continuous integration has them all.
func need(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is missing here: %v", program, err)
		}
		t.Skipf("needs %s, which is not installed", program)
	}
	return path
}

func TestCAInOpenSSL(t *testing.T) {
	openssl, ca, dir := need(t, "openssl"), newCA(t), t.TempDir()
	root := filepath.Join(dir, "ca.pem")
	require.NoError(t, os.WriteFile(root, ca.PEM(), 0o600))
	for _, row := range names {
		t.Run(row.name, func(t *testing.T) {
			leaf := filepath.Join(t.TempDir(), "leaf.pem")
			b := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: sign(t, ca, row.host).Certificate[0]})
			require.NoError(t, os.WriteFile(leaf, b, 0o600))
			out, err := exec.CommandContext(patient(t), openssl, "verify", "-x509_strict", "-CAfile", root, leaf).CombinedOutput()
			if row.good {
				require.NoError(t, err, "%s", out)
				return
			}
			require.Error(t, err, "%s", out)
			assert.Regexp(t, "(permitted|excluded) subtree violation", string(out))
		})
	}
}

// patient is the test's context with an end to it.
func patient(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// nodeCalls prints the status that https://NAME/ on a local port answers with, or why it does not.
const nodeCalls = `
const [port, servername] = process.argv.slice(1);
const options = { host: '127.0.0.1', port, servername: /[:]|^\d/.test(servername) ? '' : servername, headers: { host: servername } };
if (options.servername === '') options.checkServerIdentity = () => undefined; // only the chain is of interest
require('https').get(options, (res) => { console.log(res.statusCode); res.destroy(); })
  .on('error', (err) => { console.log(err.code + ' ' + err.message); });
`

func TestCAInNode(t *testing.T) {
	node, ca := need(t, "node"), newCA(t)
	root := filepath.Join(t.TempDir(), "ca.pem")
	require.NoError(t, os.WriteFile(root, ca.PEM(), 0o600))
	for _, row := range names {
		t.Run(row.name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(http.NotFoundHandler())
			server.TLS = &tls.Config{Certificates: []tls.Certificate{*sign(t, ca, row.host)}}
			server.Config.ErrorLog = quiet()
			server.StartTLS()
			defer server.Close()
			_, port, err := net.SplitHostPort(server.Listener.Addr().String())
			require.NoError(t, err)
			cmd := exec.CommandContext(patient(t), node, "-e", nodeCalls, "--", port, row.host)
			cmd.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+root)
			out, err := cmd.CombinedOutput()
			require.NoError(t, err, "%s", out)
			if row.good {
				assert.Equal(t, "404\n", string(out))
				return
			}
			assert.Regexp(t, "(permitted|excluded) subtree violation", string(out))
		})
	}
}

func TestCAIssuesForMockedHostsOnly(t *testing.T) {
	ca := newCA(t)
	first, err := ca.Certificate(line)
	require.NoError(t, err)
	again, err := ca.Certificate("Access.LINE.me.")
	require.NoError(t, err)
	assert.Same(t, first, again, "one certificate a host")
	for _, host := range []string{"", "line.me", "www." + line, "example.com", "*." + line, "127.0.0.1"} {
		_, err := ca.Certificate(host)
		assert.ErrorIs(t, err, door.ErrNotMocked, host)
	}
}

func TestCARefusesNamesThatPermitTooMuch(t *testing.T) {
	for _, host := range []string{"", "com", ".", ".com", "me.", "*.line.me", "127.0.0.1", "::1", "a b.example", "line.me\x00.example"} {
		_, err := door.NewCA([]string{line, host}, (&clock.Clock{}).Now)
		assert.Error(t, err, "%q", host)
	}
	_, err := door.NewCA(nil, (&clock.Clock{}).Now)
	assert.Error(t, err)
}

func TestCACertificate(t *testing.T) {
	at := time.Date(2026, 4, 1, 12, 0, 0, 0, time.FixedZone("JST", 9*60*60))
	ca, err := door.NewCA([]string{line, line, google}, func() time.Time { return at })
	require.NoError(t, err)
	cert := ca.Cert()
	assert.True(t, cert.IsCA)
	assert.True(t, cert.MaxPathLenZero)
	assert.True(t, cert.PermittedDNSDomainsCritical)
	assert.Equal(t, []string{line, google}, cert.PermittedDNSDomains)
	assert.Len(t, cert.ExcludedIPRanges, 2)
	assert.True(t, cert.NotBefore.Equal(at.Add(-time.Hour)))
	assert.True(t, ca.Expires().Equal(at.Add(7*24*time.Hour)))
	assert.Equal(t, 1, bytes.Count(ca.PEM(), []byte("BEGIN")), "the certificate and nothing else")

	for _, host := range []string{line, google} {
		leaf, err := ca.Certificate(host)
		require.NoError(t, err)
		sum := sha256.Sum256(leaf.Leaf.RawSubjectPublicKeyInfo)
		assert.Equal(t, base64.StdEncoding.EncodeToString(sum[:]), ca.SPKI())
		assert.Equal(t, []string{host}, leaf.Leaf.DNSNames)
		assert.False(t, leaf.Leaf.IsCA)
	}
}
