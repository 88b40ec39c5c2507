package api

import (
	"net/http"

	"torii/fixtures/text"
	"torii/mockidp/token"
)

// Envelope is one of the two shapes that errors come in.
type Envelope string

// The calendar's own backend, and the front end before it.
const (
	Backend  Envelope = "A"
	FrontEnd Envelope = "B"
)

// Failure is an error of the API, numbered as in the dossier.
type Failure struct {
	ID       string
	Status   int
	Reason   string
	Domain   string
	Message  string
	Item     string // message inside errors[], where it differs
	Locates  string // locationType and location, for example "parameter timeMax"
	Envelope Envelope
	State    string // status of the front end's envelope
	Details  []token.Object
	Help     string // extendedHelp
	Why      text.Both
}

// Source is where Google documents the errors.
const Source = "https://developers.google.com/workspace/calendar/api/guides/errors"

// Failures lists the catalogue.
func Failures() []Failure {
	const credentials = "Expected OAuth 2 access token, login cookie or other valid authentication credential. " +
		"See https://developers.google.com/identity/sign-in/web/devconsole-project."
	return []Failure{
		{ID: "E1", Status: 401, Reason: "required", Domain: "global", Message: "Request is missing required authentication credential. " + credentials,
			Item: "Login Required.", Locates: "header Authorization", Envelope: FrontEnd, State: "UNAUTHENTICATED", Why: text.Both{JA: "アクセストークンが無い", EN: "no access token"}},
		{ID: "E2", Status: 401, Reason: "authError", Domain: "global", Message: "Request had invalid authentication credentials. " + credentials,
			Item: "Invalid Credentials", Locates: "header Authorization", Envelope: FrontEnd, State: "UNAUTHENTICATED", Why: text.Both{JA: "アクセストークンが無効か期限切れ", EN: "the access token is unknown or expired"}},
		{ID: "E3", Status: 403, Reason: "insufficientPermissions", Domain: "global", Message: "Request had insufficient authentication scopes.",
			Item: "Insufficient Permission", Envelope: FrontEnd, State: "PERMISSION_DENIED", Why: text.Both{JA: "スコープが足りない", EN: "the token's scopes do not cover the method"}},
		{ID: "E4", Status: 403, Reason: "accessNotConfigured", Domain: "usageLimits", Envelope: FrontEnd, State: "PERMISSION_DENIED",
			Help: "https://console.developers.google.com", Why: text.Both{JA: "プロジェクトでカレンダーAPIが有効になっていない", EN: "the Calendar API is not enabled in the account's project"}},
		{ID: "E5", Status: 403, Reason: "userRateLimitExceeded", Domain: "usageLimits", Message: "User Rate Limit Exceeded", Why: text.Both{JA: "呼び出し過多。間隔を広げて再試行", EN: "too many calls; back off"}},
		{ID: "E6", Status: 403, Reason: "rateLimitExceeded", Domain: "usageLimits", Message: "Rate Limit Exceeded", Why: text.Both{JA: "呼び出し過多。間隔を広げて再試行", EN: "too many calls; back off"}},
		{ID: "E6b", Status: 403, Reason: "rateLimitExceeded", Domain: "usageLimits", Envelope: FrontEnd, State: "PERMISSION_DENIED",
			Why: text.Both{JA: "1分あたりの割り当て超過", EN: "the quota of a minute is used up"}},
		{ID: "E7", Status: 403, Reason: "quotaExceeded", Domain: "usageLimits", Message: "Calendar usage limits exceeded.", Why: text.Both{JA: "カレンダーの利用上限。数時間待つ", EN: "calendar usage limits: wait for hours"}},
		{ID: "E8", Status: 403, Reason: "forbiddenForNonOrganizer", Domain: "calendar", Message: "Shared properties can only be changed by the organizer of the event.",
			Why: text.Both{JA: "主催者でない人が共有の項目を変えようとした", EN: "a guest tried to change what only the organizer may"}},
		{ID: "E9", Status: 403, Reason: "forbiddenForServiceAccounts", Domain: "calendar", Message: "Service accounts cannot invite attendees without Domain-Wide Delegation of Authority.",
			Why: text.Both{JA: "sub を付けずにサービスアカウント自身として招待した", EN: "inviting as the service account itself: the assertion had no sub"}},
		{ID: "E10", Status: 403, Reason: "requiredAccessLevel", Domain: "calendar", Message: "You need to have writer access to this calendar.", Why: text.Both{JA: "そのカレンダーに書く権限がない", EN: "no writer access to that calendar"}},
		{ID: "E11", Status: 403, Reason: "forbidden", Domain: "calendar", Message: "Forbidden", Why: text.Both{JA: "許されない操作", EN: "not allowed"}},
		{ID: "E12", Status: 403, Reason: "forbidden", Domain: "global", Envelope: FrontEnd, State: "PERMISSION_DENIED", Why: text.Both{JA: "このメソッドの呼び出しは止められている", EN: "calls of this method are blocked"}},
		{ID: "E13", Status: 403, Reason: "notACalendarUser", Domain: "calendar", Message: "The user must be signed up for Google Calendar.",
			Why: text.Both{JA: "予約元ユーザーが停止中か、カレンダーがオフ", EN: "the user is suspended, or has no Calendar"}},
		{ID: "E14", Status: 404, Reason: "notFound", Domain: "global", Message: "Not Found", Why: text.Both{JA: "見つからない、または見えない", EN: "not there, or not visible"}},
		{ID: "E15", Status: 409, Reason: "duplicate", Domain: "global", Message: "The requested identifier already exists.", Why: text.Both{JA: "その id は使われている(削除済みでも)", EN: "the id is taken, by a deleted event perhaps"}},
		{ID: "E16", Status: 409, Reason: "conflict", Domain: "global", Message: "Conflict", Why: text.Both{JA: "競合", EN: "a conflict"}},
		{ID: "E17", Status: 410, Reason: "fullSyncRequired", Domain: "calendar", Message: "Sync token is no longer valid, a full sync is required.", Locates: "parameter syncToken",
			Why: text.Both{JA: "同期トークンが古い。全件を取り直す", EN: "the sync token is dead: synchronise in full"}},
		{ID: "E18", Status: 410, Reason: "updatedMinTooLongAgo", Domain: "calendar", Message: "The requested minimum modification time lies too far in the past.", Locates: "parameter updatedMin",
			Why: text.Both{JA: "updatedMin が古すぎる", EN: "updatedMin is too old"}},
		{ID: "E19", Status: 410, Reason: "deleted", Domain: "global", Message: "Resource has been deleted", Why: text.Both{JA: "すでに削除されている", EN: "already deleted"}},
		{ID: "E20", Status: 412, Reason: "conditionNotMet", Domain: "global", Message: "Precondition Failed", Locates: "header If-Match", Why: text.Both{JA: "ETag が古い", EN: "the ETag is stale"}},
		{ID: "E21", Status: 500, Reason: "backendError", Domain: "global", Message: "Backend Error", Why: text.Both{JA: "Google側の障害", EN: "a fault at Google"}},
		{ID: "E22", Status: 503, Reason: "backendError", Domain: "global", Message: "Backend Error", Why: text.Both{JA: "Google側の障害", EN: "a fault at Google"}},
		{ID: "E24", Status: 400, Reason: "timeRangeEmpty", Domain: "calendar", Message: "The specified time range is empty.", Why: text.Both{JA: "終わりが始まり以前", EN: "the end is not after the start"}},
		{ID: "E25", Status: 400, Reason: "required", Domain: "global", Message: "Required", Why: text.Both{JA: "必要な項目が無い", EN: "something required is missing"}},
		{ID: "E26", Status: 400, Reason: "invalid", Domain: "global", Message: "Invalid resource id value.", Why: text.Both{JA: "id は a-v と数字で5文字以上", EN: "an id consists of a-v and digits, five at least"}},
		{ID: "E27", Status: 400, Reason: "invalid", Domain: "global", Message: "Invalid conference type value.", Why: text.Both{JA: "このカレンダーではMeetを作れない", EN: "this calendar cannot have a Meet conference"}},
		{ID: "E28", Status: 400, Reason: "invalid", Domain: "global", Message: "Invalid attendee email.", Why: text.Both{JA: "ゲストのメールアドレスが不正", EN: "a guest's address is none"}},
		{ID: "E29", Status: 400, Reason: "badRequest", Domain: "global", Message: "Bad Request", Why: text.Both{JA: "値が不正", EN: "a value is wrong"}},
		{ID: "E30", Status: 400, Reason: "invalidParameter", Domain: "global", Message: "Invalid field selection", Locates: "parameter fields", Why: text.Both{JA: "fields が不正", EN: "fields is wrong"}},
		{ID: "E31", Status: 400, Reason: "parseError", Domain: "global", Message: "Parse Error", Why: text.Both{JA: "本文が JSON でない", EN: "the body is no JSON"}},
		{ID: "E32", Status: 400, Reason: "syncTokenWithRequestRestrictions", Domain: "calendar", Message: "Sync token cannot be used with other request restrictions.",
			Why: text.Both{JA: "syncToken と絞り込みは併用できない", EN: "a sync token goes with no filter"}},
		{ID: "E33", Status: 400, Reason: "participantIsNeitherOrganizerNorAttendee", Domain: "global",
			Message: "The owner of the calendar must either be the organizer or an attendee of an event that is imported.",
			Why:     text.Both{JA: "カレンダーの持ち主が主催者でも参加者でもない予定は取り込めない", EN: "the calendar's owner is neither organizer nor attendee of what is imported"}},
		{ID: "E34", Status: 400, Reason: "channelIdNotUnique", Domain: "global", Message: "Channel id not unique", Why: text.Both{JA: "チャネルの id が使われている", EN: "the channel's id is taken"}},
		{ID: "E34b", Status: 400, Reason: "push.webhookUrlNotHttps", Domain: "global", Message: "WebHook callback must be HTTPS", Why: text.Both{JA: "通知先が https でない", EN: "the callback is not https"}},
		{ID: "E34c", Status: 400, Reason: "push.channelTypeNotSupported", Domain: "global", Message: "Unsupported channel type", Why: text.Both{JA: "チャネルの種類が違う", EN: "the channel's type is wrong"}},
		{ID: "E35", Status: 401, Reason: "push.webhookUrlUnauthorized", Domain: "global", Message: "Unauthorized WebHook callback channel", Why: text.Both{JA: "通知先のドメインが確認されていない", EN: "the callback's domain is not verified"}},
		{ID: "E36", Status: 400, Reason: "timeRangeTooLong", Domain: "calendar", Message: "The requested time range is too long.", Why: text.Both{JA: "期間が長すぎる", EN: "the range is too long"}},
		{ID: "E36b", Status: 400, Reason: "cannotDeletePrimaryCalendar", Domain: "calendar", Message: "Cannot delete the primary calendar.", Why: text.Both{JA: "主カレンダーは消せない", EN: "the primary calendar stays"}},
		{ID: "E36c", Status: 403, Reason: "eventTypeRestriction", Domain: "calendar", Message: "The operation is not allowed for this type of event.", Why: text.Both{JA: "その種類の予定ではできない", EN: "not for that type of event"}},
		{ID: "E36d", Status: 400, Reason: "malformedWorkingLocationEvent", Domain: "calendar", Message: "A working location event must have working location properties.",
			Why: text.Both{JA: "勤務場所の予定に workingLocationProperties が無い", EN: "a working location without its properties"}},
		{ID: "E37", Status: 400, Reason: "cannotUseDefaultRemindersAndSpecifyOverride", Domain: "calendar", Message: "Cannot specify both default reminders and overrides at the same time.",
			Why: text.Both{JA: "既定の通知(useDefault)と個別の通知(overrides)は併用できない", EN: "reminders are the default ones or one's own, not both"}},
		{ID: "E38", Status: 400, Reason: "eventRemindersCountExceedsLimit", Domain: "calendar", Message: "The number of override reminders exceeds the limit of 5.",
			Why: text.Both{JA: "個別の通知は5件まで", EN: "an event has five reminders at most"}},
		{ID: "E39", Status: 400, Reason: "invalid", Domain: "global", Message: "Invalid sequence value. The specified sequence number is below the current sequence number of the resource. " +
			"Re-fetch the resource and use its sequence number on the following request.", Why: text.Both{JA: "古い sequence を送り返している", EN: "a sequence from before is sent back"}},
		{ID: "E41", Status: 400, Reason: "invalid", Domain: "global", Message: "The number of attendees exceeds the limit.", Why: text.Both{JA: "参加者が多すぎる", EN: "too many attendees"}},
		{ID: "E40", Status: 400, Reason: "invalidParameter", Domain: "global", Message: "Invalid value", Why: text.Both{JA: "許された値でない", EN: "not one of the values allowed"}},
	}
}

// Find returns the failure of that id.
func Find(id string) (Failure, bool) {
	for _, f := range Failures() {
		if f.ID == id {
			return f, true
		}
	}
	return Failure{}, false
}

func fail(id string) *Failure {
	f, ok := Find(id)
	if !ok {
		f = Failure{ID: id, Status: http.StatusInternalServerError, Reason: "backendError", Domain: "global", Message: "Backend Error"}
	}
	return &f
}

// notEmulated is what torii says of what it does not play: Google's own 501 does not exist here.
func notEmulated(what string) *Failure {
	return &Failure{ID: "501", Status: http.StatusNotImplemented, Reason: "notImplemented", Domain: "global",
		Message: what + " is not emulated by torii", Why: text.Both{JA: what + " は模擬していない", EN: what + " is not emulated"}}
}

func (f *Failure) saying(message string) *Failure {
	f.Message = message
	return f
}

func (f *Failure) at(locates string) *Failure {
	f.Locates = locates
	return f
}

// Body is the failure in its envelope.
func (f *Failure) Body() token.Object {
	item := f.Item
	if item == "" {
		item = f.Message
	}
	kind, place := halves(f.Locates)
	if f.Envelope != FrontEnd {
		one := token.Object{{Name: "domain", Value: f.Domain}, {Name: "reason", Value: f.Reason}, {Name: "message", Value: item}}
		if place != "" {
			one = append(one, token.Member{Name: "locationType", Value: kind}, token.Member{Name: "location", Value: place})
		}
		return token.Object{{Name: "error", Value: token.Object{{Name: "errors", Value: []token.Object{one}}, {Name: "code", Value: f.Status}, {Name: "message", Value: f.Message}}}}
	}
	one := token.Object{{Name: "message", Value: item}, {Name: "domain", Value: f.Domain}, {Name: "reason", Value: f.Reason}}
	if place != "" {
		one = append(one, token.Member{Name: "location", Value: place}, token.Member{Name: "locationType", Value: kind})
	}
	if f.Help != "" {
		one = append(one, token.Member{Name: "extendedHelp", Value: f.Help})
	}
	body := token.Object{{Name: "code", Value: f.Status}, {Name: "message", Value: f.Message}, {Name: "errors", Value: []token.Object{one}}, {Name: "status", Value: f.State}}
	if len(f.Details) > 0 {
		body = append(body, token.Member{Name: "details", Value: f.Details})
	}
	return token.Object{{Name: "error", Value: body}}
}

func halves(locates string) (kind, place string) {
	for i, r := range locates {
		if r == ' ' {
			return locates[:i], locates[i+1:]
		}
	}
	return "", ""
}

const service = "calendar-json.googleapis.com"

func errorInfo(reason string, metadata token.Object) token.Object {
	return token.Object{{Name: "@type", Value: "type.googleapis.com/google.rpc.ErrorInfo"}, {Name: "reason", Value: reason},
		{Name: "domain", Value: "googleapis.com"}, {Name: "metadata", Value: metadata}}
}

// notConfigured is E4 for the project of that number.
func notConfigured(number string) *Failure {
	f := fail("E4")
	page := "https://console.developers.google.com/apis/api/" + service + "/overview?project=" + number
	f.Message = "Google Calendar API has not been used in project " + number + " before or it is disabled. Enable it by visiting " + page +
		" then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry."
	f.Details = []token.Object{
		{{Name: "@type", Value: "type.googleapis.com/google.rpc.Help"}, {Name: "links", Value: []token.Object{
			{{Name: "description", Value: "Google developers console API activation"}, {Name: "url", Value: page}}}}},
		errorInfo("SERVICE_DISABLED", token.Object{{Name: "consumer", Value: "projects/" + number}, {Name: "service", Value: service}})}
	return f
}

// scopeMissing is E3 for a method such as "calendar.events.insert".
func scopeMissing(m Method) *Failure {
	f := fail("E3")
	f.Details = []token.Object{errorInfo("ACCESS_TOKEN_SCOPE_INSUFFICIENT", token.Object{{Name: "service", Value: service}, {Name: "method", Value: m.full()}})}
	return f
}

// overQuota is E6b for the project of that number.
func overQuota(number string) *Failure {
	f := fail("E6b")
	f.Message = "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service '" + service + "' for consumer 'project_number:" + number + "'."
	f.Details = []token.Object{errorInfo("RATE_LIMIT_EXCEEDED", token.Object{{Name: "quota_metric", Value: service + "/default"},
		{Name: "quota_limit", Value: "defaultPerMinutePerUser"}, {Name: "quota_limit_value", Value: "600"},
		{Name: "consumer", Value: "projects/" + number}, {Name: "service", Value: service}})}
	return f
}

// blocked is E12 for a method and the project of that number.
func blocked(m Method, number string) *Failure {
	f := fail("E12")
	f.Message = "Requests to this API calendar method " + m.full() + " are blocked."
	f.Details = []token.Object{
		errorInfo("API_KEY_SERVICE_BLOCKED", token.Object{{Name: "consumer", Value: "projects/" + number}, {Name: "service", Value: service}}),
		{{Name: "@type", Value: "type.googleapis.com/google.rpc.LocalizedMessage"}, {Name: "locale", Value: "en-US"}, {Name: "message", Value: f.Message}}}
	return f
}

// unverified is E35 for a callback.
func unverified(address string) *Failure {
	f := fail("E35")
	return f.saying(f.Message + ": " + address)
}

var whyTimes = text.Both{JA: "日時の指定が不正", EN: "the times are wrong"}
