package cause

import (
	"fmt"
	"slices"
	"strings"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
)

// Block tells of one honest login that failed: what it failed of, all that was asked and answered, and what to do.
type Block struct {
	Provider string
	Told
	Lines []text.Both // hop by hop, then what else there is to see
}

// The bounds of a block, in lines: all of it is to be seen without scrolling.
const (
	maxHops    = 10
	maxPrinted = 5
	maxWidth   = 200
)

// blocks are the honest logins that failed under rows.
func (l *ledger) blocks(rows []verdict.Row) []Block {
	var all []Block
	for _, r := range rows {
		c, failed := l.control(r)
		if !failed || slices.ContainsFunc(all, func(b Block) bool { return b.Provider == c.Provider }) {
			continue
		}
		all = append(all, told(l.trial(c)))
	}
	return all
}

// trial gathers what the log has of an honest login.
func (l *ledger) trial(c event.Controlled) trial {
	row := controlRow(c.Provider)
	return trial{controlled: c, events: l.byRow[row], printed: l.during(row)}
}

// Failed returns the blocks of all honest logins of a log that failed, by provider. It needs no
// row: the logins come before them.
func Failed(events []event.Event) []Block {
	l := read(verdict.Run{}, events)
	last := map[string]event.Controlled{}
	var order []string
	for _, e := range events {
		f, is := e.Fact.(event.Controlled)
		if !is {
			continue
		}
		if _, known := last[f.Provider]; !known {
			order = append(order, f.Provider)
		}
		last[f.Provider] = f
	}
	var all []Block
	for _, provider := range order {
		if c := last[provider]; !c.SignedIn {
			all = append(all, told(l.trial(c)))
		}
	}
	return all
}

func told(t trial) Block {
	b := Block{Provider: t.controlled.Provider, Told: recognise(t)}
	b.Lines = append(b.Lines, t.hops()...)
	for _, at := range []event.Sight{event.AtControl, event.BeforeLogin, event.AfterLogin} {
		if f, is := t.looked(at); is {
			b.Lines = append(b.Lines, sight(f))
		}
	}
	for _, line := range headAndTail(t.printed, maxPrinted) {
		b.Lines = append(b.Lines, text.Both{JA: "RPの出力: " + clip(line), EN: "the RP printed: " + clip(line)})
	}
	return b
}

// hops are what was asked and answered, in order.
func (t trial) hops() []text.Both {
	var lines []text.Both
	for _, e := range t.events {
		switch f := e.Fact.(type) {
		case event.Hopped:
			line := clip(fmt.Sprintf("%s %s → %d", f.Method, bare(f.URL), f.Status))
			if f.Location != "" {
				line += " → " + clip(bare(f.Location))
			}
			lines = append(lines, text.Both{JA: "ブラウザー: " + line, EN: "browser: " + line})
		case event.Called:
			line := clip(strings.TrimSpace(fmt.Sprintf("%s %s → %d %s", f.Provider, f.Endpoint, f.Status, f.Error)))
			ja, en := "プロバイダー: "+line, "provider: "+line
			if f.Auth != "" {
				ja, en = ja+"（クライアント認証 "+f.Auth+"）", en+" (client authentication: "+f.Auth+")"
			}
			if !f.Why.IsZero() {
				ja, en = ja+" — "+f.Why.JA, en+" — "+f.Why.EN
			}
			lines = append(lines, text.Both{JA: ja, EN: en})
		}
	}
	return headAndTail(lines, maxHops)
}

// sight tells what was looked at, and what was there.
func sight(f event.Looked) text.Both {
	name := map[event.Sight]string{event.AtControl: "ログインの操作", event.BeforeLogin: "ログイン前の session.page", event.AfterLogin: "ログイン後の session.page"}[f.At]
	ja, en := fmt.Sprintf("%s: %s → %d", name, bare(f.Page), f.Status), fmt.Sprintf("%s: %s → %d", f.At, bare(f.Page), f.Status)
	if f.Location != "" {
		ja, en = ja+" → "+clip(bare(f.Location)), en+" → "+clip(bare(f.Location))
	}
	switch {
	case f.For != "" && f.Found:
		ja, en = ja+"、"+f.For+" あり", en+", "+f.For+" found"
	case f.For != "":
		ja, en = ja+"、"+f.For+" なし", en+", "+f.For+" not there"
	}
	if len(f.Near) > 0 && !f.Found {
		ja, en = ja+"。ここにあるもの: "+strings.Join(f.Near, "、"), en+"; what is there: "+strings.Join(f.Near, ", ")
	}
	return text.Both{JA: ja, EN: en}
}

// bare leaves out of an address what it asks.
func bare(address string) string {
	at, _, asks := strings.Cut(address, "?")
	if asks {
		at += "?…"
	}
	return at
}

func clip(s string) string {
	if r := []rune(s); len(r) > maxWidth {
		return string(r[:maxWidth-1]) + "…"
	}
	return s
}

// headAndTail keeps the beginning and the end of what is too long.
func headAndTail[T any](all []T, most int) []T {
	if len(all) <= most {
		return all
	}
	head := most / 2
	return slices.Concat(all[:head], all[len(all)-(most-head):])
}
