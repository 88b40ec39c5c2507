package steps

import (
	"context"

	"torii/steps/world"
)

// linkRelay are the sentences about what a relay keeps of whose member everybody is.
func linkRelay() []Step {
	return []Step{
		{`^(.+?)の管理者が「(.+?)」の紐付けを「(.+?)」で変える$`, `^the administrator of (.+?) changes the link of "(.+?)" by "(.+?)"$`,
			func(ctx context.Context, w *world.World, provider, a, resource string) error {
				return w.AtRelay(ctx, a, provider, resource)
			}},
		{`^Web API の「(.+?)」に「(.+?)=(.*)」を付けていない$`, `^no call of "(.+?)" of the Web API has "(.+?)=(.*)"$`,
			func(_ context.Context, w *world.World, endpoint, param, value string) error {
				return w.NeverSent(endpoint, param, value)
			}},
		{`^Web API の「(.+?)」が済んでいる$`, `^the call "(.+?)" of the Web API is done$`,
			func(_ context.Context, w *world.World, endpoint string) error { return w.WasCalled(endpoint) }},
		{`^「(.+?)」は(.+?)の「(.+?)」である$`, `^"(.+?)" has at (.+?) the account "(.+?)"$`,
			func(ctx context.Context, w *world.World, a, provider, template string) error {
				return w.AccountOf(ctx, a, provider, template)
			}},
		{`^「(.+?)」の画面に(.+?)での名前は出ていない$`, `^the pages of "(.+?)" do not show the name from (.+)$`, pair((*world.World).ShowsNoName)},
	}
}
