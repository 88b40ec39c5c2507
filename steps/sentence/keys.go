package sentence

import (
	"context"

	"torii/mockidp/op"
	"torii/steps/world"
)

// keys are the sentences about signing keys, and the documents that tell them.
var keys = []Sentence{
	// Arranged.
	{`^(.+?)が署名鍵を一覧の最後に置く$`, `^(.+?) lists its signing key last$`, (*world.World).SigningKeyLast},

	// Done.
	{`^(.+?)が鍵を前触れなく入れ替える$`, `^(.+?) replaces its key without warning$`, func(ctx context.Context, w *world.World, provider string) error {
		return w.RotateKeys(ctx, provider, op.Emergency)
	}},
	{`^(.+?)が鍵を予告どおりに交代させる$`, `^(.+?) rotates its key as announced$`, func(ctx context.Context, w *world.World, provider string) error {
		return w.RotateKeys(ctx, provider, op.Scheduled)
	}},
	{`^(.+?)の鍵の配布が直る$`, `^the key set of (.+) is mended$`, (*world.World).KeysMended},
	{`^(.+?)の公開メタデータが直る$`, `^the metadata of (.+) are mended$`, (*world.World).KeysMended},
	{`^(.+?)が鍵を残らず入れ替える$`, `^(.+?) replaces all its keys$`, (*world.World).ReplaceAllKeys},
	{`^(.+?)が鍵を元に戻す$`, `^(.+?) goes back to its earlier keys$`, (*world.World).KeysRestored},

	// Expected.
	{`^鍵の取得は (\d+) 回までである$`, `^the keys are fetched at most (\d+) times$`, (*world.World).KeysFetchedAtMost},
}
