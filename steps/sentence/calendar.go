package sentence

import (
	"context"

	"torii/steps/world"
)

// calendar are the sentences about interviews in a customer's Google Calendar: 面接予約.
var calendar = []Sentence{
	// Arranged.
	{`^顧客は手引きの手順をすべて済ませている$`, `^the customer has walked through the whole guide$`,
		func(ctx context.Context, w *world.World) error { return w.Guided(ctx, "") }},
	{`^顧客は手引きの手順「(.+?)」を済ませていない$`, `^the customer has left out step "(.+?)" of the guide$`, (*world.World).Guided},
	{`^顧客の準備に「(.+?)」という誤りがある$`, `^the customer's set-up has the mistake "(.+?)"$`, (*world.World).Mistakes},
	{`^顧客は鍵を JSON で渡す$`, `^the customer hands over a JSON key$`, (*world.World).JSONKey},
	{`^カレンダーは障害「(.+?)」を仕込んでいる$`, `^the calendar plans the mishap "(.+?)"$`,
		func(ctx context.Context, w *world.World, name string) error { return w.PlantMishap(ctx, name, "") }},
	{`^カレンダーは「(.+?)」に障害「(.+?)」を仕込んでいる$`, `^the calendar plans for "(.+?)" the mishap "(.+?)"$`,
		func(ctx context.Context, w *world.World, method, name string) error {
			return w.PlantMishap(ctx, name, "calendar."+method)
		}},
	{`^Meet の作られ方は「(.+?)」である$`, `^conferences come about as "(.+?)"$`, (*world.World).Confers},
	{`^面接「(.+?)」は「(.+?)」を使う$`, `^the interview "(.+?)" takes the room "(.+?)"$`, (*world.World).Rooms},
	{`^面接「(.+?)」は過去の日時である$`, `^the interview "(.+?)" lies in the past$`, (*world.World).Past},
	{`^面接「(.+?)」は毎週の定例の一回である$`, `^the interview "(.+?)" is one occasion of the weekly meeting$`, (*world.World).Recurs},
	{`^鈴木が予約元を招いた予定「(.+?)」がある$`, `^there is an event "(.+?)" that the recruiter has invited the sender to$`, (*world.World).Invited},
	{`^鈴木の招いた「(.+?)」が、「(.+?)」の (\d+) 時にある$`, `^there is "(.+?)", to which the recruiter's colleague invited "(.+?)", at (\d+) o'clock$`,
		(*world.World).HasOn},
	{`^製品の知っている予定を控える$`, `^what the product knows is noted$`, (*world.World).NotesBelief},
	{`^ここから呼び出しを数える$`, `^calls are counted from here$`, (*world.World).Counts},

	// Done.
	{`^採用担当が連携を設定する$`, `^the recruiter sets the connection up$`, (*world.World).Connects},
	{`^採用担当が面接「(.+?)」を予約する$`, `^the recruiter books the interview "(.+?)"$`, (*world.World).Books},
	{`^採用担当が面接「(.+?)」を (\d+) 時間後ろへ変更する$`, `^the recruiter moves the interview "(.+?)" by (\d+) hours$`, (*world.World).MovesBy},
	{`^採用担当が面接「(.+?)」を取り消す$`, `^the recruiter cancels the interview "(.+?)"$`, (*world.World).CallsOff},
	{`^採用担当が「(.+?)」とほか (\d+) 人の空き時間を調べる$`, `^the recruiter looks when "(.+?)" and (\d+) others are free$`, (*world.World).LooksFor},
	{`^採用担当が面接「(.+?)」を、できるまで (\d+) 回まで予約し直す$`, `^the recruiter books the interview "(.+?)" again until it is done, (\d+) times at most$`,
		(*world.World).BooksUntilDone},
	{`^製品が、できるまで (\d+) 回まで予定を同期する$`, `^the product synchronises until it is done, (\d+) times at most$`, (*world.World).SynchronisesUntilDone},
	{`^製品が予定を同期する$`, `^the product synchronises$`, (*world.World).Synchronises},
	{`^製品が変更の通知を申し込む$`, `^the product asks for notifications$`, (*world.World).Subscribes},
	{`^カレンダーの通知が届く$`, `^the calendar's notifications arrive$`, (*world.World).Deliver},
	{`^偽の通知が届く$`, `^a forged notification arrives$`, (*world.World).Forges},
	{`^「(.+?)」が面接「(.+?)」に「(.+?)」と答える$`, `^"(.+?)" answers the interview "(.+?)" with "(.+?)"$`, (*world.World).Replies},
	{`^鈴木がカレンダーの画面で面接「(.+?)」を「(.+?)」$`, `^on the calendar's page the recruiter's colleague does to the interview "(.+?)": "(.+?)"$`,
		(*world.World).Edits},
	{`^管理者が「(.+?)」$`, `^the administrator does: "(.+?)"$`, (*world.World).Administrates},

	// Expected.
	{`^面接「(.+?)」は予約されている$`, `^the interview "(.+?)" is booked$`, (*world.World).IsBooked},
	{`^面接「(.+?)」は予約されていない$`, `^the interview "(.+?)" is not booked$`, (*world.World).IsNotBooked},
	{`^面接「(.+?)」は取り消されている$`, `^the interview "(.+?)" is cancelled$`, (*world.World).IsCalledOff},
	{`^製品は面接「(.+?)」を「(.+?)」とみなす$`, `^the product takes the interview "(.+?)" for "(.+?)"$`, (*world.World).IsKnownAs},
	{`^面接「(.+?)」の「(.+?)」のメールが「(.+?)」に届いている$`, `^about the interview "(.+?)" a mail of the kind "(.+?)" was sent to "(.+?)"$`,
		(*world.World).MailedTo},
	{`^面接「(.+?)」に Meet のリンクがある$`, `^the interview "(.+?)" has a conference$`, (*world.World).HasLink},
	{`^面接「(.+?)」と「(.+?)」の Meet は別である$`, `^the interviews "(.+?)" and "(.+?)" have two conferences$`, (*world.World).LinksDiffer},
	{`^面接「(.+?)」の予定の id は製品が決めている$`, `^the product has chosen the event's id of the interview "(.+?)"$`, (*world.World).ChoseID},
	{`^「(.+?)」の面接「(.+?)」への返事は「(.+?)」のままである$`, `^the answer of "(.+?)" to the interview "(.+?)" is still "(.+?)"$`,
		(*world.World).AnswerStands},
	{`^面接「(.+?)」には「(.+?)」と書かれたままである$`, `^the event of the interview "(.+?)" still says "(.+?)"$`, (*world.World).Retains},
	{`^「(.+?)」の (\d+) 時は「(.+?)」とみなされる$`, `^"(.+?)" at (\d+) o'clock is taken to be "(.+?)"$`, (*world.World).TakenForFree},
	{`^製品の予定はカレンダーと一致している$`, `^the product's events are those of the calendar$`, (*world.World).Agrees},
	{`^製品の面接「(.+?)」の記録はカレンダーと一致している$`, `^the product's record of the interview "(.+?)" is that of the calendar$`,
		(*world.World).RecordAgrees},
	{`^製品は控えた予定を一つも失っていない$`, `^the product has lost no event of what was noted$`, (*world.World).LostNothing},
	{`^面接「(.+?)」の予定は一件までである$`, `^the interview "(.+?)" has one event at most$`, (*world.World).OneAtMost},
	{`^製品の操作は成功している$`, `^the product has done it$`, (*world.World).Succeeded},
	{`^製品の操作は理由を示して断られる$`, `^the product has not done it, and says why$`, (*world.World).FailedToDo},
	{`^設定の確認は手順「(.+?)」を示す$`, `^the check points to step "(.+?)"$`, (*world.World).PointsTo},
	{`^採用担当に「(.+?)」と伝わる$`, `^the recruiter is told "(.+?)"$`, (*world.World).SaysWords},
	{`^「(.+?)」はどれも読んだ版に対して書かれている$`, `^every "(.+?)" is held to the version that was read$`, (*world.World).HeldToVersion},
	{`^「(.+?)」の呼び出しは (\d+) 回までである$`, `^"(.+?)" is called at most (\d+) times$`, (*world.World).CallsAtMost},
	{`^「(.+?)」の再試行の間隔は広がっている$`, `^the tries of "(.+?)" come ever more slowly$`, (*world.World).PausesGrow},
	{`^カレンダーはどの呼び出しも「(.+?)」で断っていない$`, `^no call was refused by the calendar as "(.+?)"$`, (*world.World).NotRefusedAs},
	{`^毎週の定例のほかの回は公開のままである$`, `^the other occasions of the weekly meeting are as public as before$`, (*world.World).SeriesIsOpen},
	{`^どの呼び出しも予約元ユーザーとして行われている$`, `^every call is made in the sender's name$`, (*world.World).ActsAsSender},
	{`^偽の通知は何も起こさない$`, `^the forged notification brings nothing about$`, (*world.World).NoticeRejected},
	{`^連携の異常が知らされている$`, `^trouble with the connection is told$`,
		func(ctx context.Context, w *world.World) error { return w.TroubleKnown(ctx, true) }},
	{`^連携の異常は無い$`, `^there is no trouble with the connection$`,
		func(ctx context.Context, w *world.World) error { return w.TroubleKnown(ctx, false) }},
}
