// Command gen writes the generated parts of the documentation, or with -check tells
// which are stale. With -record it keeps the verdicts of report folders as those of
// a foreign RP, which may be judged in several runs, such as one a provider.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"torii/mockidp/control"
	"torii/reports/folder"
	"torii/reports/verdict"
	"torii/rpclient/target"
	"torii/steps/inventory"
	"torii/steps/matrix"
)

// pages hold generated parts.
var pages = []string{
	"cmd/torii/README.md", "cmd/torii/README.ja.md",
	"features/linking/README.md", "features/rows.md",
	"fixtures/rp/README.md", "fixtures/rp/README.ja.md",
	"fixtures/rule/README.md",
	"mockidp/README.md",
	"rpclient/check/README.md", "rpclient/check/README.ja.md",
	"rpclient/mutant/README.md",
	"rpclient/target/README.md", "rpclient/target/README.ja.md",
}

const fileMode = 0o644

func main() {
	check := flag.Bool("check", false, "write nothing; fail when something is stale")
	record := flag.String("record", "", "`RP=FOLDER,…`: keep the verdicts in the report folders as those of fixtures/rp/RP")
	part := flag.Bool("part", false, "with -check and -record: the runs were of some rows only, and the others are not missed")
	rows := flag.Bool("rows", false, "write the generated rows of the features, and nothing else")
	flag.Parse()
	g := generator{check: *check, part: *part}
	run := func() error { return g.run(*record) }
	if *rows {
		run = g.matrix
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

type generator struct {
	check bool
	part  bool // of the rows, in the runs that are held against the record
	stale []string
}

func (g *generator) run(record string) error {
	if record != "" {
		if err := g.record(record); err != nil {
			return err
		}
	} else if err := g.fill(); err != nil {
		return err
	}
	if len(g.stale) > 0 {
		return fmt.Errorf("stale, run make generate (or make foreign): %v", g.stale)
	}
	return nil
}

func (g *generator) fill() error {
	if err := g.matrix(); err != nil {
		return err
	}
	tables := maps.Clone(inventory.Lists())
	tables["interop"] = inventory.Interop(os.DirFS("."))
	flags, err := flagsOfTheProgram()
	if err != nil {
		return err
	}
	maps.Copy(tables, inventory.Manual(flags))
	for _, page := range pages {
		b, err := os.ReadFile(page)
		if err != nil {
			return err
		}
		filled, err := inventory.Fill(string(b), tables)
		if err != nil {
			return fmt.Errorf("%s: %w", page, err)
		}
		if err := g.put(page, []byte(filled)); err != nil {
			return err
		}
	}
	if err := g.rulePages(); err != nil {
		return err
	}
	if err := g.schema(); err != nil {
		return err
	}
	return g.openAPI()
}

// flagsOfTheProgram asks the command line, which nothing imports, for its flags.
func flagsOfTheProgram() (inventory.Table, error) {
	const patience = 5 * time.Minute // it is compiled first
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	list := exec.CommandContext(ctx, "go", "run", "./cmd/torii", "list", "flags", "--json")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return inventory.Table{}, fmt.Errorf("torii list flags: %w", err)
	}
	return inventory.FromJSON(out, inventory.FlagColumns())
}

// rulePages writes what there is to say of each rule, a page a family.
func (g *generator) rulePages() error {
	found, err := inventory.RulePages()
	if err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(found)) {
		if err := g.put(path, []byte(found[path])); err != nil {
			return err
		}
	}
	return nil
}

// openAPIFile describes the control port.
const openAPIFile = "mockidp/control/openapi.json"

func (g *generator) openAPI() error {
	document, err := control.Document()
	if err != nil {
		return err
	}
	b, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return err
	}
	return g.put(openAPIFile, append(b, '\n'))
}

// schemaFile is the JSON Schema of torii.yaml, for editors.
const schemaFile = "rpclient/target/torii.schema.json"

func (g *generator) schema() error {
	b, err := target.Schema()
	if err != nil {
		return err
	}
	return g.put(schemaFile, b)
}

// matrix writes the generated rows of the features.
func (g *generator) matrix() error {
	paths, err := filepath.Glob("features/*/*.feature")
	if err != nil {
		return err
	}
	files := map[string][]byte{}
	for _, path := range paths {
		if files[path], err = os.ReadFile(path); err != nil {
			return err
		}
	}
	filled, err := matrix.Fill(files)
	if err != nil {
		return err
	}
	for _, path := range paths {
		if err := g.put(path, filled[path]); err != nil {
			return err
		}
	}
	return nil
}

func (g *generator) record(words string) error {
	name, dirs, ok := strings.Cut(words, "=")
	if !ok {
		return fmt.Errorf("-record: got %q; want RP=FOLDER or RP=FOLDER,FOLDER", words)
	}
	found, err := judged(strings.Split(dirs, ","))
	if err != nil {
		return err
	}
	path := filepath.Join("fixtures", "rp", name, inventory.VerdictsName)
	if g.check {
		return matches(path, found, g.part)
	}
	b, err := found.JSON()
	if err != nil {
		return err
	}
	return g.put(path, b)
}

// judged joins what several runs have judged; a row that is in two of them has to agree.
func judged(dirs []string) (inventory.Verdicts, error) {
	all := inventory.Verdicts{}
	for _, dir := range dirs {
		events, err := folder.Read(dir)
		if err != nil {
			return nil, err
		}
		for id, found := range inventory.Of(verdict.Judge(events)) {
			if was, twice := all[id]; twice && was != found {
				return nil, fmt.Errorf("-record: %s is %s in %s and was %s before: name folders of runs that do not overlap", id, found.Verdict, dir, was.Verdict)
			}
			all[id] = found
		}
	}
	return all, nil
}

// matches reports the rows that were judged otherwise than the file has it.
// Those of a part of the rows are held to that part.
func matches(path string, found inventory.Verdicts, part bool) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var kept inventory.Verdicts
	if err := json.Unmarshal(b, &kept); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if part {
		maps.DeleteFunc(kept, func(id string, _ inventory.Judged) bool {
			_, judged := found[id]
			return !judged
		})
	}
	if lines := kept.Differences(found); len(lines) > 0 {
		return fmt.Errorf("%s does not match this run (make foreign keeps it):\n%s", path, strings.Join(lines, "\n"))
	}
	return nil
}

// put writes a file, or notes that it is stale.
func (g *generator) put(path string, b []byte) error {
	was, err := os.ReadFile(path)
	if err == nil && string(was) == string(b) {
		return nil
	}
	if g.check {
		g.stale = append(g.stale, path)
		return nil
	}
	return os.WriteFile(path, b, fileMode)
}
