package interview

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// answerRead finds Google's word for an error, in whichever envelope it comes; a proxy's
// page has none.
func answerRead(j *Job) error {
	c := j.Call
	if c.OK() || c.Problem != nil {
		return nil
	}
	var plain struct {
		Error       json.RawMessage `json:"error"`
		Description string          `json:"error_description"`
	}
	if json.Unmarshal(c.Raw, &plain) != nil || plain.Error == nil {
		c.Code, c.Message = "http", http.StatusText(c.Status)
		return nil
	}
	if json.Unmarshal(plain.Error, &c.Code) == nil { // the token endpoint's way
		c.Message = words(plain.Description)
		return nil
	}
	var envelope struct {
		Message string `json:"message"`
		Errors  []struct {
			Reason string `json:"reason"`
		} `json:"errors"`
	}
	if json.Unmarshal(plain.Error, &envelope) == nil {
		c.Message = words(envelope.Message)
		if len(envelope.Errors) > 0 {
			c.Code = envelope.Errors[0].Reason
		}
	}
	return nil
}

// answerRefresh fetches a token anew where the old was refused, and repeats the call exactly once.
func answerRefresh(j *Job) error {
	c := j.Call
	if c.Token || c.Status != http.StatusUnauthorized || c.Refreshed {
		return nil
	}
	c.Refreshed, c.Again = true, true
	j.app.dropToken(c.Access)
	return nil
}

// rest is how long a sender rests that has reached the usage limits: hours, not seconds.
const rest = 2 * time.Hour

// answerUsage gives the sender a rest.
func answerUsage(j *Job) error {
	if j.Call.Code != "quotaExceeded" {
		return nil
	}
	j.app.pause(j.Customer.Sender, j.Now().Add(rest))
	return &Trouble{Kind: Paused, Says: "Googleカレンダーの利用上限に達しました。この予約元からの送信を休み、あとで再開します", Err: j.Call.failure()}
}

// The pauses between tries: doubled each time, with up to a second of chance, and an end.
const (
	firstPause = time.Second
	maxPause   = 32 * time.Second
	maxTries   = 5
	jitter     = int64(time.Second)
)

// answerRetry tries again what may pass, a few times, ever more slowly. Our inserts bring
// their own id, so that even they may be repeated.
func answerRetry(j *Job) error {
	c := j.Call
	if c.Again || !c.Transient() || c.Try >= maxTries || j.ctx.Err() != nil {
		return nil
	}
	c.Again = true
	c.Pause = min(firstPause<<(c.Try-1)+time.Duration(j.app.config.Chance(jitter)), maxPause)
	return nil
}

// Transient tells that the same request may succeed a little later.
func (c *Call) Transient() bool {
	switch {
	case c.Problem != nil, c.Status >= http.StatusInternalServerError, c.Status == http.StatusTooManyRequests:
		return true
	case c.Token:
		return strings.HasPrefix(c.Message, "Invalid JWT: No valid verifier")
	}
	return c.Status == http.StatusForbidden && slices.Contains([]string{"rateLimitExceeded", "userRateLimitExceeded"}, c.Code)
}

// answerBroken remembers that the set-up is broken, so that people are told and Google is
// left alone until somebody has looked at it.
func answerBroken(j *Job) error {
	f, ok := failed(j.Call.failure())
	if !ok || j.Call.Again {
		return nil
	}
	t := diagnose(f)
	if t == nil && !j.Call.Token && f.Status == http.StatusUnauthorized {
		t = &Trouble{Kind: Setup, Says: "Googleが新しいアクセストークンも受け付けません。連携の設定を確認してください", Err: f}
	}
	if t == nil || t.Kind != Setup {
		return nil
	}
	if !j.Given.checking {
		j.app.breakDown(t)
	}
	return t
}
