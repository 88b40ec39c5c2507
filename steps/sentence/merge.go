package sentence

import (
	"context"

	"torii/steps/world"
)

// merge are the sentences about two members who are one person: 統合.
var merge = []Sentence{
	// Done.
	{`^「(.+?)」が統合のために([^「」]+)で確かめる$`, `^"(.+?)" proves another membership with ([^"]+)$`,
		func(ctx context.Context, w *world.World, a, provider string) error {
			return w.ProvesSecond(ctx, a, provider, false)
		}},
	{`^「(.+?)」が統合のための([^「」]+)の確認を始め、戻る手前で止める$`, `^"(.+?)" begins to prove another membership with ([^"]+) and stops before coming back$`,
		func(ctx context.Context, w *world.World, a, provider string) error {
			return w.ProvesSecond(ctx, a, provider, true)
		}},
	{`^「(.+?)」が統合のために「(.+?)」のパスワードで確かめる$`, `^"(.+?)" proves another membership with the password of "(.+?)"$`,
		(*world.World).ProvesByPassword},
	{`^「(.+?)」が統合のために「(.+?)」のメールアドレスと自分のパスワードを試す$`, `^"(.+?)" tries to prove the membership of "(.+?)" with a password of their own$`,
		(*world.World).TriesToProve},
	{`^「(.+?)」が統合を確定する$`, `^"(.+?)" confirms the merge$`, (*world.World).Merges},
	{`^「(.+?)」が統合の確認画面を開き、送る手前で止める$`, `^"(.+?)" opens the page that asks about the merge and stops before sending it$`,
		(*world.World).MergesLater},
	{`^「(.+?)」の止めた統合を「(.+?)」のブラウザーから送る$`, `^the merge that "(.+?)" stopped is sent in the browser of "(.+?)"$`, (*world.World).SendsMerge},
	{`^「(.+?)」の仕掛けた隣のサイトから、統合の確定が「(.+?)」のブラウザーに送られる$`, `^a neighbouring site of "(.+?)" confirms a merge in the browser of "(.+?)"$`,
		(*world.World).ForgedMerge},
	{`^「(.+?)」が「(.+?)」の会員番号を付けて統合を確定する$`, `^"(.+?)" confirms the merge with the number of the member "(.+?)"$`, (*world.World).MergesNamed},

	// Expected.
	{`^中継の(.+?)に「(.+?)」の会員のログインプロバイダが (\d+) つある$`, `^at the relay (.+?) the member "(.+?)" has (\d+) login providers$`,
		(*world.World).RelayKeeps},
}
