package steps

import (
	"context"

	"torii/steps/world"
)

// linking are the sentences about several people and what is whose: ID連携.
func linking() []Step {
	return []Step{
		{`^「(.+?)」は会員である$`, `^"(.+?)" is a member$`, person((*world.World).IsMember)},
		{`^「(.+?)」は「(.+?)」の別の端末である$`, `^"(.+?)" is another device of "(.+?)"$`,
			func(_ context.Context, w *world.World, a, b string) error { return w.OtherDevice(a, b) }},
		{`^「(.+?)」は「(.+?)」の別のタブである$`, `^"(.+?)" is another tab of "(.+?)"$`,
			func(_ context.Context, w *world.World, a, b string) error { return w.OtherTab(a, b) }},
		{`^「(.+?)」は「(.+?)」の端末を借りる$`, `^"(.+?)" borrows the device of "(.+?)"$`,
			func(_ context.Context, w *world.World, a, b string) error { return w.Borrows(a, b) }},
		{`^「(.+?)」が(.+?)の別のアカウントに替える$`, `^"(.+?)" changes to another account at (.+)$`, pair((*world.World).OtherAccount)},
		{`^「(.+?)」と「(.+?)」は同じ(.+?)アカウントを使う$`, `^"(.+?)" and "(.+?)" use one account at (.+)$`,
			func(ctx context.Context, w *world.World, a, b, provider string) error {
				return w.SameAccount(ctx, a, b, provider)
			}},
		{`^「(.+?)」は「(.+?)」のメールアドレスを確認済みとして(.+?)に登録している$`, `^"(.+?)" has the address of "(.+?)" verified at (.+)$`,
			func(ctx context.Context, w *world.World, a, b, provider string) error {
				return w.SameMailbox(ctx, a, b, provider, true)
			}},
		{`^「(.+?)」は「(.+?)」のメールアドレスを未確認のまま(.+?)に登録している$`, `^"(.+?)" has the address of "(.+?)" unverified at (.+)$`,
			func(ctx context.Context, w *world.World, a, b, provider string) error {
				return w.SameMailbox(ctx, a, b, provider, false)
			}},
		{`^「(.+?)」が(.+?)に登録したメールアドレスを変える$`, `^"(.+?)" changes the address at (.+)$`, pair((*world.World).NewMailAtProvider)},

		{`^「(.+?)」は(.+?)に自分だけの名前を登録している$`, `^"(.+?)" has at (.+) a name that nobody else has$`, pair((*world.World).OwnName)},
		{`^「(.+?)」が(.+?)に登録した名前を「(.+?)」と同じにする$`, `^"(.+?)" takes at (.+) the name of "(.+?)"$`,
			func(ctx context.Context, w *world.World, a, provider, b string) error {
				return w.SameName(ctx, a, provider, b)
			}},

		{`^「(.+?)」が(.+?)でログインする$`, `^"(.+?)" logs in with (.+)$`,
			func(ctx context.Context, w *world.World, a, provider string) error {
				return w.Enter(ctx, a, provider, false)
			}},
		{`^RPは初めての人に会員になるかを尋ねる$`, `^the RP asks newcomers whether to become members$`, ask((*world.World).AsksFirst)},
		{`^「(.+?)」が(.+?)でログインし、会員になるかを尋ねられて止める$`, `^"(.+?)" is asked at a login with (.+) whether to become a member, and stops$`, pair((*world.World).EntersUpToTheForm)},
		{`^「(.+?)」が会員になると答える$`, `^"(.+?)" agrees to become a member$`, person((*world.World).Becomes)},
		{`^「(.+?)」が(.+?)を連携する$`, `^"(.+?)" links (.+)$`,
			func(ctx context.Context, w *world.World, a, provider string) error {
				return w.Link(ctx, a, provider, false)
			}},
		{`^「(.+?)」が(.+?)のログインを始め、戻る手前で止める$`, `^"(.+?)" begins a login with (.+) and stops before coming back$`,
			func(ctx context.Context, w *world.World, a, provider string) error {
				return w.Enter(ctx, a, provider, true)
			}},
		{`^「(.+?)」が(.+?)の連携を始め、戻る手前で止める$`, `^"(.+?)" begins to link (.+) and stops before coming back$`,
			func(ctx context.Context, w *world.World, a, provider string) error {
				return w.Link(ctx, a, provider, true)
			}},
		{`^「(.+?)」が止めた続きを行う$`, `^"(.+?)" goes on$`, person((*world.World).GoOn)},
		{`^「(.+?)」の止めた応答を「(.+?)」のブラウザーで開く$`, `^the stopped response of "(.+?)" is opened in the browser of "(.+?)"$`, pair((*world.World).OpenIn)},
		{`^「(.+?)」と「(.+?)」が止めた続きを同時に行う$`, `^"(.+?)" and "(.+?)" go on at the same time$`, pair((*world.World).GoOnAtOnce)},
		{`^「(.+?)」が(.+?)の連携を解除する$`, `^"(.+?)" unlinks (.+)$`, pair((*world.World).Unlink)},
		{`^「(.+?)」と「(.+?)」が(.+?)と(.+?)の解除を同時に行う$`, `^"(.+?)" and "(.+?)" unlink (.+) and (.+) at the same time$`,
			func(ctx context.Context, w *world.World, a, b, first, second string) error {
				return w.UnlinkAtOnce(ctx, a, b, first, second)
			}},
		{`^「(.+?)」の仕掛けた隣のサイトから、(.+?)の連携の開始が「(.+?)」のブラウザーに送られる$`, `^a neighbouring site of "(.+?)" sends the start of linking (.+) in the browser of "(.+?)"$`,
			func(ctx context.Context, w *world.World, a, provider, b string) error {
				return w.ForgedLink(ctx, a, provider, b)
			}},
		{`^「(.+?)」の仕掛けた隣のサイトから、(.+?)の連携解除が「(.+?)」のブラウザーに送られる$`, `^a neighbouring site of "(.+?)" sends the unlinking of (.+) in the browser of "(.+?)"$`,
			func(ctx context.Context, w *world.World, a, provider, b string) error {
				return w.ForgedUnlink(ctx, a, provider, b)
			}},
	}
}

// membership are the sentences about what members do at the RP itself.
func membership() []Step {
	return []Step{
		{`^「(.+?)」がパスワードを使ってログインする$`, `^"(.+?)" signs in by password$`, person((*world.World).SignsIn)},
		{`^「(.+?)」が「(.+?)」のメールアドレスと自分のパスワードでログインを試みる$`, `^"(.+?)" tries to sign in with the address of "(.+?)" and a password of their own$`,
			pair((*world.World).TriesToSignIn)},
		{`^「(.+?)」が連携済みの(.+?)で本人確認をする$`, `^"(.+?)" proves with their account at (.+) who they are$`, pair((*world.World).Proves)},
		{`^「(.+?)」がパスワードで本人確認をする$`, `^"(.+?)" proves by password who they are$`, person((*world.World).Confirms)},
		{`^「(.+?)」がメールアドレスで会員登録する$`, `^"(.+?)" registers by e-mail address$`, person((*world.World).Registers)},
		{`^「(.+?)」が「(.+?)」のメールアドレスで会員登録を申し込む$`, `^"(.+?)" asks to register with the address of "(.+?)"$`, pair((*world.World).AsksToRegister)},
		{`^「(.+?)」と「(.+?)」が同じ登録フォームを同時に送る$`, `^"(.+?)" and "(.+?)" send one registration form at the same time$`, pair((*world.World).RegistersTwice)},
		{`^「(.+?)」がメールアドレスの変更を申し込む$`, `^"(.+?)" asks for a new e-mail address$`, person((*world.World).AsksToMove)},
		{`^「(.+?)」が連絡先を「(.+?)」のメールアドレスに変えようとする$`, `^"(.+?)" asks for the address of "(.+?)" as their own$`, pair((*world.World).AsksToMoveTo)},
		{`^「(.+?)」が届いたリンクで変更を確定する$`, `^"(.+?)" opens the link that was mailed to the new address$`, person((*world.World).Moves)},
		{`^「(.+?)」がパスワードを再設定する$`, `^"(.+?)" recovers the account$`, person((*world.World).Recovers)},
		{`^「(.+?)」が「(.+?)」のメールアドレスで再設定を申し込む$`, `^"(.+?)" asks for recovery with the address of "(.+?)"$`, pair((*world.World).AsksToRecover)},
		{`^(.+?)が「(.+?)」について「(.+?)」を知らせる$`, `^(.+?) tells of "(.+?)": "(.+?)"$`,
			func(ctx context.Context, w *world.World, provider, a, kind string) error {
				return w.NotifyOf(ctx, a, provider, kind)
			}},
		{`^「(.+?)」が退会する$`, `^"(.+?)" withdraws$`, person((*world.World).Withdraws)},
		{`^「(.+?)」がログアウトする$`, `^"(.+?)" logs out$`, person((*world.World).LeavesAs)},
		{`^運営者が「(.+?)」を利用停止にする$`, `^the operator suspends "(.+?)"$`, person((*world.World).Suspends)},
		{`^(\d+) 分が過ぎる$`, `^(\d+) minutes pass$`,
			func(_ context.Context, w *world.World, n string) error { return w.Passes(n) }},
	}
}

// linked are the sentences about what is then whose.
func linked() []Step {
	return []Step{
		{`^「(.+?)」は自分の会員としてログインしている$`, `^"(.+?)" is signed in as their own member$`, person((*world.World).IsOwn)},
		{`^「(.+?)」のブラウザーでは誰もログインしていない$`, `^nobody is signed in in the browser of "(.+?)"$`, person((*world.World).IsNobody)},
		{`^「(.+?)」の会員に(.+?)が連携されている$`, `^the member "(.+?)" has linked (.+)$`,
			func(ctx context.Context, w *world.World, a, provider string) error {
				return w.HasLinked(ctx, a, provider, true)
			}},
		{`^「(.+?)」の会員に(.+?)は連携されていない$`, `^the member "(.+?)" has not linked (.+)$`,
			func(ctx context.Context, w *world.World, a, provider string) error {
				return w.HasLinked(ctx, a, provider, false)
			}},
		{`^「(.+?)」の(.+?)でログインすると「(.+?)」の会員になる$`, `^the account of "(.+?)" at (.+) leads to the member "(.+?)"$`,
			func(ctx context.Context, w *world.World, a, provider, b string) error {
				return w.LeadsTo(ctx, a, provider, b, true)
			}},
		{`^「(.+?)」の(.+?)でログインしても「(.+?)」の会員にはならない$`, `^the account of "(.+?)" at (.+) does not lead to the member "(.+?)"$`,
			func(ctx context.Context, w *world.World, a, provider, b string) error {
				return w.LeadsTo(ctx, a, provider, b, false)
			}},
		{`^「(.+?)」の(.+?)か(.+?)のどちらかでは自分の会員になる$`, `^the account of "(.+?)" at (.+) or (.+) leads to their own member$`,
			func(ctx context.Context, w *world.World, a, first, second string) error {
				return w.EitherLeads(ctx, a, first, second)
			}},
		{`^「(.+?)」の(.+?)では誰もログインできない$`, `^the account of "(.+?)" at (.+) signs nobody in$`, pair((*world.World).LeadsNowhere)},
		{`^「(.+?)」はパスワードでログインできる$`, `^"(.+?)" can sign in by password$`,
			func(ctx context.Context, w *world.World, a string) error { return w.PasswordWorks(ctx, a, true) }},
		{`^「(.+?)」はパスワードではログインできない$`, `^"(.+?)" cannot sign in by password$`,
			func(ctx context.Context, w *world.World, a string) error { return w.PasswordWorks(ctx, a, false) }},
		{`^「(.+?)」に (\d+) 通以上のメールが届いている$`, `^"(.+?)" was sent (\d+) mails or more$`, pair((*world.World).Mailed)},
		{`^「(.+?)」の操作は断られる$`, `^what "(.+?)" did is declined$`,
			func(_ context.Context, w *world.World, a string) error { return w.Declined(a) }},
		{`^「(.+?)」の操作は障害にならない$`, `^what "(.+?)" did is no failure$`,
			func(_ context.Context, w *world.World, a string) error { return w.Fine(a) }},
		{`^「(.+?)」の前のCookieではログインできない$`, `^the former cookies of "(.+?)" sign nobody in$`, person((*world.World).OldCookies)},
		{`^「(.+?)」と「(.+?)」は別の会員である$`, `^"(.+?)" and "(.+?)" are two members$`,
			func(_ context.Context, w *world.World, a, b string) error { return w.TwoMembers(a, b) }},
		{`^「(.+?)」と「(.+?)」は二人の会員になっていない$`, `^"(.+?)" and "(.+?)" have not become two members$`,
			func(_ context.Context, w *world.World, a, b string) error { return w.NotTwo(a, b) }},
		{`^「(.+?)」は前とは別の会員である$`, `^"(.+?)" is another member than before$`,
			func(_ context.Context, w *world.World, a string) error { return w.IsNew(a) }},
		{`^「(.+?)」と「(.+?)」のどちらか一人だけに(.+?)が連携されている$`, `^only one of "(.+?)" and "(.+?)" has linked (.+)$`,
			func(ctx context.Context, w *world.World, a, b, provider string) error {
				return w.OneWins(ctx, a, b, provider)
			}},
	}
}

func person(f func(*world.World, context.Context, string) error) one {
	return func(ctx context.Context, w *world.World, a string) error { return f(w, ctx, a) }
}

func pair(f func(*world.World, context.Context, string, string) error) two {
	return func(ctx context.Context, w *world.World, a, b string) error { return f(w, ctx, a, b) }
}
