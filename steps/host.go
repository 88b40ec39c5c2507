package steps

import (
	"context"

	"torii/steps/world"
)

// forgedHosts are the sentences about requests that name another host.
func forgedHosts() []Step {
	return []Step{
		{`^「(.+?)」を書き換えた要求で(.+?)のログインを始めても、認証要求にそのホストは無い$`, `^a login with "(.+?)" forged at (.+) makes no authentication request with that host$`,
			func(ctx context.Context, w *world.World, header, provider string) error {
				return w.BeginsForged(ctx, header, provider)
			}},
		{`^「(.+?)」の要求は、「(.+?)」を書き換えられる$`, `^the requests of "(.+?)" have "(.+?)" forged$`,
			func(_ context.Context, w *world.World, a, header string) error { return w.SendsForged(a, header) }},
		{`^「(.+?)」が「(.+?)」を書き換えた要求で、「(.+?)」のメールアドレスの再設定を申し込む$`, `^"(.+?)", with "(.+?)" forged, asks for recovery with the address of "(.+?)"$`,
			func(ctx context.Context, w *world.World, a, header, b string) error {
				return w.RecoversForged(ctx, a, header, b)
			}},
		{`^「(.+?)」に届いたメールに、書き換えたホストは無い$`, `^no mail to "(.+?)" has the forged host$`,
			func(ctx context.Context, w *world.World, a string) error { return w.MailIsOwn(ctx, a, false) }},
		{`^「(.+?)」の新しい連絡先に届いたメールに、書き換えたホストは無い$`, `^no mail to the new address of "(.+?)" has the forged host$`,
			func(ctx context.Context, w *world.World, a string) error { return w.MailIsOwn(ctx, a, true) }},
	}
}
