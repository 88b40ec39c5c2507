package sentence

import (
	"context"

	"torii/steps/world"
)

// request are the sentences about the requests that the RP makes or has made.
var request = []Sentence{
	// Arranged.
	{`^「(.+?)」の要求は、「(.+?)」を書き換えられる$`, `^the requests of "(.+?)" have "(.+?)" forged$`, (*world.World).SendsForged},

	// Expected.
	{`^コードは一度しか使われていない$`, `^the code was used once only$`, (*world.World).CodeUsedOnce},
	{`^認証要求の state と nonce は毎回新しい$`, `^state and nonce are new in every request$`,
		func(_ context.Context, w *world.World) error { return w.FreshEachTime("REQ-FRESH", "state", "nonce") }},
	{`^認証要求の state と nonce は推測できない長さである$`, `^state and nonce are too long to guess$`, (*world.World).LongEnough},
	{`^PKCE を S256 で使っている$`, `^PKCE is used with S256$`, (*world.World).UsesPKCE},
	{`^PKCE の検証子は毎回新しい$`, `^the PKCE verifier is new every time$`,
		func(_ context.Context, w *world.World) error { return w.FreshEachTime("REQ-PKCE", "code_challenge") }},
	{`^トークン要求の redirect_uri は認証要求と同じである$`, `^the token request repeats the redirect_uri$`, (*world.World).SameRedirect},
	{`^RPは知らない相手と通信していない$`, `^the RP has talked to no unknown host$`, (*world.World).NoStrays},
	{`^UserInfo を得ている$`, `^UserInfo was answered$`, (*world.World).UserInfoGiven},
	{`^クライアント認証は HTTP Basic である$`, `^the client authenticates by HTTP Basic$`, (*world.World).AuthenticatesByBasic},
	{`^トークン要求はフォームである$`, `^the token request is a form$`, (*world.World).SentAsForm},
	{`^認証要求の scope は省かれず空白区切りである$`, `^scope is sent, its values separated by spaces$`, (*world.World).NamesScopes},
	{`^認証要求の scope に openid がある$`, `^openid is among the scopes of the request$`, (*world.World).AsksOpenID},
	{`^認証要求は、要る所では nonce を送っている$`, `^the request has a nonce where one is needed$`, (*world.World).SendsNonce},
	{`^「(.+?)」を書き換えた要求で(.+?)のログインを始めても、認証要求にそのホストは無い$`, `^a login with "(.+?)" forged at (.+) makes no authentication request with that host$`,
		(*world.World).BeginsForged},
	{`^認証要求は認証用のホストに届いている$`, `^authorization requests go to the host that takes them$`, (*world.World).RightHost},
	{`^認証要求は別の人のログインを許している$`, `^the request lets another person log in$`,
		func(_ context.Context, w *world.World) error { return w.AskedFor("prompt", "login", "select_account") }},
	{`^認証要求は改めてのログインを求めている$`, `^the request asks to log in anew$`,
		func(_ context.Context, w *world.World) error { return w.AskedFor("prompt", "login") }},
	{`^認証要求は自動ログインを止めている$`, `^the request switches auto login off$`,
		func(_ context.Context, w *world.World) error { return w.AskedFor("disable_auto_login", "true") }},
	{`^認証要求は毎回の同意を求めていない$`, `^the request does not ask for consent every time$`, (*world.World).AsksNoConsent},
	{`^どの要求の state と nonce も推測できない$`, `^state and nonce of no request can be guessed$`, (*world.World).Unguessable},
}
