package google_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/wiretest"
)

func fetch(t *testing.T, m *mockidp.Mock, address string, into any) {
	t.Helper()
	res := wiretest.Do(t, m, httptest.NewRequest(http.MethodGet, address, nil))
	require.Equal(t, http.StatusOK, res.Code)
	require.NoError(t, json.Unmarshal(res.Body.Bytes(), into))
}

func TestCertificatesHoldTheKeysOfTheKeySet(t *testing.T) {
	mock, err := mockidp.New(mockidp.Options{})
	require.NoError(t, err)
	var set jose.JSONWebKeySet
	fetch(t, mock, "https://www.googleapis.com/oauth2/v3/certs", &set)
	var certificates map[string]string
	fetch(t, mock, "https://www.googleapis.com/oauth2/v1/certs", &certificates)
	require.Len(t, certificates, len(set.Keys))
	for kid, text := range certificates {
		block, rest := pem.Decode([]byte(text))
		require.NotNil(t, block)
		require.Empty(t, rest)
		certificate, err := x509.ParseCertificate(block.Bytes)
		require.NoError(t, err)
		require.Len(t, set.Key(kid), 1)
		require.True(t, set.Key(kid)[0].Key.(*rsa.PublicKey).Equal(certificate.PublicKey), kid)
		require.True(t, mock.Now().After(certificate.NotBefore) && mock.Now().Before(certificate.NotAfter))
	}
}
