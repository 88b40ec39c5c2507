package verdict

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/event"
)

// judged is one row being judged.
type judged struct {
	Row
	built    bool
	controls map[string]event.Controlled // by provider
	events   []event.Event
	settled  bool // something was expected or compared
	counted  bool // its end tells how many steps were taken

	bound     string // the declaration that makes the row's rule a MUST
	loginless bool   // the row needs no login, hence no honest one
	baseline  rule.Baseline
}

// One judges the events of one row. built holds the target to the named check.
func One(events []event.Event, built bool) Row {
	whole := intact(events)
	events = anew(events)
	j := &judged{built: built, events: events, controls: map[string]event.Controlled{}}
	j.Verdict = Passed
	if done := j.begin(); done || !whole {
		if !whole {
			j.lower(HarnessError, tampered())
		}
		return j.Row
	}
	for _, e := range events {
		switch f := e.Fact.(type) {
		case event.Expected:
			j.expected(e.Login, f)
		case event.Checked:
			j.checked(e.Login, f)
		}
		if f, is := e.Fact.(event.Rested); is && !f.Holds {
			j.ungrounded(f)
			break
		}
	}
	j.unmet()
	j.through()
	if !j.settled {
		j.lower(HarnessError, text.Both{JA: "この行は何も確かめていない", EN: "the row compared nothing"})
	}
	return j.Row
}

// through settles a row that says all is well although steps of it were not taken, each
// of which might have said otherwise. What ends a row before may be its outcome: it was
// missing something, or the target refused to start.
func (j *judged) through() {
	ended := event.RowEnded{Steps: len(j.Steps)}
	told := false
	for _, e := range j.events {
		switch f := e.Fact.(type) {
		case event.RowEnded:
			ended = f
		case event.Missed:
			told = true
		case event.Came:
			told = told || f.Outcome == event.NotStarted
		}
	}
	if !j.counted || len(j.Steps) == 0 || ended.Steps == len(j.Steps) || told || j.Verdict.Worse(Warned) {
		return
	}
	if ended.Stopped == "" {
		j.lower(HarnessError, text.Both{JA: fmt.Sprintf("%d段のうち%d段しか行われていない", len(j.Steps), ended.Steps),
			EN: fmt.Sprintf("%d of its %d steps were taken", ended.Steps, len(j.Steps))})
	} else if j.Verdict != NotApplicable {
		j.lower(Vacuous, text.Both{JA: "途中で止まったので、何も言えない: " + ended.Stopped, EN: "it stopped half-way, so nothing can be said: " + ended.Stopped})
	}
}

// anew leaves out what a row has logged before it was opened anew.
func anew(events []event.Event) []event.Event {
	for i, e := range slices.Backward(events) {
		if _, again := e.Fact.(event.Again); !again {
			continue
		}
		kept := slices.DeleteFunc(slices.Clone(events[:i]), func(e event.Event) bool {
			_, opens := e.Fact.(event.RowStarted)
			return !opens
		})
		return append(kept, events[i:]...)
	}
	return events
}

// begin reads the row's own facts, and settles rows of which nothing can be said.
func (j *judged) begin() (done bool) {
	ended := false
	for _, e := range j.events {
		switch f := e.Fact.(type) {
		case event.RowStarted:
			j.Started = e.At
			done = j.started(e.Row, f) || done
		case event.Again:
			done = j.reopened(f) || done
		case event.RowEnded:
			j.Millis, ended, j.counted = f.Millis, true, f.Digest != ""
		case event.Planted:
			j.Faults = append(j.Faults, append(slices.Clone(f.Faults), f.Quirks...)...)
		case event.Broke:
			j.lower(HarnessError, text.Both{JA: f.Problem, EN: f.Problem})
			done = true
		case event.Controlled:
			j.controls[f.Provider] = f
		case event.Accepted:
			j.Accepted = f
		case event.Expected:
			j.Confidence = cmp.Or(j.Confidence, f.Confidence)
		case event.Missed:
			done = j.missed(f) || done
		case event.Declared:
			if f.How == event.Breaks {
				j.contradicted(f.By)
			}
		case event.SentBack:
			done = j.sentBack(f) || done
		}
	}
	if !ended {
		j.lower(HarnessError, text.Both{JA: "この行の記録は途中で終わっている", EN: "the row was cut off"})
		return true
	}
	return done || j.uncontrolled() || j.unread()
}

// sentBack settles a row in which the form for newcomers was not taken: what was typed there was ours.
func (j *judged) sentBack(f event.SentBack) (done bool) {
	if j.differed() {
		return false
	}
	j.lower(Vacuous, text.Both{JA: "会員登録のフォームに入力したものが受け付けられなかった: " + f.Says, EN: "what torii typed was not taken: " + f.Says})
	return true
}

// missed settles a row that the target could not be taken through, unless something
// was seen to be wrong on the way: that is told.
func (j *judged) missed(f event.Missed) (done bool) {
	if j.differed() {
		return false
	}
	if !f.Why.IsZero() {
		j.Verdict, j.Reason, j.By = NotApplicable, f.Why, f.By
		return true
	}
	j.By = "no " + f.What
	j.Verdict, j.Reason = Skipped, text.Both{
		JA: "RPの記述に `" + f.What + "` が無い", EN: "`" + f.What + "` missing"}
	return true
}

// differed reports whether something was seen to be wrong.
func (j *judged) differed() bool {
	return slices.ContainsFunc(j.events, func(e event.Event) bool {
		c, ok := e.Fact.(event.Checked)
		return ok && c.Want != c.Got
	})
}

// started takes over what the row says of itself, and settles one that was not run.
func (j *judged) started(id string, f event.RowStarted) (done bool) {
	r, _ := rule.Find(rule.ID(f.Rule))
	j.ID, j.Feature, j.Name, j.Provider, j.File, j.Line, j.Tags = id, f.Feature, f.Name, f.Provider, f.File, f.Line, f.Tags
	j.Steps, j.loginless, j.Since, j.baseline = f.Steps, f.Loginless, f.Since, rule.Baseline(f.Baseline)
	j.Rule = r.Under(j.baseline)
	switch {
	case !f.Lacks.IsZero():
		j.Verdict, j.Reason, j.By = NotApplicable, f.Lacks, f.By
	case !f.Skip.IsZero():
		j.Verdict, j.Reason = Skipped, f.Skip
	default:
		return false
	}
	return true
}

// uncontrolled settles a row at a provider where the honest login fails: an RP that
// refuses everybody passes nothing. The row of the honest login itself is judged.
func (j *judged) uncontrolled() (done bool) {
	if j.Rule.ID == rule.HonestLogin && !j.misdescribed() || j.Rule.ID == rule.HonestBooking || j.loginless {
		return false
	}
	if len(j.controls) == 0 {
		j.lower(HarnessError, text.Both{JA: "正しいログインが試されていない", EN: "no honest login was tried first"})
		return true
	}
	for _, provider := range slices.Sorted(maps.Keys(j.controls)) {
		switch c := j.controls[provider]; {
		case c.SignedIn || len(c.Sent) > 0 && slices.Contains(rule.OfRequest(), j.Rule.ID):
		case c.Unasked:
			j.lower(Vacuous, unasked())
			return true
		default:
			j.lower(Vacuous, text.Both{
				JA: "正しいログインができないので、何も言えない: " + c.Problem,
				EN: "the honest login fails, so nothing can be said: " + c.Problem})
			return true
		}
	}
	return false
}

// misdescribed reports whether an honest login was not tried, as the target is not what torii.yaml describes.
func (j *judged) misdescribed() bool {
	for _, c := range j.controls {
		if c.Misdescribed {
			return true
		}
	}
	return false
}

// control returns how the honest login went at the provider of a login.
func (j *judged) control(login string) (event.Controlled, bool) {
	c, ok := j.controls[cmp.Or(j.plantedAt(login), j.Provider)]
	return c, ok
}

// plantedAt is the provider that a login was prepared at, "" where none was. What that
// provider asks of others in the same login is no call of the target's.
func (j *judged) plantedAt(login string) string {
	provider := ""
	for _, e := range j.events {
		if f, ok := e.Fact.(event.Planted); ok && e.Login == login {
			provider = f.Provider
		}
	}
	return provider
}

// lower takes the row down to a verdict, keeping the first reason for the worst one.
func (j *judged) lower(v Verdict, why text.Both) {
	if v.Worse(j.Verdict) {
		j.Verdict, j.Reason = v, why
	}
}

// exempt settles that a row does not apply, unless something has gone wrong in it already.
func (j *judged) exempt(why text.Both) {
	if j.Verdict == Passed {
		j.Verdict, j.Reason = NotApplicable, why
	}
}

// note adds a remark that changes no verdict.
func (j *judged) note(why text.Both) { j.Notes = append(j.Notes, why) }

// broken lowers by the level of the rule: MUST fails, SHOULD warns. Where only an
// unconfirmed fact about a provider demands something, a foreign target is warned.
func (j *judged) broken(id string, confidence string, why text.Both) {
	r, known := rule.Find(rule.ID(id))
	if !known {
		j.lower(HarnessError, text.Both{JA: "規則 " + id + " が無い", EN: "there is no rule " + id})
		return
	}
	r = r.Under(j.baseline)
	if j.bound != "" && r.ID == j.Rule.ID {
		r.Level = rule.Must
	}
	v := Failed
	if r.Level == rule.Should {
		v = Warned
	}
	if !j.built && j.bound == "" && (confidence == "inferred" || confidence == "unknown") {
		v, j.Unsure = Warned, true
	}
	j.file(r, v, why)
}

// file lowers the row, and files it under the rule that was found broken: a row looks at
// more than what it is about.
func (j *judged) file(r rule.Rule, v Verdict, why text.Both) {
	if v.Worse(j.Verdict) {
		j.Rule = r
	}
	j.lower(v, why)
}

// fails fails the row by a rule that binds whatever the row is about.
func (j *judged) fails(id rule.ID, why text.Both) {
	r, _ := rule.Find(id)
	j.file(r, Failed, why)
}

// checked holds one comparison.
func (j *judged) checked(login string, f event.Checked) {
	j.settled = true
	if f.Want == f.Got {
		return
	}
	id := f.Rule
	if id == "" {
		id = string(j.Rule.ID)
	}
	why := text.Both{
		JA: fmt.Sprintf("%s: 期待は %s、実際は %s", f.Says.JA, f.Want, f.Got),
		EN: fmt.Sprintf("%s: want %s, got %s", f.Says.EN, f.Want, f.Got)}
	if !f.Fix.IsZero() {
		why.JA += "。直し方: " + f.Fix.JA
		why.EN += "; mend: " + f.Fix.EN
	}
	j.broken(id, cmp.Or(f.Confidence, j.confidence(login)), why)
}

// confidence is that of the provider fact which a login rests on.
func (j *judged) confidence(login string) string {
	for _, e := range j.events {
		if f, ok := e.Fact.(event.Expected); ok && e.Login == login && f.Confidence != "" {
			return f.Confidence
		}
	}
	return ""
}

// expected holds the outcome of one login against what the row expects of it.
func (j *judged) expected(login string, x event.Expected) {
	j.settled = true
	came, ok := j.outcome(login)
	if !ok {
		j.lower(HarnessError, text.Both{JA: "ログイン " + login + " の結果が記録されていない", EN: "the outcome of login " + login + " was not logged"})
		return
	}
	if came.Outcome == event.Crashed {
		j.fails(rule.Alive, text.Both{JA: "RPが落ちた: " + came.Detail, EN: "the RP crashed: " + came.Detail})
		return
	}
	if why, exempt := j.inapplicable(login, x); exempt {
		j.exempt(why)
		return
	}
	if x.Fault != "" && !j.served(login, x.Fault) {
		j.unserved(login, came, x)
		return
	}
	if j.decided(login, came, x) {
		return
	}
	if how, is := j.defended(login); is && j.called(login, tokenEndpoint) {
		j.exempt(how)
		return
	}
	j.forbidden(login, x)
	if !slices.Contains(x.Outcomes, came.Outcome) {
		j.violated(login, came, x)
		return
	}
	switch came.Outcome {
	case event.SignedIn:
		j.owner(came, x)
	case event.Refused:
		j.reason(came, x)
	}
}

// inapplicable tells why a row says nothing of a target that does not do what it is about.
func (j *judged) inapplicable(login string, x event.Expected) (why text.Both, is bool) {
	control, known := j.control(login)
	switch {
	case !known:
		return why, false
	case strings.HasPrefix(x.Param, "!"):
		sent := x.Param[1:]
		return text.Both{JA: "RPは認証要求に " + sent + " を付ける", EN: "the RP sends " + sent}, slices.Contains(control.Sent, sent)
	case x.Param != "" && !slices.Contains(control.Sent, x.Param):
		return text.Both{JA: "RPは認証要求に " + x.Param + " を付けない", EN: "the RP sends no " + x.Param}, true
	case x.Uses != "" && !slices.Contains(control.Calls, x.Uses):
		return text.Both{JA: "RPは " + x.Uses + " を使わない", EN: "the RP makes no use of " + x.Uses}, true
	}
	return why, false
}

// defended tells how the target guards itself otherwise than the login asks.
func (j *judged) defended(login string) (how text.Both, is bool) {
	for _, e := range j.events {
		if f, ok := e.Fact.(event.Defended); ok && e.Login == login {
			return f.How, true
		}
	}
	return how, false
}

// owner holds a session against whose it should be.
func (j *judged) owner(came event.Came, x event.Expected) {
	switch {
	case x.Owner != event.Self || came.Owner == event.Self:
	case came.Owner == event.Other:
		j.fails(rule.OwnSession, somebodyElse())
	case came.Owner == event.Nobody:
		j.broken(x.Rule, x.Confidence, signedInAsNobody())
	case came.Owner == event.Second:
		j.broken(x.Rule, x.Confidence, secondMember())
	case came.Owner == event.Varies:
		j.lower(Vacuous, text.Both{
			JA: "同じ人の正しいログインでも、会員の画面の名前がログインのたびに変わる。torii.yaml の session.member を、会員が変わらない限り変わらないものにする",
			EN: "the session page calls one person otherwise at each honest login: let session.member of torii.yaml read what stays while the member does"})
	default:
		j.lower(Vacuous, text.Both{
			JA: "比べるための正しいログインができず、誰のセッションか分からない",
			EN: "whose session it is cannot be told: the honest login to compare with did not succeed"})
	}
}

func (j *judged) outcome(login string) (event.Came, bool) {
	for _, e := range slices.Backward(j.events) {
		if f, ok := e.Fact.(event.Came); ok && e.Login == login {
			return f, true
		}
	}
	return event.Came{}, false
}

func (j *judged) served(login, id string) bool {
	return slices.ContainsFunc(j.events, func(e event.Event) bool {
		f, ok := e.Fact.(event.Served)
		return ok && e.Login == login && f.ID == id
	})
}

// tokenEndpoint is the one endpoint that no login by code can do without.
const tokenEndpoint = "token"

// unserved settles a row whose fault never left the mock.
func (j *judged) unserved(login string, came event.Came, x event.Expected) {
	control, controlled := j.control(login)
	switch {
	case x.Endpoint == tokenEndpoint && came.Accepted() && !j.called(login, tokenEndpoint):
		j.lower(Failed, text.Both{
			JA: "コードを引き換えずにログインさせた" + detail(came), EN: "signed in without redeeming the code" + detail(came)})
	case controlled && x.Endpoint != "" && !slices.Contains(control.Calls, x.Endpoint):
		j.exempt(text.Both{
			JA: "RPは正しいログインでも " + x.Endpoint + " を呼ばない", EN: "the RP does not call " + x.Endpoint + " in an honest login either"})
	case control.Unasked && x.Endpoint == tokenEndpoint:
		j.lower(Vacuous, unasked())
	case came.Outcome == event.Refused:
		how := Failed
		if !j.built { // why this RP refuses what it takes elsewhere, nobody here can know: another row of the same answer tells it
			how = Vacuous
		}
		j.lower(how, text.Both{
			JA: "不正を受け取る前にログインを拒んだ" + detail(came), EN: "the login was refused before the fault was served" + detail(came)})
	case !j.built && j.stayed(login):
		j.exempt(text.Both{
			JA: "このRPの前のログインはプロバイダーから戻らず、それに基づく不正を作れない",
			EN: "this RP's earlier login did not come back from the provider, so nothing can be made of it"})
	case !j.built && slices.Equal(x.Outcomes, []event.Outcome{event.SignedIn}) && came.Accepted():
		j.exempt(text.Both{
			JA: "このRPへの応答には、変わる所が無い", EN: "nothing in the answers to this RP is changed by it"})
	default:
		j.lower(Vacuous, text.Both{
			JA: "仕込んだ不正が出ていかなかった" + detail(came), EN: "the planted fault never left the mock" + detail(came)})
	}
}

// stayed reports whether an earlier login of the row ended at the provider.
func (j *judged) stayed(login string) bool {
	return slices.ContainsFunc(j.events, func(e event.Event) bool {
		f, ok := e.Fact.(event.Came)
		return ok && e.Login != login && f.Outcome == event.AtProvider
	})
}

// called reports whether the login called an endpoint.
func (j *judged) called(login, endpoint string) bool {
	provider := j.plantedAt(login)
	return slices.ContainsFunc(j.events, func(e event.Event) bool {
		f, ok := e.Fact.(event.Called)
		return ok && e.Login == login && f.Endpoint == endpoint && (provider == "" || f.Provider == provider)
	})
}

// violated settles an outcome that the row does not allow.
func (j *judged) violated(login string, came event.Came, x event.Expected) {
	control, _ := j.control(login)
	says := text.Both{JA: "結果は「" + outcomeJA(came.Outcome) + "」" + detail(came), EN: "the outcome was: " + string(came.Outcome) + detail(came)}
	if came.Outcome == event.SignedIn && came.Owner == event.Nobody {
		says = signedInAsNobody()
	}
	if control.Unasked && j.Rule.ID == rule.HonestLogin {
		says = text.Both{JA: says.JA + "。" + unasked().JA, EN: says.EN + "; " + unasked().EN}
	}
	switch {
	case came.Outcome == event.SignedIn && came.Owner == event.Other:
		j.fails(rule.OwnSession, somebodyElse()) // whatever the rule's level and the confidence
	case j.unended(came, x):
		j.broken(string(rule.ReadablePage), "", says)
	case came.Accepted() && x.Family && !j.built && x.Probe:
		j.lower(Warned, text.Both{
			JA: "署名の壊れたIDトークンでもログインした。直接のTLS通信で受け取る場合に限り許される",
			EN: "signed in on a corrupted signature, which is allowed only because the token came directly over TLS"})
	case came.Accepted() && x.Family && !j.built && control.Trusts && x.Alone:
		r, _ := rule.Find(rule.ID(x.Rule))
		j.file(r, Warned, text.Both{
			JA: "署名の無いIDトークンでもログインした。署名を検証せず TLS に頼るRPなので、警告に留める",
			EN: "signed in on an ID token without signature; a warning only because the RP relies on TLS instead of signatures"})
	case came.Accepted() && x.Family && !j.built && control.Trusts:
		j.exempt(text.Both{
			JA: "このRPは署名を検証せず TLS に頼る（署名の破損の行を参照）",
			EN: "this RP relies on TLS instead of signatures (see the row of the corrupted signature)"})
	default:
		j.broken(x.Rule, x.Confidence, says)
	}
}

// unended reports whether a login that was to be refused came to no end, and nobody is
// signed in: what the row forbids has not happened, only no page tells so.
func (j *judged) unended(came event.Came, x event.Expected) bool {
	return !j.built && !x.Hangs && came.Nobody && slices.Contains(x.Outcomes, event.Refused)
}

func signedInAsNobody() text.Both {
	return text.Both{JA: "誰でもない者としてログインした（会員の画面に名前が無い）", EN: "signed in as nobody: the session page is that of a member, and names none"}
}

func secondMember() text.Both {
	return text.Both{JA: "前とは別の会員としてログインした（ほかの人の会員ではない）", EN: "signed in as another member than before, which is nobody else's"}
}

func somebodyElse() text.Both {
	return text.Both{JA: "ログインしたのは本人ではない", EN: "the session is not the person's own"}
}

// reason holds a right refusal against the reason for it.
func (j *judged) reason(came event.Came, x event.Expected) {
	named := slices.Contains(came.Rules, x.Rule)
	switch {
	case j.built && !named:
		j.lower(Failed, text.Both{
			JA: "別の理由で拒んだ: " + orDash(came.Marker), EN: "refused for another reason: " + orDash(came.Marker)})
	case !j.built && len(came.Rules) > 0 && !named:
		j.lower(Warned, text.Both{
			JA: "別の理由で拒んだ: " + came.Marker, EN: "refused for another reason: " + came.Marker})
	case !named:
		j.note(text.Both{JA: "拒んだ理由は示されていない", EN: "the reason for the refusal is not shown"})
	}
	if !came.Page || came.Status == internalError {
		j.note(text.Both{
			JA: fmt.Sprintf("人に読める画面が出ていない（状態 %d、SES-PAGE の行を参照）", came.Status),
			EN: fmt.Sprintf("no page made for people was shown (status %d; see the rows of SES-PAGE)", came.Status)})
	}
}

// internalError is the status of a failure that nobody has thought of.
const internalError = 500

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func detail(c event.Came) string {
	var parts []string
	if c.Stage != "" {
		parts = append(parts, c.Stage)
	}
	if c.Status != 0 {
		parts = append(parts, fmt.Sprint(c.Status))
	}
	if c.Title != "" {
		parts = append(parts, "「"+c.Title+"」")
	}
	if c.Detail != "" {
		parts = append(parts, c.Detail)
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

func outcomeJA(o event.Outcome) string {
	return map[event.Outcome]string{
		event.SignedIn: "ログインした", event.Registration: "会員登録を求めた", event.Refused: "拒んだ",
		event.AtProvider: "プロバイダーに留まった", event.Crashed: "落ちた", event.Stuck: "止まった",
		event.NotStarted: "起動を拒んだ", event.LedAway: "よそへ導いた",
	}[o]
}
