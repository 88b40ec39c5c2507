package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/folder"
	"torii/reports/verdict"
)

// mixed is a run with rows of every verdict, one of its failures accepted.
func mixed() []event.Event {
	log := event.NewLog((&clock.Clock{}).Now)
	log.Add("", "", event.RunStarted{Format: event.Format, Target: "mixed", Version: "test"})
	n := 0
	add := func(times int, opened event.RowStarted, facts ...event.Fact) {
		for range times {
			n++
			id := fmt.Sprintf("row/line-%d", n)
			opened.Feature, opened.Name, opened.Provider, opened.File = "行", "ある行", "line", "a.feature"
			if opened.Rule == "" {
				opened.Rule = "IDT-ISS"
			}
			log.Add(id, "", opened)
			for _, f := range facts {
				log.Add(id, "", f)
			}
			log.Add(id, "", event.RowEnded{Millis: 1})
		}
	}
	honest := event.Controlled{Provider: "line", SignedIn: true}
	good, bad := event.Checked{What: "x", Want: "1", Got: "1"}, event.Checked{What: "x", Want: "1", Got: "2"}
	add(9, event.RowStarted{}, honest, good)
	add(4, event.RowStarted{}, honest, bad)
	add(3, event.RowStarted{Rule: "SES-PAGE"}, honest, bad)
	add(2, event.RowStarted{}, event.Controlled{Provider: "line", Problem: "refused"}, bad)
	add(5, event.RowStarted{Skip: text.Both{JA: "略", EN: "left out"}})
	add(6, event.RowStarted{Lacks: text.Both{JA: "無い", EN: "lacking"}})
	add(1, event.RowStarted{}, event.Broke{Problem: "broke"})
	log.Add("", "", event.RunEnded{Rows: n})
	log.Add("row/line-10", "", event.Accepted{Reason: "次の版で直す"})
	return log.Events()
}

// counted are how many rows have each verdict, as a report tells it.
type counted map[verdict.Verdict]int

// byLine reads counts from text in which a verdict's Japanese name stands before its number.
func byLine(t *testing.T, report, between string) counted {
	t.Helper()
	got := counted{}
	for _, v := range verdict.Ladder() {
		m := regexp.MustCompile(`(?:^|[\s|])` + regexp.QuoteMeta(v.Name().JA) + between + `(\d+)`).FindStringSubmatch(report)
		require.NotNil(t, m, "%s\n%s", v, report)
		n, err := strconv.Atoi(m[1])
		require.NoError(t, err)
		got[v] = n
	}
	return got
}

// cells are the texts and numbers of a workbook's last sheet, in order.
func cells(t *testing.T, path string) string {
	t.Helper()
	r, err := zip.OpenReader(path)
	require.NoError(t, err)
	defer func() { _ = r.Close() }()
	var all strings.Builder
	shared := sharedTexts(t, r)
	for _, f := range r.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/sheet") {
			continue
		}
		for _, m := range regexp.MustCompile(`<c ([^>]*)><v>([^<]*)</v>`).FindAllStringSubmatch(part(t, f), -1) {
			if word := m[2]; !strings.Contains(m[1], `t="s"`) {
				all.WriteString(word + "\n")
			} else if i, err := strconv.Atoi(word); err == nil {
				all.WriteString(shared[i] + "\n")
			}
		}
	}
	return all.String()
}

func part(t *testing.T, f *zip.File) string {
	t.Helper()
	open, err := f.Open()
	require.NoError(t, err)
	defer func() { _ = open.Close() }()
	b, err := io.ReadAll(open)
	require.NoError(t, err)
	return string(b)
}

func sharedTexts(t *testing.T, r *zip.ReadCloser) []string {
	t.Helper()
	var read struct {
		Items []struct {
			Text string `xml:"t"`
		} `xml:"si"`
	}
	for _, f := range r.File {
		if f.Name == "xl/sharedStrings.xml" {
			require.NoError(t, xml.Unmarshal([]byte(part(t, f)), &read))
		}
	}
	var all []string
	for _, item := range read.Items {
		all = append(all, item.Text)
	}
	return all
}

func TestEveryReportCountsAlike(t *testing.T) {
	dir, events := t.TempDir(), mixed()
	require.NoError(t, folder.WriteIn(dir, events, text.Japanese))
	run := verdict.Judge(events)
	want := counted{verdict.Passed: 9, verdict.Failed: 4, verdict.Warned: 3, verdict.Vacuous: 2, verdict.Skipped: 5, verdict.NotApplicable: 6, verdict.HarnessError: 1}
	require.Equal(t, want, counted(run.Count()))
	file := func(name string) string {
		b, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		return string(b)
	}
	var terminal bytes.Buffer
	newProgress(&terminal, text.Japanese).close(closing{run: run, events: events, gate: run.Standing(), out: dir})
	junit := counted{}
	for _, m := range regexp.MustCompile(`name="verdict" value="([^"]+)"`).FindAllStringSubmatch(file("junit.xml"), -1) {
		junit[verdict.Verdict(m[1])]++
	}
	workbook := cells(t, filepath.Join(dir, "report.xlsx"))
	_, totals, _ := strings.Cut(workbook, "torii の判定\n")
	page := file("report.html")
	for name, got := range map[string]counted{
		"terminal": byLine(t, terminal.String()[strings.LastIndex(terminal.String(), "試験装置の異常"):], " "),
		"junit":    junit,
		"markdown": byLine(t, file("summary.md"), ` \| [a-z ]+ \| `),
		"html":     tiles(t, page),
		"workbook": byLine(t, totals, " / [a-z ]+\n"),
	} {
		require.Equal(t, want, got, name)
	}
	for name, report := range map[string]string{"terminal": terminal.String(), "markdown": file("summary.md"), "html": page, "workbook": workbook} {
		require.Contains(t, report, "不合格 3、認めた不合格 1", name)
	}
	require.Equal(t, 1, strings.Count(file("junit.xml"), `name="accepted"`))
}

// tiles are the counts at the top of the page.
func tiles(t *testing.T, page string) counted {
	t.Helper()
	got := counted{}
	for _, v := range verdict.Ladder() {
		class := strings.ReplaceAll(string(v), " ", "-")
		m := regexp.MustCompile(`data-verdict="` + class + `"><b>(\d+)</b>`).FindStringSubmatch(page)
		require.NotNil(t, m, v)
		n, err := strconv.Atoi(m[1])
		require.NoError(t, err)
		got[v] = n
	}
	return got
}
