package steps

import (
	"context"

	"torii/steps/world"
)

// cookies are the sentences about one cookie in the place of another.
func cookies() []Step {
	return []Step{
		{`^別の人が(.+?)のログインを始めて、戻る手前で止める$`, `^another person begins logging in with (.+) and stops before coming back$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.BeginsElsewhere(ctx, provider)
			}},
		{`^始めただけのCookieの値をどの名前で送っても、誰もログインしていない$`, `^no cookie of a login that has only begun signs anybody in, whatever its name$`,
			func(ctx context.Context, w *world.World) error { return w.PendingIsNoSession(ctx) }},
		{`^ログアウトしたあとに残るCookieの値をどの名前で送っても、誰もログインしていない$`, `^no cookie that stays after logging out signs anybody in under another name$`,
			func(ctx context.Context, w *world.World) error { return w.LeftIsNoSession(ctx) }},
	}
}
