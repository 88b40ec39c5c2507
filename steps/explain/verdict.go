package explain

import (
	"torii/fixtures/text"
	"torii/reports/verdict"
)

// meanings tell what each verdict says of a Relying Party, and what there is to do.
var meanings = []struct {
	verdict        verdict.Verdict
	means, further text.Both
}{
	{verdict.NotApplicable, text.Both{
		JA: "このRPかプロバイダーでは意味の無い行である",
		EN: "the row means nothing for this RP or provider"},
		text.Both{JA: "理由を見て、RPが本当にそれを使わないのかを確かめる", EN: "read the reason, and see that the RP really does without it"}},
	{verdict.Skipped, text.Both{
		JA: "torii.yaml の宣言か、選び方によって、行われなかった",
		EN: "it was not run, by a declaration of torii.yaml or by the selection"},
		text.Both{JA: "試すなら、報告の挙げた宣言を変える", EN: "change the declaration that the report names to have it run"}},
	{verdict.Passed, text.Both{
		JA: "RPは期待どおりにした",
		EN: "the RP did what is expected"},
		text.Both{JA: "することは無い", EN: "nothing to do"}},
	{verdict.Warned, text.Both{
		JA: "SHOULD の規則を破ったか、プロバイダーの確かでない事実に基づくため、不合格にはしない",
		EN: "a SHOULD is broken, or it rests on a fact of the provider that nobody has confirmed, so it does not fail"},
		text.Both{JA: "規則の直し方を見る。関門は閉じない（--strict では閉じる）", EN: "see how to mend the rule; the gate stays open, but under --strict"}},
	{verdict.Vacuous, text.Both{
		JA: "前提が成り立たず、この行からは何も言えない（合格ではない）",
		EN: "a precondition did not hold, so nothing can be said; it is no pass"},
		text.Both{JA: "前提の失敗（多くは正直なログイン）を直し、もう一度走らせる。関門は閉じる",
			EN: "mend the precondition, mostly the honest login, and run again; the gate is closed"}},
	{verdict.Failed, text.Both{
		JA: "RPは MUST の規則を破った",
		EN: "the RP broke a MUST"},
		text.Both{JA: "規則の直し方を見て直す。すぐに直せないなら、期限と理由を付けて受け入れを宣言する。関門は閉じる",
			EN: "mend it as the rule says, or accept it for a time, with a reason; the gate is closed"}},
	{verdict.HarnessError, text.Both{
		JA: "試験装置か環境が壊れ、RPについては何も言えない",
		EN: "the harness or the environment broke, and nothing is said of the RP"},
		text.Both{JA: "報告の理由（届かない、429、再起動など）を除き、もう一度走らせる", EN: "remove what the report names, out of reach, 429, restart, and run again"}},
}

func verdictEntries() []Entry {
	var all []Entry
	for _, m := range meanings {
		all = append(all, Entry{ID: string(m.verdict), Also: []string{m.verdict.Name().JA}, Kind: text.Both{JA: "判定", EN: "verdict"},
			Says: m.means, Facts: []Fact{{text.Both{JA: "次にすること", EN: "What to do"}, m.further}}})
	}
	return all
}
