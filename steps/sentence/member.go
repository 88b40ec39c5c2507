package sentence

import (
	"context"

	"torii/steps/world"
)

// member are the sentences about members of the RP: how they come to be, sign in, change and go.
var member = []Sentence{
	// Arranged.
	{`^「(.+?)」は会員である$`, `^"(.+?)" is a member$`, (*world.World).IsMember},
	{`^RPは初めての人に会員になるかを尋ねる$`, `^the RP asks newcomers whether to become members$`, (*world.World).AsksFirst},

	// Done.
	{`^「(.+?)」が(.+?)でログインし、会員になるかを尋ねられて止める$`, `^"(.+?)" is asked at a login with (.+) whether to become a member, and stops$`,
		(*world.World).EntersUpToTheForm},
	{`^「(.+?)」が会員になると答える$`, `^"(.+?)" agrees to become a member$`, (*world.World).Becomes},
	{`^「(.+?)」がパスワードを使ってログインする$`, `^"(.+?)" signs in by password$`, (*world.World).SignsIn},
	{`^「(.+?)」が「(.+?)」のメールアドレスと自分のパスワードでログインを試みる$`, `^"(.+?)" tries to sign in with the address of "(.+?)" and a password of their own$`,
		(*world.World).TriesToSignIn},
	{`^「(.+?)」が連携済みの(.+?)で本人確認をする$`, `^"(.+?)" proves with their account at (.+) who they are$`, (*world.World).Proves},
	{`^「(.+?)」がパスワードで本人確認をする$`, `^"(.+?)" proves by password who they are$`, (*world.World).Confirms},
	{`^「(.+?)」がメールアドレスで会員登録する$`, `^"(.+?)" registers by e-mail address$`, (*world.World).Registers},
	{`^「(.+?)」が「(.+?)」のメールアドレスで会員登録を申し込む$`, `^"(.+?)" asks to register with the address of "(.+?)"$`, (*world.World).AsksToRegister},
	{`^「(.+?)」と「(.+?)」が同じ登録フォームを同時に送る$`, `^"(.+?)" and "(.+?)" send one registration form at the same time$`, (*world.World).RegistersTwice},
	{`^「(.+?)」がメールアドレスの変更を申し込む$`, `^"(.+?)" asks for a new e-mail address$`, (*world.World).AsksToMove},
	{`^「(.+?)」が連絡先を「(.+?)」のメールアドレスに変えようとする$`, `^"(.+?)" asks for the address of "(.+?)" as their own$`, (*world.World).AsksToMoveTo},
	{`^「(.+?)」が届いたリンクで変更を確定する$`, `^"(.+?)" opens the link that was mailed to the new address$`, (*world.World).Moves},
	{`^「(.+?)」がパスワードを再設定する$`, `^"(.+?)" recovers the account$`, (*world.World).Recovers},
	{`^「(.+?)」が「(.+?)」のメールアドレスで再設定を申し込む$`, `^"(.+?)" asks for recovery with the address of "(.+?)"$`, (*world.World).AsksToRecover},
	{`^「(.+?)」が退会する$`, `^"(.+?)" withdraws$`, (*world.World).Withdraws},
	{`^運営者が「(.+?)」を利用停止にする$`, `^the operator suspends "(.+?)"$`, (*world.World).Suspends},
	{`^「(.+?)」が「(.+?)」を書き換えた要求で、「(.+?)」のメールアドレスの再設定を申し込む$`, `^"(.+?)", with "(.+?)" forged, asks for recovery with the address of "(.+?)"$`,
		(*world.World).RecoversForged},
	{`^「(.+?)」が隠し値を控えて会員になると答える$`, `^"(.+?)" notes the hidden values and agrees to become a member$`, (*world.World).BecomesNoting},
	{`^「(.+?)」が(.+?)でログインし、隠し値を「(.+?)」のものに取り替えて会員になると答える$`,
		`^"(.+?)" comes by (.+) and agrees to become a member with the hidden values of "(.+?)"$`,
		(*world.World).BecomesWithHidden},
	{`^「(.+?)」が「(.+?)」と「(.+?)」だけが違うメールアドレスで会員登録する$`, `^"(.+?)" registers with an address that differs from that of "(.+?)" by "(.+?)" alone$`,
		(*world.World).RegistersAlike},
	{`^「(.+?)」が「(.+?)」と「(.+?)」だけが違うメールアドレスで再設定する$`, `^"(.+?)" recovers with an address that differs from that of "(.+?)" by "(.+?)" alone$`,
		(*world.World).RecoversAlike},
	{`^「(.+?)」が「(.+?)」に届いた再設定のリンクを使う$`, `^"(.+?)" opens the link to recover that was mailed to "(.+?)"$`, (*world.World).UsesRecoveryLink},
	{`^「(.+?)」が「(.+?)」の変えたメールアドレスと空のパスワードでログインを試みる$`, `^"(.+?)" tries to sign in with the new address of "(.+?)" and an empty password$`,
		(*world.World).TriesNoPassword},
	{`^「(.+?)」の仕掛けた隣のサイトから、退会が「(.+?)」のブラウザーに送られる$`, `^a neighbouring site of "(.+?)" sends the withdrawal in the browser of "(.+?)"$`,
		(*world.World).ForgedWithdrawal},
	{`^「(.+?)」の仕掛けた隣のサイトから、連絡先の変更が「(.+?)」のブラウザーに送られる$`,
		`^a neighbouring site of "(.+?)" sends the change of address in the browser of "(.+?)"$`,
		(*world.World).ForgedMove},

	// Expected.
	{`^前と同じ会員である$`, `^it is the same member as before$`, func(_ context.Context, w *world.World) error { return w.SameMember(true) }},
	{`^前とは別の会員である$`, `^it is another member than before$`, func(_ context.Context, w *world.World) error { return w.SameMember(false) }},
	{`^会員の(名前|メールアドレス|メールの確認|メールの非公開|メールの停止)は「(.+)」である$`, `^the member's (name|e-mail address|verification|privacy|stopped mail) is "(.+)"$`,
		(*world.World).MemberHas},
	{`^会員の名前は (\d+) 文字以下である$`, `^the member's name has at most (\d+) characters$`, (*world.World).MemberNameAtMost},
	{`^会員の画面に生のHTMLは出ていない$`, `^no raw HTML is shown on the member's page$`, (*world.World).NoRawHTML},
	{`^「(.+?)」は自分の会員としてログインしている$`, `^"(.+?)" is signed in as their own member$`, (*world.World).IsOwn},
	{`^「(.+?)」はパスワードでログインできる$`, `^"(.+?)" can sign in by password$`,
		func(ctx context.Context, w *world.World, a string) error { return w.PasswordWorks(ctx, a, true) }},
	{`^「(.+?)」はパスワードではログインできない$`, `^"(.+?)" cannot sign in by password$`,
		func(ctx context.Context, w *world.World, a string) error { return w.PasswordWorks(ctx, a, false) }},
	{`^「(.+?)」に (\d+) 通以上のメールが届いている$`, `^"(.+?)" was sent (\d+) mails or more$`, (*world.World).Mailed},
	{`^「(.+?)」の操作は断られる$`, `^what "(.+?)" did is declined$`, (*world.World).Declined},
	{`^「(.+?)」の操作は障害にならない$`, `^what "(.+?)" did is no failure$`, (*world.World).Fine},
	{`^「(.+?)」と「(.+?)」は別の会員である$`, `^"(.+?)" and "(.+?)" are two members$`, (*world.World).TwoMembers},
	{`^「(.+?)」と「(.+?)」は二人の会員になっていない$`, `^"(.+?)" and "(.+?)" have not become two members$`, (*world.World).NotTwo},
	{`^「(.+?)」は前とは別の会員である$`, `^"(.+?)" is another member than before$`, (*world.World).IsNew},
	{`^「(.+?)」に届いたメールに、書き換えたホストは無い$`, `^no mail to "(.+?)" has the forged host$`,
		func(ctx context.Context, w *world.World, a string) error { return w.MailIsOwn(ctx, a, false) }},
	{`^「(.+?)」の新しい連絡先に届いたメールに、書き換えたホストは無い$`, `^no mail to the new address of "(.+?)" has the forged host$`,
		func(ctx context.Context, w *world.World, a string) error { return w.MailIsOwn(ctx, a, true) }},
	{`^会員情報に利用者のメールアドレスがある$`, `^the member has the person's e-mail address$`, (*world.World).AddressKnown},
	{`^利用者は組織の一員として扱われている$`, `^the person is taken for one of the organization$`,
		func(_ context.Context, w *world.World) error { return w.Colleague(true) }},
	{`^利用者は組織の一員として扱われていない$`, `^the person is not taken for one of the organization$`,
		func(_ context.Context, w *world.World) error { return w.Colleague(false) }},
}
