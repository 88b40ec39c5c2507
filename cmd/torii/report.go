package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"torii/fixtures/strictyaml"
	"torii/reports/diff"
	"torii/reports/event"
	"torii/reports/folder"
	"torii/reports/merge"
	"torii/reports/verdict"
	"torii/steps/manual"
)

func reportCommand(gate *verdict.Gate) *cobra.Command {
	c := &cobra.Command{Use: "report", Short: "Make reports again, join shards, compare releases", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			return usage(errors.New("report: want make, merge or diff; see torii report --help"))
		}}
	c.AddCommand(makeCommand(), mergeCommand(gate), diffCommand(gate))
	return c
}

// words refuses any number of arguments but the wanted.
func words(least, most int, says string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < least || most > 0 && len(args) > most {
			return usage(fmt.Errorf("%s: got %d arguments; want %s", c.CommandPath(), len(args), says))
		}
		return nil
	}
}

func makeCommand() *cobra.Command {
	var checks string
	c := &cobra.Command{Use: "make DIR", Short: "Make every report of a folder again, from its " + folder.EventsName,
		Args: words(1, 1, "DIR"),
		RunE: func(c *cobra.Command, args []string) error {
			events, err := folder.Read(args[0])
			if err != nil {
				return usage(err)
			}
			unlock, err := folder.Lock(args[0])
			if err != nil {
				return usage(err)
			}
			defer unlock()
			if checks != "" {
				found, err := manualChecks(checks)
				if err != nil {
					return err
				}
				events = manual.Replace(events, found)
			}
			_, err = told(c, args[0], events)
			return err
		}}
	c.Flags().StringVar(&checks, "manual", "", "`file` of what people checked by hand; it takes the place of what the log has of that")
	return c
}

// mergeFlags are the flags of torii report merge.
type mergeFlags struct {
	out             string
	partial, strict bool
}

func mergeCommand(gate *verdict.Gate) *cobra.Command {
	var f mergeFlags
	c := &cobra.Command{Use: "merge --out DIR SHARD…", Short: "Join the shards of one run, make its reports, and end with the gate of the whole",
		Args: words(1, 0, "one folder or more"),
		RunE: func(c *cobra.Command, args []string) error {
			if f.out == "" {
				return usage(errors.New("report merge: --out is missing"))
			}
			g, err := f.merge(c, args)
			*gate = g
			return err
		}}
	c.Flags().StringVar(&f.out, "out", "", "`folder` for the joined log and its reports")
	c.Flags().BoolVar(&f.partial, "partial", false, "join what is there although a part is missing: every report names what is absent, and the exit code is 3 at best")
	c.Flags().BoolVar(&f.strict, "strict", false, "close the gate on warnings too")
	return c
}

func (f mergeFlags) merge(c *cobra.Command, dirs []string) (verdict.Gate, error) {
	unlock, err := folder.Lock(f.out)
	if err != nil {
		return verdict.Unusable, usage(err)
	}
	defer unlock()
	var shards []merge.Shard
	for _, dir := range dirs {
		events, err := folder.Read(dir)
		if f.partial && errors.Is(err, fs.ErrNotExist) {
			fmt.Fprintf(c.ErrOrStderr(), "torii: report merge: %s has no %s: a part without a log is absent\n", dir, folder.EventsName)
			continue
		}
		if err != nil {
			return verdict.Unusable, usage(err)
		}
		shards = append(shards, merge.Shard{Name: dir, Events: events})
	}
	events, err := merge.Logs(shards, f.partial)
	if err != nil {
		return verdict.Unusable, usage(fmt.Errorf("report merge: %w", err))
	}
	for _, s := range shards {
		if err := carry(s, f.out); err != nil {
			return verdict.Unjudged, err
		}
	}
	run, err := told(c, f.out, events)
	if err != nil {
		return verdict.Unjudged, err
	}
	accepted := map[string]string{}
	for _, row := range run.Rows {
		if row.Excused() {
			accepted[row.ID] = row.Accepted.Reason
		}
	}
	return run.Gate(f.strict, accepted), nil
}

// carry takes the pictures of a shard along.
func carry(s merge.Shard, out string) error {
	pictures, err := folder.Pictures(s.Name, s.Events)
	if err != nil {
		return err
	}
	for row, png := range pictures {
		if err := folder.Picture(out, row, png); err != nil {
			return err
		}
	}
	return nil
}

// told writes the reports and says where they are and what they come to.
func told(c *cobra.Command, dir string, events []event.Event) (verdict.Run, error) {
	run := verdict.Judge(events)
	lang, err := language("")
	if err != nil {
		return run, err
	}
	if err := folder.WriteIn(dir, events, lang); err != nil {
		return run, err
	}
	passed, failed, skipped := run.Totals()
	tellRemarks(c.OutOrStdout(), run, lang)
	fmt.Fprintf(c.OutOrStdout(), "reports in %s\n%d passed, %d failed, %d skipped\n", filepath.Clean(dir), passed, failed, skipped)
	return run, nil
}

func diffCommand(gate *verdict.Gate) *cobra.Command {
	return &cobra.Command{Use: "diff OLD NEW", Short: "Tell what got better and worse between two report folders; exit 1 when something got worse",
		Args: words(2, 2, "OLD NEW"),
		RunE: func(c *cobra.Command, args []string) error {
			var runs []verdict.Run
			for _, dir := range args {
				events, err := folder.Read(dir)
				if err != nil {
					return usage(err)
				}
				run := verdict.Judge(events)
				if !run.Whole || run.Interrupted {
					return fmt.Errorf("report diff: %s: the run was cut off or interrupted: nothing can be compared", dir)
				}
				runs = append(runs, run)
			}
			changes := diff.Between(runs[0], runs[1])
			if len(changes.Worse) > 0 {
				*gate = verdict.Closed
			}
			return changes.Write(c.OutOrStdout())
		}}
}

// manualChecks reads a file of manual checks.
func manualChecks(file string) ([]event.Manual, error) {
	b, err := strictyaml.ReadFile(file)
	if err != nil {
		return nil, usage(fmt.Errorf("--manual: %w", err))
	}
	return manual.Parse(file, b)
}
