package sentence

import "torii/steps/world"

// clock are the sentences about time that passes, and what comes with it.
var clock = []Sentence{
	// Arranged.
	{`^認可応答は (\d+) 秒遅れて届く$`, `^the authorization response arrives (\d+) seconds late$`, (*world.World).Delayed},
	{`^(.+?)は「(.+)」を先行リリースしている$`, `^(.+?) has released "(.+)" ahead$`, (*world.World).Releases},

	// Done.
	{`^(\d+) 日たつ$`, `^(\d+) days pass$`, (*world.World).DaysPass},
	{`^日本時間の午前 (\d+) 時になる$`, `^it becomes (\d+) o'clock in the morning in Japan$`, (*world.World).MorningInJapan},
	{`^(\d+) 分が過ぎる$`, `^(\d+) minutes pass$`, (*world.World).Passes},
}
