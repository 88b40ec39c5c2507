package html_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/html"
	"torii/reports/html/htmltest"
	"torii/reports/verdict"
)

func sample(t testing.TB) []event.Event {
	t.Helper()
	f, err := os.Open("../testdata/sample/events.ndjson")
	require.NoError(t, err)
	events, err := event.Read(f)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	return events
}

func written(t *testing.T, events []event.Event, pictures html.Pictures) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, html.Write(&b, verdict.Judge(events), events, pictures))
	return b.String()
}

// unpacked is the page as somebody sees it who has opened every row.
func unpacked(t *testing.T, events []event.Event, pictures html.Pictures) string {
	t.Helper()
	return htmltest.Unpacked(t, written(t, events, pictures))
}

// row returns what a person sees who opens a row.
func row(t *testing.T, page, id string) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	require.NoError(t, err)
	details := doc.Find(`details.row`).FilterFunction(func(_ int, s *goquery.Selection) bool { return s.AttrOr("id", "") == "r-"+id })
	require.Equal(t, 1, details.Length(), "rows with id %s", id)
	opened, err := details.Html()
	require.NoError(t, err)
	doc, err = goquery.NewDocumentFromReader(strings.NewReader(opened))
	require.NoError(t, err)
	return doc
}

func TestAFailedRowTellsWhy(t *testing.T) {
	opened := row(t, unpacked(t, sample(t), nil), "claims/google-nonce-wrong")
	said := opened.Text()
	for _, want := range []string{"結果は「ログインした」", "IDT-NONCE", "OpenID Connect Core 1.0, 3.1.3.7 item 11", "規格による",
		"Googleは不正「違う nonce」を仕込んでいる", "もし", "ならば", "nonce-wrong", "id_token", "RS256"} {
		assert.Contains(t, said, want)
	}
	forged := opened.Find("svg .forged text")
	require.Equal(t, 1, forged.Length(), "one message carries the fault")
	number := strings.Fields(forged.Text())[0]
	assert.Equal(t, number+" 200", strings.TrimSpace(forged.Text()), "the answer of the token endpoint")
	assert.Equal(t, "id_token", opened.Find(".said li.red .token b").First().Text())
}

func TestAForgedResponseIsRedOnItsWholeWay(t *testing.T) {
	forged := row(t, unpacked(t, sample(t), nil), "state/google-state-wrong").Find("svg .forged text")
	require.Equal(t, 2, forged.Length(), "from the provider, and on to the RP")
	assert.Contains(t, forged.First().Text(), "302 → /callback/google")
	assert.Contains(t, forged.Last().Text(), "GET /callback/google")
}

func TestTheReceivedNonceIsSeenToBeAnother(t *testing.T) {
	opened := row(t, unpacked(t, sample(t), nil), "claims/google-nonce-wrong")
	digests := map[string]bool{}
	opened.Find(".kv tr").Each(func(_ int, tr *goquery.Selection) {
		if tr.Find("th").Text() == "nonce" {
			digests[strings.Trim(tr.Find("td").Text(), `"`)] = true
		}
	})
	assert.Len(t, digests, 2, "sent and received are told apart: %v", digests)
}

func TestThePageFetchesNothing(t *testing.T) {
	page := unpacked(t, sample(t), html.Pictures{"login/line": []byte("\x89PNG")})
	assert.NotRegexp(t, `(?i)<(link|iframe|object|embed|base)\b|@import|url\(|\bsrc="[^d]|fetch\(|XMLHttp|new Image`, page)
	assert.Contains(t, page, `default-src &#39;none&#39;`)
	assert.Contains(t, page, `src="data:image/png;base64,`)
	assert.NotContains(t, page, "ZgotmplZ", "html/template has refused a value")
}

func TestALargePictureIsNamedInstead(t *testing.T) {
	const large = 2 << 20
	page := written(t, sample(t), html.Pictures{"login/line": make([]byte, large)})
	assert.Less(t, len(page), large)
	assert.Contains(t, htmltest.Unpacked(t, page), "evidence/login_line.png")
}

func TestWhatOthersWroteIsText(t *testing.T) {
	const hostile = `"></script><script>alert(1)</script><img src=x onerror=alert(2)><!--`
	at := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	var events []event.Event
	for i, e := range []event.Event{
		{Fact: event.RunStarted{Target: hostile, Salt: hostile, Settings: map[string]string{hostile: hostile}}},
		{Row: hostile, Fact: event.RowStarted{Feature: hostile, Name: hostile, Provider: hostile, Rule: hostile, File: hostile,
			Steps: []event.Step{{Keyword: hostile, Text: hostile}}}},
		{Row: hostile, Login: hostile, Fact: event.Planted{Persona: hostile, Faults: []string{hostile}}},
		{Row: hostile, Login: hostile, Fact: event.Hopped{Method: hostile, URL: "https://x/" + hostile + "?" + hostile, Location: hostile}},
		{Row: hostile, Login: hostile, Fact: event.Called{Endpoint: hostile, Params: map[string]string{hostile: hostile}, Why: text.Both{JA: hostile, EN: hostile}}},
		{Row: hostile, Login: hostile, Fact: event.Came{Outcome: hostile, Title: hostile, Detail: hostile}},
		{Row: hostile, Fact: event.Printed{Line: hostile}},
		{Row: hostile, Fact: event.Broke{Problem: hostile}},
		{Row: hostile, Fact: event.RowEnded{}},
		{Fact: event.Manual{ID: hostile, Item: hostile, Note: hostile}},
	} {
		e.Seq, e.At = i+1, at
		events = append(events, e)
	}
	page := written(t, events, nil)
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	require.NoError(t, err)
	assert.Equal(t, 2, doc.Find("script").Length(), "the page's own, and the one row's bundle")
	assert.Zero(t, doc.Find("img").Length())
	doc, err = goquery.NewDocumentFromReader(strings.NewReader(htmltest.Unpacked(t, page)))
	require.NoError(t, err)
	opened := doc.Find("details.row")
	require.Equal(t, 1, opened.Length())
	assert.Zero(t, opened.Find("script, img, [onerror]").Length())
	assert.Contains(t, opened.Text(), hostile)
}

func TestAnEndlessLoginIsCut(t *testing.T) {
	events := []event.Event{{Row: "a", Fact: event.RowStarted{}}}
	for range 5000 {
		events = append(events, event.Event{Row: "a", Login: "a#1", Fact: event.Hopped{Method: "GET", URL: "https://rp.test/", Status: 302}})
	}
	events = append(events, event.Event{Row: "a", Fact: event.RowEnded{}})
	page := written(t, events, nil)
	const bound = 100 << 10
	assert.Less(t, len(htmltest.Unpacked(t, page)), bound)
	assert.Contains(t, htmltest.Unpacked(t, page), "… +")
}

// TestOnlyThePagesOwnScriptRuns: it is known by its hash, and no word of others can have it.
func TestOnlyThePagesOwnScriptRuns(t *testing.T) {
	page := written(t, sample(t), nil)
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	require.NoError(t, err)
	policy := doc.Find(`meta[http-equiv=Content-Security-Policy]`).AttrOr("content", "")
	assert.NotContains(t, policy, "unsafe")
	for _, name := range []string{"script:not([type])", "style"} {
		own := doc.Find(name)
		require.Equal(t, 1, own.Length(), name)
		sum := sha256.Sum256([]byte(own.Text()))
		assert.Contains(t, policy, base64.StdEncoding.EncodeToString(sum[:]), name)
	}
	assert.Zero(t, doc.Find("[onclick], [onsubmit], [onload], [style]").Length(), "what a policy with hashes does not let run")
}

// TestAThousandRowsAreSmall: what rows have in common is packed once.
func TestAThousandRowsAreSmall(t *testing.T) {
	const rows, bytesOfARow = 1000, 2 << 10
	assert.Less(t, len(written(t, many(t, rows), nil)), rows*bytesOfARow)
}
