package sentence

import (
	"context"

	"torii/steps/world"
)

// login are the sentences about who logs in where, and what a provider plants in that login.
var login = []Sentence{
	// Arranged.
	{`^利用者は「(.+)」である$`, `^the person is "(.+)"$`, (*world.World).Person},
	{`^利用者は同意画面で取り消す$`, `^the person cancels on the consent page$`, (*world.World).Cancels},
	{`^利用者は途中で立ち去る$`, `^the person leaves half-way$`, (*world.World).Leaves},
	{`^(.+?)は不正「(.+)」を仕込んでいる$`, `^(.+?) plants the fault "(.+)"$`, (*world.World).PlantFault},
	{`^(.+?)は癖「(.+)」を仕込んでいる$`, `^(.+?) shows the quirk "(.+)"$`, (*world.World).PlantQuirk},
	{`^二要素認証に (\d+) 分かかる$`, `^the second factor takes (\d+) minutes$`, (*world.World).Hesitates},
	{`^「(.+?)」は(.+?)の「(.+?)」である$`, `^"(.+?)" has at (.+?) the account "(.+?)"$`, (*world.World).AccountOf},

	// Done.
	{`^利用者が考え直す$`, `^the person reconsiders$`, (*world.World).Reconsiders},
	{`^利用者がプロバイダーでの登録内容を変える$`, `^the person changes what the provider knows of them$`, (*world.World).Changed},
	{`^利用者が(.+?)でログインする$`, `^the person logs in with (.+)$`, (*world.World).LogIn},
	{`^別の利用者が(.+?)でログインする$`, `^another person logs in with (.+)$`, func(ctx context.Context, w *world.World, provider string) error {
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
	{`^別の利用者「(.+)」が(.+?)でログインする$`, `^another person "(.+)" logs in with (.+)$`, (*world.World).LogInAs},
	{`^「(.+?)」が(.+?)でログインする$`, `^"(.+?)" logs in with (.+)$`, func(ctx context.Context, w *world.World, a, provider string) error {
		return w.Enter(ctx, a, provider, false)
	}},
	{`^「(.+?)」が(.+?)のログインを始め、戻る手前で止める$`, `^"(.+?)" begins a login with (.+) and stops before coming back$`,
		func(ctx context.Context, w *world.World, a, provider string) error {
			return w.Enter(ctx, a, provider, true)
		}},
	{`^利用者は「(.+)」を戻り先に指定して(.+?)でログインする$`, `^the person, to be led to "(.+)", logs in with (.+)$`, (*world.World).LogInTo},
	{`^sub に「(.+?)」だけの違いがある別人が(.+?)でログインする$`, `^another person whose sub differs by "(.+?)" alone logs in with (.+)$`,
		(*world.World).LogInAsLookalike},
	{`^最後の一桁だけが違う sub の別人が(.+?)でログインする$`, `^another person whose sub differs in the last digit alone logs in with (.+)$`,
		func(ctx context.Context, w *world.World, provider string) error {
			return w.LogInAsSomebodyElse(ctx, provider, world.SameSubjectOtherEnd)
		}},
	{`^利用者が(.+?)の「(.+)」のログインを (\d+) 回繰り返す$`, `^the person repeats the login with (.+?) and "(.+)" (\d+) times$`, (*world.World).LogInOften},
	{`^利用者が(.+?)のログインを (\d+) 回始めて、途中でやめる$`, `^the person begins the login with (.+?) (\d+) times and goes no further$`,
		(*world.World).BeginOften},
}
