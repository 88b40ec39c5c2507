package steps

import "torii/steps/world"

// leftover are the sentences about what others left lying about: used links, forms of
// other sites, members without a password.
func leftover() []Step {
	return []Step{
		{`^「(.+?)」が「(.+?)」に届いた再設定のリンクを使う$`, `^"(.+?)" opens the link to recover that was mailed to "(.+?)"$`, pair((*world.World).UsesRecoveryLink)},
		{`^「(.+?)」が「(.+?)」の変えたメールアドレスと空のパスワードでログインを試みる$`, `^"(.+?)" tries to sign in with the new address of "(.+?)" and an empty password$`, pair((*world.World).TriesNoPassword)},
		{`^「(.+?)」の仕掛けた隣のサイトから、退会が「(.+?)」のブラウザーに送られる$`, `^a neighbouring site of "(.+?)" sends the withdrawal in the browser of "(.+?)"$`, pair((*world.World).ForgedWithdrawal)},
		{`^「(.+?)」の仕掛けた隣のサイトから、連絡先の変更が「(.+?)」のブラウザーに送られる$`, `^a neighbouring site of "(.+?)" sends the change of address in the browser of "(.+?)"$`, pair((*world.World).ForgedMove)},
	}
}
