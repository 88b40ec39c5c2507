package google

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/profile"
)

// TestErrorMessage holds the message to the wire form that live error pages were decoded to.
func TestErrorMessage(t *testing.T) {
	message := errorMessage(profile.Refusal{Status: http.StatusBadRequest, Code: "invalid_request", Description: "bad"}, url.Values{"response_type": {"code"}})
	want := "\x0a\x0finvalid_request" + "\x12\x03bad" + "\x1a\x37https://developers.google.com/identity/protocols/oauth2" +
		"\x20\x90\x03" + "\x2a\x15\x0a\x0dresponse_type\x12\x04code"
	require.Equal(t, want, string(message))
	message = errorMessage(profile.Refusal{Status: http.StatusForbidden}, nil)
	require.Contains(t, string(message), "\x20\x93\x03")
}

func TestDecodeError(t *testing.T) {
	general := profile.Refusal{Status: http.StatusBadRequest, Code: "invalid_request"}
	told := profile.Refusal{Status: http.StatusForbidden, Code: "access_denied", Description: "このアプリは現在テスト中です"}
	message := errorMessage(told, url.Values{"redirect_uri": {"https://rp.example.test/cb"}, "scope": {"openid"}})
	for _, row := range []struct {
		name, encoded string
		want          profile.Refusal
	}{
		{"standard base64", base64.StdEncoding.EncodeToString(message), told},
		{"URL-safe base64", base64.URLEncoding.EncodeToString(message), told},
		{"nothing", "", general},
		{"no base64", "%%%", general},
		{"a length beyond the end", base64.StdEncoding.EncodeToString([]byte("\x0a\x7fx")), general},
		{"a length without end", base64.StdEncoding.EncodeToString([]byte("\x0a\xff")), general},
		{"an unknown wire type", base64.StdEncoding.EncodeToString([]byte("\x0d\x01\x02\x03\x04")), general},
		{"a status that is none", base64.StdEncoding.EncodeToString([]byte("\x20\x07")), general},
	} {
		t.Run(row.name, func(t *testing.T) { require.Equal(t, row.want, decodeError(row.encoded)) })
	}
}

func FuzzDecodeError(f *testing.F) {
	f.Add("")
	f.Add(base64.StdEncoding.EncodeToString(errorMessage(profile.Refusal{Status: 400, Code: "a", Description: "b"}, url.Values{"scope": {"c"}})))
	f.Add("Cv////8P")
	f.Add("IJAD")
	f.Fuzz(func(t *testing.T, encoded string) {
		r := decodeError(encoded)
		require.GreaterOrEqual(t, r.Status, 400)
		require.Less(t, r.Status, 600)
	})
}
