package folder_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"torii/reports/cucumber"
	"torii/reports/event"
	"torii/reports/folder"
	"torii/reports/html"
	"torii/reports/html/htmltest"
	"torii/reports/junit"
	"torii/reports/markdown"
	"torii/reports/merge"
	"torii/reports/verdict"
	"torii/reports/workbook"
)

var update = flag.Bool("update", false, "rewrite the sample's reports")

// sampleDir has the log of a failing RP and the reports made from it.
const sampleDir = "../testdata/sample"

// names are the reports that are made from a log.
var names = []string{"junit.xml", "cucumber.json", "summary.md", "report.html", "report.xlsx"}

func TestTheSameLogGivesTheSameBytes(t *testing.T) {
	events, err := folder.Read(sampleDir)
	require.NoError(t, err)
	if *update {
		require.NoError(t, folder.Write(sampleDir, events))
	}
	dir := t.TempDir()
	require.NoError(t, folder.Write(dir, events))
	same(t, sampleDir, dir, append(names, folder.EventsName))
}

func same(t *testing.T, want, got string, names []string) {
	t.Helper()
	for _, name := range names {
		a, err := os.ReadFile(filepath.Join(want, name))
		require.NoError(t, err)
		b, err := os.ReadFile(filepath.Join(got, name))
		require.NoError(t, err)
		if name == "report.html" { // what gzip makes of the same rows is Go's to change
			a, b = []byte(htmltest.Unpacked(t, string(a))), []byte(htmltest.Unpacked(t, string(b)))
		}
		assert.True(t, bytes.Equal(a, b), "%s differs: go test ./reports/folder -update", name)
	}
}

// split divides a log by rows, as shards would have.
func split(events []event.Event, n int) []merge.Shard {
	shards := make([]merge.Shard, n)
	of := map[string]int{}
	rows := make([]int, n)
	for _, e := range events {
		if _, ok := e.Fact.(event.RowStarted); ok {
			of[e.Row] = len(of) % n
			rows[of[e.Row]]++
		}
	}
	for i := range shards {
		shards[i].Name = string(rune('a' + i))
		for _, e := range events {
			switch f := e.Fact.(type) {
			case event.Manual:
			case event.RunStarted:
				f.Extent.Chosen = rows[i]
				e.Fact = f
			case event.RunEnded:
				e.Fact = event.RunEnded{Rows: rows[i]}
			default:
				if of[e.Row] != i {
					continue
				}
			}
			shards[i].Events = append(shards[i].Events, e)
		}
		shards[i].Events = event.Sealed(shards[i].Events)
	}
	return shards
}

func TestASplitLogMergedGivesTheSameReports(t *testing.T) {
	events, err := folder.Read(sampleDir)
	require.NoError(t, err)
	joined, err := merge.Logs(split(events, 3), false)
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, folder.Write(dir, joined))
	same(t, sampleDir, dir, slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == "report.xlsx" }))
	assert.Equal(t, book(t, sampleDir), book(t, dir))
}

// book is what stands in a folder's workbook, less what names the one log it was made from.
func book(t *testing.T, dir string) map[string][][]string {
	t.Helper()
	f, err := excelize.OpenFile(filepath.Join(dir, "report.xlsx"))
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	sheets := map[string][][]string{}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		require.NoError(t, err)
		sheets[name] = slices.DeleteFunc(rows, func(row []string) bool {
			return len(row) > 0 && (row[0] == "文書番号" || row[0] == "記録の要約値")
		})
	}
	return sheets
}

// FuzzReports reads any log and writes every report of it: whatever a log holds,
// it is refused or told, and never more than it holds.
func FuzzReports(f *testing.F) {
	// One row a seed: what a fuzzer changes in a large log is lost in it.
	events, err := folder.Read(sampleDir)
	require.NoError(f, err)
	for _, shard := range split(events, len(verdict.Judge(events).Rows)) {
		var b bytes.Buffer
		require.NoError(f, event.Write(&b, shard.Events))
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		events, err := event.Read(bytes.NewReader(b))
		if err != nil {
			return
		}
		run := verdict.Judge(events)
		for _, err := range []error{junit.Write(io.Discard, run, events, ""), cucumber.Write(io.Discard, run), markdown.Write(io.Discard, run, events, ""),
			html.Write(io.Discard, run, events, nil), workbook.Write(io.Discard, run, nil, "")} {
			require.NoError(t, err)
		}
	})
}
