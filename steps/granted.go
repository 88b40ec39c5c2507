package steps

import (
	"context"
	"time"

	"torii/steps/world"
)

// granted are the sentences about what a person allows at a provider.
func granted() []Step {
	return []Step{
		{`^「(.+?)」の許可は(.+?)に残っていない$`, `^nothing that "(.+?)" allowed is left at (.+)$`, pair((*world.World).GrantsNothing)},
		{`^「(.+?)」が(.+?)で連携アプリを解除する$`, `^"(.+?)" removes the application at (.+)$`, pair((*world.World).TakesBack)},
		{`^利用者の(.+?)のリフレッシュトークンの期限が切れる$`, `^the person's refresh token at (.+) expires$`,
			func(_ context.Context, w *world.World, provider string) error { return w.ChangePassword(provider) }},
		{`^利用者は(.+?)で同じグループの「(.+?)」に登録したことがある$`, `^the person has signed up at (.+?) for "(.+?)", of the same group, before$`, pair((*world.World).AllowedSibling)},
		{`^(.+?)が利用者について「([^」]+)」を知らせる$`, `^(.+?) tells of the person: "([^"]+)"$`,
			func(ctx context.Context, w *world.World, provider, kind string) error {
				return w.Notify(ctx, provider, kind, "", 0)
			}},
		{`^(.+?)が利用者について「([^」]+)」を「([^」]+)」の通知で知らせる$`, `^(.+?) tells of the person: "([^"]+)", by a message with (.+)$`,
			func(ctx context.Context, w *world.World, provider, kind, variant string) error {
				return w.Notify(ctx, provider, kind, variant, 0)
			}},
		{`^(.+?)が利用者について、昨日の「([^」]+)」を今になって知らせる$`, `^(.+?) tells of the person only now: yesterday's "([^"]+)"$`,
			func(ctx context.Context, w *world.World, provider, kind string) error {
				return w.Notify(ctx, provider, kind, "", 24*time.Hour)
			}},
		{`^(.+?)の初めの通知がもう一度届く$`, `^the first message of (.+?) comes once more$`,
			func(ctx context.Context, w *world.World, provider string) error { return w.NotifyAgain(ctx, provider) }},
		{`^通知は全て受け取られている$`, `^every message was accepted$`, ask((*world.World).NoticesAccepted)},
		{`^通知は断られている$`, `^the message was refused$`, ask((*world.World).NoticeRefused)},
		{`^利用者のセッションは残っていない$`, `^no session of the person is left$`,
			func(ctx context.Context, w *world.World) error { return w.SessionLives(ctx, false) }},
		{`^利用者のセッションは残っている$`, `^the person's session is left$`,
			func(ctx context.Context, w *world.World) error { return w.SessionLives(ctx, true) }},
		{`^初めのログインの更新が (\d+) 回成功している$`, `^(\d+) refreshes of the first login have succeeded$`,
			func(_ context.Context, w *world.World, n string) error { return w.RefreshedFirst(n) }},
		{`^認証要求は別の人のログインを許している$`, `^the request lets another person log in$`,
			func(_ context.Context, w *world.World) error { return w.AskedFor("prompt", "login", "select_account") }},
		{`^認証要求は改めてのログインを求めている$`, `^the request asks to log in anew$`,
			func(_ context.Context, w *world.World) error { return w.AskedFor("prompt", "login") }},
		{`^認証要求は自動ログインを止めている$`, `^the request switches auto login off$`,
			func(_ context.Context, w *world.World) error { return w.AskedFor("disable_auto_login", "true") }},
		{`^認証要求は毎回の同意を求めていない$`, `^the request does not ask for consent every time$`, ask((*world.World).AsksNoConsent)},
		{`^会員情報に利用者のメールアドレスがある$`, `^the member has the person's e-mail address$`, ask((*world.World).AddressKnown)},
		{`^利用者は組織の一員として扱われている$`, `^the person is taken for one of the organization$`,
			func(_ context.Context, w *world.World) error { return w.Colleague(true) }},
		{`^利用者は組織の一員として扱われていない$`, `^the person is not taken for one of the organization$`,
			func(_ context.Context, w *world.World) error { return w.Colleague(false) }},
		{`^最後の一桁だけが違う sub の別人が(.+?)でログインする$`, `^another person whose sub differs in the last digit alone logs in with (.+)$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.LogInAsSomebodyElse(ctx, provider, world.SameSubjectOtherEnd)
			}},
	}
}
