package steps

import (
	"context"

	"torii/steps/world"
)

// again are the sentences about what happens many times, and what is mended in between.
func again() []Step {
	return []Step{
		{`^利用者が(.+?)の「(.+)」のログインを (\d+) 回繰り返す$`, `^the person repeats the login with (.+?) and "(.+)" (\d+) times$`,
			func(ctx context.Context, w *world.World, provider, fault, times string) error {
				return w.LogInOften(ctx, provider, fault, times)
			}},
		{`^利用者が(.+?)のログインを (\d+) 回始めて、途中でやめる$`, `^the person begins the login with (.+?) (\d+) times and goes no further$`,
			func(ctx context.Context, w *world.World, provider, times string) error {
				return w.BeginOften(ctx, provider, times)
			}},
		{`^(.+?)の鍵の配布が直る$`, `^the key set of (.+) is mended$`,
			func(_ context.Context, w *world.World, provider string) error { return w.KeysMended(provider) }},
		{`^(.+?)の公開メタデータが直る$`, `^the metadata of (.+) are mended$`,
			func(_ context.Context, w *world.World, provider string) error { return w.KeysMended(provider) }},
		{`^(.+?)が鍵を残らず入れ替える$`, `^(.+?) replaces all its keys$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.ReplaceAllKeys(ctx, provider)
			}},
		{`^(.+?)が鍵を元に戻す$`, `^(.+?) goes back to its earlier keys$`,
			func(ctx context.Context, w *world.World, provider string) error {
				return w.KeysRestored(ctx, provider)
			}},
		{`^それでも利用者は本人としてログインしている$`, `^the person is signed in as themselves all the same$`,
			func(ctx context.Context, w *world.World) error { return w.StillSignsIn(ctx) }},
		{`^どの要求の state と nonce も推測できない$`, `^state and nonce of no request can be guessed$`, ask((*world.World).Unguessable)},
	}
}
