package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"torii/features"
	"torii/mockidp"
	"torii/reports/workbook"
	"torii/steps"
	"torii/steps/catalog"
	"torii/steps/inventory"
	"torii/steps/manual"
)

func listCommand() *cobra.Command {
	var asJSON bool
	var format, checks string
	lists := inventory.Lists()
	names := append(slices.Collect(maps.Keys(lists)), flagList)
	slices.Sort(names)
	c := &cobra.Command{Use: "list " + strings.Join(names, "|"), Short: "List what torii knows",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 && slices.Contains(names, args[0]) {
				return nil
			}
			return usage(fmt.Errorf("list: got %q; want one of %s", args, strings.Join(names, ", ")))
		},
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case format == "xlsx" && args[0] == "scenarios" && !asJSON:
				return writePlan(c.OutOrStdout(), checks)
			case format != "" || checks != "":
				return usage(fmt.Errorf("list %s: got --format %q --manual %q; the one form is list scenarios --format xlsx", args[0], format, checks))
			}
			list := lists[args[0]]
			if args[0] == flagList {
				list = func() (inventory.Table, error) { return flagTable(c.Root()) }
			}
			table, err := list()
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), table)
			}
			return writeTable(c.OutOrStdout(), table)
		}}
	c.Flags().BoolVar(&asJSON, "json", false, "one array of flat objects")
	c.Flags().StringVar(&format, "format", "", "xlsx: the scenarios as 試験項目書, to be approved before a run; write it to a file by >")
	c.Flags().StringVar(&checks, "manual", "", "`file` of what people check by hand, for the 試験項目書")
	return c
}

// writePlan writes what there is to test as a workbook.
func writePlan(w io.Writer, checks string) error {
	if isTerminal(w) {
		return usage(errors.New("list scenarios --format xlsx: a workbook is not for a terminal; write it to a file by >"))
	}
	rows, err := catalog.Read(features.FS)
	if err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b catalog.Row) int { return strings.Compare(a.ID, b.ID) })
	events := steps.Planned(rows)
	if checks != "" {
		found, err := manualChecks(checks)
		if err != nil {
			return err
		}
		events = manual.Replace(events, found)
	}
	return workbook.Plan(bytesOf(w), version(), events)
}

func writeJSON(w io.Writer, t inventory.Table) error {
	objects := make([]map[string]string, len(t.Rows))
	for i, row := range t.Rows {
		objects[i] = map[string]string{}
		for j, name := range t.Columns {
			objects[i][name] = row[j]
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(objects)
}

func writeTable(w io.Writer, t inventory.Table) error {
	const padding = 2
	var all bytes.Buffer
	tw := tabwriter.NewWriter(&all, 0, 0, padding, ' ', 0)
	fmt.Fprintln(tw, strings.ToUpper(strings.Join(t.Columns, "\t")))
	for _, row := range t.Rows {
		fmt.Fprintln(tw, strings.Join(row, "\t"))
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	for line := range strings.Lines(all.String()) {
		if _, err := fmt.Fprintln(w, clipped(strings.TrimRight(line, " \n"), width(w))); err != nil {
			return err
		}
	}
	return nil
}

// width is how many columns a terminal has; 0 where none is written to.
func width(w io.Writer) int {
	g, ok := w.(*guarded)
	if !ok || !g.terminal {
		return 0
	}
	columns, _, err := term.GetSize(int(g.file.Fd()))
	if err != nil {
		return 0
	}
	return columns
}

// clipped cuts a line to so many columns, of which what is written in Japanese takes two; 0 cuts nothing.
func clipped(line string, columns int) string {
	const japanese = '\u1100'
	taken := 0
	for i, r := range line {
		one := 1
		if r >= japanese {
			one = 2
		}
		if taken+one > columns-1 && columns > 0 {
			return line[:i] + "…"
		}
		taken += one
	}
	return line
}

func providerIDs() []string {
	var ids []string
	for _, p := range mockidp.AllNamed() {
		ids = append(ids, p.ID)
	}
	return ids
}
