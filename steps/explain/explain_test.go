package explain_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/reports/verdict"
	"torii/steps/explain"
)

func japanese(b text.Both) string { return b.JA }
func english(b text.Both) string  { return b.EN }

func said(t *testing.T, word string, say func(text.Both) string) string {
	t.Helper()
	entries, err := explain.Of(word)
	require.NoError(t, err)
	require.NotEmpty(t, entries, "nothing is called %q", word)
	var b strings.Builder
	require.NoError(t, explain.Write(&b, entries, say))
	return b.String()
}

func TestAWordIsExplained(t *testing.T) {
	for _, c := range []struct{ name, word, ja, en string }{
		{"rule", "IDT-CRIT", "直し方", "How to mend it"},
		{"rule in small letters", "idt-crit", "rfc7515.html#section-4.1.11", "rfc7515.html#section-4.1.11"},
		{"rule as a tag", "@IDT-CRIT", "keycloak/README.md", "no setting changes that"},
		{"fault", "nonce-wrong", "IDT-NONCE (規則)", "IDT-NONCE (rule)"},
		{"fault by its Japanese name", "違う nonce", "nonce-wrong (不正)", "nonce-wrong (fault)"},
		{"fault of the calendar", "rate-limit", "CAL-RETRY", "CAL-RETRY"},
		{"switch", "gbizid.jwk_use", "--set gbizid.jwk_use=…", "Confidence"},
		{"switch without its provider", "jwk_use", "gbizid.jwk_use (切り替え)", "gbizid.jwk_use (switch)"},
		{"row", "claims/google-nonce-wrong", "仕込み: nonce-wrong", "Planted: nonce-wrong"},
		{"verdict", "vacuous", "合格ではない", "it is no pass"},
		{"verdict in Japanese", "空振り", "次にすること", "What to do"},
		{"verdict of two words", "harness error", "試験装置", "harness"},
		{"what to run", "IDT-CRIT", "--rule IDT-CRIT", "--rule IDT-CRIT"},
		{"rule of torii check alone", "NET-TLS", "torii check --rp torii.yaml", "torii check --rp torii.yaml"},
		{"rule of nobody else", "SES-BACK", "torii の実務の基準", "torii's own practice"},
		{"mutant", "idtoken.nonce/only-if-present", "変異", "mutant"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Contains(t, said(t, c.word, japanese), c.ja)
			assert.Contains(t, said(t, c.word, english), c.en)
		})
	}
}

// TestEverythingIsExplainedInBothLanguages: whatever has a name has words for it.
func TestEverythingIsExplainedInBothLanguages(t *testing.T) {
	all, err := explain.All()
	require.NoError(t, err)
	letters := regexp.MustCompile(`[\p{Hiragana}\p{Katakana}\p{Han}]`)
	verdicts := 0
	for _, e := range all {
		assert.NotEmpty(t, e.Says.EN, e.ID)
		if !strings.HasPrefix(e.Kind.EN, "check") { // whose names are those of parameters, too
			assert.Regexp(t, letters, e.Says.JA, e.ID)
		}
		if e.Kind.EN == "verdict" {
			verdicts++
		}
	}
	assert.Len(t, verdict.Ladder(), verdicts)
}

func TestATypoFindsTheWordThatWasMeant(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"IDT-CRT", "IDT-CRIT"},
		{"nonce-wrnog", "nonce-wrong"},
		{"vacous", "vacuous"},
		{"gbizid.jwk_uze", "gbizid.jwk_use"},
		{"claims/google-nonce-wron", "claims/google-nonce-wrong"},
		{"LNK-TROJ", "LNK-TROJAN"},
		{"", ""},
	} {
		t.Run(c.word, func(t *testing.T) {
			near, err := explain.Near(c.word)
			require.NoError(t, err)
			require.NotEmpty(t, near)
			assert.LessOrEqual(t, len(near), 5)
			if c.want != "" {
				assert.Contains(t, near, c.want)
			}
		})
	}
	_, err := explain.Near(strings.Repeat("長い", 100_000))
	require.NoError(t, err, "a word of any length")
}
