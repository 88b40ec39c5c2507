package container_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"

	"torii/rpclient/target/container"
)

// world is the far side of the sockets: a mock and a stub resolver.
type world struct {
	ca []byte // PEM

	mu    sync.Mutex
	hosts []string // of requests to the mock, in order
	names []string // of DNS queries
}

// newWorld listens in a folder.
func newWorld(t *testing.T, folder string, hosts ...string) *world {
	t.Helper()
	w := &world{}
	cert := w.certificate(t, hosts)
	l := listen(t, folder, container.SocketTLS)
	server := &http.Server{Handler: http.HandlerFunc(w.serve), TLSConfig: &tls.Config{Certificates: []tls.Certificate{cert}}}
	go func() { _ = server.ServeTLS(l, "", "") }()
	plain := &http.Server{Handler: http.HandlerFunc(w.serve)}
	unsecured, names := listen(t, folder, container.SocketPlain), listen(t, folder, container.SocketDNS)
	go func() { _ = plain.Serve(unsecured) }()
	go w.resolve(names)
	t.Cleanup(func() { _, _ = server.Close(), plain.Close() })
	return w
}

func listen(t *testing.T, folder, socket string) net.Listener {
	t.Helper()
	l, err := net.Listen("unix", filepath.Join(folder, socket))
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.hosts = append(w.hosts, r.Host)
	w.mu.Unlock()
	fmt.Fprintf(rw, "mock of %s, tls %t", r.Host, r.TLS != nil)
}

// resolve knows no name.
func (w *world) resolve(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go w.answer(conn)
	}
}

func (w *world) answer(conn net.Conn) {
	defer conn.Close()
	var size [2]byte
	if _, err := io.ReadFull(conn, size[:]); err != nil {
		return
	}
	b := make([]byte, binary.BigEndian.Uint16(size[:]))
	var m dnsmessage.Message
	if _, err := io.ReadFull(conn, b); err != nil || m.Unpack(b) != nil {
		return
	}
	w.mu.Lock()
	for _, q := range m.Questions {
		w.names = append(w.names, q.Name.String())
	}
	w.mu.Unlock()
	m.Response, m.RecursionAvailable, m.RCode, m.Additionals = true, true, dnsmessage.RCodeNameError, nil
	reply, err := m.Pack()
	if err != nil {
		return
	}
	_, _ = conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(reply))), reply...))
}

// asked returns the names that the resolver was asked for, each once.
func (w *world) asked() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	names := slices.Clone(w.names)
	slices.Sort(names)
	return slices.Compact(names)
}

func (w *world) met() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.hosts)
}

// certificate makes a CA and a certificate under it.
func (w *world) certificate(t *testing.T, hosts []string) tls.Certificate {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test CA"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Unix(0, 0), NotAfter: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	ca, err := x509.CreateCertificate(rand.Reader, template, template, caKey.Public(), caKey)
	require.NoError(t, err)
	w.ca = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca})

	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	leaf := *template
	leaf.SerialNumber, leaf.Subject, leaf.IsCA, leaf.DNSNames = big.NewInt(2), pkix.Name{CommonName: "mock"}, false, hosts
	der, err := x509.CreateCertificate(rand.Reader, &leaf, template, key.Public(), caKey)
	require.NoError(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// trust gives the Relying Party the CA.
func (w *world) trust(s container.Spec) container.Spec {
	s.Files = map[string][]byte{"/torii/ca.pem": w.ca}
	s.Env = append(s.Env, "SSL_CERT_FILE=/torii/ca.pem")
	return s
}

// user asks the Relying Party over Dial.
type user struct {
	*http.Client
}

func newUser(t *testing.T, c *container.Container) user {
	t.Helper()
	transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return c.Dial(ctx) }}
	t.Cleanup(transport.CloseIdleConnections)
	u := user{&http.Client{Transport: transport, Timeout: 30 * time.Second}}
	require.Eventually(t, func() bool {
		_, _, err := u.do("/hello", "")
		return err == nil
	}, 30*time.Second, 20*time.Millisecond)
	return u
}

func (u user) do(path, value string) (status int, body string, err error) {
	res, err := u.Get("http://rp.test" + path + "?v=" + url.QueryEscape(value))
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return res.StatusCode, string(b), err
}

// ask asks for something that must go well or not.
func (u user) ask(t *testing.T, well bool, path, value string) string {
	t.Helper()
	status, body, err := u.do(path, value)
	require.NoError(t, err)
	require.Equal(t, well, status == http.StatusOK, "%s %s: %d %s", path, value, status, body)
	return body
}
