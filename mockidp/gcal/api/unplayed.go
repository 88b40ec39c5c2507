package api

import (
	"slices"

	"torii/mockidp/profile"
)

// NotPlayed lists what of Google's document the fake does not play: methods, parameters of the methods that are played, and members.
func NotPlayed() []profile.Left {
	var all []profile.Left
	for _, m := range Methods() {
		if !m.Served() {
			all = append(all, profile.Left{What: m.ID, Answer: "501"})
		}
		for _, name := range m.Query {
			if slices.Contains(Unplayed[m.ID], name) {
				all = append(all, profile.Left{What: m.ID + "?" + name, Answer: "501"})
			}
		}
	}
	for _, s := range Schemas() {
		for _, name := range s.Drops {
			all = append(all, profile.Left{What: s.Name + "." + name, Answer: "dropped"})
		}
	}
	return all
}
