package inventory

import (
	"encoding/json"
	"slices"
	"strings"

	"torii/fixtures/text"
	"torii/rpclient/target"
)

// fields are those of torii.yaml.
func fields() (Table, error) {
	t := Table{Columns: []string{"field", "example", "required", "allowed", "kind", "ja", "en"}}
	all, err := target.Fields()
	if err != nil {
		return t, err
	}
	for _, f := range all {
		required := ""
		if f.Required {
			required = "required"
		}
		t.Rows = append(t.Rows, []string{f.Path, f.Example, required, strings.Join(f.Allowed, ", "), f.Kind, f.Says.JA, f.Says.EN})
	}
	return t, nil
}

// Manual returns the tables of the pages about torii.yaml and the command line, in one language each, by the names that
// the pages have for them. flags is the list of flags, which only the command line itself knows.
func Manual(flags Table) map[string]func() (Table, error) {
	all := map[string]func() (Table, error){}
	for _, lang := range []text.Lang{text.Japanese, text.English} {
		all["fields "+string(lang)] = func() (Table, error) { return fieldPage(lang) }
		for _, command := range commandsOf(flags) {
			all["flags "+command+" "+string(lang)] = func() (Table, error) { return flagPage(flags, command, lang), nil }
		}
	}
	return all
}

func fieldPage(lang text.Lang) (Table, error) {
	in := func(ja, en string) string { return text.Both{JA: ja, EN: en}.In(lang) }
	t := Table{Columns: []string{in("項目", "Field"), in("例", "Example"), in("意味", "Means")}}
	all, err := target.Fields()
	if err != nil {
		return t, err
	}
	for _, f := range all {
		says := f.Says.In(lang)
		if f.Required {
			says += in("（必須）", " (required)")
		}
		if f.Allowed != nil {
			says += in("。値: ", "; one of ") + typed(f.Allowed...)
		}
		if f.Kind != "" {
			says += in("。中身は "+f.Kind, "; made of "+f.Kind)
		}
		t.Rows = append(t.Rows, []string{typed(f.Path), typed(f.Example), says})
	}
	return t, nil
}

// typed sets words as they are typed.
func typed(words ...string) string { return "`" + strings.Join(words, "`, `") + "`" }

// The columns of the list of flags.
const (
	flagCommand = iota
	flagName
	flagValue
	flagDefault
	flagJA
	flagEN
)

// FlagColumns are the columns of the list of flags.
func FlagColumns() []string { return []string{"command", "flag", "value", "default", "ja", "en"} }

// FromJSON reads a table that was listed with --json.
func FromJSON(b []byte, columns []string) (Table, error) {
	t := Table{Columns: columns}
	var objects []map[string]string
	if err := json.Unmarshal(b, &objects); err != nil {
		return t, err
	}
	for _, o := range objects {
		row := make([]string, len(columns))
		for i, c := range columns {
			row[i] = o[c]
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

func commandsOf(flags Table) []string {
	var all []string
	for _, row := range flags.Rows {
		if !slices.Contains(all, row[flagCommand]) {
			all = append(all, row[flagCommand])
		}
	}
	return all
}

func flagPage(flags Table, command string, lang text.Lang) Table {
	in := func(ja, en string) string { return text.Both{JA: ja, EN: en}.In(lang) }
	t := Table{Columns: []string{in("フラグ", "Flag"), in("既定", "Default"), in("意味", "Means")}}
	for _, row := range flags.Rows {
		if row[flagCommand] != command {
			continue
		}
		name, otherwise := strings.TrimSpace("--"+row[flagName]+" "+row[flagValue]), ""
		if row[flagDefault] != "" {
			otherwise = typed(row[flagDefault])
		}
		t.Rows = append(t.Rows, []string{typed(name), otherwise, text.Both{JA: row[flagJA], EN: row[flagEN]}.In(lang)})
	}
	return t
}
