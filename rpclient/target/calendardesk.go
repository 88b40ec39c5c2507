package target

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"strings"
	"time"

	"torii/rpclient/interview"
	"torii/rpclient/rp"
)

// calendarPath is where the interview form is ordered about without its pages.
const calendarPath = operatorPath + "calendar/"

// maxOrder bounds an order, in bytes.
const maxOrder = 1 << 20

// calendarDesk does by JSON what people do on the pages of the interview form.
func calendarDesk(mux *http.ServeMux, form *interview.App) {
	deeds := map[string]func(context.Context, Appointment) (any, error){
		CalendarSetup: func(ctx context.Context, o Appointment) (any, error) {
			key, err := base64.StdEncoding.DecodeString(o.File)
			if err != nil {
				return nil, err
			}
			return nil, form.Connect(ctx, interview.Given{Key: key, Account: o.Account, Sender: o.Sender})
		},
		CalendarBook: func(ctx context.Context, o Appointment) (any, error) {
			from, to, err := o.span()
			if err != nil {
				return nil, err
			}
			i, err := form.Book(ctx, interview.Interview{Key: o.Key, Title: o.Title, Applicant: o.Applicant, Guests: o.guests(), Room: o.Room,
				Start: from, End: to, Meet: o.Meet == "true"})
			return i.Notes, err
		},
		CalendarMove: func(ctx context.Context, o Appointment) (any, error) {
			from, to, err := o.span()
			if err != nil {
				return nil, err
			}
			i, err := form.Move(ctx, o.Key, from, to)
			return i.Notes, err
		},
		CalendarCancel: func(ctx context.Context, o Appointment) (any, error) {
			_, err := form.Cancel(ctx, o.Key)
			return nil, err
		},
		CalendarSync:  func(ctx context.Context, _ Appointment) (any, error) { return nil, form.Sync(ctx) },
		CalendarWatch: func(ctx context.Context, _ Appointment) (any, error) { return nil, form.Watch(ctx) },
		CalendarSlots: func(ctx context.Context, o Appointment) (any, error) {
			day, err := time.Parse(time.RFC3339, o.Start)
			if err != nil {
				return nil, err
			}
			return form.Slots(ctx, day, o.guests())
		},
		CalendarList: func(ctx context.Context, _ Appointment) (any, error) { return believed(ctx, form), nil },
	}
	for name, do := range deeds {
		mux.HandleFunc("POST "+calendarPath+name, func(w http.ResponseWriter, r *http.Request) {
			var o Appointment
			if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxOrder)).Decode(&o); err != nil {
				answerJSON(w, nil, err)
				return
			}
			out, err := do(r.Context(), o)
			answerJSON(w, toldOf(name, out, err), nil)
		})
	}
}

// toldOf is the answer to an order.
func toldOf(name string, out any, err error) any {
	if (name == CalendarSlots || name == CalendarList) && err == nil {
		return out
	}
	notes, _ := out.([]string)
	if err == nil {
		return CalendarDone{Done: true, Notes: notes}
	}
	t := interview.Explain(err)
	return CalendarDone{Kind: string(t.Kind), Step: t.Step, Says: t.Says, Notes: notes}
}

func believed(ctx context.Context, form *interview.App) CalendarBelief {
	b := CalendarBelief{Interviews: []CalendarInterview{}}
	for _, i := range form.List(ctx) {
		b.Interviews = append(b.Interviews, CalendarInterview{Key: i.Key, Event: i.Event, Start: i.Start, Status: i.Status, Link: i.Link})
	}
	b.Events = form.Mirror()
	if t := form.Trouble(); t != nil {
		b.Trouble = t.Says
	}
	return b
}

func (o Appointment) span() (from, to time.Time, err error) {
	from, bad := time.Parse(time.RFC3339, o.Start)
	to, err = time.Parse(time.RFC3339, o.End)
	return from, to, errors.Join(bad, err)
}

func (o Appointment) guests() []string {
	if o.Guests == "" {
		return nil
	}
	return strings.Split(o.Guests, ",")
}

// newForm brings up the interview form beside the login.
func (o ReferenceOptions) newForm(app *rp.App, timeout time.Duration) (*interview.App, error) {
	wait := o.Wait
	if wait == nil {
		wait = pause
	}
	c := interview.Config{Origin: o.Origin, Transport: o.Transport, Timeout: timeout, Now: o.Now, Wait: wait, Chance: chance,
		Steps: o.Interviews, Allow: app.SignedIn}
	if o.Names != nil {
		c.TokenURL, c.API = o.Names.Server(interview.TokenURL), o.Names.Server(interview.API)
	}
	return interview.New(c)
}

// pause waits, or ends with the context.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// chance is a number from 0 to n-1.
func chance(n int64) int64 {
	drawn, err := rand.Int(rand.Reader, big.NewInt(n))
	if err != nil {
		return 0 // without chance tries are still ever further apart
	}
	return drawn.Int64()
}

// referenceCalendar are the actions of the reference's interview form.
func referenceCalendar(actions map[string]Action) {
	for _, name := range CalendarActions {
		actions[name] = Call{Address: ReferenceOrigin + calendarPath + name, Header: map[string]string{"Content-Type": "application/json"}, Body: `{{json .Calendar}}`}
	}
}
