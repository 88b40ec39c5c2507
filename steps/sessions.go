package steps

import (
	"context"

	"torii/steps/world"
)

// sessions are the sentences about cookies, shared browsers, and what pages give away.
func sessions() []Step {
	return []Step{
		{`^別の人が同じブラウザーを使い、(.+?)でログインする$`, `^another person takes the same browser and logs in with (.+)$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.ChangesPlaces(ctx, provider)
			}},
		{`^前の人のことは残っていない$`, `^nothing is left of the person before$`,
			func(ctx context.Context, w *world.World) error { return w.NothingOfFormer(ctx) }},
		{`^セッションのCookieには Secure が付いている$`, `^the session cookie has Secure$`,
			func(ctx context.Context, w *world.World) error { return w.SecureCookies(ctx) }},
		{`^セッションのCookieには HttpOnly が付いている$`, `^the session cookie has HttpOnly$`,
			func(ctx context.Context, w *world.World) error { return w.ScriptlessCookies(ctx) }},
		{`^セッションのCookieの SameSite は Lax か Strict である$`, `^SameSite of the session cookie is Lax or Strict$`,
			func(ctx context.Context, w *world.World) error { return w.SameSiteCookies(ctx) }},
		{`^利用者は「(.+)」を戻り先に指定して(.+?)でログインする$`, `^the person, to be led to "(.+)", logs in with (.+)$`,
			func(ctx context.Context, w *world.World, to, provider string) error {
				return w.LogInTo(ctx, to, provider)
			}},
		{`^利用者は「(.+)」を戻り先に指定してログアウトする$`, `^the person, to be led to "(.+)", logs out$`,
			func(ctx context.Context, w *world.World, to string) error { return w.LogOutTo(ctx, to) }},
		{`^利用者は戻り先の画面にいる$`, `^the person is at the page they wanted$`, ask((*world.World).LedBack)},
		{`^利用者はほかのサイトへ送られない$`, `^the person is led to no other site$`, ask((*world.World).NotLedAway)},
		{`^ログイン後のアドレスと画面に、コードもトークンも出ていない$`, `^neither address nor page after the login has the code or a token$`, ask((*world.World).NothingLeaks)},
	}
}
