package sentence

import (
	"context"

	"torii/steps/world"
)

// outcome are the sentences about what comes of a login, and what the RP then shows.
var outcome = []Sentence{
	// Expected.
	{`^利用者は本人としてログインしている$`, `^the person is signed in as themselves$`, (*world.World).SignedIn},
	{`^ログインは拒まれる$`, `^the login is refused$`, (*world.World).Refused},
	{`^人に読める画面が出ている$`, `^a page made for people is shown$`, (*world.World).PageForPeople},
	{`^取り消しは障害として扱われていない$`, `^the cancel is not treated as a failure$`, (*world.World).NoFailure},
	{`^誰もログインしていない$`, `^nobody is signed in$`, (*world.World).NobodyIn},
	{`^ログインは拒まれるか、本人だけがログインする$`, `^the login is refused, or the person is signed in as themselves$`, (*world.World).RefusedOrOwn},
	{`^どう終わっても壊れない$`, `^whatever the end, nothing breaks$`, (*world.World).Survived},
	{`^名前は画面のタグになっていない$`, `^the name has not become markup on the page$`, (*world.World).ShownAsText},
	{`^応答の文言は画面のタグになっていない$`, `^words of the response have not become markup on the page$`, (*world.World).NoMarkup},
	{`^RPの画面に「(.+)」が出ている$`, `^the RP's page shows "(.+)"$`,
		func(_ context.Context, w *world.World, word string) error { return w.Shows(word, true) }},
	{`^RPの画面に「(.+)」は出ていない$`, `^the RP's page does not show "(.+)"$`,
		func(_ context.Context, w *world.World, word string) error { return w.Shows(word, false) }},
	{`^利用者はプロバイダーの画面に留まっている$`, `^the person stays on the provider's page$`, (*world.World).StaysAtProvider},
	{`^利用者は戻り先の画面にいる$`, `^the person is at the page they wanted$`, (*world.World).LedBack},
	{`^利用者はほかのサイトへ送られない$`, `^the person is led to no other site$`, (*world.World).NotLedAway},
	{`^ログイン後のアドレスと画面に、コードもトークンも出ていない$`, `^neither address nor page after the login has the code or a token$`, (*world.World).NothingLeaks},
	{`^「(.+?)」が(.+?)の「(.+?)」に使う画面は、ほかのサイトの枠に入らない$`, `^no other site may frame the page that "(.+?)" needs at (.+) for "(.+?)"$`,
		(*world.World).FramedControl},
	{`^「(.+?)」の見ている画面は、ほかのサイトの枠に入らない$`, `^no other site may frame the page that "(.+?)" looks at$`, (*world.World).FramedHere},
	{`^どの画面にもアドレスにも、トークンは出ていない$`, `^no page and no address has a token$`, (*world.World).NoTokenShown},
	{`^クライアントの秘密は、ブラウザーに渡っていない$`, `^no browser has met a secret of the client's$`, (*world.World).SecretHidden},
	{`^RPの出力に、トークンもクライアントの秘密も出ていない$`, `^the RP has printed neither a token nor a secret of the client's$`, (*world.World).PrintsNoSecret},
	{`^トークンエンドポイントのエラーの文言は、画面に出ていない$`, `^no page has words of the token endpoint's error$`, (*world.World).WordsHidden},
	{`^RPのサイトに留まっている$`, `^the person is still at the RP's site$`, (*world.World).AtHome},
	{`^利用者のせいでない障害として知らせている$`, `^it is told as an outage that is not the person's fault$`, (*world.World).TellsOutage},
	{`^それでも利用者は本人としてログインしている$`, `^the person is signed in as themselves all the same$`, (*world.World).StillSignsIn},
}
