package inventory

import (
	"strconv"

	"torii/mockidp"
	"torii/mockidp/profile"
)

// facts are what each mock is played to do, and what that is known by.
func facts() (Table, error) {
	t := Table{Columns: []string{"provider", "part", "what", "confidence", "source"}}
	for _, n := range mockidp.Told() {
		for _, b := range n.Behaviours {
			t.Rows = append(t.Rows, []string{n.ID, string(b.Part), b.Name, string(b.Confidence), b.Source})
		}
	}
	return t, nil
}

// degrees of confidence, the best first.
var degrees = []profile.Confidence{profile.Documented, profile.Seen, profile.Inferred, profile.Unknown}

// trust counts them: how far each mock can be trusted.
func trust() (Table, error) {
	t := Table{Columns: []string{"provider", "behaviours", "documented", "seen", "inferred", "unknown", "share_unknown"}}
	for _, n := range mockidp.Told() {
		counts := map[profile.Confidence]int{}
		for _, b := range n.Behaviours {
			counts[b.Confidence]++
		}
		row := []string{n.ID, strconv.Itoa(len(n.Behaviours))}
		for _, d := range degrees {
			row = append(row, strconv.Itoa(counts[d]))
		}
		t.Rows = append(t.Rows, append(row, percent(counts[profile.Unknown], len(n.Behaviours))))
	}
	return t, nil
}

// percent is a share in whole percents.
func percent(some, of int) string {
	if of == 0 {
		return "-"
	}
	const whole = 100
	return strconv.Itoa((whole*some+of/2)/of) + " %"
}

// unplayed are the parts of the real providers that the mocks leave out.
func unplayed() (Table, error) {
	t := Table{Columns: []string{"of", "what", "answer"}}
	for _, n := range mockidp.Told() {
		for _, l := range n.NotPlayed {
			t.Rows = append(t.Rows, []string{n.ID, l.What, l.Answer})
		}
	}
	return t, nil
}
