package sentence

import (
	"context"

	"torii/steps/world"
)

// session are the sentences about browsers, cookies and the end of a session.
var session = []Sentence{
	// Arranged.
	{`^「(.+?)」は「(.+?)」の別の端末である$`, `^"(.+?)" is another device of "(.+?)"$`, (*world.World).OtherDevice},
	{`^「(.+?)」は「(.+?)」の別のタブである$`, `^"(.+?)" is another tab of "(.+?)"$`, (*world.World).OtherTab},
	{`^「(.+?)」は「(.+?)」の端末を借りる$`, `^"(.+?)" borrows the device of "(.+?)"$`, (*world.World).Borrows},

	// Done.
	{`^利用者がブラウザーを替える$`, `^the person takes another browser$`, (*world.World).OtherBrowser},
	{`^利用者がログアウトする$`, `^the person logs out$`, (*world.World).LogOut},
	{`^「(.+?)」がログアウトする$`, `^"(.+?)" logs out$`, (*world.World).LeavesAs},
	{`^別の人が同じブラウザーを使い、(.+?)でログインする$`, `^another person takes the same browser and logs in with (.+)$`, (*world.World).ChangesPlaces},
	{`^利用者は「(.+)」を戻り先に指定してログアウトする$`, `^the person, to be led to "(.+)", logs out$`, (*world.World).LogOutTo},
	{`^「(.+?)」のブラウザーに、ログアウトの要求が GET で届く$`, `^the request to log out reaches the browser of "(.+?)" by GET$`, (*world.World).LogsOutByGET},
	{`^別の人が(.+?)のログインを始めて、戻る手前で止める$`, `^another person begins logging in with (.+) and stops before coming back$`,
		(*world.World).BeginsElsewhere},

	// Expected.
	{`^セッションは終わっている$`, `^the session has ended$`, (*world.World).SignedOut},
	{`^ログイン前のセッションIDではログイン後の画面に入れない$`, `^the session id from before the login signs nobody in$`, (*world.World).SessionRenewed},
	{`^「(.+?)」のブラウザーでは誰もログインしていない$`, `^nobody is signed in in the browser of "(.+?)"$`, (*world.World).IsNobody},
	{`^「(.+?)」の前のCookieではログインできない$`, `^the former cookies of "(.+?)" sign nobody in$`, (*world.World).OldCookies},
	{`^前の人のことは残っていない$`, `^nothing is left of the person before$`, (*world.World).NothingOfFormer},
	{`^セッションのCookieには Secure が付いている$`, `^the session cookie has Secure$`, (*world.World).SecureCookies},
	{`^セッションのCookieには HttpOnly が付いている$`, `^the session cookie has HttpOnly$`, (*world.World).ScriptlessCookies},
	{`^セッションのCookieの SameSite は Lax か Strict である$`, `^SameSite of the session cookie is Lax or Strict$`, (*world.World).SameSiteCookies},
	{`^始めただけのCookieの値をどの名前で送っても、誰もログインしていない$`, `^no cookie of a login that has only begun signs anybody in, whatever its name$`,
		(*world.World).PendingIsNoSession},
	{`^ログアウトしたあとに残るCookieの値をどの名前で送っても、誰もログインしていない$`, `^no cookie that stays after logging out signs anybody in under another name$`,
		(*world.World).LeftIsNoSession},
	{`^利用者のセッションは残っていない$`, `^no session of the person is left$`,
		func(ctx context.Context, w *world.World) error { return w.SessionLives(ctx, false) }},
	{`^利用者のセッションは残っている$`, `^the person's session is left$`,
		func(ctx context.Context, w *world.World) error { return w.SessionLives(ctx, true) }},
}
