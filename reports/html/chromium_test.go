package html_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/event"
	"torii/reports/html"
	"torii/reports/verdict"
)

// many is the sample's log with its rows over and over, until there are at least n.
func many(t testing.TB, n int) []event.Event {
	t.Helper()
	once := sample(t)
	var all []event.Event
	rows := 0
	for round := 0; rows < n; round++ {
		for _, e := range once {
			switch e.Fact.(type) {
			case event.RunStarted:
				if round > 0 {
					continue
				}
			case event.RunEnded:
				continue
			case event.RowStarted:
				rows++
			}
			if e.Row != "" {
				e.Row = fmt.Sprintf("%s-%d", e.Row, round)
			}
			all = append(all, e)
		}
	}
	return event.Sealed(append(all, event.Event{At: once[len(once)-1].At, Fact: event.RunEnded{Rows: rows}}))
}

// saved writes a report into a file of its own, and is its address.
func saved(t testing.TB, events []event.Event) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "report.html")
	f, err := os.Create(name)
	require.NoError(t, err)
	require.NoError(t, html.Write(f, verdict.Judge(events), events, nil))
	require.NoError(t, f.Close())
	return "file://" + name
}

// browsed is a tab of a Chromium.
type browsed struct {
	context.Context
	console iter.Seq2[chromedp.ConsoleMessage, error]
}

// chromium opens a Chromium that reads Japanese, and one tab in it.
func chromium(t testing.TB) browsed {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	flags := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.Headless, chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("no-first-run", true), chromedp.Flag("accept-lang", "ja")}
	if os.Geteuid() == 0 {
		flags = append(flags, chromedp.NoSandbox) // Chromium refuses its sandbox to root
	}
	const limit = 10 * time.Minute
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, flags...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := browsed{Context: ctx, console: chromedp.Console(ctx)}
	b.do(t)
	return b
}

// quiet holds that the page has written nothing to the console, of whatever level.
func (b browsed) quiet(t *testing.T) {
	t.Helper()
	const end = "the end"
	b.do(t, chromedp.Evaluate[chromedp.Void](`console.log("`+end+`")`))
	for said, err := range b.console {
		require.NoError(t, err)
		if said.Text == end {
			return
		}
		assert.Fail(t, "the console says", said)
	}
}

// do takes actions; what fails ends the test.
func (b browsed) do(t testing.TB, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	require.NoError(t, chromedp.Do(b, actions...))
}

// ask is what an expression comes to in the page.
func ask[T any](t testing.TB, b browsed, expression string) T {
	t.Helper()
	answer, err := chromedp.Run(b, chromedp.Evaluate[T](expression))
	require.NoError(t, err, expression)
	return answer
}

// script runs in the page.
func script(text string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](text)
}

// screens are what a report is read on: a desk's, and a phone's.
var screens = []struct {
	name          string
	width, height int64
}{{"desk", 1280, 800}, {"phone", 390, 844}}

func TestNoScreenScrollsSideways(t *testing.T) {
	t.Parallel()
	b, address := chromium(t), saved(t, sample(t))
	for _, screen := range screens {
		b.do(t, chromedp.EmulateViewport(screen.width, screen.height), chromedp.Navigate(address))
		fits(t, b, screen.name+", closed")
		b.do(t, script(`document.querySelectorAll(".row").forEach(r => r.querySelector("summary").click())`),
			filled(), script(`document.querySelectorAll(".said").forEach(d => d.open = true)`))
		fits(t, b, screen.name+", all open")
		b.do(t, chromedp.Click(chromedp.CSS(`[data-lang=en]`)))
		fits(t, b, screen.name+", in English")
	}
	b.quiet(t)
}

// filled waits until the contents of every row are laid out.
func filled() chromedp.Action[chromedp.Void] {
	return chromedp.WaitNotPresent(chromedp.CSS(`.row[data-at]`))
}

// fits holds that nothing is wider than the window but figures, which scroll by themselves.
// A row hides what stands out of it, so that the page's own width does not tell.
func fits(t *testing.T, b browsed, when string) {
	t.Helper()
	wide := ask[[]string](t, b, `(() => {
		const root = document.documentElement, room = root.clientWidth;
		return [...document.querySelectorAll("body, body *:not(.wide *)")]
			.filter(e => e.getBoundingClientRect().right > room + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 120))
			.concat(root.scrollWidth > room ? ["scrolls: " + root.scrollWidth + " of " + room] : []);
	})()`)
	assert.Empty(t, wide, when)
}

// TestAPersonFindsWhyInTwoClicks: on the number of failed rows, and on the first of them.
func TestAPersonFindsWhyInTwoClicks(t *testing.T) {
	t.Parallel()
	b, address := chromium(t), saved(t, many(t, 1000))
	for _, screen := range screens {
		b.do(t, chromedp.EmulateViewport(screen.width, screen.height), chromedp.Navigate(address),
			chromedp.Click(chromedp.CSS(`.tile.failed`)), chromedp.Click(chromedp.CSS(`.row:not([hidden]) > summary .name`)))
		b.do(t, chromedp.WaitVisible(chromedp.CSS(`.row[open] .why`)), chromedp.WaitVisible(chromedp.CSS(`.row[open] svg .forged text`)))
		assert.Contains(t, ask[string](t, b, `document.querySelector(".row[open] .why").innerText`), "結果は「ログインした」", screen.name)
		assert.True(t, ask[bool](t, b, `(() => {
			const red = "rgb(192, 21, 38)", drawn = document.querySelector(".row[open] svg .forged");
			return getComputedStyle(drawn.querySelector("text")).fill === red && getComputedStyle(drawn.querySelector("path")).stroke === red;
		})()`), "%s: the forged message is red", screen.name)
		assert.True(t, ask[bool](t, b, `(() => {
			const text = document.querySelector(".row[open] svg .forged text"), at = text.getBoundingClientRect(), box = text.closest(".wide").getBoundingClientRect();
			return at.left >= box.left && at.right <= box.right;
		})()`), "%s: the forged message is in sight", screen.name)
		assert.GreaterOrEqual(t, ask[float64](t, b, `(() => {
			const text = document.querySelector(".row[open] svg .forged text"), svg = text.ownerSVGElement;
			return parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
		})()`), 9.0, "%s: pixels of a letter in the diagram", screen.name)
		assert.NotEmpty(t, ask[string](t, b, `document.querySelector(".row[open] .checks .bad").innerText`), screen.name)
		fits(t, b, screen.name)
	}
	b.quiet(t)
}

// TestWhatDidNotPassIsPrinted: paper has no clicks.
func TestWhatDidNotPassIsPrinted(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	b.do(t, chromedp.Navigate(saved(t, sample(t))), chromedp.WaitVisible(chromedp.CSS(`body[data-ready]`)))
	open := `document.querySelectorAll(".row[open]").length`
	require.Zero(t, ask[int](t, b, open))
	b.do(t, script(`addEventListener("beforeprint", () => { window.printed = `+open+` })`))
	pdf, err := chromedp.Run(b, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	require.NoError(t, err)
	assert.True(t, bytes.HasPrefix(pdf, []byte("%PDF-")))
	assert.Equal(t, 2, ask[int](t, b, `document.querySelectorAll(".row .why").length`), "with what they hold")
	assert.Equal(t, 2, ask[int](t, b, `window.printed`), "the two rows that failed")
	assert.Zero(t, ask[int](t, b, open), "the screen is as it was")
	b.quiet(t)
}

// BenchmarkOpen is how long a thousand rows take from the address to what a person can click.
func BenchmarkOpen(b *testing.B) {
	tab, address := chromium(b), saved(b, many(b, 1000))
	for b.Loop() {
		tab.do(b, chromedp.Navigate("about:blank"), chromedp.Navigate(address), chromedp.WaitVisible(chromedp.CSS(`.row .name`)))
	}
	b.ReportMetric(ask[float64](b, tab, `performance.getEntriesByType("navigation")[0].loadEventEnd`), "ms-to-load")
}
