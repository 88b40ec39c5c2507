package sentence

import (
	"context"

	"torii/steps/world"
)

// relay are the sentences about a provider that vouches for other providers' people.
var relay = []Sentence{
	// Arranged.
	{`^ログインプロバイダで障害「(.+)」が起こる$`, `^the login provider has the trouble "(.+)"$`, (*world.World).Upstream},
	{`^(.+?)の設定「(.+?)=(.*)」がある$`, `^(.+?) has the setting "(.+?)=(.*)"$`, (*world.World).Configure},

	// Done.
	{`^「(.+?)」が(.+?)を追加用のトークンで加える$`, `^"(.+?)" adds (.+) by association token$`,
		func(ctx context.Context, w *world.World, a, provider string) error {
			return w.Adds(ctx, a, provider, false)
		}},
	{`^「(.+?)」が(.+?)を追加用のトークンで加え始め、戻る手前で止める$`, `^"(.+?)" begins to add (.+) by association token and stops before coming back$`,
		func(ctx context.Context, w *world.World, a, provider string) error {
			return w.Adds(ctx, a, provider, true)
		}},
	{`^「(.+?)」が(.+?)を追加用のトークンで加え始め、中継の手前で止める$`, `^"(.+?)" begins to add (.+) by association token and stops before the relay$`,
		(*world.World).AddsUpToTheDoor},
	{`^「(.+?)」が、「(.+?)」の止めた続きを自分の(.+?)で行う$`, `^"(.+?)" goes on where "(.+?)" stopped, with their own account at (.+)$`,
		(*world.World).TakesOver},
	{`^(.+?)の管理者が「(.+?)」の紐付けを「(.+?)」で変える$`, `^the administrator of (.+?) changes the link of "(.+?)" by "(.+?)"$`,
		func(ctx context.Context, w *world.World, provider, a, resource string) error {
			return w.AtRelay(ctx, a, provider, resource)
		}},

	// Expected.
	{`^「(.+?)」のページの友だち状態は「(.+?)」である$`, `^the page of "(.+?)" tells of the friendship: "(.+?)"$`, (*world.World).ShowsFriendship},
	{`^Web API の「(.+?)」に「(.+?)=(.*)」を付けていない$`, `^no call of "(.+?)" of the Web API has "(.+?)=(.*)"$`, (*world.World).NeverSent},
	{`^Web API の「(.+?)」が済んでいる$`, `^the call "(.+?)" of the Web API is done$`, (*world.World).WasCalled},
	{`^「(.+?)」の画面に(.+?)での名前は出ていない$`, `^the pages of "(.+?)" do not show the name from (.+)$`, (*world.World).ShowsNoName},
	{`^ログインプロバイダの障害は起きた$`, `^the login provider's trouble has happened$`, (*world.World).UpstreamFailed},
	{`^ワンタイムトークンは残さずに使われている$`, `^the one-time token is used up$`, (*world.World).TokenNotPreserved},
	{`^RPの秘密はブラウザーに現れていない$`, `^no browser has met a secret of the RP$`, (*world.World).NoSecrets},
	{`^トークンの付いたアドレスは他のサイトに渡らない$`, `^no address with a token goes to other sites$`, (*world.World).NoTokenLeft},
	{`^前に得た名前はそのまま残っている$`, `^the name told before is kept$`, (*world.World).KeepsName},
	{`^メールアドレスは渡っていない$`, `^the e-mail address was not passed on$`, (*world.World).Lacks},
}
