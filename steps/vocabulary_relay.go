package steps

import (
	"context"

	"torii/steps/world"
)

// relaySentences are about providers that vouch for other providers' people.
func relaySentences() []Step {
	return []Step{
		{`^ログインプロバイダで障害「(.+)」が起こる$`, `^the login provider has the trouble "(.+)"$`,
			func(_ context.Context, w *world.World, name string) error { return w.Upstream(name) }},
		{`^(.+?)の設定「(.+?)=(.*)」がある$`, `^(.+?) has the setting "(.+?)=(.*)"$`,
			func(_ context.Context, w *world.World, provider, name, value string) error {
				return w.Configure(provider, name, value)
			}},
		{`^ログインプロバイダの障害は起きた$`, `^the login provider's trouble has happened$`, ask((*world.World).UpstreamFailed)},
		{`^ワンタイムトークンは残さずに使われている$`, `^the one-time token is used up$`, ask((*world.World).TokenNotPreserved)},
		{`^ログインでは余分な個人情報を求めていない$`, `^a login asks for no further personal data$`, ask((*world.World).NoneAskedBeyond)},
		{`^認証要求は認証用のホストに届いている$`, `^authorization requests go to the host that takes them$`, ask((*world.World).RightHost)},
		{`^RPの秘密はブラウザーに現れていない$`, `^no browser has met a secret of the RP$`, ask((*world.World).NoSecrets)},
		{`^RPのサイトに留まっている$`, `^the person is still at the RP's site$`, ask((*world.World).AtHome)},
		{`^トークンの付いたアドレスは他のサイトに渡らない$`, `^no address with a token goes to other sites$`, ask((*world.World).NoTokenLeft)},
		{`^利用者のせいでない障害として知らせている$`, `^it is told as an outage that is not the person's fault$`, ask((*world.World).TellsOutage)},
		{`^前に得た名前はそのまま残っている$`, `^the name told before is kept$`,
			func(ctx context.Context, w *world.World) error { return w.KeepsName(ctx) }},
		{`^メールアドレスは渡っていない$`, `^the e-mail address was not passed on$`, ask((*world.World).Lacks)},
	}
}
