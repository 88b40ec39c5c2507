package interview

import "time"

func (a *App) skew() time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.offset
}

// correct remembers how far Google's clock is from ours.
func (a *App) correct(by time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.offset = by
}

func whose(c Customer) string { return c.Account + " " + c.Sender }

func (a *App) token(c Customer, now time.Time) (string, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.access, a.access != "" && a.accessFor == whose(c) && now.Before(a.accessEnds)
}

func (a *App) keepToken(c Customer, access string, ends time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.access, a.accessFor, a.accessEnds = access, whose(c), ends
}

// dropToken forgets a token that was refused, unless there is a newer one; "" forgets any.
func (a *App) dropToken(refused string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if refused == "" || a.access == refused {
		a.access = ""
	}
}

func (a *App) pause(sender string, until time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.paused[sender] = until
}

// held returns until when a sender rests, and what is broken.
func (a *App) held(sender string) (time.Time, *Trouble) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.paused[sender], a.trouble
}

func (a *App) breakDown(t *Trouble) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.trouble = t
}

func (a *App) syncToken() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.since
}

// take lays changes over what is known; everything replaces it.
func (a *App) take(items []Object, everything bool, next string, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if everything {
		a.mirror = map[string]Object{}
	}
	for _, e := range items {
		if id := e.Text("id"); e.Text("status") == Cancelled {
			delete(a.mirror, id)
		} else {
			a.mirror[id] = e
		}
	}
	a.since, a.synced = next, now
}

// record lays changes over the interviews; what everything does not hold is cancelled.
func (a *App) record(items []Object, everything bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	told := map[string]Object{}
	for _, e := range items {
		told[e.Text("id")] = e
	}
	for key, i := range a.interviews {
		switch e, there := told[i.Event]; {
		case there:
			i.learn(e, a.zone)
		case everything:
			i.Status = Cancelled
		}
		a.interviews[key] = i
	}
}

// openChannel makes a channel the one that is listened to, and returns the one before.
func (a *App) openChannel(c channel) (before channel) {
	a.mu.Lock()
	defer a.mu.Unlock()
	before, a.channel = a.channel, c
	return before
}

func (a *App) openedChannel() channel {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.channel
}
