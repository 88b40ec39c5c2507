package api

import (
	"net/http"
	"sync"
	"time"
)

// Quota is how many units go into a minute; 0 means no limit.
type Quota int

// The quotas of https://developers.google.com/workspace/calendar/api/guides/quota.
const (
	PerProject Quota = 10_000
	PerUser    Quota = 600
	patchCosts       = 3
)

// meter counts units by second over the last minute.
type meter struct {
	mu   *sync.Mutex
	used map[string]*window
}

type window struct {
	units [60]int
	last  int64
	sum   int
}

func newMeter() meter { return meter{&sync.Mutex{}, map[string]*window{}} }

// maxMeters bounds how many users are counted at a time.
const maxMeters = 10_000

// take adds units and reports whether they were still within the quota.
func (m meter) take(key string, units int, limit Quota, now time.Time) bool {
	if limit == 0 {
		return true
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	w, ok := m.used[key]
	if !ok {
		if len(m.used) == maxMeters {
			clear(m.used)
		}
		w = &window{last: now.Unix()}
		m.used[key] = w
	}
	w.forward(now.Unix())
	if w.sum+units > int(limit) {
		return false
	}
	w.units[now.Unix()%60] += units
	w.sum += units
	return true
}

func (w *window) forward(now int64) {
	if now-w.last >= 60 || now < w.last {
		*w = window{last: now}
		return
	}
	for ; w.last < now; w.last++ {
		i := (w.last + 1) % 60
		w.sum -= w.units[i]
		w.units[i] = 0
	}
}

// quota charges the call: to whom quotaUser names, else to the service account.
func (c *call) quota() *Failure {
	units := 1
	if c.m.HTTP == http.MethodPatch {
		units = patchCosts
	}
	user := c.query.Get("quotaUser")
	if user == "" {
		user = c.r.Header.Get("X-Goog-Quota-User")
	}
	c.calledFor.UserCharged = user != ""
	if user == "" {
		user = c.token.Account
	}
	p, _ := c.Directory.ProjectOf(c.token.Account)
	if !c.meter.take("user "+p.ID+" "+user, units, c.User, c.Now()) {
		return overQuota(p.Number)
	}
	if !c.meter.take("project "+p.ID, units, c.Project, c.Now()) {
		return fail("E6")
	}
	return nil
}
