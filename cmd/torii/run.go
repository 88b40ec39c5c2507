package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"torii/features"
	"torii/mockidp/clock"
	"torii/mockidp/door"
	"torii/reports/event"
	"torii/reports/folder"
	"torii/reports/verdict"
	"torii/rpclient/mutant"
	"torii/rpclient/rp"
	"torii/rpclient/target"
	"torii/rpclient/target/namespace"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
	"torii/steps/chromium"
	"torii/steps/container"
	"torii/steps/expected"
	"torii/steps/manual"
	"torii/steps/selection"
)

// runFlags are the flags of torii run.
type runFlags struct {
	excuses                      excuses
	rp, env, tags                string
	out, shard, failed, resume   string
	listen, origin, issuer, salt string
	providers, set               []string
	rows, rules                  []string
	driver                       string
	manual                       string
	round, repeat                int
	shuffle, asOf                string
	jobs                         int
	strict, tls                  bool
	ca, mock, mockToken          string
	lang                         string
	verbose, demo                bool
	again                        string // the command line that repeats what did not pass
}

func runCommand(gate *verdict.Gate) *cobra.Command {
	var f runFlags
	c := &cobra.Command{Use: "run", Short: "Judge a Relying Party, by default the built-in reference RP", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			spendMemory()
			f.again = again(c, f.out)
			g, err := f.soak(c.Context(), c.OutOrStdout())
			*gate = g
			return err
		}}
	flags := c.Flags()
	flags.StringVar(&f.rp, "rp", "", "`torii.yaml` of the Relying Party; without it the built-in reference RP is judged")
	flags.StringVar(&f.env, "env", "", "`NAME` of one of the environments in torii.yaml: judge the RP that already runs there")
	flags.StringSliceVar(&f.providers, "provider", nil, "only these providers, separated by commas")
	flags.StringVar(&f.tags, "tags", "", "only rows with these tags, as a tag expression of Cucumber's: '@line and not @error', '@line or @google'; every rule is a tag")
	flags.StringSliceVar(&f.rows, "row", nil, "only these rows, by `id`, separated by commas")
	flags.StringSliceVar(&f.rules, "rule", nil, "only the rows of these rules, by `id`, separated by commas")
	flags.IntVar(&f.jobs, "jobs", 0, "rows at a time (default: what fits the machine and the target)")
	flags.StringVar(&f.out, "out", "torii-report", "folder for the reports")
	flags.BoolVar(&f.strict, "strict", false, "close the gate on warnings too")
	flags.StringVar(&f.shard, "shard", "", "`i/n`: only the ith of n equal parts; i+1/n where i counts from 0")
	flags.StringVar(&f.failed, "failed", "", "only the rows that did not pass in this report `folder`")
	flags.StringVar(&f.resume, "resume", "", "report `folder` of a run that was cut off: what it has passed stands, and the rest is run; goes with the flags of then")
	flags.StringVar(&f.listen, "listen", "", "address the mocks listen on (default 127.0.0.1 and a free port); only with --rp")
	flags.StringVar(&f.origin, "origin", "", "origin under which browsers and the RP reach the mocks (default: the address listened on)")
	flags.BoolVar(&f.tls, "tls", false, "the path door speaks TLS under a CA of the run; the RP finds its certificate by environment, or in --ca")
	flags.StringVar(&f.ca, "ca", "", "`file` that the certificate of --tls is written to, for an RP that is already running")
	flags.StringVar(&f.mock, "mock", "", "`address` of the control port of a torii serve whose mocks are used, as others may at the same time; goes with --rp")
	flags.StringVar(&f.mockToken, "mock-token", "", "token of that control port: '${NAME}' of an environment variable, or a file")
	flags.StringVar(&f.issuer, "issuer", "", "issuer the mocks publish: address (default) or real; only with --rp")
	flags.StringVar(&f.driver, "driver", "http", "browser that walks through the logins: http, or chromium with pictures of what did not pass; chromium goes with --rp")
	f.excuses.flags(flags)
	flags.StringVar(&f.manual, "manual", "", "`file` of what people check by hand; with --strict, an open check closes the gate")
	flags.IntVar(&f.round, "round", 1, "the how-manieth time this target is tested; it is told in report.xlsx")
	flags.StringVar(&f.salt, "salt", "", "repeat the choices of an earlier run; it is printed in every report")
	flags.StringVar(&f.shuffle, "shuffle", "", "`seed` by which the mocks vary what a provider leaves open: order, white space, unknown members, …; random chooses one")
	flags.IntVar(&f.repeat, "repeat", 1, "run so often in one process, until a gate closes, and tell memory, goroutines and descriptors after each")
	flags.BoolVar(&f.demo, "demo", false, "judge the built-in RP with three defects built in, to see what a finding looks like")
	flags.StringVar(&f.lang, "lang", "", "language of what is printed: ja or en (default: by the locale, else ja)")
	flags.BoolVar(&f.verbose, "verbose", false, "print every row, and not only what did not pass")
	flags.StringArrayVar(&f.set, "set", nil, "set a switch, for example google.iss_parameter=absent; repeatable")
	flags.StringVar(&f.asOf, "as-of", "", asOfSays)
	return c
}

func (f runFlags) run(ctx context.Context, p *progress) (verdict.Gate, error) {
	set, err := switches(f.set)
	if err != nil {
		return verdict.Unusable, err
	}
	if err := steps.Linted(); err != nil {
		return gateOf(err), err
	}
	rows, err := catalog.Read(features.FS)
	if err != nil {
		return verdict.Unjudged, err
	}
	takes, err := f.selection(rows)
	if err = cmp.Or(err, f.numbers()); err != nil {
		return verdict.Unusable, usage(err)
	}
	unlock, err := folder.Lock(f.out)
	if err != nil {
		return verdict.Unusable, usage(err)
	}
	defer unlock()
	resumed, err := f.resumed()
	if err != nil {
		return verdict.Unusable, usage(err)
	}
	if f.salt == "" {
		f.salt = rand.Text()
	}
	now := &clock.Clock{}
	log, masker := event.NewLog(now.Now), event.NewMasker()
	log.Restore(resumed.Log())
	journal, err := folder.Keep(f.out, log.Events())
	if err != nil {
		return verdict.Unusable, usage(err)
	}
	defer func() { _ = journal.Close() }() // reports tell of the same trouble
	log.Notify(journal.Add)
	failures, err := f.excuses.read()
	if err != nil {
		return verdict.Unusable, err
	}
	checks, err := f.checks()
	if err != nil {
		return verdict.Unusable, err
	}
	b, err := f.bench(ctx, bench.Options{Log: log, Masker: masker, Salt: f.salt, Shard: f.shard, Shuffle: f.shuffle, Set: set,
		Installs: p.installs})
	if err != nil {
		return verdict.Unjudged, err
	}
	defer b.Close()
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: f.salt, Part: f.shard, Version: version(),
		Settings: set, Environment: f.environment(b), Round: f.round, Now: now.Now, Select: takes, Extent: f.extent(), Jobs: f.jobs, Resumed: resumed, Done: p.row, Chosen: p.chosen,
		Tried:    func() { p.tried(log.Events()) },
		Evidence: func(row string, png []byte) error { return folder.Picture(f.out, row, png) }})
	if err != nil {
		return verdict.Unjudged, err
	}
	run, err := runner.Run(ctx)
	if err != nil {
		return f.unjudged(err, b)
	}
	accepted, problems := expected.Check(run, failures, now.Now())
	expected.Note(log, failures, accepted, problems)
	_ = journal.Close() // some systems replace no file that is open
	return f.conclude(p, manual.Replace(log.Events(), checks), accepted, problems)
}

// unjudged is what a run is worth that has come to no verdicts.
func (f runFlags) unjudged(err error, b bench.Bench) (verdict.Gate, error) {
	switch {
	case errors.Is(err, steps.ErrNotResumed):
		return verdict.Unusable, usage(err)
	case errors.Is(err, steps.ErrNothingSelected):
		return verdict.Unusable, usage(fmt.Errorf("%w: no row of %s fits %s", err, b.Target().Name, verdict.Selection(f.extent())))
	}
	return verdict.Unjudged, err
}

// conclude writes the reports and tells how the run has ended.
func (f runFlags) conclude(p *progress, events []event.Event, accepted map[string]string, problems []expected.Problem) (verdict.Gate, error) {
	if err := folder.WriteIn(f.out, events, p.lang); err != nil {
		return verdict.Unjudged, err
	}
	run := verdict.Judge(events)
	g := gate(run, f.strict, accepted, problems)
	p.close(closing{run, events, g, f.out, f.again, accepted, problems})
	if err := f.excuses.draft(run); err != nil {
		return verdict.Unusable, err
	}
	return g, nil
}

// extent is what narrows the run.
func (f runFlags) extent() event.Extent {
	x := event.Extent{Providers: f.providers, Tags: strings.TrimSpace(f.tags), Named: f.rows, Rules: f.rules, Failed: f.failed}
	if i, n := selection.Part(f.shard); n > 0 {
		x.Parts, x.Of = []int{i}, n
	}
	return x
}

// numbers holds the flags that count something.
func (f runFlags) numbers() error {
	switch {
	case f.jobs < 0:
		return fmt.Errorf("--jobs: got %d; want 1 or more", f.jobs)
	case f.repeat < 1:
		return fmt.Errorf("--repeat: got %d; want 1 or more", f.repeat)
	case f.round < 1:
		return fmt.Errorf("--round: got %d; want 1 or more", f.round)
	}
	return nil
}

// checks reads the file of manual checks.
func (f runFlags) checks() ([]event.Manual, error) {
	if f.manual == "" {
		return nil, nil
	}
	return manualChecks(f.manual)
}

// environment is what the run takes place on, for the cover of the reports.
func (f runFlags) environment(b bench.Bench) map[string]string {
	egress := "guarded"
	if !b.Guarded() {
		egress = "not guarded"
	}
	on := map[string]string{"driver": f.driver, "machine": runtime.GOOS + "/" + runtime.GOARCH, "go": runtime.Version(), "egress": egress}
	if f.strict {
		on["gate"] = verdict.Strict
	}
	if f.shuffle != "" {
		on["shuffle"] = f.shuffle
	}
	if f.asOf != "" {
		on["as of"] = f.asOf
	}
	return on
}

// bench brings up the target.
func (f runFlags) bench(ctx context.Context, o bench.Options) (bench.Bench, error) {
	switch f.driver {
	case "http":
	case "chromium":
		o.Drive = chromium.Open
	default:
		return nil, usage(fmt.Errorf("--driver: got %q; allowed: http, chromium", f.driver))
	}
	dated, err := asOf(f.asOf)
	if err != nil {
		return nil, err
	}
	if f.rp == "" {
		o.Set = under(dated, o.Set)
		if f.env != "" {
			return nil, usage(errors.New("--env goes with --rp: it names an environment of that file"))
		}
		if f.pathDoor() || o.Drive != nil {
			return nil, usage(errors.New("--listen, --origin, --issuer, --tls, --ca, --mock and --driver chromium go with --rp: the built-in RP opens no port"))
		}
		return f.builtIn(o)
	}
	if f.demo {
		return nil, usage(errors.New("--demo judges the built-in RP: it does not go with --rp"))
	}
	file, err := target.Read(f.rp)
	if err != nil {
		return nil, usage(err)
	}
	if file, err = file.In(f.env); err != nil {
		return nil, err
	}
	if err := held(file); err != nil {
		return nil, err
	}
	file.Set = under(dated, file.Set)
	if file, err = file.Versioned(ctx); err != nil {
		return nil, err
	}
	b, err := f.outside(ctx, file, o)
	if errors.Is(err, bench.ErrUsage) {
		err = usage(err)
	}
	return b, err
}

// builtIn brings up the built-in RP, for a demonstration with defects.
func (f runFlags) builtIn(o bench.Options) (bench.Bench, error) {
	var made []rp.Step
	if f.demo {
		var err error
		if made, err = mutant.Together(mutant.Demo()...); err != nil {
			return nil, err
		}
	}
	b, err := bench.NewReference(o, made)
	return b, usage(err)
}

// held refuses a version of the rows that there is not yet: rows to come would count at once.
func held(file target.File) error {
	newest, err := steps.Newest()
	if err == nil && file.Rows != "" && verdict.CompareRows(file.Rows, newest) > 0 {
		err = file.Complain("rows", fmt.Sprintf("got %q; the rows of this torii are of version %s", file.Rows, newest))
	}
	return err
}

// outside brings up what the file describes.
func (f runFlags) outside(ctx context.Context, file target.File, o bench.Options) (bench.Bench, error) {
	if !file.Closed() {
		if (f.ca != "" || file.URL != "") && f.tls != (f.ca != "") {
			return nil, usage(errors.New("--tls and --ca go together for an RP that is already running: it has to trust that certificate"))
		}
		token, err := secret("--mock-token", f.mockToken)
		if err != nil {
			return nil, err
		}
		if f.mock != "" && f.ownDoor() || token != "" && f.mock == "" {
			return nil, usage(errors.New("--mock uses the door of a torii serve: --listen, --origin, --issuer, --tls and --ca belong there; --mock-token goes with --mock"))
		}
		return bench.NewProcess(ctx, file, bench.ProcessOptions{Options: o, Listen: f.listen, Origin: f.origin, Issuer: door.IssuerMode(f.issuer),
			TLS: f.tls, CA: f.ca, Mock: f.mock, Token: token})
	}
	if f.pathDoor() {
		return nil, usage(errors.New("--listen, --origin, --issuer, --tls, --ca and --mock go with the path door: here the RP meets the real names"))
	}
	if file.Door == target.ProxyDoor {
		return bench.NewProxied(ctx, file, o)
	}
	start := bench.Starter(bench.Namespaced)
	if file.Container != nil {
		start = container.Start
	}
	b, err := bench.NewClosed(ctx, file, o, start)
	if !errors.Is(err, namespace.ErrForbidden) {
		return b, err
	}
	if file.Runtime == "" {
		return nil, fmt.Errorf("%w; or name the runtime of the command in %s (runtime: %s), and it is led by proxy variables",
			err, f.rp, strings.Join(target.Runtimes, ", "))
	}
	return bench.NewProxied(ctx, file, o)
}

// pathDoor tells whether a flag was given that only the path door knows.
func (f runFlags) pathDoor() bool {
	return f.ownDoor() || f.mock != "" || f.mockToken != ""
}

// ownDoor tells whether a flag was given that only a path door of the run's own knows.
func (f runFlags) ownDoor() bool {
	return f.listen != "" || f.origin != "" || f.issuer != "" || f.tls || f.ca != ""
}

// selection joins every flag that narrows the run.
func (f runFlags) selection(rows []catalog.Row) (selection.Rows, error) {
	providers, err := selection.Providers(f.providers, providerIDs())
	if err != nil {
		return nil, err
	}
	tags, err := selection.Tags(f.tags, rows)
	if err != nil {
		return nil, err
	}
	named, err := selection.Named(f.rows, rows)
	if err != nil {
		return nil, err
	}
	rules, err := selection.Rules(f.rules, rows)
	if err != nil {
		return nil, err
	}
	shard, err := selection.Shard(f.shard, rows)
	if err != nil {
		return nil, err
	}
	failed := selection.Rows(selection.All)
	if f.failed != "" {
		events, err := folder.Read(f.failed)
		if err != nil {
			return nil, fmt.Errorf("--failed: %w", err)
		}
		var ids []string
		run, passed := verdict.Judge(events), []string{}
		for _, row := range run.Rows {
			if row.Verdict.Worse(verdict.Warned) {
				ids = append(ids, row.ID)
			} else {
				passed = append(passed, row.ID)
			}
		}
		if failed = selection.IDs(ids); !run.Whole {
			failed = selection.Not(selection.IDs(passed)) // those that were not come to are not in the log
		}
	}
	return selection.And(providers, tags, named, rules, shard, failed), nil
}
