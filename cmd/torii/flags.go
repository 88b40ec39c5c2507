package main

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"torii/steps/inventory"
)

// flagList is the list of every flag of every command, which the page of the command line is made of.
const flagList = "flags"

//go:embed flags.ja.txt
var flagsInJapanese string

// flagTable lists the flags of the commands below one, in the order they are declared.
func flagTable(root *cobra.Command) (inventory.Table, error) {
	t := inventory.Table{Columns: inventory.FlagColumns()}
	japanese, err := readFlagTexts(flagsInJapanese)
	if err != nil {
		return t, err
	}
	var problems []error
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		command := strings.TrimPrefix(c.CommandPath(), root.Name()+" ")
		c.Flags().SortFlags = false
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Hidden || f.Name == "help" {
				return
			}
			ja := japanese[command+" --"+f.Name]
			if ja == "" {
				ja = japanese["--"+f.Name]
			}
			if ja == "" {
				problems = append(problems, fmt.Errorf("cmd/torii/flags.ja.txt has no %q: write there what it is for, in Japanese", command+" --"+f.Name))
			}
			value, en := pflag.UnquoteUsage(f)
			t.Rows = append(t.Rows, []string{command, f.Name, value, defaultOf(f), ja, en})
		})
		for _, below := range c.Commands() {
			if below.Name() != "help" && below.Name() != "completion" {
				walk(below)
			}
		}
	}
	for _, c := range root.Commands() {
		if c.Name() != "help" && c.Name() != "completion" {
			walk(c)
		}
	}
	return t, errors.Join(problems...)
}

// defaultOf is what a flag is when it is not given, "" for nothing.
func defaultOf(f *pflag.Flag) string {
	switch f.DefValue {
	case "[]", "false", "0":
		return ""
	}
	return f.DefValue
}

// readFlagTexts reads lines such as "run --rp: …"; where several commands mean the same by a flag, "--lang: …" is enough.
func readFlagTexts(lines string) (map[string]string, error) {
	all := map[string]string{}
	for line := range strings.Lines(lines) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		name, says, ok := strings.Cut(line, ": ")
		if _, twice := all[name]; !ok || twice {
			return nil, fmt.Errorf("flags.ja.txt: got %q; want a flag once, a colon and what it is for", line)
		}
		all[name] = says
	}
	return all, nil
}
