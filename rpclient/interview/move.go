package interview

import (
	"net/http"
	"time"
)

// moveRead reads the event as it is now: others may have changed it.
func moveRead(j *Job) (err error) {
	j.Event, err = j.Fetch(j.Wanted.Event)
	if err == nil && j.Event.Text("status") == Cancelled {
		return input("この面接は取り消されています")
	}
	return err
}

// moveOrganizer leaves events alone that somebody else has organised: a guest may change only what is theirs.
func moveOrganizer(j *Job) error {
	if !j.Event.Sub("organizer").Flag("self") {
		return input("この予定の主催者は予約元ユーザーではありません。主催者に変更を依頼してください")
	}
	return nil
}

// moveTimes changes the times and nothing else. A null takes away the date of an event
// that somebody has made last all day.
func moveTimes(j *Job) error {
	if !j.Wanted.End.After(j.Wanted.Start) {
		return input("終了は開始より後にしてください")
	}
	at := func(t time.Time) map[string]any {
		return map[string]any{"dateTime": t.In(j.app.zone).Format(time.RFC3339), "timeZone": j.Zone(), "date": nil}
	}
	j.Body["start"], j.Body["end"] = at(j.Wanted.Start), at(j.Wanted.End)
	j.Params.Set("conferenceDataVersion", "1")
	return nil
}

// maxConflicts is how often somebody may be quicker than we are.
const maxConflicts = 3

// moveWrite writes the change onto the version that was read. Where somebody was quicker
// it is read again, and the change laid over theirs.
func moveWrite(j *Job) error {
	for n := 1; ; n++ {
		e, err := j.Write(http.MethodPatch, j.Wanted.Event, j.Event.Text("etag"))
		if err == nil {
			j.Event = e
			return nil
		}
		if statusOf(err) != http.StatusPreconditionFailed || n == maxConflicts {
			return err
		}
		if err := moveRead(j); err != nil {
			return err
		}
	}
}

// moveRoom waits for the room's answer to the new time: until it comes the event still
// shows the one to the old time.
func moveRoom(j *Job) error {
	if j.Wanted.Room == "" {
		return nil
	}
	err := j.await(func(e Object) bool { return answerOf(e, j.Wanted.Room) == "declined" })
	j.noteRoom()
	return err
}

// cancelDelete deletes the event.
func cancelDelete(j *Job) error {
	j.Lost = j.Send(&Call{Method: http.MethodDelete, Path: j.events(j.Wanted.Event), Query: j.Params})
	return nil
}

// cancelGone takes what is gone already for cancelled.
func cancelGone(j *Job) error {
	switch statusOf(j.Lost) {
	case http.StatusGone, http.StatusNotFound:
		return nil
	}
	return j.Lost
}
