package workbook

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"torii/reports/verdict"
)

// styles are the looks of cells, by what they hold.
type styles struct {
	title, name, value, head, cell, centre int
	results                                map[string]int
}

// font is what Japanese offices have.
const font = "游ゴシック"

// The colours, as RRGGBB.
const (
	lineColour = "9AA3AD"
	headColour = "E4E9EE"
)

func (b *book) makeStyles() styles {
	border := []excelize.Border{}
	for _, side := range []string{"left", "top", "right", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: lineColour, Style: 1})
	}
	style := func(s excelize.Style) int {
		id, err := b.f.NewStyle(&s)
		b.try(err)
		return id
	}
	wrapped := &excelize.Alignment{Vertical: "top", WrapText: true}
	centred := &excelize.Alignment{Vertical: "center", Horizontal: "center", WrapText: true}
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	const small, large = 9, 20
	s := styles{
		title:  style(excelize.Style{Font: &excelize.Font{Family: font, Size: large, Bold: true}, Alignment: centred}),
		name:   style(excelize.Style{Font: &excelize.Font{Family: font}, Border: border, Fill: fill(headColour), Alignment: wrapped}),
		value:  style(excelize.Style{Font: &excelize.Font{Family: font}, Border: border, Alignment: wrapped}),
		head:   style(excelize.Style{Font: &excelize.Font{Family: font, Size: small, Bold: true}, Border: border, Fill: fill(headColour), Alignment: centred}),
		cell:   style(excelize.Style{Font: &excelize.Font{Family: font, Size: small}, Border: border, Alignment: wrapped}),
		centre: style(excelize.Style{Font: &excelize.Font{Family: font, Size: small}, Border: border, Alignment: centred}),
	}
	colours := map[string]string{good: "DDF1E2", fair: "FFF2CC", bad: "F8D3D6", exempt: "ECEEF0", untested: "E8DDF3", "": "FFFFFF"}
	s.results = map[string]int{}
	for _, word := range append(words(), "") { // in a fixed order: it numbers the styles
		s.results[word] = style(excelize.Style{Font: &excelize.Font{Family: font, Size: small, Bold: true}, Border: border, Fill: fill(colours[word]), Alignment: centred})
	}
	return s
}

// put writes one cell.
func (b *book) put(sheet string, col, row int, value any, style int) {
	cell, err := excelize.CoordinatesToCellName(col, row)
	b.try(err)
	if s, ok := value.(string); ok {
		b.try(b.f.SetCellStr(sheet, cell, clean(s)))
	} else {
		b.try(b.f.SetCellValue(sheet, cell, value))
	}
	b.try(b.f.SetCellStyle(sheet, cell, cell, style))
}

// lead makes a cell a link to an address; "" leaves it as it is.
func (b *book) lead(sheet string, col, row int, address string) {
	if address == "" {
		return
	}
	cell, err := excelize.CoordinatesToCellName(col, row)
	b.try(err)
	b.try(b.f.SetCellHyperLink(sheet, cell, address, "External"))
}

// maxCell bounds the text of one cell; a workbook takes 32767 characters.
const maxCell = 8000

// clean drops what a workbook cannot hold: text that others wrote may have anything.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if utf8.RuneCountInString(s) > maxCell {
		s = string([]rune(s)[:maxCell]) + "…"
	}
	return s
}

// a4 is the paper, as a workbook numbers sizes.
const a4 = 9

// paper sets how a sheet is printed: so many A4 pages wide, and as many high as it takes.
func (b *book) paper(sheet, orientation string, wide int) {
	size, high, fit := a4, 0, true
	b.try(b.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}))
	b.try(b.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	side, top, bottom, edge, centred := 0.4, 0.5, 0.6, 0.3, true // inches
	b.try(b.f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &bottom, Header: &edge, Footer: &edge,
		Horizontally: &centred}))
	b.try(b.f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}))
}

// cover writes the first sheet: what was tested, and boxes for the seals of who approves it.
func (b *book) cover(title string, entries []entry, approval bool) {
	const first, last, titleRow, from = "A", "E", 2, 5
	b.try(b.f.SetColWidth(coverSheet, "A", "A", 22))
	const columnWidth = 17
	b.try(b.f.SetColWidth(coverSheet, "B", "E", columnWidth))
	b.try(b.f.MergeCell(coverSheet, fmt.Sprint(first, titleRow), fmt.Sprint(last, titleRow)))
	b.put(coverSheet, 1, titleRow, title, b.styles.title)
	b.try(b.f.SetRowHeight(coverSheet, titleRow, 40))
	row := from
	for _, e := range entries {
		b.put(coverSheet, 1, row, e.name, b.styles.name)
		for col := 2; col <= 5; col++ {
			b.put(coverSheet, col, row, "", b.styles.value)
		}
		b.put(coverSheet, 2, row, e.value, b.styles.value)
		const most = 400
		b.try(b.f.SetRowHeight(coverSheet, row, min(float64(lines(e.value, 4*columnWidth))*perLine+4, most)))
		b.try(b.f.MergeCell(coverSheet, fmt.Sprint("B", row), fmt.Sprint(last, row)))
		row++
	}
	if approval {
		row += 2
		for i, box := range []string{"承認", "確認", "作成"} {
			b.put(coverSheet, 3+i, row, box, b.styles.head)
			b.put(coverSheet, 3+i, row+1, "", b.styles.centre)
			b.put(coverSheet, 3+i, row+2, "　　年　　月　　日", b.styles.centre)
		}
		b.try(b.f.SetRowHeight(coverSheet, row+1, 60)) // points: room for a seal
	}
	b.paper(coverSheet, "portrait", 1)
}

// column is one column of 試験項目.
type column struct {
	name  string
	width float64 // characters
	of    func(testCase) any
	mid   bool                  // short words, centred
	leads func(testCase) string // to an address; nil for none
}

// columns are those of 試験項目, from the left.
func columns() []column {
	return []column{
		{"No.", 5, func(c testCase) any { return c.no }, true, nil},
		{"項目ID", 20, func(c testCase) any { return c.id }, false, nil},
		{"大項目", 14, func(c testCase) any { return c.major }, false, nil},
		{"中項目", 26, func(c testCase) any { return c.minor }, false, nil},
		{"前提条件", 24, func(c testCase) any { return c.given }, false, nil},
		{"試験手順", 26, func(c testCase) any { return c.when }, false, nil},
		{"期待結果", 22, func(c testCase) any { return c.then }, false, nil},
		{"判定", 10, func(c testCase) any { return c.result }, true, nil},
		{"実施日時", 11, func(c testCase) any { return c.date }, true, nil},
		{"実施者", 10, func(c testCase) any { return c.who }, true, nil},
		{"確認者", 9, func(testCase) any { return "" }, true, nil},
		{"回", 4, func(c testCase) any { return c.round }, true, nil},
		{"不具合番号", 10, func(c testCase) any { return c.ticket }, true, nil},
		{"根拠", 30, func(c testCase) any { return c.basis }, false, func(c testCase) string { return c.source }},
		{"根拠の確度", 10, func(c testCase) any { return c.sure }, true, nil},
		{"エビデンス", 24, func(c testCase) any { return c.proofs }, false, nil},
		{"備考", 34, func(c testCase) any { return c.note }, false, nil},
	}
}

// cases writes a sheet of cases.
func (b *book) cases(sheet string, cases []testCase) {
	_, err := b.f.NewSheet(sheet)
	b.try(err)
	all := columns()
	for i, c := range all {
		name, err := excelize.ColumnNumberToName(i + 1)
		b.try(err)
		b.try(b.f.SetColWidth(sheet, name, name, c.width))
		b.put(sheet, i+1, 1, c.name, b.styles.head)
	}
	for n, tc := range cases {
		height := 1
		for i, c := range all {
			style := b.styles.cell
			if c.mid {
				style = b.styles.centre
			}
			if c.name == "判定" {
				style = b.styles.results[tc.result]
			}
			value := c.of(tc)
			b.put(sheet, i+1, n+2, value, style)
			if c.leads != nil {
				b.lead(sheet, i+1, n+2, c.leads(tc))
			}
			height = max(height, lines(fmt.Sprint(value), c.width*smaller))
		}
		const most = 400
		b.try(b.f.SetRowHeight(sheet, n+2, min(float64(height)*perLine+4, most)))
	}
	if len(cases) == 0 {
		b.put(sheet, 1, 2, "なし", b.styles.cell)
	}
	b.finish(sheet, len(all), len(cases)+1)
}

// A column's width counts digits of the default font; cells are written in a smaller
// one, of which more fit, less what is lost where words are not broken. Its lines are
// far apart: those of 游ゴシック are, by five thirds of its size.
const (
	smaller = 1.1
	perLine = 15 // points
)

// lines is how many lines a text takes in a column; a Japanese letter is two wide.
func lines(s string, width float64) int {
	total := 0
	for line := range strings.SplitSeq(s, "\n") {
		wide := 0.0
		for _, r := range line {
			wide++
			if r >= utf8.RuneSelf {
				wide++
			}
		}
		total += max(1, int(math.Ceil(wide/width)))
	}
	return total
}

// finish keeps the heading in sight, on the screen and on paper, where a line is two pages wide:
// on one its letters would be too small to read, so the second begins with its number again.
func (b *book) finish(sheet string, cols, rows int) {
	last, err := excelize.CoordinatesToCellName(cols, max(rows, 2))
	b.try(err)
	b.try(b.f.AutoFilter(sheet, "A1:"+last, nil))
	b.try(b.f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	b.try(b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%[1]s'!$A:$B,'%[1]s'!$1:$1", sheet), Scope: sheet}))
	b.paper(sheet, "landscape", 2)
}

// totals counts results by provider, by 大項目, and by verdict.
func (b *book) totals(run verdict.Run, cases []testCase) {
	_, err := b.f.NewSheet(totalsSheet)
	b.try(err)
	b.try(b.f.SetColWidth(totalsSheet, "A", "A", 40))
	b.try(b.f.SetColWidth(totalsSheet, "B", "H", 12))
	row := b.counted(1, "プロバイダー別", cases, func(c testCase) string { return c.provider })
	row = b.counted(row+1, "大項目別", cases, func(c testCase) string { return c.major })
	row = b.counted(row+1, "規則別", cases, func(c testCase) string { return c.rule })
	row++
	b.put(totalsSheet, 1, row, "torii の判定", b.styles.head)
	b.put(totalsSheet, 2, row, "件数", b.styles.head)
	counts := run.Count()
	for _, v := range slices.Backward(verdict.Ladder()) {
		row++
		b.put(totalsSheet, 1, row, v.Name().String(), b.styles.cell)
		b.put(totalsSheet, 2, row, counts[v], b.styles.centre)
	}
	b.put(totalsSheet, 1, row+1, run.Told(run.Standing()).JA, b.styles.cell)
	b.paper(totalsSheet, "portrait", 1)
}

// counted writes one table of counts and returns the row after it.
func (b *book) counted(row int, title string, cases []testCase, of func(testCase) string) int {
	heads := slices.Concat([]string{title}, words(), []string{"合計"})
	for i, head := range heads {
		b.put(totalsSheet, i+1, row, head, b.styles.head)
	}
	var keys []string
	counts := map[string]map[string]int{"合計": {}}
	for _, c := range cases {
		key := of(c)
		if counts[key] == nil {
			counts[key] = map[string]int{}
			keys = append(keys, key)
		}
		counts[key][c.result]++
		counts["合計"][c.result]++
	}
	slices.Sort(keys)
	for _, key := range append(keys, "合計") {
		row++
		b.put(totalsSheet, 1, row, key, b.styles.cell)
		sum := 0
		for i, word := range words() {
			b.put(totalsSheet, i+2, row, counts[key][word], b.styles.centre)
			sum += counts[key][word]
		}
		b.put(totalsSheet, len(heads), row, sum, b.styles.centre)
	}
	return row + 1
}
