package merge

import (
	"fmt"
	"slices"
	"strings"

	"torii/reports/event"
)

// together joins what the shards say of their extent: the first beginning, of all parts.
// A log of an older format tells none, and two undivided runs are told apart by their rows.
func together(shards []Shard, partial bool) (event.RunStarted, error) {
	var all event.RunStarted
	in := map[int]string{} // shard by part
	first := true
	for _, s := range shards {
		for _, e := range s.Events {
			f, begins := e.Fact.(event.RunStarted)
			if !begins {
				continue
			}
			for _, part := range f.Extent.Parts {
				if other, twice := in[part]; twice {
					return all, fmt.Errorf("part %d of %d stands in %s and in %s", part, f.Extent.Of, other, s.Name)
				}
				in[part] = s.Name
			}
			if first {
				all, first = f, false
				all.Extent.Parts = slices.Clone(f.Extent.Parts)
				continue
			}
			all.Extent.Parts = append(all.Extent.Parts, f.Extent.Parts...)
			all.Extent.Chosen += f.Extent.Chosen
		}
	}
	x := &all.Extent
	if x.Of == 0 {
		return all, nil
	}
	slices.Sort(x.Parts)
	x.Merged = true
	absent := x.Absent()
	if len(absent) > 0 && !partial {
		return all, fmt.Errorf("of %d parts, these are missing: %s; --partial joins the others, and every report names what is absent", x.Of, strings.Trim(fmt.Sprint(absent), "[]"))
	}
	if len(absent) == 0 {
		x.Parts, x.Of, x.Merged = nil, 0, false // as if it had never been divided
	}
	return all, nil
}

// selection is what chose the rows, in words.
func selection(x event.Extent) string {
	return fmt.Sprintf("(--provider %q --tags %q --failed %q)", strings.Join(x.Providers, ","), x.Tags, x.Failed)
}
