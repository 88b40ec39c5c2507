package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/folder"
	"torii/reports/verdict"
	"torii/rpclient/check"
	"torii/rpclient/target"
	"torii/steps/chromium"
	"torii/steps/expected"
	"torii/steps/manual"
)

// checkFlags are the flags of torii check.
type checkFlags struct {
	excuses                  excuses
	driver                   string
	rp, env, out, manual     string
	lang                     string
	compare                  []string
	starts                   int
	pause                    time.Duration
	callback, dryRun, strict bool
}

// defaultPause keeps a check from being a burden: two requests in a second.
const defaultPause = 500 * time.Millisecond

func checkCommand(gate *verdict.Gate) *cobra.Command {
	var f checkFlags
	c := &cobra.Command{Use: "check", Short: "Check a Relying Party that already runs, without logging in and without a call to its real providers", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			g, err := f.run(c.Context(), c.OutOrStdout())
			*gate = g
			return err
		}}
	flags := c.Flags()
	flags.StringVar(&f.rp, "rp", "", "`torii.yaml` of the Relying Party")
	flags.StringVar(&f.env, "env", "", "`NAME` of the environment in torii.yaml")
	flags.StringSliceVar(&f.compare, "compare", nil, "`A,B`: list the differences between two environments that torii.yaml does not declare")
	flags.BoolVar(&f.dryRun, "dry-run", false, "print every request instead of sending it, and which may make the RP call its provider")
	flags.IntVar(&f.starts, "starts", check.DefaultStarts, "logins begun at each provider")
	flags.DurationVar(&f.pause, "pause", defaultPause, "time between two requests")
	flags.BoolVar(&f.callback, "callback", false, "also send made-up codes to the callback, once, marked torii-check-…: the RP may call its provider; never in production")
	flags.StringVar(&f.out, "out", "torii-report", "folder for the reports")
	flags.StringVar(&f.manual, "manual", "", "`file` of what people check by hand; with --strict, an open check closes the gate")
	f.excuses.flags(flags)
	flags.StringVar(&f.driver, "driver", "http", "chromium adds a picture of each page with a login button to the reports; http takes none")
	flags.StringVar(&f.lang, "lang", "", "language of what is printed: ja or en (default: by the locale, else ja)")
	flags.BoolVar(&f.strict, "strict", false, "close the gate on warnings too")
	return c
}

func (f checkFlags) run(ctx context.Context, w io.Writer) (verdict.Gate, error) {
	if f.rp == "" {
		return verdict.Unusable, usage(errors.New("--rp is missing: the torii.yaml of the Relying Party"))
	}
	file, err := target.Read(f.rp)
	if err != nil {
		return verdict.Unusable, usage(err)
	}
	now := &clock.Clock{}
	log, masker := event.NewLog(now.Now), event.NewMasker()
	lang, err := language(f.lang)
	if err != nil {
		return verdict.Unusable, err
	}
	p := newProgress(w, lang)
	o := check.Options{Version: version(), Log: log, Masker: masker, Now: now.Now, Starts: f.starts, Pause: f.pause, Codes: f.callback,
		Changes: changes(), Done: func(row string) { p.row(verdict.One(log.Row(row), false)) }}
	switch f.driver {
	case "http":
	case "chromium":
		o.Aim, o.Picture = chromium.Camera, func(row string, png []byte) error { return folder.Picture(f.out, row, png) }
	default:
		return verdict.Unusable, usage(fmt.Errorf("--driver: got %q; allowed: http, chromium", f.driver))
	}
	work, err := f.work(file, o, w)
	if err != nil || work == nil {
		return gateOr(err), usage(err)
	}
	manuals, err := f.manuals()
	if err != nil {
		return verdict.Unusable, err
	}
	failures, err := f.excuses.read()
	if err != nil {
		return verdict.Unusable, err
	}
	unlock, err := folder.Lock(f.out)
	if err != nil {
		return verdict.Unusable, usage(err)
	}
	defer unlock()
	if err := work(ctx); err != nil {
		return verdict.Unjudged, err
	}
	accepted, problems := expected.Check(verdict.Judge(log.Events()), failures, now.Now())
	expected.Note(log, failures, accepted, problems)
	events := log.Events()
	if f.manual != "" {
		events = manual.Replace(events, answered(events, manuals))
	}
	if err := folder.WriteIn(f.out, events, lang); err != nil {
		return verdict.Unjudged, err
	}
	run := verdict.Judge(events)
	tellDates(w, file)
	g := gate(run, f.strict, accepted, problems)
	p.close(closing{run: run, events: events, gate: g, out: f.out, accepted: accepted, problems: problems})
	if err := f.excuses.draft(run); err != nil {
		return verdict.Unusable, err
	}
	return g, nil
}

// changes are the days on which the providers change.
func changes() []check.Change {
	var all []check.Change
	for _, c := range mockidp.Changes() {
		if c.Day != "" {
			all = append(all, check.Change{Provider: c.Provider, Day: c.Day, Says: c.Says, Confidence: string(c.Confidence)})
		}
	}
	return all
}

func gateOr(err error) verdict.Gate {
	if err == nil {
		return verdict.Open
	}
	return verdict.Unusable
}

// manuals reads the file of what people found.
func (f checkFlags) manuals() ([]event.Manual, error) {
	if f.manual == "" {
		return nil, nil
	}
	return manualChecks(f.manual)
}

// answered are the checks by hand with what people found, those that are still open included.
func answered(events []event.Event, found []event.Manual) []event.Manual {
	all := slices.Clone(found)
	for _, e := range events {
		m, is := e.Fact.(event.Manual)
		if is && !slices.ContainsFunc(found, func(f event.Manual) bool { return f.ID == m.ID }) {
			all = append(all, m)
		}
	}
	return all
}

// work is what is to be done; nil where everything was printed.
func (f checkFlags) work(file target.File, o check.Options, w io.Writer) (func(context.Context) error, error) {
	if len(f.compare) > 0 {
		return f.comparison(file, o)
	}
	chosen, err := file.In(f.env)
	if err != nil {
		return nil, err
	}
	o.File, o.Env = chosen, f.env
	plan, err := check.Plan(o)
	if err != nil {
		return nil, err
	}
	if f.dryRun {
		for _, planned := range plan {
			fmt.Fprintln(w, planned)
		}
		return nil, nil
	}
	return func(ctx context.Context) error { return check.Run(ctx, o) }, nil
}

// comparison is the work on two environments.
func (f checkFlags) comparison(file target.File, o check.Options) (func(context.Context) error, error) {
	const two = 2
	if len(f.compare) != two || f.env != "" || f.dryRun {
		return nil, fmt.Errorf("--compare: got %q; want two environments, as in --compare staging,production, without --env and --dry-run", f.compare)
	}
	var sides [two]check.Options
	for i, name := range f.compare {
		chosen, err := file.In(name)
		if err != nil {
			return nil, err
		}
		sides[i] = o
		sides[i].File, sides[i].Env = chosen, name
	}
	return func(ctx context.Context) error { return check.Compare(ctx, sides[0], sides[1]) }, nil
}

// tellDates tells by when the steps of a connection to GビズID are due.
func tellDates(w io.Writer, file target.File) {
	d, ok := check.Days(file.Onboarding)
	if !ok {
		return
	}
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	fmt.Fprintf(w, "GビズID: 利用申請 %s まで（営業日数は設定値） · 設定申込 %s まで · 本番接続 %s から（原則） · 公開 %s\n"+
		"GBizID: apply by %s (business days as set) · settings by %s · production from %s (in principle) · release %s\n",
		day(d.Application), day(d.Settings), day(d.Production), day(d.Release), day(d.Application), day(d.Settings), day(d.Production), day(d.Release))
}
