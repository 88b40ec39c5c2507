package world

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"torii/mockidp/gcal/fault"
	"torii/mockidp/gcal/store"
	"torii/reports/event"
	"torii/rpclient/target"
)

// calendarCalls returns the calendar calls of the row since it was marked last, of one method
// or "" for all, the set-up's own included.
func (w *World) calendarCalls(method string) []event.CalendarCalled {
	var all []event.CalendarCalled
	for _, e := range w.log.Row(w.Row) {
		switch f := e.Fact.(type) {
		case event.CalendarMarked:
			all = nil
		case event.CalendarCalled:
			if method == "" || f.Method == method || f.Method == "calendar."+method {
				all = append(all, f)
			}
		}
	}
	return all
}

// mark begins counting anew.
func (w *World) mark() { w.add("", event.CalendarMarked{}) }

// Counts begins counting calls anew.
func (w *World) Counts(ctx context.Context) error {
	_, err := w.connect(ctx)
	w.mark()
	return err
}

// holds compares for the row's own rule.
func (w *World) holds(want, got, ja, en string) error { return w.compare(w.Rule, want, got, ja, en) }

// IsBooked expects one event with everybody in it at the right time, and a product that knows it.
func (w *World) IsBooked(ctx context.Context, name string) error {
	events, err := w.inCalendar(name)
	if err != nil {
		return err
	}
	_ = w.holds("1", strconv.Itoa(len(events)), "カレンダーにある面接「"+name+"」の予定の数", "events of the interview in the calendar")
	if len(events) == 0 {
		return w.holds("done", "not done: "+w.calendar.done.Says, "製品の返事", "the product's answer")
	}
	i := w.meeting(name)
	start, _, err := store.Moment(store.Sub(events[0], "start"), zone())
	if err != nil {
		return unusable("%w", err)
	}
	_ = w.holds(utc(i.Start), start.UTC().Format(time.RFC3339), "予定の開始", "start of the event")
	wanted := slices.DeleteFunc([]string{i.Applicant, i.Guests, i.Room}, func(s string) bool { return s == "" })
	_ = w.holds(sorted(wanted), sorted(guests(events[0])), "招かれた人と会議室", "who is invited")
	known, err := w.known(ctx, name)
	if err != nil {
		return err
	}
	_ = w.holds(store.Text(events[0], "id"), known.Event, "製品が知っている予定の id", "the event that the product knows")
	return w.holds(utc(i.Start), known.Start.UTC().Format(time.RFC3339), "製品が知っている開始", "start that the product knows")
}

func utc(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.UTC().Format(time.RFC3339)
}

func sorted(s []string) string {
	slices.Sort(s)
	return strings.Join(s, " ")
}

// guests are the event's attendees but the sender.
func guests(e store.Object) []string {
	var all []string
	for _, g := range store.List(e, "attendees") {
		if email := store.Text(g, "email"); email != sender {
			all = append(all, email)
		}
	}
	return all
}

// known returns what the product knows of an interview.
func (w *World) known(ctx context.Context, name string) (target.CalendarInterview, error) {
	b, err := w.belief(ctx)
	if err != nil {
		return target.CalendarInterview{}, err
	}
	for _, i := range b.Interviews {
		if i.Key == w.meeting(name).Key {
			return i, nil
		}
	}
	return target.CalendarInterview{}, nil
}

// IsNotBooked expects no event, and a product that says so.
func (w *World) IsNotBooked(_ context.Context, name string) error {
	events, err := w.inCalendar(name)
	if err != nil {
		return err
	}
	_ = w.holds("0", strconv.Itoa(len(events)), "カレンダーにある面接「"+name+"」の予定の数", "events of the interview in the calendar")
	return w.holds("not done", done(w.calendar.done), "製品の返事", "the product's answer")
}

func done(d target.CalendarDone) string {
	if d.Done {
		return "done"
	}
	return "not done"
}

// Succeeded expects that the product has done what it was last told.
func (w *World) Succeeded() error {
	got := done(w.calendar.done)
	if !w.calendar.done.Done {
		got += ": " + w.calendar.done.Says
	}
	return w.holds("done", got, "製品の返事", "the product's answer")
}

// FailedToDo expects that it has not, and says why without HTML entities.
func (w *World) FailedToDo() error {
	_ = w.holds("not done", done(w.calendar.done), "製品の返事", "the product's answer")
	return w.holds("false", said(strings.Contains(w.calendar.done.Says, "&quot;") || w.calendar.done.Says == ""), "理由が無いか、HTML の実体参照が見える", "the reason is missing, or shows HTML entities")
}

// PointsTo expects that the set-up is found wanting at a step of the guide.
func (w *World) PointsTo(step string) error {
	_ = w.holds("not done", done(w.calendar.done), "設定の確認の結果", "the result of the check")
	id, ok := guideSteps[step]
	if !ok {
		return unusable("the guide has no step %q", step)
	}
	return w.holds(id, w.calendar.done.Step, "設定の確認が示す手順", "the step that the check points to")
}

// SaysWords expects words in what the product says.
func (w *World) SaysWords(word string) error {
	said := strings.Join(append([]string{w.calendar.done.Says}, w.calendar.done.Notes...), " ")
	got := "not said"
	if strings.Contains(said, word) {
		got = "said"
	}
	return w.holds("said", got, "担当者に「"+word+"」と伝えたか", "the recruiter is told")
}

// CallsAtMost expects no more than so many calls of a method; "token" is the token endpoint.
func (w *World) CallsAtMost(method, most string) error {
	n, err := strconv.Atoi(most)
	if err != nil {
		return unusable("calls: %w", err)
	}
	got := len(w.calendarCalls(method))
	if got <= n {
		return w.holds(most, most, method+" の呼び出しの上限", "calls at most")
	}
	return w.holds(most, strconv.Itoa(got), method+" の呼び出しの上限", "calls at most")
}

// NotRefusedAs expects that no call was refused for a reason, in Google's words.
func (w *World) NotRefusedAs(reason string) error {
	refused := 0
	for _, c := range w.calendarCalls("") {
		if c.Reason == reason {
			refused++
		}
	}
	return w.holds("0", strconv.Itoa(refused), reason+" で断られた呼び出しの数", "calls refused as "+reason)
}

// SeriesIsOpen expects that no occasion of the weekly meeting was hidden by a change of another.
func (w *World) SeriesIsOpen() error {
	all, err := w.calendar.mock.Events(sender)
	if err != nil {
		return unusable("%w", err)
	}
	visibility := "no series"
	for _, e := range all {
		if store.Text(e, "id") == weekly {
			visibility = cmp.Or(store.Text(e, "visibility"), "default")
		}
	}
	return w.holds("default", visibility, "毎週の定例の公開範囲", "the visibility of the weekly meeting")
}

// MailedTo expects that somebody was mailed about an interview.
func (w *World) MailedTo(name, kind, who string) error {
	id, err := w.eventID(name)
	if err != nil {
		return err
	}
	mailed := map[string]bool{}
	for _, m := range w.calendar.mock.Outbox() {
		if m.Event == id && m.Kind == kinds[kind] {
			mailed[m.Recipient] = true
		}
	}
	for one := range strings.SplitSeq(who, "、") {
		email, err := address(one)
		if err != nil {
			return err
		}
		_ = w.holds("true", said(mailed[email]), one+"への"+kind+"のメール", "a mail to a guest")
	}
	return nil
}

var kinds = map[string]string{"招待": store.Request, "変更": store.Change, "取消": store.Cancel}

// eventID is the interview's event, a cancelled one too.
func (w *World) eventID(name string) (string, error) {
	all, err := w.calendar.mock.Events(sender)
	if err != nil {
		return "", unusable("%w", err)
	}
	for _, e := range all {
		if strings.Contains(store.Text(e, "summary"), w.meeting(name).Title) {
			return store.Text(e, "id"), nil
		}
	}
	return "", nil
}

// HasLink expects that the product knows the conference's link, the calendar's own.
func (w *World) HasLink(ctx context.Context, name string) error {
	events, err := w.inCalendar(name)
	if err != nil {
		return err
	}
	known, err := w.known(ctx, name)
	if err != nil {
		return err
	}
	link := ""
	if len(events) > 0 {
		link = store.Text(events[0], "hangoutLink")
	}
	_ = w.holds("true", said(strings.HasPrefix(link, "https://meet.google.com/")), "予定に Meet のリンクがあるか", "the event has a conference")
	return w.holds(link, known.Link, "製品が知っている Meet のリンク", "the link that the product knows")
}

// LinksDiffer expects two conferences.
func (w *World) LinksDiffer(ctx context.Context, a, b string) error {
	first, err := w.known(ctx, a)
	if err != nil {
		return err
	}
	second, err := w.known(ctx, b)
	if err != nil {
		return err
	}
	return w.holds("true", said(first.Link != "" && second.Link != "" && first.Link != second.Link), "二つの面接の Meet が別か", "two conferences")
}

// IsKnownAs expects what the product believes of an interview: one of the states.
func (w *World) IsKnownAs(ctx context.Context, name, state string) error {
	known, err := w.known(ctx, name)
	if err != nil {
		return err
	}
	return w.holds(states[state], known.Status, "製品が知っている面接の状態", "what the product believes")
}

var states = map[string]string{"確定": "booked", "会議室の返事待ち": "room-waiting", "会議室が取れていない": "room-declined", "取消": "cancelled"}

// IsCalledOff expects that no event is left, and that the product knows.
func (w *World) IsCalledOff(ctx context.Context, name string) error {
	events, err := w.inCalendar(name)
	if err != nil {
		return err
	}
	_ = w.holds("0", strconv.Itoa(len(events)), "カレンダーに残っている予定の数", "events left in the calendar")
	return w.IsKnownAs(ctx, name, "取消")
}

// AnswerStands expects a guest's answer in the sender's calendar.
func (w *World) AnswerStands(who, name, status string) error {
	email, err := address(who)
	if err != nil {
		return err
	}
	events, err := w.inCalendar(name)
	if err != nil {
		return err
	}
	got := "no event"
	if len(events) > 0 {
		got = "no guest"
		for _, g := range store.List(events[0], "attendees") {
			if store.Text(g, "email") == email {
				got = store.Text(g, "responseStatus")
			}
		}
	}
	return w.holds(status, got, who+"の返事", "the guest's answer")
}

// Retains expects that what the recruiter wrote is still there.
func (w *World) Retains(name, text string) error {
	events, err := w.inCalendar(name)
	if err != nil {
		return err
	}
	kept := len(events) > 0 && strings.Contains(store.Text(events[0], "summary")+store.Text(events[0], "description"), text)
	return w.holds("true", said(kept), "担当者が画面で書いた「"+text+"」が残っているか", "what the recruiter wrote is still there")
}

// Agrees expects that the product knows the calendar's events, all and no other.
func (w *World) Agrees(ctx context.Context) error {
	b, err := w.belief(ctx)
	if err != nil {
		return err
	}
	series, err := w.calendar.mock.Events(sender)
	if err != nil {
		return unusable("%w", err)
	}
	single, err := w.calendar.mock.Occasions(sender)
	if err != nil {
		return unusable("%w", err)
	}
	apart := differences(b.Events, series)
	if d := differences(b.Events, single); d.sum() < apart.sum() {
		apart = d // the product keeps what recurs by its occasions
	}
	return w.holds(gap{}.String(), apart.String(), "製品とカレンダーの予定の違い", "how the product's events differ from the calendar's")
}

// gap is how far a product's idea of a calendar is from what it holds.
type gap struct{ missing, extra int }

func (g gap) sum() int { return g.missing + g.extra }

func (g gap) String() string { return fmt.Sprintf("%d missing, %d extra", g.missing, g.extra) }

// differences compares ids and starts (RFC 3339, any offset) with the events of a calendar, cancelled ones left out.
func differences(known map[string]string, events []store.Object) gap {
	g := gap{extra: len(known)}
	for _, e := range events {
		if store.Text(e, "status") == "cancelled" {
			continue
		}
		at, _, err := store.Moment(store.Sub(e, "start"), zone())
		start, there := known[store.Text(e, "id")]
		if there {
			g.extra--
		}
		if !there || err != nil || utc(start) != at.UTC().Format(time.RFC3339) {
			g.missing++
		}
	}
	return g
}

// TakenForFree expects that somebody is taken for free, or not.
func (w *World) TakenForFree(who, hour, want string) error {
	email, err := address(who)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(hour)
	if err != nil {
		return unusable("hour: %w", err)
	}
	got := "unknown"
	for _, p := range w.calendar.people {
		if p.Email == email && p.Known {
			got = "busy"
			if slices.ContainsFunc(p.Free, func(t time.Time) bool { return t.Equal(w.at(n)) }) {
				got = "free"
			}
		}
	}
	return w.holds(map[string]string{"空いている": "free", "埋まっている": "busy", "分からない": "unknown"}[want], got, who+"の"+hour+"時", "whether somebody is free")
}

// chargesSender is the rule about whom calls are counted for, whatever the row's own is.
const chargesSender = "CAL-QUOTA"

// ActsAsSender expects that every call was made in the sender's name, and counted for them.
func (w *World) ActsAsSender() error {
	others, uncounted := 0, 0
	for _, c := range w.calendarCalls("") {
		if c.Sender != sender {
			others++
		}
		if c.Method != fault.Token && c.Params["quotaUser"] == "" {
			uncounted++
		}
	}
	_ = w.holds("0", strconv.Itoa(others), "予約元ユーザー以外として行った呼び出しの数", "calls in another name")
	return w.compare(chargesSender, "0", strconv.Itoa(uncounted), "quotaUser の無い呼び出しの数", "calls without quotaUser")
}

// HeldToVersion expects that every write of a method named the version it was made from.
func (w *World) HeldToVersion(method string) error {
	blind, all := 0, w.calendarCalls(method)
	for _, c := range all {
		if !c.IfMatch {
			blind++
		}
	}
	return w.holds("0", strconv.Itoa(blind), "版を確かめない "+method+" の数", "writes without If-Match")
}

// atLeast is the shortest first pause before another try, in milliseconds.
const atLeast = 500

// PausesGrow expects that the tries of a method came ever more slowly.
func (w *World) PausesGrow(method string) error {
	all := w.calendarCalls(method)
	var pauses []int64 // milliseconds
	for i := 1; i < len(all); i++ {
		pauses = append(pauses, all[i].Millis-all[i-1].Millis)
	}
	grow := len(pauses) > 0 && pauses[0] >= atLeast && slices.IsSorted(pauses)
	return w.holds("true", said(grow), "再試行の間隔が広がっているか", "the pauses between tries grow")
}

// NoticeRejected expects that a forged notification changed nothing: no listing was asked for.
func (w *World) NoticeRejected() error {
	_ = w.holds("false", said(w.calendar.forged/100 == 2), "偽の通知を受け付けたか", "the forged notification was taken")
	return w.CallsAtMost("calendar.events.list", "0")
}

// TroubleKnown expects that the product tells of trouble with the connection.
func (w *World) TroubleKnown(ctx context.Context, want bool) error {
	b, err := w.belief(ctx)
	if err != nil {
		return err
	}
	return w.holds(said(want), said(b.Trouble != ""), "連携の異常が知らされているか", "trouble with the connection is told")
}

// ChoseID expects that the event's id was made by the product, in Google's alphabet.
func (w *World) ChoseID(name string) error {
	id, err := w.found(name)
	if err != nil {
		return err
	}
	var sent []string
	for _, c := range w.calendarCalls("calendar.events.insert") {
		sent = append(sent, c.Event)
	}
	valid := len(id) >= 5 && strings.Trim(id, "abcdefghijklmnopqrstuv0123456789") == ""
	return w.holds("true", said(valid && slices.Contains(sent, id)), "id を製品が決めたか", "the product chose the id")
}
