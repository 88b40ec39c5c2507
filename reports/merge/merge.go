// Package merge joins the logs of the shards of one run into the log that the run
// would have had undivided.
//
// It judges nothing and renders nothing: the reports are made from what it returns.
package merge

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"torii/reports/event"
)

// Shard is one part of a run.
type Shard struct {
	Name   string // for errors: the folder it came from
	Events []event.Event
}

// Logs joins shards. Shards of different targets, versions, salts, switches, selections or
// rounds, parts that are doubled or, unless partial, missing, and rows that stand in two
// of them, are errors. Where one was cut off or interrupted, so is the whole. The joined
// log names the parts that are absent.
func Logs(shards []Shard, partial bool) ([]event.Event, error) {
	if len(shards) == 0 {
		return nil, errors.New("no shard to merge")
	}
	started, err := beginning(shards)
	if err != nil {
		return nil, err
	}
	if started.Fact, err = together(shards, partial); err != nil {
		return nil, err
	}
	if err := apart(shards); err != nil {
		return nil, err
	}
	checks, err := byHand(shards)
	if err != nil {
		return nil, err
	}
	ended, whole := ending(shards)
	joined := append([]event.Event{started}, inOrder(shards)...)
	if whole {
		joined = append(joined, ended)
	}
	for _, check := range checks {
		check.At = ended.At
		joined = append(joined, check)
	}
	for i := range joined {
		joined[i].Seq = i + 1
	}
	return sealed(joined, shards)
}

// sealed counts what stands beside the rows as the joined log's own, as far as each shard has all of it.
func sealed(joined []event.Event, shards []Shard) ([]event.Event, error) {
	told := true
	for _, s := range shards {
		if event.Loose(s.Events) {
			return nil, fmt.Errorf("%s: what stands beside its rows is not what was written", s.Name)
		}
		told = told && !slices.ContainsFunc(s.Events, func(e event.Event) bool {
			f, ends := e.Fact.(event.RunEnded)
			return ends && f.Beside == nil
		})
	}
	for i, e := range joined {
		if f, ends := e.Fact.(event.RunEnded); ends && told {
			f.Beside = event.Besides(joined)
			joined[i].Fact = f
		}
	}
	return joined, nil
}

// beginning is the earliest of the shards' beginnings, which must tell of one run.
func beginning(shards []Shard) (event.Event, error) {
	var first event.Event
	var said event.RunStarted
	for i, s := range shards {
		begun := false
		for _, e := range s.Events {
			f, ok := e.Fact.(event.RunStarted)
			if !ok {
				continue
			}
			if i == 0 && !begun {
				first, said = e, f
			}
			begun = true
			if problem := Differs(said, f); problem != "" {
				return first, fmt.Errorf("%s and %s are not shards of one run: %s", shards[0].Name, s.Name, problem)
			}
			if e.At.Before(first.At) {
				first.At = e.At
			}
		}
		if !begun {
			return first, fmt.Errorf("%s: the log has no beginning", s.Name)
		}
	}
	return first, nil
}

// Differs names what two beginnings disagree on, "" for nothing.
func Differs(a, b event.RunStarted) string {
	switch {
	case a.Target != b.Target || a.Built != b.Built:
		return fmt.Sprintf("the targets are %q and %q", a.Target, b.Target)
	case a.Version != b.Version:
		return fmt.Sprintf("the versions of torii are %q and %q", a.Version, b.Version)
	case a.Salt != b.Salt:
		return fmt.Sprintf("the salts are %q and %q: give all shards the same --salt", a.Salt, b.Salt)
	case !maps.Equal(a.Settings, b.Settings):
		return fmt.Sprintf("the switches are %v and %v", a.Settings, b.Settings)
	case a.TargetVersion != b.TargetVersion:
		return fmt.Sprintf("the versions of the RP are %q and %q", a.TargetVersion, b.TargetVersion)
	case a.Rows != b.Rows:
		return fmt.Sprintf("the gates are held to rows of the versions %q and %q", a.Rows, b.Rows)
	case a.Format != b.Format:
		return fmt.Sprintf("the logs are of the formats %d and %d", max(a.Format, 1), max(b.Format, 1))
	case a.Extent.Of != b.Extent.Of:
		return fmt.Sprintf("one is of %d parts, the other of %d (0: undivided)", a.Extent.Of, b.Extent.Of)
	case !slices.Equal(a.Extent.Providers, b.Extent.Providers) || a.Extent.Tags != b.Extent.Tags || a.Extent.Failed != b.Extent.Failed:
		return fmt.Sprintf("their rows were chosen by %s and %s", selection(a.Extent), selection(b.Extent))
	case a.Extent.Exist != b.Extent.Exist || a.Extent.Apply != b.Extent.Apply:
		return fmt.Sprintf("there were %d rows (%d for this RP) and %d (%d)", a.Extent.Exist, a.Extent.Apply, b.Extent.Exist, b.Extent.Apply)
	case a.Round != b.Round:
		return fmt.Sprintf("the rounds are %d and %d", a.Round, b.Round)
	}
	return ""
}

// apart holds that no row was run twice.
func apart(shards []Shard) error {
	in := map[string]string{}
	for _, s := range shards {
		if err := Own(s); err != nil {
			return err
		}
		for _, e := range s.Events {
			if _, ok := e.Fact.(event.RowStarted); !ok {
				continue
			}
			if other, twice := in[e.Row]; twice {
				return fmt.Errorf("row %s stands in %s and in %s", e.Row, other, s.Name)
			}
			in[e.Row] = s.Name
		}
	}
	return nil
}

// byHand joins the manual checks: one check told alike in two shards is one check.
func byHand(shards []Shard) ([]event.Event, error) {
	in := map[string]string{}
	said := map[string]event.Manual{}
	var checks []event.Event
	for _, s := range shards {
		for _, e := range s.Events {
			m, ok := e.Fact.(event.Manual)
			if !ok {
				continue
			}
			if other, twice := in[m.ID]; twice {
				if said[m.ID] != m {
					return nil, fmt.Errorf("manual check %s is told differently in %s and in %s", m.ID, other, s.Name)
				}
				continue
			}
			in[m.ID], said[m.ID] = s.Name, m
			checks = append(checks, e)
		}
	}
	return checks, nil
}

// ending joins the ends of the shards; whole is false where one has none.
func ending(shards []Shard) (ended event.Event, whole bool) {
	whole = true
	rows, interrupted, seals := 0, false, map[string]string{}
	for _, s := range shards {
		open := 0
		for _, e := range s.Events {
			switch f := e.Fact.(type) {
			case event.RunStarted:
				open++
			case event.RunEnded:
				open--
				rows += f.Rows
				interrupted = interrupted || f.Interrupted
				maps.Copy(seals, f.Seals)
			}
			if e.At.After(ended.At) {
				ended.At = e.At
			}
		}
		whole = whole && open == 0
	}
	ended.Fact = event.RunEnded{Rows: rows, Interrupted: interrupted, Seals: seals}
	return ended, whole
}

// inOrder is everything between beginnings and ends, by time, each shard's own order kept.
func inOrder(shards []Shard) []event.Event {
	var joined []event.Event
	rest := make([][]event.Event, len(shards))
	for i, s := range shards {
		for _, e := range s.Events {
			switch e.Fact.(type) {
			case event.RunStarted, event.RunEnded, event.Manual:
			default:
				rest[i] = append(rest[i], e)
			}
		}
	}
	for {
		next := -1
		for i, r := range rest {
			if len(r) > 0 && (next < 0 || r[0].At.Before(rest[next][0].At)) {
				next = i
			}
		}
		if next < 0 {
			return joined
		}
		joined = append(joined, rest[next][0])
		rest[next] = rest[next][1:]
	}
}

// honest begins the names of the logins that rows rest on, and which every shard makes.
const honest = "control/"

// Own holds that a shard's log has events of no row but those that it has begun: what stands
// there of others is of another run.
func Own(s Shard) error {
	begun := map[string]bool{}
	for _, e := range s.Events {
		if _, ok := e.Fact.(event.RowStarted); ok {
			begun[e.Row] = true
		}
	}
	for _, e := range s.Events {
		if e.Row != "" && !begun[e.Row] && !strings.HasPrefix(e.Row, honest) {
			return fmt.Errorf("%s: event %d is of row %s, which is none of this shard's: it met another run", s.Name, e.Seq, e.Row)
		}
	}
	return nil
}
