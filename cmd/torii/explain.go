package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"torii/fixtures/text"
	"torii/steps/explain"
)

func explainCommand() *cobra.Command {
	var flag string
	c := &cobra.Command{Use: "explain RULE|FAULT|QUIRK|SWITCH|ROW|VERDICT", Short: "Tell what a word means, what it costs and how to mend it",
		RunE: func(c *cobra.Command, args []string) error {
			lang, err := language(flag)
			if err != nil {
				return err
			}
			word := strings.Join(args, " ") // the name of a verdict, or of a fault, may have several words
			entries, err := explain.Of(word)
			if err != nil {
				return err
			}
			if len(entries) == 0 {
				return unexplained(word)
			}
			return explain.Write(c.OutOrStdout(), entries, func(b text.Both) string { return b.In(lang) })
		}}
	c.Flags().StringVar(&flag, "lang", "", "language of what is printed: ja or en (default: by the locale, else ja)")
	return c
}

// unexplained is a wrong use: nothing has that name, and these are near it.
func unexplained(word string) error {
	if strings.TrimSpace(word) == "" {
		return usage(errors.New("explain: got no word; want the name of a rule, fault, quirk, switch, row or verdict, such as IDT-CRIT; torii list has them all"))
	}
	near, err := explain.Near(word)
	if err != nil {
		return err
	}
	const longest = 200 // runes of what was given
	if r := []rune(word); len(r) > longest {
		word = string(r[:longest]) + "…"
	}
	return usage(fmt.Errorf("explain: nothing is called %q; want the name of a rule, fault, quirk, switch, row or verdict. Near it: %s. torii list rules (faults, quirks, switches, scenarios) has them all",
		word, strings.Join(near, ", ")))
}
