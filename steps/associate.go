package steps

import (
	"context"

	"torii/steps/world"
)

// associating are the sentences about adding a login provider by a relay's association
// token, and about the friendship that a relay tells.
func associating() []Step {
	return []Step{
		{`^「(.+?)」が(.+?)を追加用のトークンで加える$`, `^"(.+?)" adds (.+) by association token$`,
			func(ctx context.Context, w *world.World, a, provider string) error {
				return w.Adds(ctx, a, provider, false)
			}},
		{`^「(.+?)」が(.+?)を追加用のトークンで加え始め、戻る手前で止める$`, `^"(.+?)" begins to add (.+) by association token and stops before coming back$`,
			func(ctx context.Context, w *world.World, a, provider string) error {
				return w.Adds(ctx, a, provider, true)
			}},
		{`^「(.+?)」が(.+?)を追加用のトークンで加え始め、中継の手前で止める$`, `^"(.+?)" begins to add (.+) by association token and stops before the relay$`,
			pair((*world.World).AddsUpToTheDoor)},
		{`^「(.+?)」が、「(.+?)」の止めた続きを自分の(.+?)で行う$`, `^"(.+?)" goes on where "(.+?)" stopped, with their own account at (.+)$`,
			func(ctx context.Context, w *world.World, a, from, provider string) error {
				return w.TakesOver(ctx, a, from, provider)
			}},
		{`^「(.+?)」のページの友だち状態は「(.+?)」である$`, `^the page of "(.+?)" tells of the friendship: "(.+?)"$`, pair((*world.World).ShowsFriendship)},
	}
}
