package gcal_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/jwt"
	"google.golang.org/api/calendar/v3"

	"torii/fixtures/key"
	"torii/mockidp/gcal/directory"
)

// assert signs claims with a configuration's key, changed as a test wishes.
func (f fake) assert(conf *jwt.Config, header, change map[string]any) string {
	f.t.Helper()
	now := f.clock.Now().Unix()
	claims := map[string]any{"iss": conf.Email, "scope": strings.Join(conf.Scopes, " "), "aud": conf.TokenURL, "iat": now, "exp": now + 3600}
	if conf.Subject != "" {
		claims["sub"] = conf.Subject
	}
	maps.Copy(claims, change)
	for k, v := range claims {
		if v == nil {
			delete(claims, k)
		}
	}
	if header == nil {
		header = map[string]any{"alg": "RS256", "typ": "JWT"}
	}
	input := segment(f.t, header) + "." + segment(f.t, claims)
	block, _ := pem.Decode(conf.PrivateKey)
	private, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	require.NoError(f.t, err)
	digest := sha256.Sum256([]byte(input))
	signature, err := rsa.SignPKCS1v15(rand.Reader, private.(*rsa.PrivateKey), crypto.SHA256, digest[:])
	require.NoError(f.t, err)
	return input + "." + base64.RawURLEncoding.EncodeToString(signature)
}

func segment(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return base64.RawURLEncoding.EncodeToString(b)
}

type answer struct {
	status int
	Access string `json:"access_token"`
	Life   int    `json:"expires_in"`
	ID     string `json:"id_token"`
	Error  string `json:"error"`
	Says   string `json:"error_description"`
}

func (f fake) post(address string, form url.Values) answer {
	f.t.Helper()
	res, err := http.PostForm(f.door.Server(address), form)
	require.NoError(f.t, err)
	b := read(f.t, res)
	a := answer{status: res.StatusCode}
	require.NoError(f.t, json.Unmarshal([]byte(b), &a), b)
	return a
}

func read(t *testing.T, res *http.Response) string {
	t.Helper()
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return string(b)
}

const (
	tokenURL = "https://oauth2.googleapis.com/token"
	bearer   = "urn:ietf:params:oauth:grant-type:jwt-bearer"
)

func (f fake) fetch(conf *jwt.Config, change map[string]any) (*oauth2.Token, error) {
	a := f.post(tokenURL, url.Values{"grant_type": {bearer}, "assertion": {f.assert(conf, nil, change)}})
	if a.Error != "" {
		return nil, &oauth2.RetrieveError{ErrorCode: a.Error, ErrorDescription: a.Says, Response: &http.Response{StatusCode: a.status, Status: a.Error}}
	}
	return &oauth2.Token{AccessToken: a.Access, TokenType: "Bearer"}, nil
}

type tokenTest struct {
	name             string
	account, subject string
	scopes           string
	header, change   map[string]any
	form             url.Values
	set              map[string]string
	status           int
	code, says       string
}

func (row tokenTest) run(t *testing.T) {
	f := open(t, row.set, nil)
	account := row.account
	if account == "" {
		account = "sa-ok"
	}
	if !strings.Contains(account, "@") {
		account += "@hinode-renkei.iam.gserviceaccount.com"
	}
	name := ""
	if strings.HasPrefix(account, "sa-oldkey") {
		name = "k0"
	}
	conf := f.signs(saOK, row.subject, strings.Fields(row.scopes)...)
	if file, err := f.KeyFile(account, name, "json"); err == nil {
		var read struct {
			PrivateKey string `json:"private_key"`
			Email      string `json:"client_email"`
		}
		require.NoError(t, json.Unmarshal(file.Body, &read))
		conf.PrivateKey, conf.Email = []byte(read.PrivateKey), read.Email
	} else {
		private, err := key.Service(strings.TrimPrefix(strings.Split(account, "@")[0], "sa-"))
		require.NoError(t, err)
		conf.PrivateKey, conf.Email = []byte(private), account
	}
	form := url.Values{"grant_type": {bearer}, "assertion": {f.assert(conf, row.header, row.change)}}
	maps.Copy(form, row.form)
	a := f.post(tokenURL, form)
	require.Equal(t, row.status, a.status, a)
	require.Equal(t, row.code, a.Error)
	require.Equal(t, row.says, a.Says)
	if row.status == http.StatusOK {
		require.Equal(t, 3599, a.Life)
	}
}

func TestTokenRefusals(t *testing.T) {
	const t11 = "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested."
	const t7 = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."
	at := func(d time.Duration) int64 { return morning.Add(d).Unix() }
	for _, row := range []tokenTest{
		{name: "as the sender", subject: sender, status: 200},
		{name: "as itself", status: 200},
		{name: "digits as strings", subject: sender, change: map[string]any{"iat": "1795136400", "exp": "1795139999"}, status: 200},
		{name: "without typ", subject: sender, header: map[string]any{"alg": "RS256"}, status: 200},
		{name: "the fake's own aud", subject: sender, change: map[string]any{"aud": tokenURL}, status: 200},
		{name: "T2 no JWT", form: url.Values{"assertion": {"a.b"}}, status: 400, code: "invalid_request", says: "Bad Request"},
		{name: "T3 alg none", header: map[string]any{"alg": "none"}, status: 400, code: "invalid_grant", says: "Invalid JWT Signature."},
		{name: "T3 another kid", header: map[string]any{"alg": "RS256", "kid": "x"}, status: 400, code: "invalid_grant", says: "Invalid JWT Signature."},
		{name: "T3 deleted key", account: "sa-oldkey", subject: sender, status: 400, code: "invalid_grant", says: "Invalid JWT Signature."},
		{name: "T3 the address of another account", change: map[string]any{"iss": "sa-nodwd@hinode-renkei.iam.gserviceaccount.com"}, status: 400, code: "invalid_grant", says: "Invalid JWT Signature."},
		{name: "T4 unknown iss", change: map[string]any{"iss": "nobody@x.iam.gserviceaccount.com"}, status: 400, code: "invalid_grant", says: "Invalid grant: account not found"},
		{name: "T4 disabled", account: "sa-disabled", status: 400, code: "invalid_grant", says: "Invalid grant: account not found"},
		{name: "T4b", account: "sa-disabled", set: map[string]string{"t4_text": "robot"}, status: 400, code: "invalid_grant", says: "Robot is disabled."},
		{name: "T4 deleted", account: "sa-deleted", status: 400, code: "invalid_grant", says: "Invalid grant: account not found"},
		{name: "T5", change: map[string]any{"iat": nil}, status: 400, code: "invalid_grant", says: "Invalid JWT: iat (issued at) is not set."},
		{name: "T6", change: map[string]any{"exp": nil}, status: 400, code: "invalid_grant", says: "Invalid JWT: exp (expiration time) is not set."},
		{name: "T7 six minutes ahead", change: map[string]any{"iat": at(6 * time.Minute), "exp": at(66 * time.Minute)}, status: 400, code: "invalid_grant", says: t7},
		{name: "five minutes ahead", change: map[string]any{"iat": at(5 * time.Minute), "exp": at(65 * time.Minute)}, status: 200},
		{name: "T7 seventy minutes behind", change: map[string]any{"iat": at(-70 * time.Minute), "exp": at(-10 * time.Minute)}, status: 400, code: "invalid_grant", says: t7},
		{name: "T7 too long", change: map[string]any{"exp": at(66 * time.Minute)}, status: 400, code: "invalid_grant", says: t7},
		{name: "T7 in older words", set: map[string]string{"t7_text": "oldest"}, change: map[string]any{"exp": at(66 * time.Minute)}, status: 400, code: "invalid_grant",
			says: "Invalid JWT: Token must be a short-lived token and in a reasonable timeframe"},
		{name: "T8 empty", change: map[string]any{"scope": ""}, status: 400, code: "invalid_scope", says: "Invalid OAuth scope or ID token audience provided."},
		{name: "T8 a list with commas", subject: sender, scopes: "calendar,openid", status: 400, code: "invalid_scope", says: "Invalid OAuth scope or ID token audience provided."},
		{name: "scope as a parameter", subject: sender, form: url.Values{"scope": {"x"}}, status: 400, code: "invalid_scope",
			says: "Invalid downscoping, scopes should not be specified as a request parameter."},
		{name: "T9", change: map[string]any{"aud": "https://example.com"}, status: 400, code: "invalid_grant", says: "Invalid JWT: Failed audience check."},
		{name: "T9 strict", set: map[string]string{"aud": "called"}, change: map[string]any{"aud": "https://accounts.google.com/o/oauth2/token"}, status: 400, code: "invalid_grant", says: "Invalid JWT: Failed audience check."},
		{name: "T11 no row", account: "sa-nodwd", subject: sender, status: 401, code: "unauthorized_client", says: t11},
		{name: "T11 an e-mail in the row", account: "sa-email-row", subject: sender, status: 401, code: "unauthorized_client", says: t11},
		{name: "T11 a group", subject: "saiyo-team@hinode.example.jp", status: 401, code: "unauthorized_client", says: t11},
		{name: "T11 another tenant", subject: "user@tsukimi.example.jp", status: 401, code: "unauthorized_client", says: t11},
		{name: "T11 a consumer account", subject: "kouho2@gmail.example", status: 401, code: "unauthorized_client", says: t11},
		{name: "T11 spreading", account: "sa-flap", subject: sender, status: 401, code: "unauthorized_client", says: t11},
		{name: "T13 a subset", account: "sa-subset", subject: sender, scopes: calendar.CalendarScope + " " + calendar.CalendarEventsScope, status: 403, code: "access_denied", says: "Requested client not authorized."},
		{name: "T13 never signed in", subject: "shinjin.goro@hinode.example.jp", status: 403, code: "access_denied", says: "Requested client not authorized."},
		{name: "T13 with another status", set: map[string]string{"access_denied_status": "401"}, subject: "shinjin.goro@hinode.example.jp", status: 401, code: "access_denied", says: "Requested client not authorized."},
		{name: "T15", subject: "nobody@hinode.example.jp", status: 400, code: "invalid_grant", says: "Invalid email or User ID"},
		{name: "T16", subject: "not-an-email", status: 400, code: "invalid_grant", says: "Not a valid email"},
		{name: "T17", subject: "taishoku.saburo@hinode.example.jp", status: 400, code: "invalid_grant", says: "The account has been deleted"},
		{name: "T18", subject: "mukashi.shiro@hinode.example.jp", status: 400, code: "invalid_request", says: "Invalid impersonation &quot;sub&quot; field"},
		{name: "a suspended user gets a token", subject: "teishi.taro@hinode.example.jp", status: 200},
	} {
		t.Run(row.name, row.run)
	}
}

func TestAScopeThatDoesNotExistGivesAnIDTokenAlone(t *testing.T) {
	f := open(t, nil, nil)
	a := f.post(tokenURL, url.Values{"grant_type": {bearer}, "assertion": {f.assert(f.signs(saOK, "", "api://x"), nil, nil)}})
	require.Equal(t, http.StatusOK, a.status)
	require.Empty(t, a.Access)
	require.NotEmpty(t, a.ID)
}

func TestOlderAddressesAnswerAlike(t *testing.T) {
	f := open(t, nil, nil)
	for _, address := range []string{"https://www.googleapis.com/oauth2/v4/token", "https://accounts.google.com/o/oauth2/token", "https://oauth2.mtls.googleapis.com/token"} {
		a := f.post(address, url.Values{"grant_type": {bearer}, "assertion": {f.assert(f.signs(saOK, sender), nil, nil)}})
		require.NotEmpty(t, a.Access, address)
	}
}

func TestTheLoginProvidersTokenEndpointStaysItsOwn(t *testing.T) {
	f := open(t, nil, nil)
	a := f.post(tokenURL, url.Values{"grant_type": {"authorization_code"}, "code": {"x"}})
	require.Equal(t, "invalid_request", a.Error, "the answer of the provider for logins")
	require.NotEqual(t, "Bad Request", a.Says)
}

func TestADelegationSpreads(t *testing.T) {
	f := open(t, nil, nil)
	conf := f.signs("sa-flap@hinode-renkei.iam.gserviceaccount.com", sender)
	for range 5 {
		_, err := f.fetch(conf, nil)
		require.Error(t, err)
	}
	_, err := f.fetch(conf, nil)
	require.NoError(t, err)

	require.NoError(t, f.Change(directory.Change{Do: "delegate", Of: "110000000000000000002", Scopes: []string{calendar.CalendarScope}, Delay: "2h"}))
	late := f.signs("sa-nodwd@hinode-renkei.iam.gserviceaccount.com", sender)
	_, err = f.fetch(late, nil)
	require.Error(t, err)
	f.clock.Advance(2 * time.Hour)
	_, err = f.fetch(late, nil)
	require.NoError(t, err)
}
