package check_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"torii/reports/verdict"
)

// buttons bends every login button: $1 is its provider, $2 its attributes, $3 what stands on it.
func buttons(by string) func(http.Handler) http.Handler {
	button := regexp.MustCompile(`<button id="login-([a-z-]+)"([^>]*)>([^<]*)</button>`)
	return answered(func(a *httptest.ResponseRecorder, _ *http.Request) {
		text := button.ReplaceAllString(a.Body.String(), by)
		a.Body.Reset()
		a.Body.WriteString(text)
	})
}

// named is a way of making buttons, and whether they then name their providers.
type named struct {
	name, button string
	verdict      verdict.Verdict
	got          string // of LINE's button, where it is wrong
}

func (tt named) run(t *testing.T) {
	t.Parallel()
	found := world{wrap: buttons(tt.button)}.check(t)
	seen := 0
	for _, r := range found.Rows {
		id, ok := strings.CutPrefix(r.ID, "check-button/")
		if !ok {
			continue
		}
		seen++
		assert.Equal(t, tt.verdict, r.Verdict, "%s: %s", id, r.Reason.EN)
		if id == "line" && tt.got != "" {
			assert.Contains(t, r.Reason.EN, "got "+tt.got)
		}
	}
	assert.Equal(t, 7, seen, "every provider that the environment offers")
}

// TestAButtonNamesItsProvider, at each provider, in whatever way a screen reader would find it.
func TestAButtonNamesItsProvider(t *testing.T) {
	t.Parallel()
	for _, tt := range []named{
		{"by its text", `<button id="login-$1"$2>$3</button>`, verdict.Passed, ""},
		{"by aria-label", `<button id="login-$1" aria-label="$3"><svg></svg></button>`, verdict.Passed, ""},
		{"by an image", `<button id="login-$1"><img src="/b.png" alt="$3"></button>`, verdict.Passed, ""},
		{"by another element", `<span id="of-$1">$3</span><button id="login-$1" aria-labelledby="of-$1"></button>`, verdict.Passed, ""},
		{"by a part of it", `<button id="login-$1"><span aria-hidden="true">*</span><span>$3</span></button>`, verdict.Passed, ""},
		{"as an input", `<input type="submit" id="login-$1" value="$3">`, verdict.Passed, ""},
		{"by its title alone", `<button id="login-$1" title="$3"></button>`, verdict.Passed, ""},
		{"not at all", `<button id="login-$1">ログイン</button>`, verdict.Warned, "ログイン"},
		{"by an image that says nothing", `<button id="login-$1"><img src="/$3.png" alt=""></button>`, verdict.Warned, "-"},
		{"by what is hidden", `<button id="login-$1">ログイン<span aria-hidden="true">$3</span></button>`, verdict.Warned, "ログイン"},
		{"by text that a label covers", `<button id="login-$1" aria-label="ログイン">$3</button>`, verdict.Warned, "ログイン"},
	} {
		t.Run(tt.name, tt.run)
	}
}
