package fault

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/seed"
)

// readable are the forms that Relying Parties give to a state or nonce, each with what
// its reader demands before it compares anything.
func TestWhatIsAlikeCanBeReadWhereTheTruthCan(t *testing.T) {
	inJSON := func(t *testing.T, raw []byte) {
		var read struct{ Token, Return string }
		require.NoError(t, json.Unmarshal(raw, &read))
		require.NotEqual(t, "kQ3xZ", read.Token)
		require.Len(t, read.Token, 5)
		require.Equal(t, "/mypage?tab=1", read.Return)
	}
	object := `{"token":"kQ3xZ","return":"/mypage?tab=1"}`
	matches := func(form string) func(*testing.T, string) {
		return func(t *testing.T, s string) { require.Regexp(t, form, s) }
	}
	for _, row := range []struct {
		name, value string
		read        func(*testing.T, string)
	}{
		{"a random word", "Zk3mR9pQx1", matches(`^[A-Z][a-z]\d[a-z][A-Z]\d[a-z][A-Z][a-z]\d$`)},
		{"hexadecimal", "9f86d081884c7d65", matches(`^[0-9a-f]{16}$`)},
		{"a UUID of version 4", "3b12f1df-5232-4804-897e-917bf397618a", matches(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)},
		{"a number", "1789992000", matches(`^\d{10}$`)},
		{"value and signature", "Zk3mR9pQx1.c2lnbmF0dXJl", matches(`^[A-Za-z0-9]{10}\.[A-Za-z0-9]{12}$`)},
		{"JSON", object, func(t *testing.T, s string) { inJSON(t, []byte(s)) }},
		{"JSON in base64url", base64.RawURLEncoding.EncodeToString([]byte(object)), func(t *testing.T, s string) {
			raw, err := base64.RawURLEncoding.Strict().DecodeString(s)
			require.NoError(t, err)
			inJSON(t, raw)
		}},
		{"JSON in base64", base64.StdEncoding.EncodeToString([]byte(object)), func(t *testing.T, s string) {
			raw, err := base64.StdEncoding.Strict().DecodeString(s)
			require.NoError(t, err)
			inJSON(t, raw)
		}},
		{"a JWT", "eyJhbGciOiJIUzI1NiJ9." + base64.RawURLEncoding.EncodeToString([]byte(object)) + ".AAECAwQFBgcICQoLDA0ODxAREhM", func(t *testing.T, s string) {
			parts := regexp.MustCompile(`\.`).Split(s, -1)
			require.Len(t, parts, 3)
			require.Equal(t, "eyJhbGciOiJIUzI1NiJ9", parts[0])
			raw, err := base64.RawURLEncoding.Strict().DecodeString(parts[1])
			require.NoError(t, err)
			inJSON(t, raw)
			_, err = base64.RawURLEncoding.Strict().DecodeString(parts[2])
			require.NoError(t, err)
		}},
		{"one letter", "a", matches(`^[b-f]$`)},
		{"nothing that could change", "---", matches(`^---0$`)},
		{"nothing at all", "", matches(`^[A-Za-z0-9]{32}$`)},
	} {
		t.Run(row.name, func(t *testing.T) {
			changed := alike(row.value, seed.New("alike", row.name))
			require.NotEqual(t, row.value, changed)
			row.read(t, changed)
		})
	}
}
