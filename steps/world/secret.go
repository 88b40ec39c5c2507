package world

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"torii/fixtures/text"
	"torii/mockidp/fault"
	"torii/mockidp/profile"
	"torii/reports/event"
)

// exposure is what browsers have met of what is secret, as digests. Two people may act at once.
type exposure struct {
	mu  sync.Mutex
	met map[string]bool
}

// digest is a secret as the masker leaves it in a text.
var digest = regexp.MustCompile(`~[0-9a-f]{12}`)

func (e *exposure) add(masked string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.met == nil {
		e.met = map[string]bool{}
	}
	for _, d := range digest.FindAllString(masked, -1) {
		e.met[d] = true
	}
}

func (e *exposure) has(digest string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.met[digest]
}

// tokens are the members of a token response that open doors.
var tokens = []string{"access_token", "refresh_token", "id_token"}

// givenTokens are the tokens that the provider's token endpoint gave in a login, as digests.
func (w *World) givenTokens(login string) []string {
	var given []string
	for _, e := range w.facts() {
		f, ok := e.Fact.(event.Called)
		if !ok || e.Login != login || f.Endpoint != string(profile.Token) {
			continue
		}
		for _, m := range f.Answer {
			if slices.Contains(tokens, m.Name) && digest.MatchString(m.Value) {
				given = append(given, digest.FindString(m.Value))
			}
		}
	}
	return given
}

// NoTokenShown expects that no page and no address that the browser met has a token of the token endpoint's.
func (w *World) NoTokenShown() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	w.seen.add(w.masker.Scrub(w.shown.text()))
	w.check(last.id, w.Rule, "false", said(slices.ContainsFunc(w.givenTokens(last.id), w.seen.has)),
		text.Both{JA: "画面かアドレスに、トークンエンドポイントのトークンが出たか", EN: "a page or an address had a token of the token endpoint's"})
	return nil
}

// SecretHidden expects that no browser has met a secret of the client's.
func (w *World) SecretHidden() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if len(w.secrets()) == 0 {
		return w.missing("client secret")
	}
	w.expectIn(last)
	w.check(last.id, w.Rule, "false", said(w.leaked),
		text.Both{JA: "ブラウザーがクライアントの秘密を見たか", EN: "the browser has met a secret of the client's"})
	return nil
}

// WordsHidden expects that what the token endpoint wrote into its error is on no page.
func (w *World) WordsHidden() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectOf(last, []event.Outcome{event.Refused}, "")
	w.check(last.id, w.Rule, "false", said(last.page != nil && strings.Contains(string(last.page.Body), fault.ErrorMarker)),
		text.Both{JA: "トークンエンドポイントのエラーの文言が画面に出たか", EN: "words of the token endpoint's error are on the page"})
	return nil
}

// PrintsNoSecret expects that the target has printed neither a token of the login nor a secret of the client's.
func (w *World) PrintsNoSecret() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	lines := w.printed()
	if len(lines) == 0 {
		return w.inapplicable("output", "RPは何も出力していないか、torii がその出力を受け取っていない", "the RP has printed nothing, or torii does not get what it prints")
	}
	w.expectIn(last)
	hidden := w.givenTokens(last.id)
	for _, secret := range w.secrets() {
		if secret != "" {
			hidden = append(hidden, w.masker.Digest(secret))
		}
	}
	told := slices.ContainsFunc(lines, func(line string) bool {
		return slices.ContainsFunc(hidden, func(d string) bool { return strings.Contains(line, d) })
	})
	w.check(last.id, w.Rule, "false", said(told),
		text.Both{JA: "RPがトークンかクライアントの秘密を出力したか", EN: "the RP has printed a token, or a secret of the client's"})
	return nil
}

// printed are the lines that the target has printed, masked.
func (w *World) printed() []string {
	if w.bay.Printed != nil {
		return w.bay.Printed()
	}
	var lines []string
	for _, e := range w.log.Row("") {
		if f, ok := e.Fact.(event.Printed); ok {
			lines = append(lines, f.Line)
		}
	}
	return lines
}
