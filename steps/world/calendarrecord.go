package world

import (
	"context"
	"strconv"
	"time"

	"torii/mockidp/gcal/store"
)

// RecordAgrees expects that the product's record of an interview says what the calendar says of its event.
func (w *World) RecordAgrees(ctx context.Context, name string) error {
	known, err := w.known(ctx, name)
	if err != nil {
		return err
	}
	events, err := w.inCalendar(name)
	if err != nil {
		return err
	}
	if len(events) == 0 {
		return w.holds("cancelled", known.Status, "カレンダーから消えた面接「"+name+"」の、製品での状態", "what the product believes of an interview that is gone from the calendar")
	}
	start, _, err := store.Moment(store.Sub(events[0], "start"), zone())
	if err != nil {
		return unusable("%w", err)
	}
	_ = w.holds("false", said(known.Status == "" || known.Status == "cancelled"), "面接「"+name+"」が、製品では取り消されているか", "an interview that takes place is cancelled in the product")
	return w.holds(start.UTC().Format(time.RFC3339), known.Start.UTC().Format(time.RFC3339),
		"製品の面接「"+name+"」の開始（カレンダーでは、担当者が画面で直した）", "start of the interview in the product; a recruiter has changed it in the calendar")
}

// NotesBelief keeps what the product knows of the calendar's events.
func (w *World) NotesBelief(ctx context.Context) error {
	c, err := w.connect(ctx)
	if err != nil {
		return err
	}
	b, err := w.belief(ctx)
	c.noted = b.Events
	return err
}

// LostNothing expects that the product still knows each event that was noted.
func (w *World) LostNothing(ctx context.Context) error {
	b, err := w.belief(ctx)
	if err != nil {
		return err
	}
	lost := 0
	for id := range w.calendar.noted {
		if _, there := b.Events[id]; !there {
			lost++
		}
	}
	return w.holds("0", strconv.Itoa(lost), "製品が失った予定の数", "events that the product has lost")
}

// OneAtMost expects no second event of an interview.
func (w *World) OneAtMost(name string) error {
	events, err := w.inCalendar(name)
	if err != nil {
		return err
	}
	return w.holds("false", said(len(events) > 1), "面接「"+name+"」の予定が二件以上あるか", "the interview has more than one event")
}
