package diff

import (
	"cmp"
	"fmt"

	"torii/fixtures/text"
	"torii/reports/verdict"
)

// apart tells how two runs differ in what they were to judge: rows that only one of them
// could have judged say nothing of the target.
func apart(old, now verdict.Run) []text.Both {
	var all []text.Both
	for _, d := range []struct{ ja, en, was, is string }{
		{"対象の版", "version of the target", old.TargetVersion, now.TargetVersion},
		{"torii の版", "version of torii", old.Version, now.Version},
		{"選択", "selection", verdict.Selection(old.Extent), verdict.Selection(now.Extent)},
		{"行った行・当てはまる行・すべての行", "rows chosen, that apply, that exist", rows(old), rows(now)},
		{"関門に数える行の版（rows）", "version of the rows that count (rows)", old.Counted, now.Counted},
		{"記録の形式", "format of the log", fmt.Sprint(old.Format), fmt.Sprint(now.Format)},
	} {
		if d.was != d.is {
			was, is := cmp.Or(d.was, "-"), cmp.Or(d.is, "-")
			all = append(all, text.Both{JA: d.ja + "が違う: " + was + " → " + is, EN: d.en + " differ: " + was + " → " + is})
		}
	}
	return all
}

func rows(r verdict.Run) string {
	x := r.Extent
	if x.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d/%d/%d", x.Chosen, x.Apply, x.Exist)
}
