package steps

import (
	"context"

	"torii/steps/world"
)

// interviews are the sentences about interviews in a customer's Google Calendar (面接予約).
func interviews() []Step {
	return []Step{
		{`^顧客は手引きの手順をすべて済ませている$`, `^the customer has walked through the whole guide$`,
			func(ctx context.Context, w *world.World) error { return w.Guided(ctx, "") }},
		{`^顧客は手引きの手順「(.+?)」を済ませていない$`, `^the customer has left out step "(.+?)" of the guide$`, person((*world.World).Guided)},
		{`^顧客の準備に「(.+?)」という誤りがある$`, `^the customer's set-up has the mistake "(.+?)"$`, person((*world.World).Mistakes)},
		{`^顧客は鍵を JSON で渡す$`, `^the customer hands over a JSON key$`,
			func(ctx context.Context, w *world.World) error { return w.JSONKey(ctx) }},
		{`^カレンダーは障害「(.+?)」を仕込んでいる$`, `^the calendar plans the mishap "(.+?)"$`,
			func(ctx context.Context, w *world.World, name string) error { return w.PlantMishap(ctx, name, "") }},
		{`^カレンダーは「(.+?)」に障害「(.+?)」を仕込んでいる$`, `^the calendar plans for "(.+?)" the mishap "(.+?)"$`,
			func(ctx context.Context, w *world.World, method, name string) error {
				return w.PlantMishap(ctx, name, "calendar."+method)
			}},
		{`^Meet の作られ方は「(.+?)」である$`, `^conferences come about as "(.+?)"$`, person((*world.World).Confers)},
		{`^面接「(.+?)」は「(.+?)」を使う$`, `^the interview "(.+?)" takes the room "(.+?)"$`, pair((*world.World).Rooms)},
		{`^面接「(.+?)」は過去の日時である$`, `^the interview "(.+?)" lies in the past$`, person((*world.World).Past)},
		{`^面接「(.+?)」は毎週の定例の一回である$`, `^the interview "(.+?)" is one occasion of the weekly meeting$`, person((*world.World).Recurs)},
		{`^鈴木が予約元を招いた予定「(.+?)」がある$`, `^there is an event "(.+?)" that the recruiter has invited the sender to$`, person((*world.World).Invited)},

		{`^採用担当が連携を設定する$`, `^the recruiter sets the connection up$`,
			func(ctx context.Context, w *world.World) error { return w.Connects(ctx) }},
		{`^採用担当が面接「(.+?)」を予約する$`, `^the recruiter books the interview "(.+?)"$`, person((*world.World).Books)},
		{`^採用担当が面接「(.+?)」を (\d+) 時間後ろへ変更する$`, `^the recruiter moves the interview "(.+?)" by (\d+) hours$`, pair((*world.World).MovesBy)},
		{`^採用担当が面接「(.+?)」を取り消す$`, `^the recruiter cancels the interview "(.+?)"$`, person((*world.World).CallsOff)},
		{`^採用担当が「(.+?)」とほか (\d+) 人の空き時間を調べる$`, `^the recruiter looks when "(.+?)" and (\d+) others are free$`, pair((*world.World).LooksFor)},
		{`^製品が予定を同期する$`, `^the product synchronises$`,
			func(ctx context.Context, w *world.World) error { return w.Synchronises(ctx) }},
		{`^製品が変更の通知を申し込む$`, `^the product asks for notifications$`,
			func(ctx context.Context, w *world.World) error { return w.Subscribes(ctx) }},
		{`^カレンダーの通知が届く$`, `^the calendar's notifications arrive$`,
			func(ctx context.Context, w *world.World) error { return w.Deliver(ctx) }},
		{`^偽の通知が届く$`, `^a forged notification arrives$`,
			func(ctx context.Context, w *world.World) error { return w.Forges(ctx) }},
		{`^「(.+?)」が面接「(.+?)」に「(.+?)」と答える$`, `^"(.+?)" answers the interview "(.+?)" with "(.+?)"$`,
			func(ctx context.Context, w *world.World, who, name, status string) error {
				return w.Replies(ctx, who, name, status)
			}},
		{`^鈴木がカレンダーの画面で面接「(.+?)」を「(.+?)」$`, `^on the calendar's page the recruiter's colleague does to the interview "(.+?)": "(.+?)"$`, pair((*world.World).Edits)},
		{`^管理者が「(.+?)」$`, `^the administrator does: "(.+?)"$`, person((*world.World).Administrates)},
		{`^鈴木の招いた「(.+?)」が、「(.+?)」の (\d+) 時にある$`, `^there is "(.+?)", to which the recruiter's colleague invited "(.+?)", at (\d+) o'clock$`,
			func(ctx context.Context, w *world.World, kind, who, hour string) error {
				return w.HasOn(ctx, kind, who, hour)
			}},
		{`^製品の知っている予定を控える$`, `^what the product knows is noted$`,
			func(ctx context.Context, w *world.World) error { return w.NotesBelief(ctx) }},
		{`^ここから呼び出しを数える$`, `^calls are counted from here$`,
			func(ctx context.Context, w *world.World) error { return w.Counts(ctx) }},
	}
}

// booked are the sentences about what came of it.
func booked() []Step {
	return []Step{
		{`^面接「(.+?)」は予約されている$`, `^the interview "(.+?)" is booked$`, person((*world.World).IsBooked)},
		{`^面接「(.+?)」は予約されていない$`, `^the interview "(.+?)" is not booked$`, person((*world.World).IsNotBooked)},
		{`^面接「(.+?)」は取り消されている$`, `^the interview "(.+?)" is cancelled$`, person((*world.World).IsCalledOff)},
		{`^製品は面接「(.+?)」を「(.+?)」とみなす$`, `^the product takes the interview "(.+?)" for "(.+?)"$`, pair((*world.World).IsKnownAs)},
		{`^面接「(.+?)」の「(.+?)」のメールが「(.+?)」に届いている$`, `^about the interview "(.+?)" a mail of the kind "(.+?)" was sent to "(.+?)"$`,
			func(_ context.Context, w *world.World, name, kind, who string) error {
				return w.MailedTo(name, kind, who)
			}},
		{`^面接「(.+?)」に Meet のリンクがある$`, `^the interview "(.+?)" has a conference$`, person((*world.World).HasLink)},
		{`^面接「(.+?)」と「(.+?)」の Meet は別である$`, `^the interviews "(.+?)" and "(.+?)" have two conferences$`, pair((*world.World).LinksDiffer)},
		{`^面接「(.+?)」の予定の id は製品が決めている$`, `^the product has chosen the event's id of the interview "(.+?)"$`,
			func(_ context.Context, w *world.World, name string) error { return w.ChoseID(name) }},
		{`^「(.+?)」の面接「(.+?)」への返事は「(.+?)」のままである$`, `^the answer of "(.+?)" to the interview "(.+?)" is still "(.+?)"$`,
			func(_ context.Context, w *world.World, who, name, status string) error {
				return w.AnswerStands(who, name, status)
			}},
		{`^面接「(.+?)」には「(.+?)」と書かれたままである$`, `^the event of the interview "(.+?)" still says "(.+?)"$`,
			func(_ context.Context, w *world.World, name, text string) error { return w.Retains(name, text) }},
		{`^「(.+?)」の (\d+) 時は「(.+?)」とみなされる$`, `^"(.+?)" at (\d+) o'clock is taken to be "(.+?)"$`,
			func(_ context.Context, w *world.World, who, hour, want string) error {
				return w.TakenForFree(who, hour, want)
			}},
		{`^製品の予定はカレンダーと一致している$`, `^the product's events are those of the calendar$`,
			func(ctx context.Context, w *world.World) error { return w.Agrees(ctx) }},
		{`^製品の面接「(.+?)」の記録はカレンダーと一致している$`, `^the product's record of the interview "(.+?)" is that of the calendar$`, person((*world.World).RecordAgrees)},
		{`^製品は控えた予定を一つも失っていない$`, `^the product has lost no event of what was noted$`,
			func(ctx context.Context, w *world.World) error { return w.LostNothing(ctx) }},
		{`^面接「(.+?)」の予定は一件までである$`, `^the interview "(.+?)" has one event at most$`,
			func(_ context.Context, w *world.World, name string) error { return w.OneAtMost(name) }},
		{`^製品の操作は成功している$`, `^the product has done it$`, ask((*world.World).Succeeded)},
		{`^製品の操作は理由を示して断られる$`, `^the product has not done it, and says why$`, ask((*world.World).FailedToDo)},
		{`^設定の確認は手順「(.+?)」を示す$`, `^the check points to step "(.+?)"$`,
			func(_ context.Context, w *world.World, step string) error { return w.PointsTo(step) }},
		{`^採用担当に「(.+?)」と伝わる$`, `^the recruiter is told "(.+?)"$`,
			func(_ context.Context, w *world.World, word string) error { return w.SaysWords(word) }},
		{`^「(.+?)」はどれも読んだ版に対して書かれている$`, `^every "(.+?)" is held to the version that was read$`,
			func(_ context.Context, w *world.World, method string) error { return w.HeldToVersion(method) }},
		{`^「(.+?)」の呼び出しは (\d+) 回までである$`, `^"(.+?)" is called at most (\d+) times$`,
			func(_ context.Context, w *world.World, method, n string) error { return w.CallsAtMost(method, n) }},
		{`^「(.+?)」の再試行の間隔は広がっている$`, `^the tries of "(.+?)" come ever more slowly$`,
			func(_ context.Context, w *world.World, method string) error { return w.PausesGrow(method) }},
		{`^カレンダーはどの呼び出しも「(.+?)」で断っていない$`, `^no call was refused by the calendar as "(.+?)"$`,
			func(_ context.Context, w *world.World, reason string) error { return w.NotRefusedAs(reason) }},
		{`^毎週の定例のほかの回は公開のままである$`, `^the other occasions of the weekly meeting are as public as before$`, ask((*world.World).SeriesIsOpen)},
		{`^どの呼び出しも予約元ユーザーとして行われている$`, `^every call is made in the sender's name$`, ask((*world.World).ActsAsSender)},
		{`^偽の通知は何も起こさない$`, `^the forged notification brings nothing about$`, ask((*world.World).NoticeRejected)},
		{`^連携の異常が知らされている$`, `^trouble with the connection is told$`,
			func(ctx context.Context, w *world.World) error { return w.TroubleKnown(ctx, true) }},
		{`^連携の異常は無い$`, `^there is no trouble with the connection$`,
			func(ctx context.Context, w *world.World) error { return w.TroubleKnown(ctx, false) }},
	}
}
