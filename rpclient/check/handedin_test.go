package check_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"software.sslmate.com/src/go-pkcs12"

	"torii/reports/event"
	"torii/reports/verdict"
	"torii/rpclient/check"
	"torii/rpclient/target"
)

// papers are what a well prepared file says of what is handed in.
const papers = `gbizid_onboarding:
  {release: 2027-04-01, reached: settings, applicant: organisation, service: public, verification: staging, review_days: 5}
calendar_handover:
  key: key.p12
  account: torii@project.iam.gserviceaccount.com
  client_id: "104727004242420010001"
  sender: yoyaku@city.example.jp
  scope: https://www.googleapis.com/auth/calendar
  certificates: certificates.json
`

// someKey is a key with a certificate, made once.
var someKey = sync.OnceValues(func() (*rsa.PrivateKey, *x509.Certificate) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "104727004242420010001"}, NotAfter: now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return key, certificate
})

// handed is a change to well prepared papers, and what is said of it.
type handed struct {
	name    string
	yaml    []string // pairs
	files   map[string]func(*testing.T) []byte
	now     string // a day
	row     string // "" is none
	verdict verdict.Verdict
	reason  string
	also    []string
}

func (tt handed) run(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	files := map[string]func(*testing.T) []byte{"key.p12": p12("notasecret"), "certificates.json": published(true)}
	maps.Copy(files, tt.files)
	for name, make := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), make(t), 0o600))
	}
	text := strings.ReplaceAll(described+papers, "ADDRESS", "127.0.0.1:1")
	for i := 0; i < len(tt.yaml); i += 2 {
		require.Contains(t, text, tt.yaml[i])
		text = strings.ReplaceAll(text, tt.yaml[i], tt.yaml[i+1])
	}
	f, err := target.Parse(filepath.Join(dir, "torii.yaml"), []byte(text))
	require.NoError(t, err)
	f, err = f.In("staging")
	require.NoError(t, err)
	if tt.now == "" {
		tt.now = "2027-01-15"
	}
	now, err := time.Parse(time.DateOnly, tt.now)
	require.NoError(t, err)
	log := event.NewLog(func() time.Time { return now })
	require.NoError(t, check.Run(context.Background(), check.Options{File: f, Log: log, Masker: event.NewMasker(), Now: func() time.Time { return now },
		Starts: check.MinStarts, Transport: &recording{}}))
	wrong := map[string]verdict.Row{}
	for id, row := range (checked{Run: verdict.Judge(log.Events())}).wrong() {
		if strings.HasPrefix(id, "check-onboarding") || strings.HasPrefix(id, "check-handover") {
			wrong[id] = row
		}
	}
	if tt.row == "" {
		assert.Empty(t, wrong)
		return
	}
	assert.ElementsMatch(t, append(tt.also, tt.row), keys(wrong))
	assert.Equal(t, tt.verdict, wrong[tt.row].Verdict)
	assert.Contains(t, wrong[tt.row].Reason.EN, tt.reason)
}

// p12 is the key under that password.
func p12(password string) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		t.Helper()
		key, certificate := someKey()
		b, err := pkcs12.Legacy.Encode(key, certificate, nil, password)
		require.NoError(t, err)
		return b
	}
}

func elliptical(t *testing.T) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	_, certificate := someKey()
	b, err := pkcs12.Legacy.Encode(key, certificate, nil, "notasecret")
	require.NoError(t, err)
	return b
}

// published are the account's certificates; own tells whether the key's is among them.
func published(own bool) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		t.Helper()
		_, certificate := someKey()
		der := certificate.Raw
		if !own {
			key, err := rsa.GenerateKey(rand.Reader, 2048)
			require.NoError(t, err)
			template := &x509.Certificate{SerialNumber: big.NewInt(2)}
			der, err = x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
			require.NoError(t, err)
		}
		b, err := json.Marshal(map[string]string{"0123": string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))})
		require.NoError(t, err)
		return b
	}
}

// jsonKey is the key as JSON, of that account and number.
func jsonKey(account, number string) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		t.Helper()
		key, _ := someKey()
		der, err := x509.MarshalPKCS8PrivateKey(key)
		require.NoError(t, err)
		b, err := json.Marshal(map[string]string{"type": "service_account", "client_email": account, "client_id": number,
			"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))})
		require.NoError(t, err)
		return b
	}
}

func words(s string) func(*testing.T) []byte { return func(*testing.T) []byte { return []byte(s) } }

func TestWhatIsHandedIn(t *testing.T) {
	t.Parallel()
	const account, clientID = "torii@project.iam.gserviceaccount.com", "104727004242420010001"
	keyFile := func(make func(*testing.T) []byte) map[string]func(*testing.T) []byte {
		return map[string]func(*testing.T) []byte{"key.p12": make}
	}
	failed, warned := verdict.Failed, verdict.Warned
	for _, tt := range []handed{
		{name: "all in order"},
		{name: "a contractor applies", yaml: []string{"applicant: organisation", "applicant: contractor"}, row: "check-onboarding-applicant/gbizid", verdict: failed, reason: "got contractor"},
		{name: "a private service", yaml: []string{"service: public", "service: private"}, row: "check-onboarding-service/gbizid", verdict: failed, reason: "got private"},
		{name: "no verification environment", yaml: []string{" verification: staging,", ""}, row: "check-onboarding-own/gbizid", verdict: failed, reason: "got -"},
		{name: "production as verification environment", yaml: []string{"verification: staging,", "verification: production,"}, row: "check-onboarding-own/gbizid", verdict: failed, reason: "got production"},
		{name: "only applied", yaml: []string{"reached: settings", "reached: application"}, row: "check-onboarding-steps/gbizid", verdict: warned, reason: "審査完了 → 設定申込"},
		{name: "the last day for the settings", yaml: []string{"reached: settings", "reached: settings"}, now: "2027-02-18"},
		{name: "the settings too late", yaml: []string{"reached: settings", "reached: approved"}, now: "2027-02-19",
			row: "check-onboarding-settings/gbizid", verdict: warned, reason: "want by 2027-02-18, got not done on 2027-02-19", also: []string{"check-onboarding-steps/gbizid"}},
		{name: "production too early", yaml: []string{"reached: settings", "reached: production"}, now: "2027-03-24",
			row: "check-onboarding-production/gbizid", verdict: warned, reason: "want from 2027-03-25, got connected on 2027-03-24"},
		{name: "production in its week", yaml: []string{"reached: settings", "reached: production"}, now: "2027-03-25"},
		{name: "another password", files: keyFile(p12("secret")), row: "check-handover-key/gcal", verdict: warned, reason: "does not open"},
		{name: "another password, told", files: keyFile(p12("secret")), yaml: []string{"key: key.p12", "key: key.p12\n  password: secret"}},
		{name: "no key file", yaml: []string{"key: key.p12", "key: lost.p12"}, row: "check-handover-key/gcal", verdict: warned, reason: "no such file"},
		{name: "garbage as key", files: keyFile(words("garbage")), row: "check-handover-key/gcal", verdict: warned, reason: "does not open"},
		{name: "an elliptic key", files: keyFile(elliptical), row: "check-handover-key/gcal", verdict: warned, reason: "another kind of key"},
		{name: "the key of another account", files: map[string]func(*testing.T) []byte{"certificates.json": published(false)},
			row: "check-handover-key/gcal", verdict: warned, reason: "none of 1"},
		{name: "certificates that are none", files: map[string]func(*testing.T) []byte{"certificates.json": words("<html>")}, row: "check-handover-key/gcal", verdict: warned, reason: "not the JSON"},
		{name: "a JSON key", files: keyFile(jsonKey(account, clientID))},
		{name: "a JSON key of another account", files: keyFile(jsonKey("other@project.iam.gserviceaccount.com", clientID)), row: "check-handover-key/gcal", verdict: warned, reason: "got other@"},
		{name: "a JSON key with another number", files: keyFile(jsonKey(account, "104727004242420010002")), row: "check-handover-key/gcal", verdict: warned, reason: "got 104727004242420010002"},
		{name: "broken JSON", files: keyFile(words("{")), row: "check-handover-key/gcal", verdict: warned, reason: "broken JSON"},
		{name: "an address as number", yaml: []string{`client_id: "104727004242420010001"`, "client_id: " + account}, row: "check-handover-number/gcal", verdict: warned, reason: "21 digits"},
		{name: "the sender as account", yaml: []string{"account: " + account, "account: yoyaku@city.example.jp"}, row: "check-handover-account/gcal", verdict: warned, reason: "got yoyaku@city.example.jp"},
		{name: "a calendar as sender", yaml: []string{"sender: yoyaku@city.example.jp", "sender: c_1234@group.calendar.google.com"}, row: "check-handover-sender/gcal", verdict: warned, reason: "a user of the Workspace"},
		{name: "the account as sender", yaml: []string{"sender: yoyaku@city.example.jp", "sender: " + account}, row: "check-handover-sender/gcal", verdict: warned, reason: "a user of the Workspace"},
		{name: "a private mailbox as sender", yaml: []string{"sender: yoyaku@city.example.jp", "sender: yoyaku@gmail.com"}, row: "check-handover-sender/gcal", verdict: warned, reason: "gmail.com"},
		{name: "a slash behind the scope", yaml: []string{"auth/calendar\n", "auth/calendar/\n"}, row: "check-handover-scope/gcal", verdict: warned, reason: "got https://www.googleapis.com/auth/calendar/"},
	} {
		t.Run(tt.name, tt.run)
	}
}

// TestDaysAreCountedBackFromTheRelease, over weekends and holidays.
func TestDaysAreCountedBackFromTheRelease(t *testing.T) {
	for _, tt := range []struct {
		onboarding                        target.FileOnboarding
		application, settings, production string
	}{
		{target.FileOnboarding{Release: "2027-04-01", Review: 5}, "2027-02-11", "2027-02-18", "2027-03-25"},
		{target.FileOnboarding{Release: "2027-04-01", Review: 5, Holidays: []string{"2027-02-11"}}, "2027-02-10", "2027-02-18", "2027-03-25"},
		{target.FileOnboarding{Release: "2027-04-04", Review: 1}, "2027-02-18", "2027-02-19", "2027-03-28"}, // six weeks before is a Sunday
		{target.FileOnboarding{Release: "2027-04-01"}, "2027-02-04", "2027-02-18", "2027-03-25"},
	} {
		d, ok := check.Days(&tt.onboarding)
		require.True(t, ok)
		assert.Equal(t, tt.application, d.Application.Format(time.DateOnly))
		assert.Equal(t, tt.settings, d.Settings.Format(time.DateOnly))
		assert.Equal(t, tt.production, d.Production.Format(time.DateOnly))
	}
	_, ok := check.Days(&target.FileOnboarding{})
	assert.False(t, ok)
}
