package sentence

import (
	"context"

	"torii/steps/world"
)

// link are the sentences about accounts at providers and whose member they lead to: ID連携.
var link = []Sentence{
	// Arranged.
	{`^「(.+?)」と「(.+?)」は同じ(.+?)アカウントを使う$`, `^"(.+?)" and "(.+?)" use one account at (.+)$`, (*world.World).SameAccount},
	{`^「(.+?)」は「(.+?)」のメールアドレスを確認済みとして(.+?)に登録している$`, `^"(.+?)" has the address of "(.+?)" verified at (.+)$`,
		func(ctx context.Context, w *world.World, a, b, provider string) error {
			return w.SameMailbox(ctx, a, b, provider, true)
		}},
	{`^「(.+?)」は「(.+?)」のメールアドレスを未確認のまま(.+?)に登録している$`, `^"(.+?)" has the address of "(.+?)" unverified at (.+)$`,
		func(ctx context.Context, w *world.World, a, b, provider string) error {
			return w.SameMailbox(ctx, a, b, provider, false)
		}},
	{`^「(.+?)」は(.+?)に自分だけの名前を登録している$`, `^"(.+?)" has at (.+) a name that nobody else has$`, (*world.World).OwnName},
	{`^「(.+?)」は「(.+?)」と「(.+?)」だけが違うメールアドレスを確認済みとして(.+?)に登録している$`,
		`^"(.+?)" has an address, which differs from that of "(.+?)" by "(.+?)" alone, verified at (.+)$`,
		(*world.World).LookalikeMailbox},

	// Done.
	{`^「(.+?)」が(.+?)の別のアカウントに替える$`, `^"(.+?)" changes to another account at (.+)$`, (*world.World).OtherAccount},
	{`^「(.+?)」が(.+?)に登録したメールアドレスを変える$`, `^"(.+?)" changes the address at (.+)$`, (*world.World).NewMailAtProvider},
	{`^「(.+?)」が(.+?)に登録した名前を「(.+?)」と同じにする$`, `^"(.+?)" takes at (.+) the name of "(.+?)"$`, (*world.World).SameName},
	{`^「(.+?)」が(.+?)を連携する$`, `^"(.+?)" links (.+)$`, func(ctx context.Context, w *world.World, a, provider string) error {
		return w.Link(ctx, a, provider, false)
	}},
	{`^「(.+?)」が(.+?)の連携を始め、戻る手前で止める$`, `^"(.+?)" begins to link (.+) and stops before coming back$`,
		func(ctx context.Context, w *world.World, a, provider string) error {
			return w.Link(ctx, a, provider, true)
		}},
	{`^「(.+?)」が止めた続きを行う$`, `^"(.+?)" goes on$`, (*world.World).GoOn},
	{`^「(.+?)」の止めた応答を「(.+?)」のブラウザーで開く$`, `^the stopped response of "(.+?)" is opened in the browser of "(.+?)"$`, (*world.World).OpenIn},
	{`^「(.+?)」と「(.+?)」が止めた続きを同時に行う$`, `^"(.+?)" and "(.+?)" go on at the same time$`, (*world.World).GoOnAtOnce},
	{`^「(.+?)」が(.+?)の連携を解除する$`, `^"(.+?)" unlinks (.+)$`, (*world.World).Unlink},
	{`^「(.+?)」と「(.+?)」が(.+?)と(.+?)の解除を同時に行う$`, `^"(.+?)" and "(.+?)" unlink (.+) and (.+) at the same time$`, (*world.World).UnlinkAtOnce},
	{`^「(.+?)」の仕掛けた隣のサイトから、(.+?)の連携の開始が「(.+?)」のブラウザーに送られる$`,
		`^a neighbouring site of "(.+?)" sends the start of linking (.+) in the browser of "(.+?)"$`,
		(*world.World).ForgedLink},
	{`^「(.+?)」の仕掛けた隣のサイトから、(.+?)の連携解除が「(.+?)」のブラウザーに送られる$`,
		`^a neighbouring site of "(.+?)" sends the unlinking of (.+) in the browser of "(.+?)"$`,
		(*world.World).ForgedUnlink},
	{`^「(.+?)」のブラウザーに、(.+?)の連携を解除する要求が GET で届く$`, `^the request to unlink reaches the browser of "(.+?)" by GET, for (.+)$`,
		(*world.World).UnlinksByGET},

	// Expected.
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
	{`^「(.+?)」の(.+?)か(.+?)のどちらかでは自分の会員になる$`, `^the account of "(.+?)" at (.+) or (.+) leads to their own member$`, (*world.World).EitherLeads},
	{`^「(.+?)」の(.+?)では誰もログインできない$`, `^the account of "(.+?)" at (.+) signs nobody in$`, (*world.World).LeadsNowhere},
	{`^「(.+?)」と「(.+?)」のどちらか一人だけに(.+?)が連携されている$`, `^only one of "(.+?)" and "(.+?)" has linked (.+)$`, (*world.World).OneWins},
}
