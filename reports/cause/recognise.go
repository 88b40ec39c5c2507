package cause

import (
	"regexp"
	"slices"
	"strings"

	"torii/fixtures/text"
	"torii/reports/event"
)

// Kind names a mistake that is often the first one made.
type Kind string

// Told is what an honest login failed of, and what to do.
type Told struct {
	Kind Kind // "" where it is none of the known ones
	Says text.Both
	Do   text.Both
}

// trial is an honest login that failed, as the log has it.
type trial struct {
	controlled event.Controlled
	events     []event.Event
	printed    []string
}

// controlRow is the row that the honest login at a provider is logged under.
func controlRow(provider string) string { return "control/" + provider }

// mistake is a known first mistake: how it is seen, and what is said of it.
type mistake struct {
	kind Kind
	seen func(trial) bool
	says text.Both
	do   text.Both
}

// mistakes are the known ones. The first that is seen is told: what is certain stands before what the
// target's own words suggest.
var mistakes = []mistake{
	{"script-only", trial.scriptOnly,
		text.Both{JA: "ログインの画面はスクリプトだけでできていて、HTMLに操作する所が無い", EN: "the login page is made by scripts alone: its HTML has nothing to press"},
		text.Both{JA: "本物のブラウザーで試す: torii run --driver chromium", EN: "use a real browser: torii run --driver chromium"}},
	{"no-control", trial.noControl,
		text.Both{JA: "torii.yaml の login.select に合うものが、ログインの画面に無い", EN: "nothing on the login page matches login.select of torii.yaml"},
		text.Both{JA: "下の一覧から選んで torii.yaml の providers.*.login.select を直す", EN: "mend providers.*.login.select in torii.yaml: the page has the controls below"}},
	{"no-state", trial.noState,
		text.Both{JA: "認証要求に state が無く、プロバイダーが拒んだ", EN: "the authorization request has no state, and the provider refuses it"},
		text.Both{JA: "推測できない state を毎回作り、ブラウザーのセッションに結び付けて送り、戻った時に比べる（ライブラリーの state の設定を有効にする）",
			EN: "make an unguessable state for every login, keep it in the browser's session, send it, and compare it when the answer comes (enable state in the library)"}},
	{"callback", trial.wrongCallback,
		text.Both{JA: "redirect_uri（コールバックのURL）が登録と違う", EN: "the redirect_uri (callback) is not the registered one"},
		text.Both{JA: "RPの redirect_uri と torii.yaml の providers.*.callback を一字一句そろえる（スキーム、ホスト、ポート、末尾の / も）",
			EN: "make the RP's redirect_uri and providers.*.callback of torii.yaml the same, letter by letter (scheme, host, port, trailing slash)"}},
	{"client-secret", trial.wrongSecret,
		text.Both{JA: "クライアント認証が通らない（client_id・client_secret か、その送り方）", EN: "the client's authentication is refused (client_id, client_secret, or how they are sent)"},
		text.Both{JA: "RPに {{.ClientID}}・{{.ClientSecret}} を渡しているか、送り方（Basic か本文か）が合うかを確かめる",
			EN: "check that the RP is given {{.ClientID}} and {{.ClientSecret}}, and that it sends them as this provider takes them (Basic or body)"}},
	{"plain-http", trial.plainHTTP,
		text.Both{JA: "RP（のライブラリー）が http のプロバイダーを拒んでいる", EN: "the RP, or its library, refuses a provider at http"},
		text.Both{JA: "torii run --tls で模擬を https にする、door: hosts か door: proxy で本物の名前を使う、または試験に限りライブラリーで http を許す",
			EN: "let the mocks speak TLS (torii run --tls), use the real names (door: hosts or proxy), or allow http in the library for the test alone"}},
	{"algorithm", trial.algorithm,
		text.Both{JA: "IDトークンの署名の方式が、RPの待つものと違う", EN: "the ID token is signed by another algorithm than the RP expects"},
		text.Both{JA: "LINE のウェブのログインのIDトークンは HS256（鍵はチャネルシークレット）で、公開メタデータは ES256 しか挙げない: ライブラリーの id_token_signed_response_alg などを HS256 にする",
			EN: "LINE signs the ID tokens of web logins by HS256 with the channel secret, though its metadata name ES256 alone: set id_token_signed_response_alg (or the like) to HS256"}},
	{"clock", trial.skewed,
		text.Both{JA: "RPの時計がずれている（IDトークンが期限切れか、未来のものに見える）", EN: "the RP's clock is off: the ID token looks expired, or not yet made"},
		text.Both{JA: "RPの機械・コンテナーの時計を合わせる（NTP）。ずれの許容は数分まで", EN: "set the clock of the RP's machine or container (NTP); allow minutes of skew at most"}},
	{"issuer", trial.wrongIssuer,
		text.Both{JA: "RPに設定した issuer が、プロバイダーの名乗るものと違う", EN: "the issuer that the RP is configured with is not what the provider calls itself"},
		text.Both{JA: "RPの issuer を {{.Issuer}} のとおりにする（末尾の / も）。RPに定数で入っていれば torii run --issuer real",
			EN: "give the RP exactly {{.Issuer}} (trailing slash too); where it is a constant in the RP, use torii run --issuer real"}},
	{"cookies", trial.noCookies,
		text.Both{JA: "RPのクッキーがブラウザーに残らない（http で Secure など）。戻った時に、始めたログインが分からない",
			EN: "no cookie of the RP's is left in the browser (Secure on http?), so that it does not know its login when the answer comes"},
		text.Both{JA: "試験の環境ではセッションの Secure を外すか、RPを https で動かす（Express なら cookie.secure と trust proxy、Spring なら server.servlet.session.cookie.secure）",
			EN: "leave Secure off in the test environment, or serve the RP by https (Express: cookie.secure and trust proxy; Spring: server.servlet.session.cookie.secure)"}},
	{"session-absent", trial.sessionAbsent,
		text.Both{JA: "torii.yaml の session.page が無い（404 など）。ログインできたかが分からない", EN: "session.page of torii.yaml is not there (404 or the like): whether the login succeeded cannot be told"},
		text.Both{JA: "誰がログインしているかを告げる頁の道を torii.yaml の session.page に書く", EN: "name in session.page of torii.yaml the page that tells who is signed in"}},
	{"session-redirects", trial.sessionRedirects,
		text.Both{JA: "torii.yaml の session.page は、ログインの後も別の頁に転送する", EN: "session.page of torii.yaml redirects to another page after the login too"},
		text.Both{JA: "転送の先（下の行き先）を torii.yaml の session.page に書く。確かめる頁の転送は追わない", EN: "write where it leads to (below) into session.page of torii.yaml: redirects are not followed there"}},
	{"session-member", trial.memberAbsent,
		text.Both{JA: "torii.yaml の session.member が、session.page の答えに無い", EN: "session.member of torii.yaml is not in the answer of session.page"},
		text.Both{JA: "下の近いものから選んで torii.yaml の session.member を直す", EN: "mend session.member in torii.yaml: the likest things that are there are below"}},
}

// recognise names the mistake that a failed login is.
func recognise(t trial) Told {
	for _, m := range mistakes {
		if m.seen(t) {
			return Told{m.kind, m.says, m.do}
		}
	}
	problem := t.controlled.Problem
	return Told{"", text.Both{JA: "正しいログインができない: " + problem, EN: "the honest login fails: " + problem},
		text.Both{JA: "下のやりとりの最後の段を見る。torii serve --with-rp と見比べられる", EN: "look at the last step below; torii serve --with-rp shows a login that works"}}
}

// looked is what was seen at one of the pages, the last time.
func (t trial) looked(at event.Sight) (event.Looked, bool) {
	for _, e := range slices.Backward(t.events) {
		if f, is := e.Fact.(event.Looked); is && f.At == at {
			return f, true
		}
	}
	return event.Looked{}, false
}

// called is the last call of an endpoint.
func (t trial) called(endpoint string) (event.Called, bool) {
	for _, e := range slices.Backward(t.events) {
		if f, is := e.Fact.(event.Called); is && f.Endpoint == endpoint && f.Provider == t.controlled.Provider {
			return f, true
		}
	}
	return event.Called{}, false
}

// came is how the login ended.
func (t trial) came() event.Came {
	for _, e := range slices.Backward(t.events) {
		if f, is := e.Fact.(event.Came); is {
			return f
		}
	}
	return event.Came{}
}

// saysSo reports whether the target printed such words, or showed them.
func (t trial) saysSo(words *regexp.Regexp) bool {
	came := t.came()
	return slices.ContainsFunc(t.printed, words.MatchString) || words.MatchString(came.Title+" "+came.Marker)
}

// redeemed reports whether the provider gave tokens for the code.
func (t trial) redeemed() bool {
	c, is := t.called("token")
	return is && c.Status < 400
}

func (t trial) scriptOnly() bool {
	l, is := t.looked(event.AtControl)
	return is && !l.Found && l.Scripted && len(l.Near) == 0
}

func (t trial) noControl() bool {
	l, is := t.looked(event.AtControl)
	return is && !l.Found
}

func (t trial) noState() bool {
	c, is := t.called("authorization")
	return is && !c.Why.IsZero() && c.Params["state"] == "" && strings.Contains(c.Why.EN, "state")
}

func (t trial) wrongCallback() bool {
	return slices.ContainsFunc([]string{"authorization", "token"}, func(endpoint string) bool {
		c, is := t.called(endpoint)
		return is && strings.Contains(c.Why.EN, "redirect_uri")
	})
}

func (t trial) wrongSecret() bool {
	c, is := t.called("token")
	return is && c.Unproven
}

var (
	httpWords   = regexp.MustCompile(`(?i)(only|must|require\w*|need\w*|expect\w*|not|non-?)\W+(\w+\W+){0,5}(https|tls)\b|\bhttps (is|was )?(required|only|protocol)|insecure (http|request|transport)|https でなければ`)
	algWords    = regexp.MustCompile(`(?i)\b(HS|RS|ES|PS)(256|384|512)\b|\balg(orithm)?\b|algorithm`)
	clockWords  = regexp.MustCompile(`(?i)expired|\bexp\b|not yet valid|in the future|\biat\b|\bnbf\b|clock|too (early|late)|期限|時刻`)
	issuerWords = regexp.MustCompile(`(?i)issuer|\biss\b`)
)

func (t trial) plainHTTP() bool { return !t.redeemed() && t.saysSo(httpWords) }

// algorithm: the token is one with a shared secret, and the target says so or looked for a key.
func (t trial) algorithm() bool {
	return t.redeemed() && (t.saysSo(algWords) || t.shared() && slices.Contains(t.controlled.Read, "jwks"))
}

// shared reports whether the ID token was signed by a shared secret.
func (t trial) shared() bool {
	for _, e := range t.events {
		f, is := e.Fact.(event.Issued)
		if !is || f.What != "id_token" {
			continue
		}
		for _, m := range f.Header {
			if m.Name == "alg" && strings.HasPrefix(strings.Trim(m.Value, `"`), "HS") {
				return true
			}
		}
	}
	return false
}

// offBy is from when on a clock that is off can fail a login, in seconds.
const offBy = 60

func (t trial) skewed() bool {
	l, _ := t.looked(event.AfterLogin)
	return t.redeemed() && (t.saysSo(clockWords) || l.Ahead > offBy || l.Ahead < -offBy)
}

func (t trial) wrongIssuer() bool { return t.saysSo(issuerWords) }

// noCookies: the answer came back to a browser that had nothing to show for it, and no code was redeemed.
func (t trial) noCookies() bool {
	l, is := t.looked(event.AfterLogin)
	c, asked := t.called("authorization")
	_, redeems := t.called("token")
	return is && asked && c.Why.IsZero() && len(l.Cookies) == 0 && (!redeems || t.redeemed())
}

func (t trial) sessionAbsent() bool {
	l, is := t.looked(event.AfterLogin)
	return is && !l.Found && (l.Status == 404 || l.Status == 405 || l.Status == 410)
}

func (t trial) sessionRedirects() bool {
	l, is := t.looked(event.AfterLogin)
	return is && t.redeemed() && !l.Found && l.Status >= 300 && l.Status < 400
}

func (t trial) memberAbsent() bool {
	l, is := t.looked(event.AfterLogin)
	if b, before := t.looked(event.BeforeLogin); !is && before {
		l, is = b, true
	}
	return is && l.For != "" && !l.Found && (l.Status == 200 || t.controlled.Misdescribed)
}
