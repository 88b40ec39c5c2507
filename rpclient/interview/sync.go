package interview

import (
	"errors"
	"net/http"
	"net/url"
)

// syncQuery asks for what has changed since the last time, and for nothing narrower: a
// sync token stands with no filter.
func syncQuery(j *Job) error {
	j.Query = url.Values{"maxResults": {"250"}}
	if token := j.app.syncToken(); token != "" {
		j.Query.Set("syncToken", token)
	} else {
		j.Full = true
	}
	return nil
}

// maxPages bounds one listing.
const maxPages = 400

// syncPages reads page by page until the sync token comes. A page may be empty and have a next one.
func syncPages(j *Job) error {
	j.Items, j.Next = nil, ""
	for range maxPages {
		page, err := j.Page()
		if err != nil {
			j.Lost = err
			return nil
		}
		j.Items = append(j.Items, page.List("items")...)
		next := page.Text("nextPageToken")
		if next == "" {
			j.Next = page.Text("nextSyncToken")
			return nil
		}
		j.Query.Set("pageToken", next)
	}
	return errors.New("the listing does not end")
}

// Page reads one page of the listing.
func (j *Job) Page() (Object, error) {
	c := &Call{Method: http.MethodGet, Path: j.events(""), Query: j.Query}
	if err := j.Send(c); err != nil {
		return nil, err
	}
	return c.Object()
}

// syncLost begins anew, once, where Google does not know the token any more.
func syncLost(j *Job) error {
	if statusOf(j.Lost) != http.StatusGone {
		return j.Lost
	}
	j.Lost, j.Full, j.Query = nil, true, url.Values{"maxResults": {"250"}}
	if err := syncPages(j); err != nil {
		return err
	}
	return j.Lost
}

// syncApply takes over what has changed, deletions too; a full listing replaces everything.
func syncApply(j *Job) error {
	j.app.take(j.Items, j.Full, j.Next, j.Now())
	return nil
}

// syncRecord has the interviews follow their events; of a full listing, those too whose event is nowhere.
func syncRecord(j *Job) error {
	j.app.record(j.Items, j.Full)
	return nil
}
