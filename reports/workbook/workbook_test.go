package workbook_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/reports/workbook"
)

func sample(t *testing.T) verdict.Run {
	t.Helper()
	f, err := os.Open("../testdata/sample/events.ndjson")
	require.NoError(t, err)
	events, err := event.Read(f)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	return verdict.Judge(events)
}

// sheet returns the cells of a sheet of a run's workbook.
func sheet(t *testing.T, run verdict.Run, name string) [][]string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, workbook.Write(&b, run, nil, "0123456789abcdef"))
	return cells(t, &b, name)
}

func cells(t *testing.T, b *bytes.Buffer, name string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(b)
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(name)
	require.NoError(t, err)
	return rows
}

// line returns the line of an item as values by column.
func line(t *testing.T, rows [][]string, id string) map[string]string {
	t.Helper()
	for _, row := range rows[1:] {
		if row[1] != id {
			continue
		}
		values := map[string]string{}
		for i, value := range row {
			values[rows[0][i]] = value
		}
		return values
	}
	require.Fail(t, "no line", id)
	return nil
}

func TestALineHasWhatAnAcceptanceTestIsDeliveredWith(t *testing.T) {
	rows := sheet(t, sample(t), "試験項目")
	assert.Equal(t, []string{"No.", "項目ID", "大項目", "中項目", "前提条件", "試験手順", "期待結果", "判定", "実施日時", "実施者", "確認者", "回",
		"不具合番号", "根拠", "根拠の確度", "エビデンス", "備考"}, rows[0])
	got := line(t, rows, "claims/line-nonce-missing")
	assert.Equal(t, "IDトークンのクレーム", got["大項目"])
	assert.Equal(t, "LINEは不正「nonce の欠落」を仕込んでいる", got["前提条件"])
	assert.Equal(t, "利用者がLINEでログインする", got["試験手順"])
	assert.Equal(t, "ログインは拒まれる", got["期待結果"])
	assert.Equal(t, "不合格", got["判定"])
	assert.Equal(t, "2026-04-01 18:00:00", got["実施日時"], "in Japan")
	assert.Equal(t, "BUG-12", got["不具合番号"])
	assert.Equal(t, "1", got["回"])
	assert.Contains(t, got["根拠"], "OpenID Connect Core 1.0, 3.1.3.7 item 11")
	assert.Equal(t, "規格", got["根拠の確度"])
	assert.Contains(t, got["備考"], "認めた不合格: 次の版で直す")
	byHand := line(t, rows, "manual:M-01")
	assert.Equal(t, []string{"合格", "2026-04-02", "試験 花子"}, []string{byHand["判定"], byHand["実施日時"], byHand["実施者"]})
}

func TestWhatIsLeftOverIsListed(t *testing.T) {
	var ids []string
	for _, row := range sheet(t, sample(t), "積み残し")[1:] {
		ids = append(ids, row[1])
	}
	assert.Equal(t, []string{"claims/google-nonce-wrong", "claims/line-nonce-missing", "manual:M-02"}, ids)
}

type resultTest struct {
	verdict verdict.Verdict
	want    string
	date    bool
}

func (tt resultTest) run(t *testing.T) {
	run := verdict.Run{Rows: []verdict.Row{{ID: "a", Verdict: tt.verdict, Reason: text.Both{JA: "理由"}, Started: time.Unix(0, 0)}}}
	got := line(t, sheet(t, run, "試験項目"), "a")
	assert.Equal(t, tt.want, got["判定"])
	assert.Equal(t, tt.date, got["実施日時"] != "", "who tested nothing tested at no time")
	assert.Contains(t, got["備考"], "理由")
}

func TestEveryVerdictHasItsWord(t *testing.T) {
	for _, tt := range []resultTest{
		{verdict.Passed, "合格", true}, {verdict.Warned, "条件付合格", true}, {verdict.Failed, "不合格", true},
		{verdict.NotApplicable, "対象外", false}, {verdict.Skipped, "未実施", false},
		{verdict.Vacuous, "未実施", false}, {verdict.HarnessError, "未実施", false},
	} {
		t.Run(string(tt.verdict), tt.run)
	}
}

// TestWhatTheTargetDoesNotOfferIsNotLeftOver: nobody is going to catch up on it.
func TestWhatTheTargetDoesNotOfferIsNotLeftOver(t *testing.T) {
	rows := sheet(t, verdict.Run{Rows: []verdict.Row{
		{ID: "lacking", Verdict: verdict.Skipped, By: "no providers.line.merge"}, {ID: "interrupted", Verdict: verdict.Skipped}}}, "積み残し")
	require.Len(t, rows, 2)
	assert.Equal(t, "interrupted", rows[1][1])
}

func TestRowsThatOnlyTheProviderCanSettleAreListed(t *testing.T) {
	run := verdict.Run{Rows: []verdict.Row{
		{ID: "sure", Verdict: verdict.Passed, Confidence: "documented"}, {ID: "guess", Verdict: verdict.Passed, Confidence: "inferred"}}}
	rows := sheet(t, run, "検証環境で要確認")
	require.Len(t, rows, 2)
	assert.Equal(t, "guess", rows[1][1])
	empty := sheet(t, verdict.Run{}, "検証環境で要確認")
	assert.Equal(t, "なし", empty[1][0])
}

func TestTheTotalsAddUp(t *testing.T) {
	run := sample(t)
	for _, row := range sheet(t, run, "集計") {
		if len(row) > 0 && row[0] == "合計" {
			assert.Equal(t, []string{"合計", "4", "0", "2", "0", "1", "7"}, row)
		}
	}
}

func TestTheCoverNamesTheRun(t *testing.T) {
	run := sample(t)
	run.Environment = map[string]string{"driver": "http", "egress": "guarded", "url": "https://rp.example.jp"}
	run.TargetVersion = "2.1"
	var said []string
	for _, row := range sheet(t, run, "表紙") {
		said = append(said, row...)
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{"試験成績書", run.Target, "torii " + run.Version, run.Salt, "第1回", "日本時間", "HTTP（画面の無いブラウザー）", "外への通信\n遮断して監視",
		"TORII-20260401-01-01234567", "公開不可（関門は閉じている）: 不合格 1、認めた不合格 1", "合格 3、条件付合格 0、不合格 2、対象外 0、未実施 0、合計 5", "合否基準",
		run.Target + " 2.1", "https://rp.example.jp", "3111 項目のうち対象に当てはまる", "SHA-256: 0123456789abcdef", "承認", "確認", "作成"} {
		assert.Contains(t, all, want)
	}
}

func TestHostileTextIsHeldAndNoFormula(t *testing.T) {
	hostile := "=HYPERLINK(\"http://x\")\x00\x1b\ufffe]]>" + strings.Repeat("あ", 50_000)
	run := verdict.Run{Target: hostile, Rows: []verdict.Row{{ID: "a", Name: hostile, Feature: hostile, Verdict: verdict.Failed, Reason: text.Both{JA: hostile}}}}
	var b bytes.Buffer
	require.NoError(t, workbook.Write(&b, run, nil, "0123456789abcdef"))
	f, err := excelize.OpenReader(&b)
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	formula, err := f.GetCellFormula("試験項目", "D2")
	require.NoError(t, err)
	assert.Empty(t, formula)
	value, err := f.GetCellValue("試験項目", "D2")
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(value, `=HYPERLINK("http://x")`), "%.40q", value)
}

func TestThePlanHasNoResults(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, workbook.Plan(&b, "v1", []event.Event{
		{Row: "a/b", Fact: event.RowStarted{Feature: "機能", Name: "名", Rule: "IDT-NONCE", Steps: []event.Step{{Phase: event.When, Text: "する"}}}},
		{Fact: event.Manual{ID: "M", Item: "見る", Result: event.ManualOpen}}}))
	rows := cells(t, &b, "試験項目")
	got := line(t, rows, "a/b")
	assert.Equal(t, []string{"する", "なし", ""}, []string{got["試験手順"], got["前提条件"], got["判定"]})
	assert.Len(t, rows, 3)
}
