package mutant

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"torii/rpclient/interview"
)

// Interviews returns every wrong variant of the interview form, in the order of its steps.
// Those that remember something remember it from one call on.
func Interviews() []Interview {
	return slices.Concat(interviewToken(), interviewCall(), interviewCheck(), interviewBook(), interviewChange(), interviewSync(), interviewFollow(), interviewBusy())
}

func interviewToken() []Interview {
	return []Interview{
		{"token.claims", "other-audience", "CAL-BOOK", "aud に API のアドレスを書く", "the audience is the API",
			func(j *interview.Job) error {
				err := j.Reference("token.claims")
				j.Claims["aud"] = interview.API
				return err
			}},
		{"token.claims", "comma-scopes", "CAL-BOOK", "スコープをコンマで区切る", "scopes are joined by commas",
			func(j *interview.Job) error {
				err := j.Reference("token.claims")
				j.Claims["scope"] = interview.Scope + "," + interview.Scope + ".events"
				return err
			}},
		{"token.subject", "absent", "CAL-SUBJECT", "sub を付けず、サービスアカウント自身として動作する", "no sub: the service account acts as itself", noStep},
		{"token.fetch", "clock-once", "CAL-CLOCK", "時計のずれで断られると、そのまま諦める", "a clock found wrong is not set",
			func(j *interview.Job) error {
				c, err := j.AskToken()
				if err == nil {
					j.Grant, err = c.Object()
				}
				return err
			}},
		{"token.read", "any-success", "CAL-TOKEN", "アクセストークンの無い成功応答を受け入れる", "a success without access token is taken for one",
			func(j *interview.Job) error {
				if j.Grant.Text("access_token") == "" {
					j.Grant["access_token"] = j.Grant.Text("id_token")
				}
				return j.Reference("token.read")
			}},
	}
}

// storm tries again whatever the answer was.
func storm(j *interview.Job, what func(*interview.Call) bool) error {
	const tries = 6
	if c := j.Call; what(c) && c.Try < tries {
		c.Again, c.Pause = true, time.Millisecond
		return nil
	}
	return j.Reference("answer.retry")
}

func interviewCall() []Interview {
	return []Interview{
		{"request.running", "skipped", "CAL-STOP", "連携が壊れたと分かっても呼び出しを続ける", "calls go on although the connection is known to be broken", noStep},
		{"request.running", "not-paused", "CAL-USAGE", "休ませた予約元からも送信を続ける", "a sender that should rest goes on", noStep},
		{"request.token", "first-for-ever", "CAL-REFRESH", "古いトークンを使い続ける", "the first token is used for ever", firstToken()},
		{"request.quota", "absent", "CAL-QUOTA", "割り当てがサービスアカウントに数えられる", "quota is charged to the service account", noStep},
		{"request.deadline", "none", "CAL-TIMEOUT", "応答を待つ時間に限りが無い", "answers are waited for without bound", noStep},
		{"answer.read", "json-only", "CAL-HTML", "JSON でない失敗の応答で止まる", "a failure that is not JSON ends everything",
			func(j *interview.Job) error {
				if c := j.Call; c.Problem == nil && !c.OK() && !strings.HasPrefix(strings.TrimSpace(string(c.Raw)), "{") {
					return errors.New("want JSON, got something else")
				}
				return j.Reference("answer.read")
			}},
		{"answer.read", "raw-words", "CAL-WORDS", "Google の文言をそのまま人に見せる", "Google's words are shown as they stand",
			func(j *interview.Job) error {
				err := j.Reference("answer.read")
				if c := j.Call; c.Token && !c.OK() && c.Problem == nil {
					return &interview.Trouble{Kind: interview.Other, Step: "3", Says: "削除: " + string(c.Raw)}
				}
				return err
			}},
		{"answer.refresh", "never", "CAL-REFRESH", "401 でトークンを取り直さない", "no token is fetched on 401", noStep},
		{"answer.refresh", "for-ever", "CAL-REFRESH", "401 のたびに取り直して繰り返す", "a token is fetched on every 401",
			func(j *interview.Job) error {
				const tries = 4
				err := j.Reference("answer.refresh")
				if j.Call.Refreshed && j.Call.Try < tries {
					j.Call.Refreshed = false
				}
				return err
			}},
		{"answer.usage", "retried", "CAL-USAGE", "利用上限でも連打する", "usage limits are hammered at",
			func(j *interview.Job) error {
				const tries = 5
				if c := j.Call; c.Code == "quotaExceeded" && c.Try < tries {
					c.Again, c.Pause = true, time.Second
					return nil
				}
				return j.Reference("answer.usage")
			}},
		{"answer.retry", "never", "CAL-RETRY", "一度も再試行しない", "nothing is tried again", noStep},
		{"answer.retry", "only-429", "CAL-RETRY", "403 の呼び出し過多を再試行しない", "rate limits as 403 are not tried again",
			func(j *interview.Job) error {
				if j.Call.Status == http.StatusForbidden {
					return nil
				}
				return j.Reference("answer.retry")
			}},
		{"answer.retry", "at-once", "CAL-RETRY", "間隔を空けずに再試行する", "tries follow at once",
			func(j *interview.Job) error {
				err := j.Reference("answer.retry")
				j.Call.Pause = 0
				return err
			}},
		{"answer.retry", "storm-on-4xx", "CAL-STOP", "設定の誤りでも繰り返す", "a broken set-up is tried again and again",
			func(j *interview.Job) error {
				return storm(j, func(c *interview.Call) bool { return c.Status/100 == 4 && c.Status != http.StatusConflict })
			}},
		{"answer.retry", "key-storm", "CAL-KEY", "使えない鍵で繰り返し試す", "an unusable key is tried again and again",
			func(j *interview.Job) error {
				return storm(j, func(c *interview.Call) bool { return c.Token && c.Status == http.StatusBadRequest })
			}},
		{"answer.retry", "delegation-storm", "CAL-DELEGATION", "委任が無いと繰り返し試す", "a missing delegation is tried again and again",
			func(j *interview.Job) error {
				return storm(j, func(c *interview.Call) bool { return c.Token && c.Status == http.StatusUnauthorized })
			}},
		{"answer.broken", "silent", "CAL-STOP", "壊れた連携を知らせない", "a broken connection is not told", noStep},
	}
}

// firstToken uses the first token that it has seen, whatever becomes of it.
func firstToken() func(*interview.Job) error {
	first := ""
	return func(j *interview.Job) error {
		if err := j.Reference("request.token"); err != nil || j.Call.Token {
			return err
		}
		if first == "" || j.Call.Try == 1 && j.Call.Path == "freeBusy" {
			first = j.Call.Access
		}
		j.Call.Access = first
		return nil
	}
}

func interviewCheck() []Interview {
	return []Interview{
		{"check.key", "vague", "CAL-KEY", "読めない鍵の理由を示さない", "an unreadable key is refused without a reason",
			func(j *interview.Job) error {
				if j.Reference("check.key") != nil {
					return &interview.Trouble{Kind: interview.Other, Says: "エラーが発生しました"}
				}
				return nil
			}},
		{"check.names", "skipped", "CAL-SETUP", "二つのメールアドレスの取り違えに気付かない", "swapped addresses are not noticed", noStep},
		{"check.token", "skipped", "CAL-SETUP", "確認でトークンを求めず、委任を調べない", "the check asks for no token, and takes any answer",
			func(j *interview.Job) error {
				if j.Reference("check.token") != nil {
					return &interview.Trouble{Kind: interview.Other, Says: "接続できませんでした"}
				}
				return nil
			}},
		{"check.calendar", "skipped", "CAL-SETUP", "確認でカレンダーを呼ばず、API や予約元を調べない", "the check does not call the calendar", noStep},
		{"slots.ask", "all-at-once", "CAL-BUSY", "50 人を超えても一度に尋ねる", "more than fifty calendars are asked about at once",
			func(j *interview.Job) error { return j.AskBusy(j.Who) }},
		{"slots.read", "errors-free", "CAL-BUSY", "調べられなかった人を空いているとみなす", "who could not be looked up is free",
			func(j *interview.Job) error {
				for _, email := range j.Who {
					j.People = append(j.People, j.Free(interview.Person{Email: email, Known: true}, j.Busy[email]))
				}
				return nil
			}},
	}
}

// rename gives the event another id.
func rename(j *interview.Job, id string) error {
	err := j.Reference("book.id")
	j.Wanted.Event, j.Body["id"] = id, id
	return err
}

func interviewBook() []Interview {
	return []Interview{
		{"book.times", "windows-zone", "CAL-TIME", "Windows のタイムゾーン名を送る", "the zone is named as Windows does",
			func(j *interview.Job) error {
				err := j.Reference("book.times")
				j.Body["start"].(map[string]any)["timeZone"] = "Tokyo Standard Time"
				return err
			}},
		{"book.times", "no-zone", "CAL-TIME", "日本時間を UTC として送る", "the time of Tokyo is sent as UTC",
			func(j *interview.Job) error {
				err := j.Reference("book.times")
				for _, name := range []string{"start", "end"} {
					at := j.Body[name].(map[string]any)
					at["dateTime"] = strings.Replace(at["dateTime"].(string), "+09:00", "Z", 1)
				}
				return err
			}},
		{"book.past", "silent", "CAL-PAST", "過去の日時でも知らせない", "nobody is warned of a time in the past", noStep},
		{"book.id", "left-to-google", "CAL-IDEMPOTENT", "id を決めず、応答が失われると二重に登録する", "no id of our own: a lost answer makes two events",
			func(*interview.Job) error { return nil }},
		{"book.id", "uuid", "CAL-IDEMPOTENT", "ハイフンの付いた UUID を id にする", "a UUID with hyphens is the id",
			func(j *interview.Job) error { return rename(j, "0B5E2E2C-90A1-4F6E-9E0E-"+j.Wanted.Key) }},
		{"book.guests", "dropped", "CAL-SUBJECT", "招かれる人を黙って減らす", "guests are dropped in silence",
			func(j *interview.Job) error {
				err := j.Reference("book.guests")
				j.Body["attendees"] = j.Body["attendees"].([]any)[:1]
				return err
			}},
		{"book.remind", "both", "CAL-BOOK", "既定の通知(useDefault)のまま個別の通知も付ける", "reminders of its own go with the default ones",
			func(j *interview.Job) error {
				err := j.Reference("book.remind")
				j.Body["reminders"].(map[string]any)["useDefault"] = true
				return err
			}},
		{"book.meet", "version-0", "CAL-MEET", "conferenceDataVersion を付けない", "conferenceDataVersion is not sent",
			func(j *interview.Job) error {
				err := j.Reference("book.meet")
				j.Params.Del("conferenceDataVersion")
				return err
			}},
		{"book.meet", "same-request", "CAL-MEET", "requestId を使い回す", "one request id is used for all",
			func(j *interview.Job) error {
				err := j.Reference("book.meet")
				if data, ok := j.Body["conferenceData"].(map[string]any); ok {
					data["createRequest"].(map[string]any)["requestId"] = "interview"
				}
				return err
			}},
		{"book.tell", "silent", "CAL-NOTIFY", "予約で sendUpdates を付けない", "a booking does not send sendUpdates", noStep},
		{"book.tell", "external-only", "CAL-NOTIFY", "社外の人にだけ知らせる", "only guests outside are told",
			func(j *interview.Job) error {
				j.Params.Set("sendUpdates", "externalOnly")
				return nil
			}},
		{"book.insert", "conflict-error", "CAL-IDEMPOTENT", "409 を失敗とする", "409 is a failure",
			func(j *interview.Job) (err error) {
				j.Event, err = j.Write(http.MethodPost, "", "")
				return err
			}},
		{"book.insert", "unknown-member", "CAL-IDEMPOTENT", "面接の番号を Google の知らない項目に書き、読み戻せると思う", "the interview's key is kept in a member that Google does not know",
			func(j *interview.Job) error {
				const mark = "interviewKey"
				j.Body[mark] = j.Wanted.Key
				delete(j.Body, "extendedProperties")
				err := j.Reference("book.insert")
				if err == nil {
					j.Event["extendedProperties"] = map[string]any{"private": map[string]any{"interview": j.Event.Text(mark)}}
				}
				return err
			}},
		{"book.clash", "always-other", "CAL-IDEMPOTENT", "自分の登録した予定を別の予定とみなす", "our own event is taken for somebody else's",
			func(j *interview.Job) error {
				if j.Clash && j.Event.Text("status") != interview.Cancelled {
					return errors.New("the id is taken")
				}
				return nil
			}},
		{"book.revive", "believed", "CAL-REVIVE", "取り消した予定が戻ったと思い込む", "a cancelled event is believed to be back", noStep},
		{"book.link", "not-awaited", "CAL-MEET", "Meet ができたか確かめない", "nobody looks whether the conference came", noStep},
		{"book.link", "demanded", "CAL-MEET", "Meet が無いと面接を止める", "without a conference there is no interview",
			func(j *interview.Job) error {
				err := j.Reference("book.link")
				if err == nil && j.Wanted.Meet && j.Event.Text("hangoutLink") == "" {
					return errors.New("want a link, got none")
				}
				return err
			}},
		{"book.room", "not-read", "CAL-ROOM", "会議室の返事を読まない", "the room's answer is not read", noStep},
	}
}

func interviewChange() []Interview {
	return []Interview{
		{"move.read", "blind", "CAL-CONFLICT", "予定を読まず、版を確かめずに書く", "the event is written without being held to a version",
			func(j *interview.Job) error {
				err := j.Reference("move.read")
				delete(j.Event, "etag")
				return err
			}},
		{"move.organizer", "skipped", "CAL-ORGANIZER", "主催していない予定も書き換えようとする", "events of other organizers are written to", noStep},
		{"move.times", "keeps-date", "CAL-TIME", "終日の予定に時刻を足して送る", "a time is sent beside the date of an event that lasts all day",
			func(j *interview.Job) error {
				err := j.Reference("move.times")
				for _, name := range []string{"start", "end"} {
					delete(j.Body[name].(map[string]any), "date")
				}
				return err
			}},
		{"move.times", "guests-anew", "CAL-GUESTS", "出席者の一覧を作り直し、担当者が招いた人を外す", "the guests are listed anew, without those whom a recruiter has added",
			func(j *interview.Job) error {
				err := j.Reference("move.times")
				if err == nil {
					err = j.Reference("book.guests")
				}
				return err
			}},
		{"move.times", "old-sequence", "CAL-CONFLICT", "予約したときの sequence を送り返す", "the sequence of the booking is sent back",
			func(j *interview.Job) error {
				err := j.Reference("move.times")
				j.Body["sequence"] = 0
				return err
			}},
		{"move.times", "one-private", "CAL-GUESTS", "変更した一回を非公開にし、繰り返しの全体を隠す", "the occasion that is moved is made private, and with it the series",
			func(j *interview.Job) error {
				err := j.Reference("move.times")
				j.Body["visibility"] = "private"
				return err
			}},
		{"move.tell", "silent", "CAL-NOTIFY", "変更を知らせない", "nobody is told of the change", noStep},
		{"move.write", "blind-put", "CAL-GUESTS", "読まずに PUT し、書いた項目以外を消す", "a PUT clears whatever it does not name",
			func(j *interview.Job) (err error) {
				j.Event, err = j.Write(http.MethodPut, j.Wanted.Event, "")
				return err
			}},
		{"move.write", "gives-up", "CAL-CONFLICT", "412 でやり直さない", "412 ends the change",
			func(j *interview.Job) (err error) {
				j.Event, err = j.Write(http.MethodPatch, j.Wanted.Event, j.Event.Text("etag"))
				return err
			}},
		{"move.room", "not-read", "CAL-ROOM", "変更の後の会議室の返事を読まない", "the room's answer after a change is not read", noStep},
		{"cancel.tell", "silent", "CAL-NOTIFY", "取消を知らせない", "nobody is told of the cancellation", noStep},
		{"cancel.delete", "own-list-only", "CAL-GONE", "手元だけ取り消し、カレンダーには残す", "cancelled in our list alone", noStep},
		{"cancel.gone", "an-error", "CAL-GONE", "消えている予定の取消を失敗とする", "what is gone cannot be cancelled",
			func(j *interview.Job) error { return j.Lost }},
	}
}

func interviewSync() []Interview {
	return []Interview{
		{"sync.query", "with-time", "CAL-SYNC", "同期トークンに timeMin を添える", "a sync token goes with timeMin",
			func(j *interview.Job) error {
				err := j.Reference("sync.query")
				j.Query.Set("timeMin", j.Now().AddDate(0, -1, 0).Format(time.RFC3339))
				return err
			}},
		{"sync.query", "always-full", "CAL-SYNC", "毎回すべてを取り直す", "everything is fetched every time",
			func(j *interview.Job) error {
				j.Query, j.Full = url.Values{"maxResults": {"250"}}, true
				return nil
			}},
		{"sync.query", "unknown-type", "CAL-SYNC", "eventTypes に無い値で尋ねる", "a listing asks for a type of events that there is not",
			func(j *interview.Job) error {
				err := j.Reference("sync.query")
				j.Query.Set("eventTypes", "interview")
				return err
			}},
		{"sync.pages", "first-only", "CAL-PAGES", "最初のページだけ読む", "only the first page is read",
			func(j *interview.Job) error {
				page, err := j.Page()
				j.Items, j.Next, j.Lost = page.List("items"), page.Text("nextSyncToken"), err
				return nil
			}},
		{"sync.pages", "ends-when-empty", "CAL-PAGES", "空のページで読むのをやめる", "an empty page is taken for the end",
			func(j *interview.Job) error {
				for {
					page, err := j.Page()
					if j.Lost = err; err != nil {
						return nil
					}
					j.Items, j.Next = append(j.Items, page.List("items")...), page.Text("nextSyncToken")
					if page.Text("nextPageToken") == "" || len(page.List("items")) == 0 {
						return nil
					}
					j.Query.Set("pageToken", page.Text("nextPageToken"))
				}
			}},
		{"sync.lost", "given-up", "CAL-SYNC", "410 のまま止まる", "410 is the end of it",
			func(j *interview.Job) error { return j.Lost }},
		{"sync.lost", "kept", "CAL-SYNC", "410 の後も手元を捨てない", "what is stored is kept after 410",
			func(j *interview.Job) error {
				err := j.Reference("sync.lost")
				j.Full = false
				return err
			}},
		{"sync.apply", "no-deletions", "CAL-SYNC", "消えた予定を手元に残す", "deletions are not taken over",
			func(j *interview.Job) error {
				j.Items = slices.DeleteFunc(j.Items, func(o interview.Object) bool { return o.Text("status") == interview.Cancelled })
				return j.Reference("sync.apply")
			}},
		{"sync.apply", "start-first", "CAL-SYNC", "消えた予定でも status より先に開始時刻を読む", "the start is read before the status, of deleted events too",
			func(j *interview.Job) error {
				for _, o := range j.Items {
					if o.Sub("start") == nil {
						return errors.New("an event has no start")
					}
				}
				return j.Reference("sync.apply")
			}},
		{"sync.apply", "deletions-only", "CAL-PUSH", "差分のうち削除だけを手元に取り込む", "of what has changed only deletions are taken over",
			func(j *interview.Job) error {
				if !j.Full {
					j.Items = slices.DeleteFunc(j.Items, func(o interview.Object) bool { return o.Text("status") != interview.Cancelled })
				}
				return j.Reference("sync.apply")
			}},
		{"watch.open", "never", "CAL-PUSH", "通知を申し込んだつもりで申し込まない", "no channel is opened", noStep},
		{"notice.token", "skipped", "CAL-PUSH", "通知の秘密の値を確かめない", "a notification's token is not looked at", noStep},
		{"notice.sync", "ignored", "CAL-PUSH", "通知を受けても何もしない", "notifications bring nothing about", noStep},
	}
}
