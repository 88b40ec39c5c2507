// Package matrix writes the Examples rows that follow from the catalogues: whatever
// can be planted at a provider and no row written by hand plants.
//
// A scenario outline asks for them with a pair of comments after its own Examples,
// "# generated: faults" (or quirks) and "# end of generated". Faults name the outline
// they are played in; quirks are played where they act. It runs nothing.
package matrix

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp"
	"torii/mockidp/bend"
	"torii/mockidp/fault"
	"torii/mockidp/profile"
	"torii/mockidp/quirk"
	"torii/steps/catalog"
)

// The comments that a generated part stands between, and the tag that names its outline.
const (
	faultsMark = "# generated: faults"
	quirksMark = "# generated: quirks"
	endMark    = "# end of generated"
	idTag      = "@id-"
)

// planting is one thing that a row plants at a provider.
type planting struct {
	id, scene, rule string
	name            text.Both
}

// key names what a row covers. A row that plants something under another rule is about something else.
func key(provider, planted, rule string) string { return provider + " " + planted + " " + rule }

// kinds are what a generated part can hold, by its first comment.
var kinds = []struct {
	mark, column string
	of           func(profile.Profile) []planting
}{
	{faultsMark, "不正", faults},
	{quirksMark, "癖", quirks},
}

// faults are those that make sense at a provider.
func faults(p profile.Profile) []planting {
	var all []planting
	for _, f := range fault.All() {
		if f.Why(p).IsZero() {
			all = append(all, planting{f.ID, f.Scene, string(f.Rule), f.Name})
		}
	}
	return all
}

// scenes are the outlines in which quirks are played, by the place where they act.
var scenes = map[bend.Place]string{
	bend.Callback: "callback-honest", bend.IDToken: "claims-honest",
	bend.TokenReply: "token-honest", bend.UserInfo: "userinfo-honest", bend.KeySet: "keys-honest",
}

func quirks(p profile.Profile) []planting {
	var all []planting
	for _, q := range slices.Concat(quirk.Common(), p.Quirks) {
		if q.Plays() && q.Why(p).IsZero() {
			all = append(all, planting{q.ID, cmp.Or(q.Scene, scenes[q.Bend.Place()]), q.Rule, q.Name})
		}
	}
	return all
}

// Fill returns the feature files, by path, with their generated parts written anew.
func Fill(files map[string][]byte) (map[string][]byte, error) {
	covered := map[string]bool{} // by key
	for path, b := range files {
		rows, err := catalog.Written(path, emptied(b))
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			covered[key(row.Provider, row.Fault, row.Rule)] = true
			covered[key(row.Provider, row.Quirk, row.Rule)] = true
		}
	}
	filled := map[string][]byte{}
	for path, b := range files {
		written, err := fill(path, b, covered)
		if err != nil {
			return nil, err
		}
		filled[path] = written
	}
	return filled, nil
}

// emptied is a feature file without what stands in its generated parts.
func emptied(b []byte) []byte {
	var out bytes.Buffer
	inside := false
	for line := range strings.Lines(string(b)) {
		said := strings.TrimSpace(line)
		inside = inside && said != endMark
		if !inside {
			out.WriteString(line)
		}
		inside = inside || said == faultsMark || said == quirksMark
	}
	return out.Bytes()
}

func fill(path string, b []byte, covered map[string]bool) ([]byte, error) {
	var out bytes.Buffer
	scene, open := "", ""
	for line := range strings.Lines(string(emptied(b))) {
		out.WriteString(line)
		said := strings.TrimSpace(line)
		for word := range strings.FieldsSeq(said) {
			if id, ok := strings.CutPrefix(word, idTag); ok {
				scene = id
			}
		}
		switch {
		case said == endMark && open == "":
			return nil, fmt.Errorf("%s: %q without a beginning", path, endMark)
		case said == endMark:
			open = ""
		case open != "" && said != "":
			return nil, fmt.Errorf("%s: %q has no %q", path, open, endMark)
		}
		for _, k := range kinds {
			if said == k.mark {
				open = k.mark
				indent, _, _ := strings.Cut(line, "#")
				out.WriteString(blocks(indent, k.column, scene, k.of, covered))
			}
		}
	}
	if open != "" {
		return nil, fmt.Errorf("%s: %q has no %q", path, open, endMark)
	}
	return out.Bytes(), nil
}

// blocks are one Examples block a provider, where it has rows.
func blocks(indent, column, scene string, of func(profile.Profile) []planting, covered map[string]bool) string {
	var out strings.Builder
	for _, p := range mockidp.Profiles() {
		if p.Rehearsal {
			continue // its twin's rows stand for it
		}
		rows := [][]string{{"行", "プロバイダー", column}}
		for _, x := range of(p) {
			if x.scene == scene && !covered[key(p.ID, x.id, x.rule)] {
				rows = append(rows, []string{p.ID + "-" + strings.TrimPrefix(x.id, p.ID+"-"), p.Name.JA, x.name.JA})
			}
		}
		if len(rows) > 1 {
			fmt.Fprintf(&out, "%s@%s\n%s例: %s\n%s\n", indent, p.ID, indent, p.Name.JA, table(indent+"  ", rows))
		}
	}
	return out.String()
}
