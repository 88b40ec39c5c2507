package check_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/folder"
	"torii/reports/verdict"
	"torii/rpclient/check"
	"torii/rpclient/rp"
	"torii/rpclient/target"
)

// shop is where the reference RP is served, over TLS.
const shop = "https://shop.example.com"

// secretLINE is long enough for the HS256 of LINE.
const secretLINE = "5ecre7-0f-th3-l1ne-ch4nnel-000001"

// now is the real time: certificates and connections are real.
func now() time.Time { return (&clock.Clock{}).Now() }

// world is the reference RP in an environment of its own, and the file about it.
type world struct {
	change    func(*rp.Provider) // bends how it is registered with its providers
	steps     []rp.Step
	origin    string
	wrap      func(http.Handler) http.Handler
	tls       func(*tls.Config)
	expires   time.Duration
	host      string // of the certificate
	untrusted bool
	yaml      []string // pairs: what is replaced in the file, and by what
	env       string
	codes     bool
	calls     *calls
}

// calls counts the requests that the RP makes.
type calls struct {
	mu    sync.Mutex
	asked []string
}

func (c *calls) RoundTrip(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, r.URL.String())
	return nil, http.ErrHandlerTimeout
}

const described = `name: shop
environments:
  staging:
    url: https://shop.example.com
    kind: verification
    offers: [line, google, yahoo, gbizid-stg, apple, socialplus, socialplus-token]
    ca: ca.pem
    resolve: {shop.example.com: "ADDRESS"}
    clients:
      line: {id: "2000000001", scopes: [openid, profile, email]}
      google: {id: google-client, scopes: [openid, profile, email]}
      yahoo: {id: yahoo-client}
      gbizid: {id: gbiz-client}
      gbizid-stg: {id: gbiz-stg-client}
      apple: {id: jp.example.shop}
      socialplus: {id: relay-client, service: a1b2c3d4e5}
      socialplus-token: {id: relay-client, service: f0e1d2c3b4}
  production:
    url: https://shop.example.com
    kind: production
    offers: [line, google, yahoo, gbizid, apple, socialplus, socialplus-token]
    ca: ca.pem
    resolve: {shop.example.com: "ADDRESS"}
    clients:
      gbizid: {id: gbiz-client}
      socialplus: {id: relay-client, service: a1b2c3d4e5}
      socialplus-token: {id: relay-client, service: f0e1d2c3b4}
providers:
  line: {login: {page: /, select: "#login-line"}, callback: /callback/line}
  google: {login: {page: /, select: "#login-google"}, callback: /callback/google}
  yahoo: {login: {page: /, select: "#login-yahoo"}, callback: /callback/yahoo}
  gbizid: {login: {page: /, select: "#login-gbizid"}, callback: /callback/gbizid}
  gbizid-stg: {login: {page: /, select: "#login-gbizid-stg"}, callback: /callback/gbizid-stg}
  apple: {login: {page: /, select: "#login-apple"}, callback: /callback/apple}
  socialplus: {login: {page: /, select: "#login-socialplus"}, callback: /callback/socialplus}
  socialplus-token: {login: {page: /, select: "#login-socialplus-token"}, callback: /callback/socialplus-token}
session: {page: /me, status: 200, header: {Accept: application/json}, member: {json: member}}
`

func registrations() map[string]target.Registration {
	return map[string]target.Registration{
		"line": {ClientID: "2000000001", Secret: secretLINE}, "google": {ClientID: "google-client", Secret: "google-secret-0001"},
		"yahoo": {ClientID: "yahoo-client", Secret: "yahoo-secret-0001"}, "gbizid": {ClientID: "gbiz-client", Secret: "gbiz-secret-0001"},
		"socialplus": {ClientID: "relay-client", Secret: "relay-secret-0001"}, "socialplus-token": {ClientID: "relay-client", Secret: "relay-secret-0001"},
		"apple": {ClientID: "jp.example.shop"}, "gbizid-stg": {ClientID: "gbiz-stg-client", Secret: "gbiz-stg-secret-0001"},
	}
}

// clientKey is what the RP signs its client secret for Apple with.
var clientKey = sync.OnceValue(func() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
})

// serve starts the RP and returns the file about it.
func (w world) serve(t *testing.T) target.File {
	t.Helper()
	if w.origin == "" {
		w.origin = shop
	}
	if w.calls == nil {
		w.calls = &calls{}
	}
	db, err := rp.OpenMemory()
	require.NoError(t, err)
	t.Cleanup(func() { _ = db.Close() })
	var providers []rp.Provider
	for _, preset := range rp.Presets() {
		if r, ok := registrations()[preset.ID]; ok {
			p := preset.Make(r.ClientID, r.Secret)
			if r.Secret == "" {
				p.ClientKey = &rp.ClientKey{Team: "TEAM000001", ID: "KEY0000001", Private: clientKey()}
			}
			p.MetadataURL = "" // what was agreed on holds: nobody publishes anything here
			if w.change != nil {
				w.change(&p)
			}
			providers = append(providers, p)
		}
	}
	app, err := rp.New(rp.Config{Origin: w.origin, DB: db, Transport: w.calls, Now: now, Providers: providers, Steps: w.steps, PasswordCost: 4})
	require.NoError(t, err)
	var handler = hsts(app)
	if w.wrap != nil {
		handler = w.wrap(handler)
	}
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = quiet()
	pair, ca := certificate(t, w)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	if w.tls != nil {
		w.tls(server.TLS)
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	return w.file(t, server.Listener.Addr().String(), ca)
}

func (w world) file(t *testing.T, address string, ca []byte) target.File {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "ca.pem"), ca, 0o600))
	text := described
	for i := 0; i < len(w.yaml); i += 2 {
		require.Contains(t, text, w.yaml[i])
		text = strings.ReplaceAll(text, w.yaml[i], w.yaml[i+1])
	}
	text = strings.ReplaceAll(text, "ADDRESS", address)
	path := filepath.Join(dir, "torii.yaml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	f, err := target.Read(path)
	require.NoError(t, err)
	if w.env == "" {
		w.env = "staging"
	}
	f, err = f.In(w.env)
	require.NoError(t, err)
	return f
}

// hsts is what a proxy in front of the reference RP adds.
func hsts(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		next.ServeHTTP(w, r)
	})
}

// certificate is one for the shop, and the authority that vouches for it.
func certificate(t *testing.T, w world) (tls.Certificate, []byte) {
	t.Helper()
	if w.expires == 0 {
		w.expires = 90 * 24 * time.Hour
	}
	if w.host == "" {
		w.host = "shop.example.com"
	}
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	authority := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign, NotBefore: now().Add(-24 * time.Hour), NotAfter: now().Add(365 * 24 * time.Hour)}
	caDER, err := x509.CreateCertificate(rand.Reader, authority, authority, caKey.Public(), caKey)
	require.NoError(t, err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: w.host}, DNSNames: []string{w.host},
		NotBefore: now().Add(-48 * time.Hour), NotAfter: now().Add(w.expires)}
	der, err := x509.CreateCertificate(rand.Reader, leaf, authority, key.Public(), caKey)
	require.NoError(t, err)
	if w.untrusted {
		other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		require.NoError(t, err)
		authority.Subject.CommonName = "another authority"
		caDER, err = x509.CreateCertificate(rand.Reader, authority, authority, other.Public(), other)
		require.NoError(t, err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: caDER})
}

// checked is what a check has found.
type checked struct {
	verdict.Run
	events  []event.Event
	secrets []string
}

// check runs the whole check and writes every report.
func (w world) check(t *testing.T) checked {
	t.Helper()
	return w.checkFile(t, w.serve(t))
}

func (w world) checkFile(t *testing.T, f target.File) checked {
	t.Helper()
	var secrets []string
	masker := event.NewMasker()
	masker.Watch(func(s string) { secrets = append(secrets, s) })
	log := event.NewLog(now)
	require.NoError(t, check.Run(context.Background(), check.Options{File: f, Env: "staging", Version: "test", Log: log, Masker: masker, Now: now,
		Starts: check.MinStarts, Codes: w.codes}))
	return checked{verdict.Judge(log.Events()), log.Events(), secrets}
}

// reports are all of them, one after the other.
func (c checked) reports(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, folder.Write(dir, c.events))
	var all bytes.Buffer
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		require.NoError(t, err)
		all.Write(b)
	}
	return all.String()
}

// wrong are the rows that did not pass, with what was said.
func (c checked) wrong() map[string]verdict.Row {
	rows := map[string]verdict.Row{}
	for _, r := range c.Rows {
		if r.Verdict.Worse(verdict.Passed) {
			rows[r.ID] = r
		}
	}
	return rows
}
