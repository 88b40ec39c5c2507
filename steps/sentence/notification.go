package sentence

import (
	"context"
	"time"

	"torii/steps/world"
)

// notification are the sentences about what a provider tells of a person without being asked.
var notification = []Sentence{
	// Done.
	{`^(.+?)が「(.+?)」について「(.+?)」を知らせる$`, `^(.+?) tells of "(.+?)": "(.+?)"$`,
		func(ctx context.Context, w *world.World, provider, a, kind string) error {
			return w.NotifyOf(ctx, a, provider, kind)
		}},
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
	{`^(.+?)の初めの通知がもう一度届く$`, `^the first message of (.+?) comes once more$`, (*world.World).NotifyAgain},

	// Expected.
	{`^通知は全て受け取られている$`, `^every message was accepted$`, (*world.World).NoticesAccepted},
	{`^通知は断られている$`, `^the message was refused$`, (*world.World).NoticeRefused},
}
