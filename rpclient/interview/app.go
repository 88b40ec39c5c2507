package interview

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// App is the form, ready to serve. It is safe for concurrent use.
type App struct {
	config  Config
	client  *http.Client
	zone    *time.Location
	handler http.Handler
	syncing sync.Mutex // one listing at a time

	mu         sync.Mutex // guards what follows
	customer   *Customer
	access     string
	accessFor  string
	accessEnds time.Time
	offset     time.Duration // of Google's clock from ours
	paused     map[string]time.Time
	trouble    *Trouble
	interviews map[string]Interview // by key
	mirror     map[string]Object    // events of the sender's calendar, by id
	since      string               // sync token
	synced     time.Time
	channel    channel
}

// New returns the form that config describes.
func New(config Config) (*App, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	a := &App{config: config, client: &http.Client{Transport: config.Transport, CheckRedirect: noRedirects},
		paused: map[string]time.Time{}, interviews: map[string]Interview{}, mirror: map[string]Object{}}
	if a.zone, err = time.LoadLocation(config.Zone); err != nil {
		return nil, err
	}
	a.handler, err = a.routes()
	return a, err
}

// noRedirects: a token goes nowhere but where it was sent.
func noRedirects(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func (a *App) newJob(ctx context.Context) (*Job, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.customer == nil {
		return nil, &Trouble{Kind: Setup, Step: "3", Says: "Googleカレンダーとの連携が設定されていません。連携の設定から始めてください"}
	}
	return &Job{app: a, ctx: ctx, Customer: *a.customer}, nil
}

// Connect checks what a customer has handed over, and takes it into use where it works.
func (a *App) Connect(ctx context.Context, g Given) error {
	g.Account, g.Sender, g.checking = strings.TrimSpace(g.Account), strings.TrimSpace(g.Sender), true
	j := &Job{app: a, ctx: ctx, Given: g, Params: url.Values{}}
	if err := j.run(Check); err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.customer == nil || a.customer.Sender != j.Customer.Sender {
		a.channel = channel{} // tells of another calendar
	}
	a.mirror, a.since, a.synced = map[string]Object{}, "", time.Time{} // what was set up anew is read anew
	a.customer, a.trouble = &j.Customer, nil
	return nil
}

// Book books an interview.
func (a *App) Book(ctx context.Context, i Interview) (Interview, error) {
	if i.Key == "" || i.Title == "" {
		return i, input("面接の番号と件名を入れてください")
	}
	j, err := a.newJob(ctx)
	if err != nil {
		return i, err
	}
	i.Notes = nil
	a.newWrite(j, &i)
	j.Body["summary"] = i.Title
	j.Body["extendedProperties"] = map[string]any{"private": map[string]any{keyProperty: i.Key}}
	return a.write(j, Book)
}

// Move moves an interview.
func (a *App) Move(ctx context.Context, key string, start, end time.Time) (Interview, error) {
	i, err := a.Find(key)
	if err != nil {
		return i, err
	}
	j, err := a.newJob(ctx)
	if err != nil {
		return i, err
	}
	i.Start, i.End, i.Notes = start, end, nil
	a.newWrite(j, &i)
	return a.write(j, Move)
}

// Cancel cancels an interview; one that is gone is cancelled.
func (a *App) Cancel(ctx context.Context, key string) (Interview, error) {
	i, err := a.Find(key)
	if err != nil {
		return i, err
	}
	j, err := a.newJob(ctx)
	if err != nil {
		return i, err
	}
	a.newWrite(j, &i)
	j.Event = Object{"id": i.Event, "status": Cancelled}
	return a.write(j, Cancel)
}

func (a *App) write(j *Job, stage Stage) (Interview, error) {
	if err := j.run(stage); err != nil {
		return *j.Wanted, err
	}
	j.Wanted.learn(j.Event, a.zone)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.interviews[j.Wanted.Key] = *j.Wanted
	return *j.Wanted, nil
}

// Slots says when people are free on a day.
func (a *App) Slots(ctx context.Context, day time.Time, who []string) ([]Person, error) {
	j, err := a.newJob(ctx)
	if err != nil {
		return nil, err
	}
	j.Day, j.Who, j.Busy = day, who, map[string]Object{}
	err = j.run(Slots)
	return j.People, err
}

// Sync looks what others have changed in the calendar.
func (a *App) Sync(ctx context.Context) error {
	j, err := a.newJob(ctx)
	if err != nil {
		return err
	}
	return a.synchronise(j)
}

func (a *App) synchronise(j *Job) error {
	a.syncing.Lock()
	defer a.syncing.Unlock()
	return j.run(Sync)
}

// Watch has Google tell of changes.
func (a *App) Watch(ctx context.Context) error {
	j, err := a.newJob(ctx)
	if err != nil {
		return err
	}
	return j.run(Watch)
}

// Notify takes a notification.
func (a *App) Notify(ctx context.Context, n Notification) error {
	j, err := a.newJob(ctx)
	if err != nil {
		return err
	}
	j.Notice = n
	return j.run(Notice)
}

// Find returns an interview by its key. An event of somebody else's that is in the
// calendar can be found by its id.
func (a *App) Find(key string) (Interview, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if i, ok := a.interviews[key]; ok {
		return i, nil
	}
	if e, ok := a.mirror[key]; ok {
		i := Interview{Key: key, Title: e.Text("summary")}
		i.learn(e, a.zone)
		return i, nil
	}
	return Interview{Key: key}, input("その番号の面接はありません")
}

// stale is how old what we know may be before the list is brought up to date: messages get lost.
const stale = 10 * time.Minute

// List returns every interview by start, brought up to date where that is due.
func (a *App) List(ctx context.Context) []Interview {
	a.mu.Lock()
	due := !a.synced.IsZero() && a.config.Now().Sub(a.synced) >= stale
	a.mu.Unlock()
	if due {
		_ = a.Sync(ctx) // what is known is shown all the same; trouble is shown beside it
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	var all []Interview
	for _, i := range a.interviews {
		all = append(all, i)
	}
	slices.SortFunc(all, func(x, y Interview) int { return x.Start.Compare(y.Start) })
	return all
}

// Mirror returns the ids and start times of the calendar's events as the product knows them.
func (a *App) Mirror() map[string]string {
	a.mu.Lock()
	defer a.mu.Unlock()
	known := map[string]string{}
	for id, e := range a.mirror {
		t, _ := moment(e.Sub("start"), a.zone)
		known[id] = t.UTC().Format(time.RFC3339)
	}
	return known
}

// Trouble is what keeps the connection from working, nil where nothing is known.
func (a *App) Trouble() *Trouble {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.trouble
}

// Connected returns the two addresses in use, "" for none.
func (a *App) Connected() (account, sender string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.customer == nil {
		return "", ""
	}
	return a.customer.Account, a.customer.Sender
}

// ServeHTTP implements http.Handler.
func (a *App) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }
