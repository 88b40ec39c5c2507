package world

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp"
	"torii/mockidp/bend"
	"torii/mockidp/fault"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/reports/event"
)

// Refused expects that the login ends with no session.
func (w *World) Refused(ctx context.Context) error {
	if last, err := w.last(); err == nil && last.came.Outcome == event.SignedIn && w.bay.Target.Policy.Person != "" && w.liedByToken(last) {
		if err := w.compareOwner(ctx, last); err != nil {
			return err
		}
	}
	if err := w.fellBack(ctx); err != nil {
		return err
	}
	return w.notIn(event.Refused)
}

// fellBack finds out whether who was signed in without an ID token of the token endpoint was told
// of by the one of the same authorization response: that names the person as well, and other
// rows show whether it is verified.
func (w *World) fellBack(ctx context.Context) error {
	last, err := w.last()
	if err != nil || last.came.Outcome != event.SignedIn {
		return err
	}
	tokenless := slices.ContainsFunc(last.faults, func(f fault.Fault) bool { return f.Rule == "TOK-IDTOKEN" })
	if !tokenless || !slices.Contains(strings.Fields(w.param(last.id, profile.Authorization, "response_type")), "id_token") {
		return nil
	}
	if err := w.compareOwner(ctx, last); err != nil || last.came.Owner != event.Self {
		return err
	}
	w.add(last.id, event.Defended{How: text.Both{
		JA: "RPは同じログインの認可応答のIDトークンで本人を知る（その検証は HYB-VERIFY の行を参照）",
		EN: "the RP knows the person by the ID token of the same authorization response (see the rows of HYB-VERIFY for how it verifies that)"}})
	return nil
}

// NobodyIn expects likewise, of an honest person: to be asked to register is no session either.
func (w *World) NobodyIn() error { return w.notIn(event.Refused, event.Registration) }

func (w *World) notIn(right ...event.Outcome) error {
	if last, err := w.last(); err == nil && w.does == plan.Cancel && last.came.Outcome == event.AtProvider {
		return w.missing("a response to a cancelled login") // where the request decides whether there is one, none need be asked for
	}
	return w.expect(right, "")
}

// RefusedOrOwn expects no session, or the person's own.
func (w *World) RefusedOrOwn(ctx context.Context) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if last.came.Outcome == event.SignedIn {
		w.check(last.id, "UIN-SUB", "false", strconv.FormatBool(strings.Contains(w.shown.text(), fault.ForgedName)),
			text.Both{JA: "他人の UserInfo の名前が使われているか", EN: "the name from somebody else's UserInfo is used"})
		if err := w.compareOwner(ctx, last); err != nil {
			return err
		}
	}
	return w.expect([]event.Outcome{event.Refused, event.SignedIn}, event.Self)
}

// PageForPeople expects that a refusal is told on a page that is no internal error.
func (w *World) PageForPeople() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if last.came.Outcome != event.Refused {
		return nil // there is nothing to tell
	}
	good := last.came.Page && last.came.Status != http.StatusInternalServerError
	w.check(last.id, "SES-PAGE", "true", strconv.FormatBool(good), text.Both{JA: "人に読める画面が出たか", EN: "a page made for people was shown"})
	return nil
}

// NoFailure expects that a cancel is not shown as an outage.
func (w *World) NoFailure() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.check(last.id, "CB-CANCEL", "true", strconv.FormatBool(last.came.Status < http.StatusInternalServerError),
		text.Both{JA: "取り消しが障害として扱われていないか", EN: "the cancel is not treated as a failure"})
	return nil
}

// Survived expects any clean end: a session, or a page that tells people of the failure.
func (w *World) Survived() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if last.came.Outcome == event.Refused {
		if err := w.PageForPeople(); err != nil {
			return err
		}
	}
	return w.expect([]event.Outcome{event.Refused, event.SignedIn, event.Registration}, "")
}

// SignedIn expects a session of the person's own: the target must answer as it does after an honest login of theirs.
func (w *World) SignedIn(ctx context.Context) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if err := w.completed(ctx, last); err != nil {
		return err
	}
	if last.came.Outcome == event.SignedIn {
		w.check(last.id, HonestRule, "true", strconv.FormatBool(w.calls(last.id, w.redeems(last)) > 0),
			text.Both{JA: "コードを引き換えたか", EN: "the code was redeemed"})
		if err := w.compareOwner(ctx, last); err != nil {
			return err
		}
	}
	return w.expect([]event.Outcome{event.SignedIn}, event.Self)
}

// expect logs what the last login should have come to.
func (w *World) expect(outcomes []event.Outcome, owner string) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectOf(last, outcomes, owner)
	return nil
}

// expectIn logs that the last login should have succeeded, for what the row looks at
// afterwards: where it did not, that is not what the row is about.
func (w *World) expectIn(last *login) {
	if len(last.quirks) > 0 || len(last.faults) > 0 {
		w.expectOf(last, []event.Outcome{event.SignedIn}, "")
		return
	}
	x := event.Expected{Outcomes: []event.Outcome{event.SignedIn}, Rule: HonestRule}
	for _, d := range w.policies(last, x) {
		w.add(last.id, d)
	}
	w.add(last.id, x)
}

func (w *World) expectOf(last *login, outcomes []event.Outcome, owner string) {
	x := event.Expected{Outcomes: outcomes, Owner: owner, Rule: w.Rule}
	for _, q := range last.quirks {
		x.Fault, x.Confidence = q.ID, string(q.Confidence)
		if x.Rule == "" {
			x.Rule = q.Rule
		}
		x.Endpoint = string(endpointOf(q.Bend.Place()))
	}
	for _, f := range last.faults {
		x.Rule, x.Fault, x.Family, x.Probe, x.Alone, x.Hangs = string(f.Rule), f.ID, f.Family, f.Probe, f.Alone, f.Hangs
		x.Endpoint = string(endpointOf(f.Place()))
		x.Param, x.Uses = f.Param, string(f.Uses)
		x.Forbidden, x.Forbids = w.forbidden(last, f)
	}
	for _, d := range w.policies(last, x) {
		w.add(last.id, d)
	}
	w.add(last.id, x)
}

// endpointOf returns where a bend of that place is served; "" where every login passes.
func endpointOf(p bend.Place) profile.Endpoint {
	switch p {
	case bend.KeySet:
		return profile.JWKS
	case bend.Metadata:
		return profile.Discovery
	case bend.IDToken, bend.Refreshed, bend.TokenReply:
		return profile.Token
	case bend.UserInfo:
		return profile.UserInfo
	}
	return ""
}

// forbidden returns what must not be called after a fault, and the rule that a call
// breaks: "" where it is the fault's own. A code that goes to another server, and an
// access token of an unknown kind, do their harm by being used. A response that is refused
// in the end has done none: that its code was redeemed before is a matter of order.
// Without a state, the proof key is what tells responses apart, and the token endpoint checks it.
func (w *World) forbidden(l *login, f fault.Fault) (endpoints []string, breaks string) {
	if f.Rule == "TOK-TYPE" {
		return []string{string(profile.UserInfo)}, ""
	}
	if f.Expect != fault.Refuse || f.Place() != bend.Callback && f.Place() != bend.Browser {
		return nil, ""
	}
	redeem := distinct([]string{string(profile.Token), string(w.redeems(l))})
	switch f.Rule {
	case "CB-ISS", "CB-MIXUP":
		return redeem, ""
	case "CB-STATE", "CB-STATE-ONCE", "CB-DOUBLED", "CB-ERROR", "CB-ERROR-CODE":
		return redeem, string(rule.Order)
	case "CB-BROWSER":
		if w.param(l.id, profile.Authorization, "state") != "" {
			return redeem, string(rule.Order)
		}
	}
	return nil, ""
}

func (w *World) check(login, breaks, want, got string, says text.Both) {
	w.add(login, event.Checked{What: says.EN, Rule: breaks, Says: says, Want: want, Got: got})
}

// SameMember expects that the last two logins came in as one member, or as two.
func (w *World) SameMember(same bool) error {
	n := len(w.logins)
	if n < 2 {
		return unusable("two logins are wanted, got %d", n)
	}
	a, b := w.logins[n-2], w.logins[n-1]
	w.expectIn(a)
	switch {
	case !same: // who is turned away, or asked to register, has become nobody
		w.expectOf(b, []event.Outcome{event.SignedIn, event.Refused, event.Registration}, "")
	case w.Rule == "ACC-SUB": // which forbids to take one for another, and no refusal
		w.expectIn(b)
	default:
		w.expectOf(b, []event.Outcome{event.SignedIn}, "")
	}
	if a.came.Outcome != event.SignedIn || b.came.Outcome != event.SignedIn {
		return nil // without two sessions there are no members to compare
	}
	breaks := "ACC-SUB"
	if len(b.quirks) > 0 && same {
		breaks = w.Rule // one person in two spellings is nothing that the clause speaks of
	}
	w.check(b.id, breaks, strconv.FormatBool(same), strconv.FormatBool(a.member == b.member),
		text.Both{JA: "二つのログインは同じ会員か", EN: "the two logins are one member"})
	return nil
}

// SignedOut expects that nobody is signed in any more, neither in the browser nor by the cookies it had.
func (w *World) SignedOut(ctx context.Context) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	// Who was never signed in is signed out without a logout.
	w.expectIn(last)
	in, _, err := w.probe(ctx, last.browser, nil)
	if err != nil {
		return w.settle(ctx, last, nil, err)
	}
	// Whoever comes to the browser next is in a session that is not theirs.
	w.check(last.id, "SES-LEFT", "false", strconv.FormatBool(in), text.Both{JA: "ログアウト後もログインしているか", EN: "still signed in after logout"})
	return w.oldCookies(ctx, last, "SES-LOGOUT", text.Both{JA: "ログアウト前のCookieでまだ入れるか", EN: "the cookies from before the logout still sign in"})
}

// SessionRenewed expects that the cookies from before the login sign nobody in.
func (w *World) SessionRenewed(ctx context.Context) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	return w.oldCookies(ctx, last, "SES-RENEW", text.Both{JA: "ログイン前のCookieでログイン後の画面に入れるか", EN: "the cookies from before the login sign in after it"})
}

func (w *World) oldCookies(ctx context.Context, l *login, breaks string, says text.Both) error {
	in := false
	if l.before != nil {
		var err error
		if in, _, err = w.probe(ctx, w.newBrowser(), l.before); err != nil {
			return w.settle(ctx, l, nil, err)
		}
	}
	w.check(l.id, breaks, "false", strconv.FormatBool(in), says)
	return nil
}

// CodeUsedOnce expects that no code of the last login reached the token endpoint twice.
func (w *World) CodeUsedOnce() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	breaks := "CB-ONCE"
	if w.redeems(last) != profile.Token {
		breaks = w.Rule // it is no authorization code
	}
	times := strconv.Itoa(w.redeemed(last))
	want := "1"
	if times == "0" && w.unproven(last) {
		want = times // the provider has refused the client, and so nobody has looked at the code
	}
	w.check(last.id, breaks, want, times,
		text.Both{JA: "同じコードでトークンを求めた回数", EN: "token requests with one code"})
	return nil
}

// redeems is the endpoint where the target learns who came in a login.
func (w *World) redeems(l *login) profile.Endpoint {
	p, err := mockidp.Profile(l.provider)
	if err != nil {
		return profile.Token
	}
	return p.Redeems(l.way)
}

// unproven reports whether a login's own provider has refused the client.
func (w *World) unproven(l *login) bool {
	return slices.ContainsFunc(w.facts(), func(e event.Event) bool {
		f, _ := e.Fact.(event.Called)
		return f.Unproven && e.Login == l.id && f.Provider == l.provider
	})
}

// redeemed is how often a code of a login was presented, at whichever provider: of several
// codes, that which was most often. A client that has not proved itself, and tries another
// way of doing so, has used none.
func (w *World) redeemed(l *login) int {
	times, most := map[string]int{}, 0
	for _, e := range w.facts() {
		f, _ := e.Fact.(event.Called)
		if f.Unproven {
			continue
		}
		for _, p := range f.Presented {
			if p.Login == l.id && p.Provider == l.provider && p.Redeemable() {
				times[p.Digest]++
				most = max(most, times[p.Digest])
			}
		}
	}
	return most
}

func (w *World) calls(login string, e profile.Endpoint) int {
	n := 0
	for _, called := range w.called(login) {
		if called == string(e) {
			n++
		}
	}
	return n
}

// FreshEachTime expects that a parameter of the authorization request differs from
// login to login. One that is not sent cannot be stale.
func (w *World) FreshEachTime(breaks string, params ...string) error {
	if len(w.logins) < 2 {
		return unusable("two logins are wanted, got %d", len(w.logins))
	}
	for _, name := range params {
		var sent []string
		for _, l := range w.logins {
			if v := w.param(l.id, profile.Authorization, name); v != "" {
				sent = append(sent, v)
			}
		}
		w.check(w.logins[0].id, breaks, strconv.Itoa(len(sent)), strconv.Itoa(len(distinct(sent))),
			text.Both{JA: "認証要求ごとに異なる " + name + " の数", EN: "distinct values of " + name + " over the requests"})
	}
	return nil
}

// LongEnough expects a state and a nonce that cannot be guessed, where they are sent.
func (w *World) LongEnough() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	for _, p := range []struct {
		name  string
		least int
	}{{"state", minState}, {"nonce", minNonce}} {
		n := w.length(last.id, p.name)
		breaks, least := "REQ-ENTROPY", p.least
		if n < leastGuess {
			breaks, least = "REQ-FRESH", leastGuess
		}
		w.check(last.id, breaks, "true", strconv.FormatBool(n == 0 || n >= least),
			text.Both{JA: fmt.Sprintf("%s が %d 文字以上か", p.name, least), EN: fmt.Sprintf("%s has at least %d characters", p.name, least)})
	}
	return nil
}

// A state takes 22 characters of base64url for 128 bits (RFC 6749, 10.10 by way of
// 10.12). For a nonce the specification names no number: only a toy is refused.
const (
	minState = 22
	minNonce = 16
)

// leastGuess is how many characters of base64url hold leastBits: what is shorter than that can
// be guessed (RFC 6749, 10.12), what is longer and still short is short of 10.10 alone.
const leastGuess = (leastBits + bitsEach - 1) / bitsEach

// bitsEach is what a character of base64url holds.
const bitsEach = 6

// UsesPKCE expects S256 in the authorization request and a verifier in the token request.
func (w *World) UsesPKCE() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if w.bay.Target.Policy.PKCE != "" {
		if w.param(last.id, profile.Authorization, "code_challenge") == "" {
			return w.decidedBy("policy.pkce")
		}
		w.add(last.id, event.Declared{By: "policy.pkce", How: event.Breaks})
	}
	w.check(last.id, "REQ-PKCE", "S256", w.param(last.id, profile.Authorization, "code_challenge_method"),
		text.Both{JA: "code_challenge_method", EN: "code_challenge_method"})
	w.check(last.id, "REQ-PKCE", "true", strconv.FormatBool(w.param(last.id, profile.Token, "code_verifier") != ""),
		text.Both{JA: "トークン要求の code_verifier", EN: "code_verifier in the token request"})
	long := w.request(last.id, profile.Token).Lengths["code_verifier"]
	w.check(last.id, "REQ-PKCE", "true", strconv.FormatBool(minVerifier <= long && long <= maxVerifier),
		text.Both{JA: fmt.Sprintf("code_verifier は %d 文字から %d 文字か", minVerifier, maxVerifier), EN: fmt.Sprintf("code_verifier has %d to %d characters", minVerifier, maxVerifier)})
	return nil
}

// How long a code verifier is, in characters (RFC 7636, 4.1).
const minVerifier, maxVerifier = 43, 128

// SameRedirect expects one redirect_uri in both requests.
func (w *World) SameRedirect() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	// Two requests that were never sent are alike.
	w.expectIn(last)
	w.check(last.id, "REQ-REDIRECT", w.param(last.id, profile.Authorization, "redirect_uri"), w.param(last.id, profile.Token, "redirect_uri"),
		text.Both{JA: "トークン要求の redirect_uri", EN: "redirect_uri of the token request"})
	return nil
}

// NoStrays expects that the target has asked for no host but the mocked and allowed ones.
// What leads it elsewhere in other rows is those rows' finding.
func (w *World) NoStrays() error {
	var seen []string
	for _, e := range append(w.log.Row(""), w.facts()...) {
		if f, ok := e.Fact.(event.Strayed); ok && (!strings.HasSuffix(f.Host, "."+fault.Planted) || w.pointedTo(f.Host)) {
			seen = append(seen, strings.TrimSpace(f.Host+f.Path+" ("+f.How+")"))
		}
	}
	w.check("", "NET-EGRESS", "none", cmp.Or(strings.Join(distinct(seen), " "), "none"),
		text.Both{JA: "RPが通信しようとした知らない相手", EN: "unknown hosts that the RP tried to talk to"})
	return nil
}

// pointedTo reports whether a fault of this row points to the host.
func (w *World) pointedTo(host string) bool {
	return slices.ContainsFunc(w.logins, func(l *login) bool {
		return slices.ContainsFunc(l.faults, func(f fault.Fault) bool { return fault.PlantedHost(f.ID, l.provider) == host })
	})
}

// param returns what the login last sent to an endpoint under that name, masked as logged.
func (w *World) param(login string, e profile.Endpoint, name string) string {
	return w.request(login, e).Params[name]
}

func (w *World) length(login, name string) int {
	return w.request(login, profile.Authorization).Lengths[name]
}

// request is the login's last request to an endpoint, zero when there was none.
func (w *World) request(login string, e profile.Endpoint) event.Called {
	var found event.Called
	provider := w.planted(login)
	for _, logged := range w.facts() {
		if f, ok := logged.Fact.(event.Called); ok && logged.Login == login && f.Provider == provider && f.Endpoint == string(e) {
			found = f
		}
	}
	return found
}
