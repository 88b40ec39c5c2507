package explain

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/fault"
	calendarfault "torii/mockidp/gcal/fault"
	"torii/rpclient/check"
	"torii/steps/catalog"
)

// Write prints entries in the language that say picks, and once what there is to say of each rule behind them.
func Write(w io.Writer, entries []Entry, say func(text.Both) string) error {
	libraries, err := rule.Libraries()
	if err != nil {
		return err
	}
	p := printer{w, say}
	told := map[rule.ID]bool{}
	for i, e := range entries {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s (%s)\n%s\n", e.ID, say(e.Kind), say(e.Says))
		for _, f := range e.Facts {
			if value := say(f.Says); value != "" {
				fmt.Fprintf(w, "%s: %s\n", say(f.Name), value)
			}
		}
		r, ok := rule.Find(e.Rule)
		if !ok || told[r.ID] {
			continue
		}
		told[r.ID] = true
		if string(r.ID) != e.ID {
			fmt.Fprintf(w, "\n%s (%s)\n%s\n", r.ID, say(text.Both{JA: "規則", EN: "rule"}), say(r.Says))
		}
		p.rule(r, libraries)
	}
	return nil
}

type printer struct {
	w   io.Writer
	say func(text.Both) string
}

func (p printer) head(ja, en string) { fmt.Fprintf(p.w, "\n%s\n", p.say(text.Both{JA: ja, EN: en})) }

func (p printer) line(format string, values ...any) { fmt.Fprintf(p.w, "  "+format+"\n", values...) }

func (p printer) rule(r rule.Rule, libraries []rule.Library) {
	m := r.Mend()
	p.head("破ると", "If it is broken")
	p.line("%s", p.say(m.Loss))
	p.head("直し方", "How to mend it")
	p.line("%s", p.say(m.How))
	p.head("根拠 ("+string(r.Level)+")", "Where it is written ("+string(r.Level)+")")
	if !r.Spoken() {
		p.line("%s", p.say(text.Both{JA: "仕様には無い。torii の実務の基準である", EN: "in no specification: it is torii's own practice"}))
	}
	for _, l := range r.Links() {
		p.line("%s", strings.TrimSpace(address(l)))
	}
	if b := rule.Bound(r.ID); !b.Binds.IsZero() {
		p.line("%s", p.say(b.Binds))
	}
	p.libraries(r.ID, libraries)
	if played := playedBy(r.ID); len(played) > 0 {
		p.head("仕込む不正", "Faults that play it")
		p.line("%s", strings.Join(played, " "))
	}
	if command := tries(r.ID); command != "" {
		p.head("試すには", "To try it")
		p.line("%s", command)
	}
}

// tries is the command that holds a Relying Party to a rule, "" where no row and no check is about it.
func tries(id rule.ID) string {
	found, err := rows()
	if err == nil && slices.ContainsFunc(found, func(r catalog.Row) bool { return r.Rule == string(id) }) {
		return "torii run --rp torii.yaml --rule " + string(id)
	}
	if slices.ContainsFunc(check.All(), func(c check.Check) bool { return c.Rule == id }) {
		return "torii check --rp torii.yaml"
	}
	return ""
}

func address(l rule.Link) string {
	if strings.HasSuffix(l.Address, l.Clause) {
		return l.Address
	}
	return l.Clause + "  " + l.Address
}

func (p printer) libraries(id rule.ID, all []rule.Library) {
	first := true
	for _, l := range all {
		for _, t := range l.Of(id) {
			if first {
				p.head("ライブラリー", "Libraries")
				first = false
			}
			p.line("%s: %s", l.Name, p.say(t.Says))
			if t.Code != "" {
				p.line("    %s", t.Code)
			}
			p.line("    %s", p.seen(l, t))
		}
	}
}

// seen tells where a line stands, and how far it was tried.
func (p printer) seen(l rule.Library, t rule.Tip) string {
	at, elsewhere := t.At, strings.HasPrefix(t.At, "https://")
	if !elsewhere {
		at = path.Join("fixtures", "rp", l.RP, t.At)
	}
	switch {
	case len(t.Tried) > 0:
		at += " (" + p.say(text.Both{JA: "試して通った行", EN: "tried; rows that passed with it"}) + ": " + strings.Join(t.Tried, " ") + ")"
	case elsewhere:
		at += " (" + p.say(text.Both{JA: "文書による。torii では試していない", EN: "documented; not tried by torii"}) + ")"
	}
	return at
}

// playedBy names the faults of a rule.
func playedBy(id rule.ID) []string {
	var names []string
	for _, f := range fault.All() {
		if f.Rule == id {
			names = append(names, f.ID)
		}
	}
	for _, f := range calendarfault.All() {
		if f.Rule == id {
			names = append(names, f.ID)
		}
	}
	return names
}
