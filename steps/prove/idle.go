package prove

import (
	"cmp"
	"slices"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/verdict"
	"torii/steps/catalog"
)

// Idle is a kind of rows that noticed no mutant.
type Idle struct {
	Kind  string
	Rule  string
	Level rule.Level
	Why   text.Both // why it is kept nevertheless; the zero value: nobody has said
}

// Unexplained are the idle kinds of MUST rules that nobody gave a reason for.
func (p Proof) Unexplained() []Idle {
	return slices.DeleteFunc(slices.Clone(p.Idle), func(i Idle) bool { return i.Level != rule.Must || !i.Why.IsZero() })
}

// mostBare is how many of a hundred kinds of MUST rules may kill nothing without a reason.
const mostBare = 5

// Explained reports whether there is a reason for as good as every idle kind.
func (p Proof) Explained() bool { return 100*len(p.Unexplained()) <= mostBare*p.Binding }

// idle counts the kinds of rows that were run on the reference, and those of them whose
// rule is a MUST, and returns those that killed nothing.
func idle(rows []catalog.Row, was map[string]verdict.Verdict, results []Result) (kinds, binding int, idle []Idle) {
	killed := map[string]bool{}
	for _, r := range results {
		for _, id := range r.KilledBy {
			killed[id] = true
		}
	}
	rules, bites := map[string]string{}, map[string]bool{}
	for _, r := range rows {
		if _, ran := was[r.ID]; ran {
			rules[kind(r)] = r.Rule
			bites[kind(r)] = bites[kind(r)] || killed[r.ID]
		}
	}
	for name, of := range rules {
		found, _ := rule.Find(rule.ID(of))
		if found.Level == rule.Must {
			binding++
		}
		if bites[name] {
			continue
		}
		idle = append(idle, Idle{Kind: name, Rule: of, Level: found.Level, Why: why(name, of)})
	}
	slices.SortFunc(idle, func(a, b Idle) int { return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Kind, b.Kind)) })
	return len(rules), binding, idle
}

// reason is why a kind of rows is kept though no mutant shows what it is good for.
type reason struct {
	of  []string // rules, outlines, or kinds
	why text.Both
}

// reasons are asked in order: the first that names the kind, its outline or its rule.
var reasons = []reason{
	{[]string{"line-late"}, text.Both{
		JA: "トークンの無い応答は誰の名も告げず、ログインさせようがない。壊れず、待ち続けず、人に読める画面になることを見る行である",
		EN: "an answer without tokens names nobody to sign in; the row looks for a crash, a hang, and a page for people"}},
	{[]string{"LNK-HIDDEN"}, text.Both{
		JA: "リファレンスRPのフォームに隠し値は無く、差し替えられる段階ではない。隠し値で人を決めるRPは別の試験で落としている",
		EN: "the reference's form has no hidden value, and no step that could read one; an RP that goes by one fails in a test of its own"}},
	{[]string{"PAGE-ESCAPE", "CB-MARKUP"}, text.Both{
		JA: "文字の置き換えは html/template が行い、差し替えられる段階ではない",
		EN: "escaping is html/template's own, and no step that could be replaced"}},
	{[]string{"response-twice"}, text.Both{
		JA: "使った state を覚えておく段階は CB-STATE-ONCE の変異体が外し、その行が捕まえる。ここではコードを二度送らないことを見る",
		EN: "the step that forgets a used state is replaced under CB-STATE-ONCE; here it is seen that a code is not sent twice"}},
	{[]string{"claims-honest", "optional-claims", "token-honest"}, text.Both{
		JA: "正しいRPが受け付けるべき正直な違いである。受け付け過ぎないRPの変異体は同じ規則の別の違いで捕まえている",
		EN: "an honest difference that a correct RP takes; mutants of the same rule that take too little are caught by other differences"}},
	{[]string{"again", "yahoo-hybrid-same", "renamed", "two-people"}, text.Both{
		JA: "会員を sub で見分けることの正直な行である。sub 以外で見分ける変異体は、同じ規則の same-address や same-sub の行が捕まえる",
		EN: "an honest row about telling members by sub; mutants that tell them otherwise are caught by same-address and same-sub of the rule"}},
	{[]string{"google-outsider/consumer"}, text.Both{
		JA: "組織の外の人である。hd を見ない変異体は同じ規則の lookalike の行が捕まえる",
		EN: "somebody outside the organization; the mutant that ignores hd is caught by the lookalike of the same rule"}},
	{[]string{"link-signed-out"}, text.Both{
		JA: "ログインしていない人には連携する会員がいない。連携とログインを取り違える変異体は同じ規則の別の行が捕まえる",
		EN: "whoever is signed out has no member to link; mutants that confuse linking and login are caught by other rows of the rule"}},
	{[]string{"signature/hs384-empty-secret", "signature/hs512-empty-secret"}, text.Both{
		JA: "空の共通鍵を受け取る変異体は HS256 で作り、IDT-KEY の行が捕まえる。長いハッシュの空の鍵は、HS256 だけを断るRPを見る行である",
		EN: "the mutant that takes an empty secret does so under HS256, and a row of IDT-KEY catches it; these look at an RP that refuses HS256 alone"}},
	{[]string{"merge-forged"}, text.Both{
		JA: "守りが二つ（送り元とフォームの札）あり、一つの段階を差し替えても残る一つが拒む。札を見ない変異体は merge-other-page の行が捕まえる",
		EN: "two steps guard it, where the form comes from and its ticket: with one replaced the other still refuses; the mutant that ignores the ticket is caught by merge-other-page"}},
	{[]string{"api-key", "sp-upstream-token", "onetime-csrf"}, text.Both{
		JA: "中継サービスの側が先に拒み、RPの段階まで届くものが無い。壊れず、鍵を渡さないことを見る行である",
		EN: "the relay refuses before anything reaches a step of the RP; the row looks for a crash, and for the key that must stay hidden"}},
}

// why returns the reason that names the kind, its outline or its rule.
func why(kind, of string) text.Both {
	outline, _, _ := strings.Cut(kind, "/")
	for _, r := range reasons {
		if slices.Contains(r.of, kind) || slices.Contains(r.of, outline) || slices.Contains(r.of, of) {
			return r.why
		}
	}
	return text.Both{}
}
