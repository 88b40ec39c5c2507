package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(c.OutOrStdout(), versionLine())
			return err
		}}
}

// versionLine is what the command and the flag print: torii, its version, Go's, and the system.
func versionLine() string {
	return "torii " + version() + " " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
}

// revision is what the Makefile's linker flags say; "" where torii was built without them.
var revision string

// version is the Makefile's, or the module's, or the commit it was built from.
func version() string {
	if revision != "" {
		return revision
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(len(s.Value), 12)]
		}
	}
	return "devel"
}
