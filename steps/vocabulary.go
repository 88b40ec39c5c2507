package steps

import (
	"context"
	"regexp"
	"slices"
	"sync"

	"torii/mockidp/op"
	"torii/steps/world"
)

// Step is one sentence that scenarios may use, in two languages.
type Step struct {
	JA, EN string
	do     any // func(context.Context, *world.World, ...string) error, by number of arguments
}

type (
	none  = func(context.Context, *world.World) error
	one   = func(context.Context, *world.World, string) error
	two   = func(context.Context, *world.World, string, string) error
	three = func(context.Context, *world.World, string, string, string) error
	four  = func(context.Context, *world.World, string, string, string, string) error
	plain = func(*world.World) error
)

// Vocabulary returns every sentence. A step is one line over the world.
func Vocabulary() []Step {
	return slices.Concat(people(), logins(), beliefs(), linking(), membership(), linked(), linkRelay(), associating(), merging(), interviews(), booked(), relaySentences(), granted(), again(), sessions(), safe(), leftover(), lookalikes(), cookies(), secrets(), forgedHosts())
}

// people are the sentences about one person, and what a login of theirs shall meet.
func people() []Step {
	return []Step{
		{`^利用者は「(.+)」である$`, `^the person is "(.+)"$`,
			func(_ context.Context, w *world.World, id string) error { return w.Person(id) }},
		{`^利用者は同意画面で取り消す$`, `^the person cancels on the consent page$`,
			func(_ context.Context, w *world.World) error { return w.Cancels() }},
		{`^利用者が考え直す$`, `^the person reconsiders$`,
			func(_ context.Context, w *world.World) error { return w.Reconsiders() }},
		{`^利用者は途中で立ち去る$`, `^the person leaves half-way$`,
			func(_ context.Context, w *world.World) error { return w.Leaves() }},
		{`^利用者がプロバイダーでの登録内容を変える$`, `^the person changes what the provider knows of them$`,
			func(_ context.Context, w *world.World) error { return w.Changed() }},
		{`^(.+?)は不正「(.+)」を仕込んでいる$`, `^(.+?) plants the fault "(.+)"$`,
			func(_ context.Context, w *world.World, provider, name string) error {
				return w.PlantFault(provider, name)
			}},
		{`^(.+?)は癖「(.+)」を仕込んでいる$`, `^(.+?) shows the quirk "(.+)"$`,
			func(_ context.Context, w *world.World, provider, name string) error {
				return w.PlantQuirk(provider, name)
			}},
	}
}

// logins are the sentences about what that person does.
func logins() []Step {
	return []Step{
		{`^利用者が(.+?)でログインする$`, `^the person logs in with (.+)$`,
			func(ctx context.Context, w *world.World, provider string) error { return w.LogIn(ctx, provider) }},
		{`^別の利用者が(.+?)でログインする$`, `^another person logs in with (.+)$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.LogInAsSomebodyElse(ctx, provider, world.NothingAlike)
			}},
		{`^同じメールアドレスの別人が(.+?)でログインする$`, `^another person with the same e-mail address logs in with (.+)$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.LogInAsSomebodyElse(ctx, provider, world.SameAddress)
			}},
		{`^同じ sub を持つ別人が(.+?)でログインする$`, `^another person with the same sub logs in with (.+)$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.LogInAsSomebodyElse(ctx, provider, world.SameSubject)
			}},
		{`^大文字と小文字だけが違う sub の別人が(.+?)でログインする$`, `^another person whose sub differs in letter case alone logs in with (.+)$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.LogInAsSomebodyElse(ctx, provider, world.SameSubjectOtherCase)
			}},
		{`^同じメールアドレスの「(.+?)」が(.+?)でログインする$`, `^"(.+?)" with the same e-mail address logs in with (.+)$`,
			func(ctx context.Context, w *world.World, template, provider string) error {
				return w.LogInAsPersona(ctx, provider, template)
			}},
		{`^利用者が二つのタブで(.+?)のログインを始め、先のタブで終える$`, `^the person begins logging in with (.+) in two tabs and finishes the first$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.TwoTabs(ctx, provider, false)
			}},
		{`^利用者が二つのタブで(.+?)のログインを始め、両方のタブで終える$`, `^the person begins logging in with (.+) in two tabs and finishes both$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.TwoTabs(ctx, provider, true)
			}},
		{`^別の利用者「(.+)」が(.+?)でログインする$`, `^another person "(.+)" logs in with (.+)$`,
			func(ctx context.Context, w *world.World, id, provider string) error {
				return w.LogInAs(ctx, id, provider)
			}},
		{`^利用者がブラウザーを替える$`, `^the person takes another browser$`,
			func(_ context.Context, w *world.World) error { return w.OtherBrowser() }},
		{`^二要素認証に (\d+) 分かかる$`, `^the second factor takes (\d+) minutes$`,
			func(_ context.Context, w *world.World, n string) error { return w.Hesitates(n) }},
		{`^認可応答は (\d+) 秒遅れて届く$`, `^the authorization response arrives (\d+) seconds late$`,
			func(_ context.Context, w *world.World, n string) error { return w.Delayed(n) }},
		{`^(.+?)は「(.+)」を先行リリースしている$`, `^(.+?) has released "(.+)" ahead$`,
			func(_ context.Context, w *world.World, provider, change string) error {
				return w.Releases(provider, change)
			}},
		{`^利用者がログアウトする$`, `^the person logs out$`,
			func(ctx context.Context, w *world.World) error { return w.LogOut(ctx) }},
		{`^利用者が(.+?)の情報を取り直す$`, `^the person has what (.+) says of them fetched anew$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.RefreshProfile(ctx, provider)
			}},
		{`^利用者が(.+?)のパスワードを変える$`, `^the person changes the password at (.+)$`,
			func(_ context.Context, w *world.World, provider string) error { return w.ChangePassword(provider) }},
		{`^利用者が(.+?)で同意を取り消す$`, `^the person withdraws consent at (.+)$`,
			func(_ context.Context, w *world.World, provider string) error { return w.WithdrawConsent(provider) }},
		{`^(\d+) 日たつ$`, `^(\d+) days pass$`,
			func(_ context.Context, w *world.World, days string) error { return w.DaysPass(days) }},
		{`^日本時間の午前 (\d+) 時になる$`, `^it becomes (\d+) o'clock in the morning in Japan$`,
			func(_ context.Context, w *world.World, hour string) error { return w.MorningInJapan(hour) }},
		{`^(.+?)が署名鍵を一覧の最後に置く$`, `^(.+?) lists its signing key last$`,
			func(_ context.Context, w *world.World, provider string) error { return w.SigningKeyLast(provider) }},
		{`^(.+?)が鍵を前触れなく入れ替える$`, `^(.+?) replaces its key without warning$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.RotateKeys(ctx, provider, op.Emergency)
			}},
		{`^(.+?)が鍵を予告どおりに交代させる$`, `^(.+?) rotates its key as announced$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.RotateKeys(ctx, provider, op.Scheduled)
			}},
	}
}

// beliefs are the sentences about what came of a login, and what the RP then believes.
func beliefs() []Step {
	return []Step{
		{`^利用者は本人としてログインしている$`, `^the person is signed in as themselves$`,
			func(ctx context.Context, w *world.World) error { return w.SignedIn(ctx) }},
		{`^ログインは拒まれる$`, `^the login is refused$`, func(ctx context.Context, w *world.World) error { return w.Refused(ctx) }},
		{`^人に読める画面が出ている$`, `^a page made for people is shown$`, ask((*world.World).PageForPeople)},
		{`^取り消しは障害として扱われていない$`, `^the cancel is not treated as a failure$`, ask((*world.World).NoFailure)},
		{`^誰もログインしていない$`, `^nobody is signed in$`, ask((*world.World).NobodyIn)},
		{`^ログインは拒まれるか、本人だけがログインする$`, `^the login is refused, or the person is signed in as themselves$`,
			func(ctx context.Context, w *world.World) error { return w.RefusedOrOwn(ctx) }},
		{`^どう終わっても壊れない$`, `^whatever the end, nothing breaks$`, ask((*world.World).Survived)},
		{`^前と同じ会員である$`, `^it is the same member as before$`,
			func(_ context.Context, w *world.World) error { return w.SameMember(true) }},
		{`^前とは別の会員である$`, `^it is another member than before$`,
			func(_ context.Context, w *world.World) error { return w.SameMember(false) }},
		{`^会員の(名前|メールアドレス|メールの確認|メールの非公開|メールの停止)は「(.+)」である$`,
			`^the member's (name|e-mail address|verification|privacy|stopped mail) is "(.+)"$`,
			func(ctx context.Context, w *world.World, item, want string) error {
				return w.MemberHas(ctx, item, want)
			}},
		{`^会員の名前は (\d+) 文字以下である$`, `^the member's name has at most (\d+) characters$`,
			func(ctx context.Context, w *world.World, n string) error { return w.MemberNameAtMost(ctx, n) }},
		{`^会員の画面に生のHTMLは出ていない$`, `^no raw HTML is shown on the member's page$`,
			func(ctx context.Context, w *world.World) error { return w.NoRawHTML(ctx) }},
		{`^セッションは終わっている$`, `^the session has ended$`,
			func(ctx context.Context, w *world.World) error { return w.SignedOut(ctx) }},
		{`^ログイン前のセッションIDではログイン後の画面に入れない$`, `^the session id from before the login signs nobody in$`,
			func(ctx context.Context, w *world.World) error { return w.SessionRenewed(ctx) }},
		{`^コードは一度しか使われていない$`, `^the code was used once only$`, ask((*world.World).CodeUsedOnce)},
		{`^認証要求の state と nonce は毎回新しい$`, `^state and nonce are new in every request$`,
			func(_ context.Context, w *world.World) error { return w.FreshEachTime("REQ-FRESH", "state", "nonce") }},
		{`^認証要求の state と nonce は推測できない長さである$`, `^state and nonce are too long to guess$`, ask((*world.World).LongEnough)},
		{`^PKCE を S256 で使っている$`, `^PKCE is used with S256$`, ask((*world.World).UsesPKCE)},
		{`^PKCE の検証子は毎回新しい$`, `^the PKCE verifier is new every time$`,
			func(_ context.Context, w *world.World) error { return w.FreshEachTime("REQ-PKCE", "code_challenge") }},
		{`^トークン要求の redirect_uri は認証要求と同じである$`, `^the token request repeats the redirect_uri$`, ask((*world.World).SameRedirect)},
		{`^RPは知らない相手と通信していない$`, `^the RP has talked to no unknown host$`, ask((*world.World).NoStrays)},
		{`^UserInfo を得ている$`, `^UserInfo was answered$`, ask((*world.World).UserInfoGiven)},
		{`^クライアント認証は HTTP Basic である$`, `^the client authenticates by HTTP Basic$`, ask((*world.World).AuthenticatesByBasic)},
		{`^トークン要求はフォームである$`, `^the token request is a form$`, ask((*world.World).SentAsForm)},
		{`^名前は画面のタグになっていない$`, `^the name has not become markup on the page$`, ask((*world.World).ShownAsText)},
		{`^応答の文言は画面のタグになっていない$`, `^words of the response have not become markup on the page$`, ask((*world.World).NoMarkup)},
		{`^替わる前のリフレッシュトークンは送られていない$`, `^no refresh token was sent that had been replaced$`, ask((*world.World).RefreshReplaced)},
		{`^更新は (\d+) 回成功している$`, `^(\d+) refreshes have succeeded$`,
			func(_ context.Context, w *world.World, n string) error { return w.Refreshed(n) }},
		{`^更新は一度だけ断られ、人に読める画面が出ている$`, `^one refresh was refused, and a page made for people is shown$`, ask((*world.World).RefreshRefused)},
		{`^更新で届いた他人の名前は使われていない$`, `^the name that came with the refresh is used nowhere$`, ask((*world.World).RefreshedNameUnused)},
		{`^RPの画面に「(.+)」が出ている$`, `^the RP's page shows "(.+)"$`,
			func(_ context.Context, w *world.World, word string) error { return w.Shows(word, true) }},
		{`^RPの画面に「(.+)」は出ていない$`, `^the RP's page does not show "(.+)"$`,
			func(_ context.Context, w *world.World, word string) error { return w.Shows(word, false) }},
		{`^利用者はプロバイダーの画面に留まっている$`, `^the person stays on the provider's page$`, ask((*world.World).StaysAtProvider)},
		{`^認証要求の scope は省かれず空白区切りである$`, `^scope is sent, its values separated by spaces$`, ask((*world.World).NamesScopes)},
		{`^認証要求の scope に openid がある$`, `^openid is among the scopes of the request$`, ask((*world.World).AsksOpenID)},
		{`^認証要求は、要る所では nonce を送っている$`, `^the request has a nonce where one is needed$`, ask((*world.World).SendsNonce)},
		{`^鍵の取得は (\d+) 回までである$`, `^the keys are fetched at most (\d+) times$`,
			func(_ context.Context, w *world.World, n string) error { return w.KeysFetchedAtMost(n) }},
	}
}

func ask(f plain) none { return func(_ context.Context, w *world.World) error { return f(w) } }

// sentence is a step compiled.
type sentence struct {
	expression *regexp.Regexp
	handler    any
	english    bool
}

// sentences compiles the vocabulary once a process: godog wants it anew for every scenario.
var sentences = sync.OnceValue(func() []sentence {
	var all []sentence
	for _, s := range Vocabulary() {
		do := handler(s.do)
		all = append(all, sentence{regexp.MustCompile(s.JA), do, false}, sentence{regexp.MustCompile(s.EN), do, true})
	}
	return all
})

// handler gives a step the shape that godog calls: the world travels in the context.
func handler(do any) any {
	switch f := do.(type) {
	case one:
		return func(ctx context.Context, a string) error {
			return with(ctx, func(w *world.World) error { return f(ctx, w, a) })
		}
	case two:
		return func(ctx context.Context, a, b string) error {
			return with(ctx, func(w *world.World) error { return f(ctx, w, a, b) })
		}
	case three:
		return func(ctx context.Context, a, b, c string) error {
			return with(ctx, func(w *world.World) error { return f(ctx, w, a, b, c) })
		}
	case four:
		return func(ctx context.Context, a, b, c, d string) error {
			return with(ctx, func(w *world.World) error { return f(ctx, w, a, b, c, d) })
		}
	case none:
		return func(ctx context.Context) error { return with(ctx, func(w *world.World) error { return f(ctx, w) }) }
	}
	panic("steps: a sentence without a function of a known shape")
}
