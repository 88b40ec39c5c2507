package interview

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// keyProperty is the extended property that tells whose event it is.
const keyProperty = "interview"

// bookTimes writes the times with an offset and the zone's IANA name, never with both a date and a time.
func bookTimes(j *Job) error {
	if !j.Wanted.End.After(j.Wanted.Start) {
		return input("終了は開始より後にしてください")
	}
	at := func(t time.Time) map[string]any {
		return map[string]any{"dateTime": t.In(j.app.zone).Format(time.RFC3339), "timeZone": j.Zone()}
	}
	j.Body["start"], j.Body["end"] = at(j.Wanted.Start), at(j.Wanted.End)
	return nil
}

// bookPast warns: Google takes an event in the past, and tells nobody of it.
func bookPast(j *Job) error {
	if j.Wanted.End.Before(j.Now()) {
		j.Wanted.note("過去の日時です。登録はされますが、招待メールは誰にも届きません")
	}
	return nil
}

// bookID chooses the event's id: the same form sent twice, or a lost answer, makes one event.
func bookID(j *Job) error {
	j.Wanted.Event = idOf(j.Wanted.Key)
	j.Body["id"] = j.Wanted.Event
	return nil
}

// bookGuests invites everybody, and the room.
func bookGuests(j *Job) error {
	var guests []any
	for _, email := range append([]string{j.Wanted.Applicant}, j.Wanted.Guests...) {
		if email != "" {
			guests = append(guests, map[string]any{"email": email})
		}
	}
	if j.Wanted.Room != "" {
		guests = append(guests, map[string]any{"email": j.Wanted.Room, "resource": true})
	}
	j.Body["attendees"] = guests
	return nil
}

// bookRemind has the people of the interview reminded in time: by reminders of its own, and so not by the default ones.
func bookRemind(j *Job) error {
	const minutes = 30
	j.Body["reminders"] = map[string]any{"useDefault": false, "overrides": []any{map[string]any{"method": "popup", "minutes": minutes}}}
	return nil
}

// bookMeet asks for a conference by a request id of its own, and says that we know of conferences.
func bookMeet(j *Job) error {
	j.Params.Set("conferenceDataVersion", "1")
	if j.Wanted.Meet {
		j.Body["conferenceData"] = map[string]any{"createRequest": map[string]any{
			"requestId": rand.Text(), "conferenceSolutionKey": map[string]any{"type": "hangoutsMeet"}}}
	}
	return nil
}

// bookTell has everybody mailed: Google does not by itself.
func bookTell(j *Job) error {
	j.Params.Set("sendUpdates", "all")
	return nil
}

// bookInsert writes the event. A taken id is looked at by the next steps.
func bookInsert(j *Job) (err error) {
	j.Event, err = j.Write(http.MethodPost, "", "")
	if statusOf(err) != http.StatusConflict {
		return err
	}
	j.Clash = true
	j.Event, err = j.Fetch(j.Wanted.Event)
	return err
}

// bookClash finds out whether the event with our id is the one wanted: then an earlier
// try has made it.
func bookClash(j *Job) error {
	if !j.Clash || j.Event.Text("status") == Cancelled {
		return nil
	}
	start, _ := moment(j.Event.Sub("start"), j.app.zone)
	end, _ := moment(j.Event.Sub("end"), j.app.zone)
	if j.Event.Sub("extendedProperties").Sub("private").Text(keyProperty) != j.Wanted.Key || !start.Equal(j.Wanted.Start) || !end.Equal(j.Wanted.End) {
		return input("同じ番号の面接が、別の内容ですでに登録されています。変更の画面から直してください")
	}
	return nil
}

// bookRevive brings a cancelled interview back under its id, which an insert cannot.
func bookRevive(j *Job) (err error) {
	if !j.Clash || j.Event.Text("status") != Cancelled {
		return nil
	}
	delete(j.Body, "id")
	j.Body["status"] = "confirmed"
	j.Event, err = j.Write(http.MethodPatch, j.Wanted.Event, j.Event.Text("etag"))
	return err
}

// awaits are the pauses while a conference or a room is waited for: longer than a room usually takes.
var awaits = []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}

// await reads the event again, a few times, until it is as wanted.
func (j *Job) await(settled func(Object) bool) error {
	for _, pause := range awaits {
		if settled(j.Event) {
			return nil
		}
		if err := j.Wait(pause); err != nil {
			return err
		}
		e, err := j.Fetch(j.Event.Text("id"))
		if err != nil {
			return err
		}
		j.Event = e
	}
	return nil
}

// awaitLink waits for the conference. Without one the interview takes place all the same.
func awaitLink(j *Job) error {
	if !j.Wanted.Meet {
		return nil
	}
	err := j.await(func(e Object) bool {
		status := e.Sub("conferenceData").Sub("createRequest").Sub("status").Text("statusCode")
		return e.Text("hangoutLink") != "" || status == "failure" || e.Sub("conferenceData") == nil
	})
	if err == nil && j.Event.Text("hangoutLink") == "" {
		j.Wanted.note("Meetのリンクがまだできていません。同期のときに取り込みます。できないときは別の方法をご案内ください")
	}
	return err
}

// awaitRoom waits for the room's answer: Google books a room that is taken without a word.
func awaitRoom(j *Job) error {
	room := j.Wanted.Room
	if room == "" {
		return nil
	}
	if err := j.await(func(e Object) bool { return answerOf(e, room) != "needsAction" }); err != nil {
		return err
	}
	j.noteRoom()
	return nil
}

// answerOf is a guest's answer, "" of who is none.
func answerOf(e Object, email string) string {
	guests := e.List("attendees")
	if i := slices.IndexFunc(guests, func(g Object) bool { return g.Text("email") == email }); i >= 0 {
		return guests[i].Text("responseStatus")
	}
	return ""
}

// noteRoom tells the recruiter what the room has answered, where it has not simply accepted.
func (j *Job) noteRoom() {
	switch answerOf(j.Event, j.Wanted.Room) {
	case "needsAction":
		j.Wanted.note("会議室の返事がまだありません")
	case "declined":
		j.Wanted.note("会議室が取れませんでした。別の会議室か時間を選んでください")
	}
}

// newWrite prepares a job that writes an interview.
func (a *App) newWrite(j *Job, i *Interview) {
	j.Wanted, j.Params, j.Body = i, url.Values{}, Object{}
}
