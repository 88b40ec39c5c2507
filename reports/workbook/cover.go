package workbook

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"torii/reports/verdict"
)

// entry is one line of the cover.
type entry struct{ name, value string }

// facts are what the cover says of a run: first what it came to and by what measure, then
// what was tested, how much of it, and where.
func facts(run verdict.Run, log string) []entry {
	all := []entry{
		{"文書番号", number(run, log)},
		{"総合判定", run.Told(run.Standing()).JA},
		{"件数", counts(run)},
		{"合否基準", criterion(run)},
		{"試験対象", strings.TrimSpace(run.Target + " " + run.TargetVersion)},
	}
	if url := run.Environment["url"]; url != "" {
		all = append(all, entry{"対象のアドレス", url})
	}
	all = append(all, entry{"試験の範囲", extent(run)},
		entry{"試験ツール", "torii " + run.Version},
		entry{"試験回", fmt.Sprintf("第%d回", run.Round)},
		entry{"試験期間", stamp(run.Started) + " から " + stamp(run.Ended) + " まで（日本時間）"},
		entry{"乱数の種", run.Salt})
	for _, name := range slices.Sorted(maps.Keys(run.Environment)) {
		if name != "url" {
			all = append(all, surroundings(name, run.Environment[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(run.Settings)) {
		all = append(all, entry{"設定 " + name, run.Settings[name]})
	}
	for _, remark := range run.Remarks() {
		all = append(all, entry{"注意", remark.Says.JA})
	}
	if log != "" {
		all = append(all, entry{"記録の要約値", "events.ndjson の SHA-256: " + log})
	}
	return all
}

// number is the same for every copy made of one log, and another for each other log.
func number(run verdict.Run, log string) string {
	const short = 8 // digits of the sum
	parts := []string{"TORII"}
	if !run.Started.IsZero() {
		parts = append(parts, run.Started.In(jst).Format("20060102"))
	}
	return strings.Join(append(parts, fmt.Sprintf("%02d", run.Round), strings.ToUpper(log[:min(short, len(log))])), "-")
}

// counts are the results in the words of 判定.
func counts(run verdict.Run) string {
	n := map[string]int{}
	for _, r := range run.Rows {
		n[result(r.Verdict)]++
	}
	var said []string
	for _, word := range words() {
		said = append(said, fmt.Sprintf("%s %d", word, n[word]))
	}
	return strings.Join(said, "、") + fmt.Sprintf("、合計 %d", len(run.Rows))
}

// criterion is what the gate asks, as strict as this run's was.
func criterion(run verdict.Run) string {
	said := "必須の項目に、認めたもののほかに不合格が無いこと。空振りと試験装置の異常が無く、記録が欠けていないこと。"
	if run.Environment["gate"] == verdict.Strict {
		return said + "条件付合格と、手作業の確認の残りも無いこと（厳格）。"
	}
	return said + "条件付合格（推奨の項目を満たさないもの）は妨げない。"
}

// extent is how much of what there is was judged.
func extent(run verdict.Run) string {
	x := run.Extent
	if x.IsZero() {
		return fmt.Sprintf("%d 項目", len(run.Rows))
	}
	whole := "全数"
	if run.Partial() {
		whole = "一部だけの実行"
	}
	return fmt.Sprintf("全 %d 項目のうち対象に当てはまる %d 項目、実施 %d 項目（%s）", x.Exist, x.Apply, x.Chosen, whole)
}

// surroundings says in Japanese what the run took place on; a name that is not known stays.
func surroundings(name, value string) entry {
	names := map[string]string{
		"as of": "想定した日", "baseline": "基準", "command": "命令", "driver": "ブラウザー", "egress": "外への通信", "environment": "環境",
		"gate": "関門", "go": "Go の版", "kind": "環境の種類", "machine": "計算機", "shuffle": "ゆらぎの種"}
	values := map[string]string{
		"driver http": "HTTP（画面の無いブラウザー）", "driver chromium": "Chromium", "egress guarded": "遮断して監視", "egress not guarded": "監視していない",
		"gate strict": "厳格"}
	return entry{"試験環境 " + cmp.Or(names[name], name), cmp.Or(values[name+" "+value], value)}
}
