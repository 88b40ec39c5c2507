package interview

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
)

// requestRunning lets nothing out while the sender has to rest, or while the set-up is broken.
// A check of the set-up may always ask.
func requestRunning(j *Job) error {
	if j.Given.checking {
		return nil
	}
	paused, trouble := j.app.held(j.Customer.Sender)
	if writes := !j.Call.Token && j.Call.Method != http.MethodGet; writes && j.Now().Before(paused) {
		return &Trouble{Kind: Paused, Says: fmt.Sprintf("Googleカレンダーの利用上限に達したため、%s まで %s からの送信を休んでいます",
			paused.In(j.app.zone).Format("15:04"), j.Customer.Sender)}
	}
	if trouble != nil {
		return trouble
	}
	return nil
}

// requestToken brings an access token, a fresh one where the old is about to end.
func requestToken(j *Job) error {
	if j.Call.Token {
		return nil
	}
	access, ok := j.app.token(j.Customer, j.Now())
	if !ok {
		if err := j.run(Token); err != nil {
			return err
		}
		access, _ = j.app.token(j.Customer, j.Now())
	}
	j.Call.Access = access
	return nil
}

// requestQuota has the call counted for the sender, not for the service account, which all senders share.
func requestQuota(j *Job) error {
	if j.Call.Token {
		return nil
	}
	query := url.Values{}
	maps.Copy(query, j.Call.Query)
	const longest = 40 // characters of quotaUser
	query.Set("quotaUser", j.Customer.Sender[:min(len(j.Customer.Sender), longest)])
	j.Call.Query = query
	return nil
}

// requestDeadline bounds the wait for an answer.
func requestDeadline(j *Job) error {
	j.Call.Within = j.app.config.Timeout
	return nil
}
