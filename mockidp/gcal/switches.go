package gcal

import (
	"torii/fixtures/text"
	"torii/mockidp/gcal/grant"
	"torii/mockidp/profile"
)

// ID is the name of the service in switches, logs and scenarios.
const ID = "gcal"

// Place is where the service is on the control port.
const Place = "google-calendar"

// Name is what people call the service.
func Name() text.Both { return text.Both{JA: "Googleカレンダー", EN: "Google Calendar"} }

// Announced are changes of a day that no switch plays.
func Announced() []profile.Dated {
	return []profile.Dated{
		{Day: "2026-02-17", Source: eventsPage, Tried: []string{"CAL-MEET"},
			Says: text.Both{JA: "一つの Meet のコードを複数の予定に使ってはならない", EN: "one Meet code must not be used for several events"}},
		{Day: "2026-11-03", Source: eventsPage, Says: text.Both{JA: "カレンダーの勤務時間(workingHours。模擬していない)", EN: "a calendar's workingHours (not emulated)"}},
	}
}

const eventsPage = "https://developers.google.com/workspace/calendar/api/v3/reference/events"

const quotas = "https://developers.google.com/workspace/calendar/api/guides/quota"

// Switches are the points where the real service varies or is not known for certain.
func Switches() []profile.Switch {
	of := func(name, value string, values []string, c profile.Confidence, ja, en, source string) profile.Switch {
		return profile.Switch{Name: name, Scope: profile.OfProvider, Default: value, Values: values, Number: values == nil, Confidence: c,
			Says: text.Both{JA: ja, EN: en}, Source: source}
	}
	limits := of("older_projects", "keep", []string{"keep", "standard"}, profile.Documented, "以前からのプロジェクトの割り当て(以前のまま、または Standard Tier)",
		"quotas of older projects: as they were, or those of the Standard Tier", quotas)
	limits.Before, limits.Since = "keep", olderProjects
	hiding := of("instance_visibility", "series", []string{"series", "own"}, profile.Documented, "一回分の予定の公開設定が及ぶ範囲(繰り返し全体、またはその回だけ)",
		"how far the visibility of one instance goes: the whole series, or itself", eventsPage)
	hiding.Before, hiding.Since = "own", []profile.Dated{{Day: "2026-07-07", Value: "series", Tried: []string{"occasion"},
		Says: text.Both{JA: "一回分の予定を非公開にすると、繰り返し全体に及ぶ", EN: "making one instance private makes the whole series so"}}}
	return append([]profile.Switch{limits, hiding,
		of("project", "standard", []string{"standard", "older"}, profile.Documented, "サービスアカウントのプロジェクト(2026年5月より前から使われていたか)",
			"the service accounts' project: was it in use before May 2026", quotas),
		of("older_quota", "0", nil, profile.Unknown, "以前からのプロジェクトの1分あたりの割り当て(0は無制限)", "quota per minute of an older project, 0 for none", quotas),
	}, switches(of)...)
}

// olderProjects are the days on which the quotas of older projects change.
var olderProjects = []profile.Dated{
	{Day: "2026-11-24", Value: "keep", Says: text.Both{JA: "Scaled Tier でなければ割り当てを増やせない", EN: "no quota is raised without the Scaled Tier"}, Tried: []string{"CAL-QUOTA"}},
	{Day: "2027-04-01", Value: "standard", Says: text.Both{JA: "Standard Tier の割り当てが、以前からのプロジェクトにも及ぶ", EN: "the Standard Tier's limits hold for all projects, older ones too"}, Tried: []string{"CAL-QUOTA"}},
}

// maker makes a switch of the service; without values it is a number.
type maker func(name, value string, values []string, c profile.Confidence, ja, en, source string) profile.Switch

func switches(of maker) []profile.Switch {
	return []profile.Switch{
		of("aud", "any", []string{"any", "called"}, profile.Inferred, "受け入れる aud(いずれかの公式アドレスか、呼ばれたアドレスだけか)", "accepted aud: any official address, or only the one called", grant.Source),
		of("token_seconds", "3599", nil, profile.Seen, "アクセストークンの有効期間(秒)", "life of an access token in seconds", grant.Source),
		of("skew_seconds", "300", nil, profile.Unknown, "iat がこの秒数まで未来でもよい", "how many seconds iat may lie ahead", grant.Source),
		of("t4_text", "current", []string{"current", "robot"}, profile.Seen, "無効なサービスアカウントの文言", "words for a disabled service account", grant.Source),
		of("t7_text", "current", []string{"current", "documented", "oldest"}, profile.Seen, "時刻の不備の文言", "words for a wrong time window", grant.Source),
		of("t11_text", "current", []string{"current", "old", "t12"}, profile.Documented, "委任が無いときの文言", "words for a missing delegation", grant.Source),
		of("access_denied_status", "403", []string{"403", "401", "400"}, profile.Unknown, "access_denied の HTTP ステータス", "HTTP status of access_denied", grant.Source),
		of("invalid_account_status", "400", []string{"400", "401", "403"}, profile.Unknown, "invalid_account の HTTP ステータス", "HTTP status of invalid_account", grant.Source),
		of("meet", "success", []string{"success", "pending", "failure"}, profile.Documented, "Meet の作られ方", "how a Meet conference comes about", eventsPage),
		of("meet_reads", "2", nil, profile.Inferred, "pending の Meet ができるまでの読み取り回数", "reads until a pending conference is there", eventsPage),
		of("room_seconds", "5", nil, profile.Inferred, "会議室が返事をするまでの秒数", "seconds until a room answers", "https://developers.google.com/workspace/calendar/api/v3/reference/calendars"),
		of("reminder_patch", "refuse", []string{"refuse", "replace"}, profile.Seen, "個別の通知がある予定への {\"reminders\":{\"useDefault\":true}} の PATCH(断るか、置き換えるか)",
			"a patch with useDefault of an event that has reminders of its own: refused, or the object is replaced", eventsPage),
		of("guest_update", "refuse", []string{"refuse", "ignore"}, profile.Documented, "ゲストによる共有の項目の変更(403 か、200 で何も変えないか)",
			"a guest's change of what is shared: 403, or 200 and nothing is changed", eventsPage),
		of("event_type_reason", "own", []string{"own", "bare"}, profile.Unknown, "予定の種類(eventType)の制限に反したときの理由(固有か、badRequest か)",
			"why what an event's type forbids is refused: by a reason of its own, or badRequest", eventsPage),
		of("attendees_most", "200", nil, profile.Inferred, "予定の参加者の上限(0は無制限)", "most attendees of an event, 0 for none", eventsPage),
		of("project_quota", "10000", nil, profile.Documented, "プロジェクトの1分あたりの割り当て(0は無制限)", "quota per minute and project, 0 for none", quotas),
		of("user_quota", "600", nil, profile.Documented, "利用者ごとの1分あたりの割り当て(0は無制限)", "quota per minute, user and project, 0 for none", quotas),
		of("push_http", "refused", []string{"refused", "allowed"}, profile.Inferred, "http の通知先(本物は拒否する)", "callbacks by http, which Google refuses", "https://developers.google.com/workspace/calendar/api/guides/push"),
		of("push_drop", "0", nil, profile.Documented, "通知をn件に1件落とす", "every nth notification is lost", "https://developers.google.com/workspace/calendar/api/guides/push"),
		of("push_double", "0", nil, profile.Documented, "通知をn件に1件重ねる", "every nth notification comes twice", "https://developers.google.com/workspace/calendar/api/guides/push"),
	}
}

// texts are the refusals in other words, by switch and value.
var texts = map[string]map[string][2]string{
	"t4_text": {"robot": {"T4", "Robot is disabled."}},
	"t7_text": {
		"documented": {"T7", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. " +
			"Check your 'iat' and 'exp' values and use a clock with skew to account for clock differences between systems."},
		"oldest": {"T7", "Invalid JWT: Token must be a short-lived token and in a reasonable timeframe"}},
	"t11_text": {
		"old": {"T11", "Client is unauthorized to retrieve access tokens using this method."},
		"t12": {"T11", "Unauthorized client or scope in request."}},
}

func worded(set profile.Settings) map[string]string {
	words := map[string]string{}
	for name, values := range texts {
		if t, ok := values[set[name]]; ok {
			words[t[0]] = t[1]
		}
	}
	return words
}
