package rp

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOwnPage(t *testing.T) {
	for address, want := range map[string]string{
		"/me":                                "/me",
		"/me?tab=links#top":                  "/me?tab=links#top",
		"/a%2Fb":                             "/a%2Fb",
		"/%09/elsewhere.example":             "/%09/elsewhere.example", // still escaped: a path of our own
		"":                                   "",
		"me":                                 "",
		"//elsewhere.example":                "",
		"/\\elsewhere.example":               "",
		"/\t/elsewhere.example":              "",
		"/\r\nSet-Cookie: a=b":               "",
		" /me":                               "",
		"https://rp.example.test/me":         "",
		"https:elsewhere.example":            "",
		"javascript:alert(1)":                "",
		"/マイページ":                             "",
		"/%zz":                               "",
		"/" + strings.Repeat("a", maxReturn): "",
	} {
		require.Equal(t, want, ownPage(address), "%.40q", address)
	}
}
