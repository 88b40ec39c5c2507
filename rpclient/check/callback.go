package check

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// probe is one response that comes to the callback. No probe carries a code together
// with a state that the Relying Party has issued.
type probe struct {
	Check
	live      bool // with the state of a login that was begun
	stranger  bool // in a browser that has begun none
	otherWay  bool // by the method that responses do not come by
	params    func(mark string) url.Values
	cancelled bool // a person said no, which is no failure; in the provider's own word
	session   rule.ID
}

// mark names what we send, so that an operator finds it in the log.
const markName = "torii-check-"

// elsewhere is a host that nobody can own (RFC 2606, 2).
const elsewhere = "https://torii-check.invalid/"

// lures are parameters that careless programs take for the next address.
var lures = []string{"next", "return_to", "returnTo", "redirect", "redirect_to", "url", "continue"}

func lured(mark string) url.Values {
	v := url.Values{"torii-check": {mark}, "error_description": {markup(mark)}}
	for _, name := range lures {
		v.Set(name, elsewhere)
	}
	return v
}

// markup shows whether words are put into a page as they come.
func markup(mark string) string { return `"><` + mark + `>` }

func with(v url.Values, pairs ...string) url.Values {
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

func probes() []probe {
	knock := func(id string, sends Sends, what text.Both) Check {
		return Check{id, Callback, "SES-PAGE", sends, what}
	}
	return []probe{
		{Check: knock("callback-bare", Knocks, says("何も付かないコールバック", "a callback without parameters")), session: "CB-STATE",
			params: func(string) url.Values { return url.Values{} }},
		{Check: knock("callback-garbage", Knocks, says("state の無いコールバック", "a callback with other parameters, without state")), session: "CB-STATE",
			params: lured},
		{Check: knock("callback-foreign-state", Knocks, says("知らない state のコールバック", "a callback with a state that nobody issued")), session: "CB-STATE",
			params: func(mark string) url.Values { return with(lured(mark), "state", mark) }},
		{Check: knock("callback-denied", Knocks, says("取り消し (error=access_denied)", "a cancelled login (error=access_denied)")), session: "CB-ERROR", live: true, cancelled: true,
			params: func(mark string) url.Values { return with(lured(mark), "error", "access_denied") }},
		{Check: knock("callback-denied-elsewhere", Knocks, says("別のブラウザーに届いた取り消し", "a cancelled login that comes to another browser")), session: "CB-ERROR", live: true, stranger: true,
			params: func(string) url.Values { return url.Values{"error": {"access_denied"}} }},
		{Check: knock("callback-method", Knocks, says("別のメソッドのコールバック", "a callback by the other method")), session: "CB-STATE", otherWay: true,
			params: func(mark string) url.Values { return url.Values{"state": {mark}} }},
		{Check: knock("callback-code", Codes, says("作り物のコードと知らない state", "a made-up code with a state that nobody issued")), session: "CB-STATE",
			params: func(mark string) url.Values { return url.Values{"code": {mark}, "state": {markName + "state"}} }},
		{Check: knock("callback-code-bare", Codes, says("作り物のコードだけのコールバック", "a made-up code without state")), session: "CB-STATE",
			params: func(mark string) url.Values { return url.Values{"code": {mark}} }},
	}
}

// within are the rules of the single comparisons of a probe.
var within = []rule.ID{"SES-PAGE", "CB-GARBAGE", "CB-MARKUP", "CB-REDIRECTOR", "CB-CANCEL"}

// knocked is what came of a probe.
type knocked struct {
	first    exchange     // the callback's own answer
	page     *driver.Page // where it ended
	away     string       // the foreign address it wanted to lead to
	signedIn bool
	ended    string
	broke    string
	markup   bool
}

// knock sends the probes of a provider.
func (r *run) knock(ctx context.Context, b begun) {
	var denied knocked
	for _, p := range probes() {
		if why := r.unwanted(p); !why.IsZero() {
			r.tell(p.Check, b.id, result{skip: why})
			continue
		}
		r.begins(p.Check, b.id)
		k := r.send(ctx, p, b)
		if p.cancelled {
			denied = k
		}
		r.tell(p.Check, b.id, r.answered(p, k))
	}
	for _, c := range headerChecks() {
		if denied.broke != "" || denied.ended != "" {
			r.tell(c.Check, b.id, unreachable(says("コールバックが応じない", "the callback does not answer")))
			continue
		}
		r.tell(c.Check, b.id, c.look(denied.first))
	}
}

// unwanted says why a probe is not sent.
func (r *run) unwanted(p probe) text.Both {
	switch {
	case p.Sends != Codes:
		return text.Both{}
	case r.File.Chosen.Kind == target.Production:
		return says("本番ではコードを送らない", "no code is sent to production")
	case !r.Codes:
		return says("--callback が無いので送らない（RPがプロバイダーを呼ぶことがある）", "not sent without --callback: the RP may call its provider")
	}
	return text.Both{}
}

// untried tells the rows of a provider whose callback was not reached.
func (r *run) untried(id string) {
	for _, c := range All() {
		if c.Family == Callback {
			r.tell(c, id, unreachable(says("認証要求が出なかった", "no authentication request was made")))
		}
	}
}

// send delivers one probe as the provider would: from its site, into the browser that began.
func (r *run) send(ctx context.Context, p probe, b begun) knocked {
	s := r.begin(ctx, b.id, r.newBrowser())
	if s.broke != "" || !s.isRequest() {
		return knocked{broke: s.broke, ended: s.ended}
	}
	mark := markName + strings.ToLower(rand.Text()[:8])
	params := p.params(mark)
	if p.live && s.params.Has("state") {
		params.Set("state", s.params.Get("state"))
	}
	if p.cancelled && b.cancel != "" {
		params.Set("error", b.cancel)
	}
	back, err := r.address(p, s, b)
	if err != nil {
		return knocked{ended: err.Error()}
	}
	in := s.browser
	if p.stranger {
		in = r.newBrowser()
	}
	k := r.deliver(ctx, in, response(back, s, params, s.posts() != p.otherWay))
	if k.page != nil {
		k.markup = strings.Contains(strings.ToLower(string(k.page.Body)), "<"+mark)
	}
	if k.broke == "" && k.ended == "" {
		r.probe(ctx, in, &k)
	}
	return k
}

// address is the callback: the one that was sent, as long as it lies within the
// environment. What the RP has put into its query tells a login as a state does, and
// goes along only where the state does.
func (r *run) address(p probe, s start, b begun) (*url.URL, error) {
	for _, candidate := range []string{s.params.Get("redirect_uri"), s.params.Get("callback"), b.back} {
		u, err := url.Parse(candidate)
		if err != nil || u.Host == "" || !r.own(u) {
			continue
		}
		if !p.live {
			u.RawQuery = ""
		}
		return u, nil
	}
	return nil, errors.New("the callback lies at no host of the environment")
}

// response is the request that brings a response from the provider.
func response(back *url.URL, s start, params url.Values, post bool) *driver.Request {
	to := *back
	r := &driver.Request{Method: http.MethodGet, URL: &to, Initiator: s.to, Gesture: true}
	if post {
		r.Method, r.Form = http.MethodPost, params
		return r
	}
	q := to.Query()
	maps.Copy(q, params)
	to.RawQuery = q.Encode()
	return r
}

// deliver sends it and follows within the environment.
func (r *run) deliver(ctx context.Context, in driver.Browser, response *driver.Request) knocked {
	mark := r.wire.mark()
	page, err := in.Resume(ctx, response)
	all := r.wire.since(mark)
	k := knocked{page: page, broke: blocked(all)}
	if len(all) > 0 {
		k.first = all[0]
	}
	for _, c := range cookiesOf(all) {
		r.Masker.Learn(c.Value)
	}
	switch {
	case k.broke != "":
	case unfollowed(err) || errors.Is(err, driver.ErrTooLarge):
		k.ended = r.Masker.Scrub(err.Error())
	case err != nil:
		k.broke = r.Masker.Scrub(err.Error())
	case page.Held != nil:
		k.away = page.Held.URL.Scheme + "://" + page.Held.URL.Host + page.Held.URL.Path
	}
	return k
}

// probe asks who is signed in.
func (r *run) probe(ctx context.Context, in driver.Browser, k *knocked) {
	page, err := in.Probe(ctx, r.describe.Session.Address, r.describe.Session.Header)
	if err != nil {
		k.broke = r.Masker.Scrub(err.Error())
		return
	}
	k.signedIn, _, err = r.describe.Session.Probe(page)
	k.signedIn = k.signedIn || err != nil // what looks signed in but names nobody is still no visitor's page
}

// answered judges nothing: it puts what came of a probe beside what should have.
func (r *run) answered(p probe, k knocked) result {
	if k.broke != "" {
		return result{broke: k.broke}
	}
	if k.ended != "" {
		return compared(equal(says("コールバックの応答", "the callback's answer"), "a page", k.ended, says("コールバックで必ず応答する", "always answer at the callback")))
	}
	status := k.first.status
	if k.page != nil && k.page.Status != 0 && k.away == "" {
		status = k.page.Status
	}
	all := []finding{
		holds(!k.signedIn, says("セッション", "session"), "nobody signed in", "somebody signed in",
			says("state を照合できない応答やエラー応答でセッションを作らない", "make no session of a response whose state does not match, or of an error")).under(p.session),
		holds(k.first.status < http.StatusInternalServerError && status < http.StatusInternalServerError, says("応答の状態", "status of the answer"), "< 500",
			fmt.Sprint(max(status, k.first.status)), says("届いた値を確かめ、誤りなら 4xx の画面を返す", "look at what came, and answer with a page of 4xx")).under("CB-GARBAGE"),
		holds(!k.markup, says("パラメーターの文言", "words of a parameter"), "shown as text, or not at all", "put into the page as markup",
			says("画面に出す値を必ずエスケープする", "escape whatever is put into a page")).under("CB-MARKUP"),
		holds(!strings.HasPrefix(k.away, elsewhere), says("転送先", "where it leads"), "within the environment", k.away,
			says("転送先をパラメーターから取らない。取るなら自分のパスだけを許す", "take no address from a parameter, or allow paths of your own only")).under("CB-REDIRECTOR"),
	}
	return compared(append(all, r.forPeople(p, k))...)
}

// forPeople holds that a person sees what happened, and how to go on.
func (r *run) forPeople(p probe, k knocked) finding {
	what, want := says("人に読める画面", "a page made for people"), "a page with words and a way on"
	fix := says("何が起きたかと、やり直す方法を示す画面を出す", "show what happened, and a way to begin again")
	if k.away != "" {
		// Back to the provider at once: whoever said no would go round in circles.
		f := holds(!p.cancelled, what, want, "redirected to "+k.away, fix)
		if p.cancelled {
			return f.under("CB-CANCEL")
		}
		return f
	}
	return holds(target.ForPeople(k.page), what, want, fmt.Sprintf("%d, %s", k.page.Status, k.page.Header.Get("Content-Type")), fix)
}

// headerCheck is a check of what the callback's answer says of itself.
type headerCheck struct {
	Check
	look func(exchange) result
}

func headerChecks() []headerCheck {
	return []headerCheck{
		{Check{"callback-cache", Callback, "CB-CACHE", Knocks, says("コールバックの Cache-Control", "Cache-Control of the callback")}, lookCache},
		{Check{"callback-referrer", Callback, "CB-REFERRER", Knocks, says("コールバックの Referrer-Policy", "Referrer-Policy of the callback")}, lookReferrer},
	}
}

// moves reports whether an answer shows no page: nothing is kept of it, and nothing on it asks for anything.
func (x exchange) moves() bool {
	return x.status >= http.StatusMultipleChoices && x.status < http.StatusBadRequest && x.header.Get("Location") != ""
}

func lookCache(x exchange) result {
	if x.moves() {
		return lacks("コールバックは転送するだけで画面を出さない", "the callback only redirects and shows no page")
	}
	got := x.header.Get("Cache-Control")
	return compared(holds(strings.Contains(strings.ToLower(got), "no-store"), says("Cache-Control", "Cache-Control"), "no-store", got,
		says("コールバックの応答に Cache-Control: no-store を付ける", "answer with Cache-Control: no-store")))
}

// hidden are the policies under which no other site learns the query of the callback.
var hidden = []string{"no-referrer", "same-origin", "origin", "strict-origin", "origin-when-cross-origin", "strict-origin-when-cross-origin"}

func lookReferrer(x exchange) result {
	if x.moves() {
		return lacks("コールバックは転送するだけで画面を出さない", "the callback only redirects and shows no page")
	}
	got := x.header.Get("Referrer-Policy")
	last := strings.ToLower(strings.TrimSpace(got[strings.LastIndex(got, ",")+1:])) // the last one that a browser knows holds
	return compared(holds(slices.Contains(hidden, last), says("Referrer-Policy", "Referrer-Policy"), strings.Join(hidden, " | "), got,
		says("コールバックの応答に Referrer-Policy: no-referrer を付ける", "answer with Referrer-Policy: no-referrer")))
}

// manual asks a person to look at what a program cannot judge.
func (r *run) manual(id string) {
	r.Log.Add("", "", event.Manual{ID: "look-" + id, Result: event.ManualOpen,
		Item: id + " のログインボタンの見た目が、プロバイダーの利用規定（色・ロゴ・文言・大きさ）どおりである / the login button looks as the provider's brand guidelines have it"})
}
