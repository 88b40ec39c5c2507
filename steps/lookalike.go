package steps

import (
	"context"

	"torii/steps/world"
)

// lookalikes are the sentences about people whom only folding takes for one.
func lookalikes() []Step {
	return []Step{
		{`^sub に「(.+?)」だけの違いがある別人が(.+?)でログインする$`, `^another person whose sub differs by "(.+?)" alone logs in with (.+)$`,
			func(ctx context.Context, w *world.World, by, provider string) error {
				return w.LogInAsLookalike(ctx, by, provider)
			}},
		{`^「(.+?)」は「(.+?)」と「(.+?)」だけが違うメールアドレスを確認済みとして(.+?)に登録している$`,
			`^"(.+?)" has an address, which differs from that of "(.+?)" by "(.+?)" alone, verified at (.+)$`,
			func(ctx context.Context, w *world.World, a, b, by, provider string) error {
				return w.LookalikeMailbox(ctx, a, b, by, provider)
			}},
		{`^「(.+?)」が「(.+?)」と「(.+?)」だけが違うメールアドレスで会員登録する$`, `^"(.+?)" registers with an address that differs from that of "(.+?)" by "(.+?)" alone$`,
			func(ctx context.Context, w *world.World, a, b, by string) error {
				return w.RegistersAlike(ctx, a, b, by)
			}},
		{`^「(.+?)」が「(.+?)」と「(.+?)」だけが違うメールアドレスで再設定する$`, `^"(.+?)" recovers with an address that differs from that of "(.+?)" by "(.+?)" alone$`,
			func(ctx context.Context, w *world.World, a, b, by string) error {
				return w.RecoversAlike(ctx, a, b, by)
			}},
	}
}
