package interview

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
)

// NoticePath is where Google's notifications come in.
const NoticePath = "/interviews/notifications"

// Notification is what one says in its header; it has no body.
type Notification struct {
	Channel, Token, State string
}

// channel is who may tell us of changes.
type channel struct{ id, token, resource string }

// watchOpen opens a channel with a secret of its own. It is known before it is asked for:
// the first message may come sooner than the answer.
func watchOpen(j *Job) error {
	ch := channel{id: rand.Text(), token: rand.Text() + rand.Text()}
	before := j.app.openChannel(ch)
	c := &Call{Method: http.MethodPost, Path: j.events("") + "/watch", Body: Object{"id": ch.id, "type": "web_hook",
		"address": j.app.config.Origin + NoticePath, "token": ch.token, "params": map[string]any{"ttl": "604800"}}}
	if err := j.Send(c); err != nil {
		j.app.openChannel(before)
		return err
	}
	answer, err := c.Object()
	if err != nil {
		return err
	}
	ch.resource = answer.Text("resourceId")
	j.app.openChannel(ch)
	return nil
}

// errForeign tells that a notification is none of Google's.
var errForeign = &Trouble{Kind: Input, Says: "この通知は受け付けられません"}

// noticeToken holds a notification against the channel's secret.
func noticeToken(j *Job) error {
	ch := j.app.openedChannel()
	same := subtle.ConstantTimeCompare([]byte(j.Notice.Channel), []byte(ch.id)) & subtle.ConstantTimeCompare([]byte(j.Notice.Token), []byte(ch.token))
	if ch.id == "" || same != 1 {
		return errForeign
	}
	return nil
}

// noticeSync looks what has changed: the message does not tell, may come twice, out of
// order, or not at all.
func noticeSync(j *Job) error {
	if j.Notice.State == "sync" {
		return nil
	}
	return j.app.synchronise(j)
}
