package steps

import (
	"context"

	"torii/steps/world"
)

// safe are the sentences about frames, and about what a link must not do.
func safe() []Step {
	return []Step{
		{`^「(.+?)」のブラウザーに、ログアウトの要求が GET で届く$`, `^the request to log out reaches the browser of "(.+?)" by GET$`, person((*world.World).LogsOutByGET)},
		{`^「(.+?)」のブラウザーに、(.+?)の連携を解除する要求が GET で届く$`, `^the request to unlink reaches the browser of "(.+?)" by GET, for (.+)$`, pair((*world.World).UnlinksByGET)},
		{`^「(.+?)」が(.+?)の「(.+?)」に使う画面は、ほかのサイトの枠に入らない$`, `^no other site may frame the page that "(.+?)" needs at (.+) for "(.+?)"$`,
			func(ctx context.Context, w *world.World, a, provider, what string) error {
				return w.FramedControl(ctx, a, provider, what)
			}},
		{`^「(.+?)」の見ている画面は、ほかのサイトの枠に入らない$`, `^no other site may frame the page that "(.+?)" looks at$`, person((*world.World).FramedHere)},
	}
}
