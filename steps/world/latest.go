package world

import "sync/atomic"

// latest is a text of which the last one counts, whoever of several people at once set it.
type latest struct{ value atomic.Value }

func (l *latest) set(text string) { l.value.Store(text) }

func (l *latest) text() string {
	text, _ := l.value.Load().(string)
	return text
}
