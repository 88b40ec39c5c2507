package html

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"torii/fixtures/text"
	"torii/reports/event"
)

// actor is who sends or gets a message, in the order of the lifelines.
type actor int

// The actors of a login.
const (
	person actor = iota
	browser
	party
	provider
)

// Name is the actor in both languages.
func (a actor) Name() text.Both {
	return []text.Both{{JA: "利用者", EN: "person"}, {JA: "ブラウザー", EN: "browser"}, {JA: "RP", EN: "RP"},
		{JA: "プロバイダー", EN: "provider"}}[a]
}

// field is one named value of a message.
type field struct{ Name, Value string }

// message is one arrow of a login.
type message struct {
	From, To actor
	Label    string    // on the arrow
	Says     text.Both // on the arrow, where it is no protocol
	Address  string
	Reply    bool
	Forged   bool // carries what was planted
	Fields   []field
	Token    *event.Issued
	Why      text.Both
}

// flow is one login as a sequence of messages.
type flow struct {
	Login    string
	Planted  event.Planted
	Messages []message
	Came     event.Came
	Cut      int // messages left out
}

// The bounds of what is drawn of one row.
const (
	maxFlows    = 12
	maxMessages = 80
)

// flows sorts the events of a row by login. What names no login, as a key fetch does,
// is taken for part of the one that goes on.
func flows(events []event.Event) (shown []flow, cut int) {
	byLogin := map[string]*reader{}
	var order []string
	current := ""
	for _, e := range events {
		current = cmp.Or(e.Login, current)
		if current == "" {
			continue
		}
		r, ok := byLogin[current]
		if !ok {
			r = &reader{flow: flow{Login: current}}
			byLogin[current] = r
			order = append(order, current)
		}
		r.read(e)
	}
	for _, login := range order {
		r := byLogin[login]
		r.flush()
		if len(r.Messages) == 0 {
			continue
		}
		if len(shown) == maxFlows {
			cut++
			continue
		}
		if len(r.Messages) > maxMessages {
			r.Cut = len(r.Messages) - maxMessages
			r.Messages = r.Messages[:maxMessages]
		}
		r.Messages = known(r.Messages)
		shown = append(shown, r.flow)
	}
	return shown, cut
}

// reader turns the events of one login into messages.
type reader struct {
	flow
	pending []message // the RP's own calls, until the browser's request that they belong to is logged
	forged  map[string]bool
	token   *event.Issued
	why     text.Both
	begun   bool
}

// The places of a planted fault, and the endpoints whose answers are bent there.
const (
	atCallback = "callback"
	atBrowser  = "browser"
	atToken    = "token"
	atUserInfo = "userinfo"
	atIDToken  = "id_token"
)

// front are the endpoints that the browser calls: its own hops tell of them.
var front = []string{"authorization", "sign-in", "consent", "error"}

func (r *reader) read(e event.Event) {
	switch f := e.Fact.(type) {
	case event.Planted:
		r.Planted = f
	case event.Served:
		place := f.Place
		if place == atIDToken {
			place = atToken
		}
		if r.forged == nil {
			r.forged = map[string]bool{}
		}
		r.forged[place] = true
	case event.Issued:
		r.token = &f
	case event.Called:
		r.called(f)
	case event.Hopped:
		r.hopped(f)
	case event.Came:
		if f.Owner != "" && r.Came.Outcome == f.Outcome {
			r.Came = f // the same end, told again with its owner
			return
		}
		r.flush()
		r.Came = f
		r.add(message{From: party, To: person, Reply: true, Says: outcome(f)})
	}
}

func (r *reader) add(m message) { r.Messages = append(r.Messages, m) }

// taken reports whether the answer of that place is the forged one, once.
func (r *reader) taken(place string) bool {
	is := r.forged[place]
	delete(r.forged, place)
	return is
}

// called notes a call at the mock: one of the RP's own waits for its place in the browser's story.
func (r *reader) called(f event.Called) {
	if slices.Contains(front, f.Endpoint) {
		r.why = f.Why
		return
	}
	ask := message{From: party, To: provider, Label: f.Method + " " + f.Endpoint}
	for _, name := range slices.Sorted(maps.Keys(f.Params)) {
		ask.Fields = append(ask.Fields, field{name, f.Params[name]})
	}
	if f.Auth != "" {
		ask.Fields = append(ask.Fields, field{"(client authentication)", f.Auth})
	}
	answer := message{From: provider, To: party, Reply: true, Label: fmt.Sprint(f.Status), Why: f.Why, Forged: r.taken(f.Endpoint)}
	if f.Error != "" {
		answer.Label += " " + f.Error
	}
	for _, m := range f.Answer {
		answer.Fields = append(answer.Fields, field(m))
	}
	if f.Body != "" {
		answer.Fields = append(answer.Fields, field{"(body)", f.Body})
	}
	if f.Endpoint == atToken {
		answer.Token, r.token = r.token, nil
	}
	r.pending = append(r.pending, ask, answer)
}

// hopped tells one step of the browser, with the RP's own calls in between.
func (r *reader) hopped(f event.Hopped) {
	if !r.begun {
		r.begun = true
		r.add(message{From: person, To: browser, Says: text.Both{JA: "ログインする", EN: "logs in"}})
	}
	to := party
	if f.Mocked {
		to = provider
	}
	base, fields := address(f.URL)
	ask := message{From: browser, To: to, Label: f.Method + " " + path(base), Address: base, Fields: fields,
		Forged: to == party && r.taken(atBrowser)}
	if to == party && r.forged["carried"] && len(fields) > 0 {
		ask.Forged = true
		delete(r.forged, "carried")
	}
	r.add(ask)
	if to == party {
		r.flush()
	} else if r.Planted.Does == "cancel" && f.Location != "" {
		r.add(message{From: person, To: browser, Says: text.Both{JA: "取り消す", EN: "cancels"}})
	}
	r.add(r.answered(f, to))
}

// answered is the answer to one step of the browser.
func (r *reader) answered(f event.Hopped, from actor) message {
	answer := message{From: from, To: browser, Reply: true, Label: fmt.Sprint(f.Status)}
	if f.Location != "" {
		base, fields := address(f.Location)
		answer.Label += " → " + path(base)
		answer.Address, answer.Fields = base, fields
		if path(base) == base {
			answer.Address = "" // the label says it all
		}
	}
	if from == provider {
		answer.Why, r.why = r.why, text.Both{}
		if r.taken(atCallback) {
			answer.Forged = true
			r.forged["carried"] = true
		}
	}
	return answer
}

func (r *reader) flush() {
	r.Messages = append(r.Messages, r.pending...)
	r.pending = nil
}

// known leaves out what the next message says again: the parameters of a redirect that was followed.
func known(messages []message) []message {
	for i := range messages[:max(len(messages)-1, 0)] {
		m, next := &messages[i], messages[i+1]
		if m.Reply && m.Address != "" && m.Address == next.Address && slices.Equal(m.Fields, next.Fields) {
			m.Fields = nil
		}
	}
	return messages
}

// address splits a masked address into what stands before the query, and its parameters.
func address(s string) (base string, fields []field) {
	base, query, _ := strings.Cut(s, "?")
	if query == "" {
		return base, nil
	}
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		fields = append(fields, field{plain(name), plain(value)})
	}
	return base, fields
}

func plain(s string) string {
	if unescaped, err := url.QueryUnescape(s); err == nil {
		return unescaped
	}
	return s
}

// path is an address without its scheme and host, for the narrow space on an arrow.
func path(base string) string {
	_, rest, ok := strings.Cut(base, "://")
	if !ok {
		return base
	}
	_, after, ok := strings.Cut(rest, "/")
	if !ok {
		return "/"
	}
	return "/" + after
}

// outcome tells how a login ended.
func outcome(c event.Came) text.Both {
	said := map[event.Outcome]text.Both{
		event.SignedIn:     {JA: "ログインした", EN: "signed in"},
		event.Registration: {JA: "会員登録を求めた", EN: "registration asked"},
		event.Refused:      {JA: "拒んだ", EN: "refused"},
		event.AtProvider:   {JA: "プロバイダーに留まった", EN: "stayed at the provider"},
		event.Crashed:      {JA: "落ちた", EN: "crashed"},
		event.Stuck:        {JA: "止まった", EN: "stuck"},
		event.LedAway:      {JA: "よそへ導いた", EN: "led elsewhere"},
	}[c.Outcome]
	if said.IsZero() {
		said = text.Both{JA: string(c.Outcome), EN: string(c.Outcome)}
	}
	if c.Owner == event.Other {
		said = text.Both{JA: said.JA + "（本人ではない）", EN: said.EN + " (not the person's own)"}
	}
	if c.Status != 0 {
		said = text.Both{JA: fmt.Sprintf("%s（%d）", said.JA, c.Status), EN: fmt.Sprintf("%s (%d)", said.EN, c.Status)}
	}
	return said
}
