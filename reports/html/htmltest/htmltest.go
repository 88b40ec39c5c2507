// Package htmltest reads a report's page as a person does who opens every row. It is for
// tests: what is packed in a page, no search of its text finds.
package htmltest

import (
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	bundles = regexp.MustCompile(`<script type="application/gzip" id="bundle-(\d+)">([^<]*)</script>\n`)
	closed  = regexp.MustCompile(` data-at="(\d+) (\d+)">\n((?s:.*?))</details>\n`)
)

// Unpacked is the page with the contents of each row where they stand when it is open.
func Unpacked(t testing.TB, page string) string {
	t.Helper()
	bodies := map[string][]string{}
	for _, m := range bundles.FindAllStringSubmatch(page, -1) {
		bodies[m[1]] = bundle(t, m[2])
	}
	require.NotEmpty(t, bodies, "the page has no rows")
	page = bundles.ReplaceAllString(page, "")
	return closed.ReplaceAllStringFunc(page, func(s string) string {
		m := closed.FindStringSubmatch(s)
		at, err := strconv.Atoi(m[2])
		require.NoError(t, err)
		require.Greater(t, len(bodies[m[1]]), at, "bundle %s", m[1])
		return fmt.Sprintf(">\n%s%s</details>\n", m[3], bodies[m[1]][at])
	})
}

func bundle(t testing.TB, packed string) []string {
	t.Helper()
	zipped, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(packed)))
	require.NoError(t, err)
	var bodies []string
	require.NoError(t, json.NewDecoder(zipped).Decode(&bodies))
	return bodies
}
