package sentence

import "torii/steps/world"

// consent are the sentences about what a person allows at a provider, and the tokens that stand for it.
var consent = []Sentence{
	// Arranged.
	{`^利用者は(.+?)で同じグループの「(.+?)」に登録したことがある$`, `^the person has signed up at (.+?) for "(.+?)", of the same group, before$`,
		(*world.World).AllowedSibling},

	// Done.
	{`^利用者が(.+?)の情報を取り直す$`, `^the person has what (.+) says of them fetched anew$`, (*world.World).RefreshProfile},
	{`^利用者が(.+?)のパスワードを変える$`, `^the person changes the password at (.+)$`, (*world.World).ChangePassword},
	{`^利用者が(.+?)で同意を取り消す$`, `^the person withdraws consent at (.+)$`, (*world.World).WithdrawConsent},
	{`^「(.+?)」が(.+?)で連携アプリを解除する$`, `^"(.+?)" removes the application at (.+)$`, (*world.World).TakesBack},
	{`^利用者の(.+?)のリフレッシュトークンの期限が切れる$`, `^the person's refresh token at (.+) expires$`, (*world.World).ChangePassword},

	// Expected.
	{`^替わる前のリフレッシュトークンは送られていない$`, `^no refresh token was sent that had been replaced$`, (*world.World).RefreshReplaced},
	{`^更新は (\d+) 回成功している$`, `^(\d+) refreshes have succeeded$`, (*world.World).Refreshed},
	{`^更新は一度だけ断られ、人に読める画面が出ている$`, `^one refresh was refused, and a page made for people is shown$`, (*world.World).RefreshRefused},
	{`^更新で届いた他人の名前は使われていない$`, `^the name that came with the refresh is used nowhere$`, (*world.World).RefreshedNameUnused},
	{`^ログインでは余分な個人情報を求めていない$`, `^a login asks for no further personal data$`, (*world.World).NoneAskedBeyond},
	{`^「(.+?)」の許可は(.+?)に残っていない$`, `^nothing that "(.+?)" allowed is left at (.+)$`, (*world.World).GrantsNothing},
	{`^初めのログインの更新が (\d+) 回成功している$`, `^(\d+) refreshes of the first login have succeeded$`, (*world.World).RefreshedFirst},
}
