package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"torii/mockidp"
	"torii/steps/inventory"
)

func listCommand() *cobra.Command {
	var asJSON bool
	lists := inventory.Lists()
	names := slices.Sorted(maps.Keys(lists))
	c := &cobra.Command{Use: "list " + strings.Join(names, "|"), Short: "List what torii knows",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 && slices.Contains(names, args[0]) {
				return nil
			}
			return usage(fmt.Errorf("list: got %q; want one of %s", args, strings.Join(names, ", ")))
		},
		RunE: func(c *cobra.Command, args []string) error {
			table, err := lists[args[0]]()
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), table)
			}
			return writeTable(c.OutOrStdout(), table)
		}}
	c.Flags().BoolVar(&asJSON, "json", false, "one array of flat objects")
	return c
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
	tw := tabwriter.NewWriter(w, 0, 0, padding, ' ', 0)
	fmt.Fprintln(tw, strings.ToUpper(strings.Join(t.Columns, "\t")))
	for _, row := range t.Rows {
		fmt.Fprintln(tw, strings.Join(row, "\t"))
	}
	return tw.Flush()
}

func providerIDs() []string {
	var ids []string
	for _, p := range mockidp.Profiles() {
		ids = append(ids, p.ID)
	}
	return ids
}
