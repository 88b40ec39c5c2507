// Package explain tells what a word of torii means: a rule, a fault, a quirk, a
// switch, a check, a mutant, a row or a verdict; and of the rule behind it what
// breaking it costs, how to mend it and where it is written.
package explain

import (
	"slices"
	"strings"
	"sync"

	"torii/features"
	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp"
	"torii/mockidp/fault"
	calendarfault "torii/mockidp/gcal/fault"
	"torii/mockidp/profile"
	"torii/mockidp/quirk"
	"torii/rpclient/check"
	"torii/rpclient/mutant"
	"torii/steps/catalog"
)

// Entry is one thing that has a name.
type Entry struct {
	ID    string
	Also  []string // other names of it
	Kind  text.Both
	Says  text.Both
	Facts []Fact
	Rule  rule.ID // the rule that it is about; "" for none
}

// Fact is one thing to know of an entry.
type Fact struct{ Name, Says text.Both }

// Of returns the entries of that name, whatever its case; none where nothing has it.
func Of(word string) ([]Entry, error) {
	all, err := All()
	if err != nil {
		return nil, err
	}
	return named(all, word), nil
}

func named(all []Entry, word string) []Entry {
	word = strings.TrimPrefix(strings.TrimSpace(word), "@")
	return slices.DeleteFunc(slices.Clone(all), func(e Entry) bool {
		return !slices.ContainsFunc(e.names(), func(name string) bool { return strings.EqualFold(name, word) })
	})
}

func (e Entry) names() []string { return append([]string{e.ID}, e.Also...) }

// All returns everything that can be explained. The error is that of a file which is
// part of the program.
func All() ([]Entry, error) {
	if _, err := rule.Mends(); err != nil {
		return nil, err
	}
	found, err := rowEntries()
	if err != nil {
		return nil, err
	}
	return slices.Concat(ruleEntries(), faultEntries(), quirkEntries(), switchEntries(), checkEntries(), mutantEntries(), verdictEntries(), found), nil
}

func ruleEntries() []Entry {
	var all []Entry
	for _, r := range rule.All() {
		all = append(all, Entry{ID: string(r.ID), Kind: text.Both{JA: "規則", EN: "rule"}, Says: r.Says, Rule: r.ID})
	}
	return all
}

func faultEntries() []Entry {
	kind := text.Both{JA: "不正", EN: "fault"}
	var all []Entry
	for _, f := range fault.All() {
		var at []string
		for _, p := range mockidp.Profiles() {
			if f.Why(p).IsZero() {
				at = append(at, p.ID)
			}
		}
		all = append(all, Entry{ID: f.ID, Also: []string{f.Name.JA, f.Name.EN}, Kind: kind, Says: f.Name, Rule: f.Rule, Facts: []Fact{
			{text.Both{JA: "正しいRP", EN: "A correct RP"}, expected(f.Expect)},
			same("場所", "Place", string(f.Place())), same("プロバイダー", "Providers", strings.Join(at, " "))}})
	}
	for _, f := range calendarfault.All() {
		all = append(all, Entry{ID: f.ID, Also: []string{f.Name.JA, f.Name.EN}, Kind: kind, Says: f.Name, Rule: f.Rule,
			Facts: []Fact{same("呼び出し", "Calls", strings.Join(f.Methods, " "))}})
	}
	return all
}

func expected(e fault.Expect) text.Both {
	return map[fault.Expect]text.Both{
		fault.Refuse: {JA: "ログインさせない", EN: "signs nobody in"},
		fault.Own:    {JA: "ログインさせないか、偽の値を使わずに本人としてログインさせる", EN: "signs nobody in, or the person as themselves without the forged values"},
		fault.Shrug:  {JA: "どちらでもよいが、壊れず、待ち続けず、人に読める画面を出す", EN: "may do either, without a crash or a hang, and with a page for people"},
	}[e]
}

func quirkEntries() []Entry {
	add := func(all []Entry, provider string, q profile.Quirk) []Entry {
		return append(all, Entry{ID: q.ID, Also: []string{q.Name.JA, q.Name.EN}, Kind: text.Both{JA: "癖", EN: "quirk"}, Says: q.Name, Rule: rule.ID(q.Rule),
			Facts: []Fact{{text.Both{JA: "正しいRP", EN: "A correct RP"}, q.RP}, same("プロバイダー", "Provider", provider),
				same("確かさ", "Confidence", string(q.Confidence)), same("出典", "Source", q.Source)}})
	}
	var all []Entry
	for _, q := range quirk.Common() {
		all = add(all, "", q)
	}
	for _, p := range mockidp.Profiles() {
		for _, q := range p.Quirks {
			all = add(all, p.ID, q)
		}
	}
	return all
}

func switchEntries() []Entry {
	var all []Entry
	for _, p := range mockidp.AllNamed() {
		for _, s := range p.Switches {
			id := p.ID + "." + s.Name
			all = append(all, Entry{ID: id, Also: []string{s.Name}, Kind: text.Both{JA: "切り替え", EN: "switch"}, Says: s.Says,
				Facts: []Fact{same("既定", "Default", s.Default), same("許す値", "Allowed", strings.Join(s.Values, ", ")),
					same("確かさ", "Confidence", string(s.Confidence)), same("出典", "Source", s.Source),
					same("変えるには", "To change it", "--set "+id+"=…")}})
		}
	}
	return all
}

func checkEntries() []Entry {
	var all []Entry
	for _, c := range check.All() {
		all = append(all, Entry{ID: c.ID, Kind: text.Both{JA: "torii check の検査", EN: "check of torii check"}, Says: c.Says, Rule: c.Rule})
	}
	return all
}

func mutantEntries() []Entry {
	kind := text.Both{JA: "変異", EN: "mutant"}
	var all []Entry
	for _, m := range mutant.All() {
		all = append(all, Entry{ID: m.ID(), Kind: kind, Says: text.Both{JA: m.JA, EN: m.EN}, Rule: rule.ID(m.Rule)})
	}
	for _, m := range mutant.Interviews() {
		all = append(all, Entry{ID: m.ID(), Kind: kind, Says: text.Both{JA: m.JA, EN: m.EN}, Rule: rule.ID(m.Rule)})
	}
	return all
}

// rows are read once a process: there are thousands.
var rows = sync.OnceValues(func() ([]catalog.Row, error) { return catalog.Read(features.FS) })

func rowEntries() ([]Entry, error) {
	found, err := rows()
	if err != nil {
		return nil, err
	}
	var all []Entry
	for _, r := range found {
		e := Entry{ID: r.ID, Kind: text.Both{JA: "行", EN: "row"}, Says: text.Both{JA: r.Name, EN: r.Name}, Rule: rule.ID(r.Rule),
			Facts: []Fact{same("プロバイダー", "Provider", r.Provider), same("仕込み", "Planted", strings.TrimSpace(r.Fault+" "+r.Quirk)),
				same("場所", "Place", "features/"+r.File), same("試すには", "To try it", "torii run --rp torii.yaml --row "+r.ID)}}
		all = append(all, e)
	}
	return all, nil
}

// same is a fact whose value is a name, alike in both languages.
func same(ja, en, value string) Fact {
	return Fact{text.Both{JA: ja, EN: en}, text.Both{JA: value, EN: value}}
}
