package bench

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/door"
	"torii/rpclient/target"
)

// namedTest is an address that a browser is led to.
type namedTest struct {
	name, address string
	yaml          string // further fields
	real          bool   // the door is that of the real names
	says          string // "" if it is asked
	provider      bool
}

func (tt namedTest) run(t *testing.T) {
	f, err := target.Parse("torii.yaml", []byte("name: x\ncommand: [x]\nproviders: {google: {login: {page: /}, callback: /cb}}\n"+
		"session: {page: /me, member: {json: user}}\n"+tt.yaml))
	require.NoError(t, err)
	path, err := door.NewPath("http://127.0.0.1:9400", "", "")
	require.NoError(t, err)
	mock, err := mockidp.New(mockidp.Options{})
	require.NoError(t, err)
	about := described(f, "http://localhost:3000")
	n := (&Process{file: f, about: about, mock: mock, path: path}).named()
	if tt.real {
		n = (&Closed{file: f, about: about, mock: mock}).named()
	}
	u, err := url.Parse(tt.address)
	require.NoError(t, err)
	err = n.admit(u)
	if tt.says == "" {
		require.NoError(t, err)
		return
	}
	require.ErrorIs(t, err, target.ErrElsewhere)
	require.ErrorContains(t, err, tt.says)
	assert.NotContains(t, err.Error(), "s3cr3t")
	var e *target.ElsewhereError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, tt.provider, e.Provider)
}

func TestWhomABrowserMayAsk(t *testing.T) {
	const auth = "https://accounts.google.com/o/oauth2/v2/auth"
	for _, tt := range []namedTest{
		{name: "the Relying Party", address: "http://localhost:3000/"},
		{name: "a mock by the path door", address: "http://127.0.0.1:9400/accounts.google.com/o/oauth2/v2/auth"},
		{name: "a mock by its real name", address: auth, real: true},
		{name: "what the file allows", address: "https://www.shop.example.test/", yaml: "egress: {allow: [www.shop.example.test]}\n"},
		{name: "a real provider at the path door", address: auth + "?state=s3cr3t", provider: true,
			says: "the real Google: " + auth + "; nothing was asked of it. "},
		{name: "a real provider, and the line to mend it", address: auth, provider: true,
			says: "give it GOOGLE_AUTHORIZATION_ENDPOINT=http://127.0.0.1:9400/accounts.google.com/o/oauth2/v2/auth"},
		{name: "a real provider whose address stands in the file", address: auth, provider: true, yaml: "environment: {AUTH: '" + auth + "'}\n",
			says: "environment.AUTH (line 5) of torii.yaml holds a real address: write it as '{{.Address"},
		{name: "a real provider that the file tells of the mock", address: auth, provider: true, yaml: "environment: {ISSUER: '{{.Issuer \"google\"}}'}\n",
			says: "environment.ISSUER (line 5) of torii.yaml gives it the mock's address"},
		{name: "a cloud's metadata", address: "http://169.254.169.254/latest?x=s3cr3t", says: "the RP leads to http://169.254.169.254/latest, a host that is neither its own nor mocked"},
		{name: "a cloud's metadata, by real names", address: "http://169.254.169.254/latest", real: true, says: "neither its own nor mocked"},
		{name: "a forged host", address: "https://jwks-elsewhere.google.planted.example.test/", says: "neither its own nor mocked"},
	} {
		t.Run(tt.name, tt.run)
	}
}
