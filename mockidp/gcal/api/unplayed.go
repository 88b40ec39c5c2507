package api

import "slices"

// Left is one thing of Google's document that the fake does not play, and what becomes of it.
type Left struct {
	What   string // for example "events.quickAdd", "events.insert?eventLabelVersion" or "Event.gadget"
	Answer string // "501", or "dropped" of a member of a body
}

// NotPlayed lists what of Google's document the fake does not play: methods, parameters of the methods that are played, and members.
func NotPlayed() []Left {
	var all []Left
	for _, m := range Methods() {
		if !m.Served() {
			all = append(all, Left{What: m.ID, Answer: "501"})
		}
		for _, name := range m.Query {
			if slices.Contains(Unplayed[m.ID], name) {
				all = append(all, Left{What: m.ID + "?" + name, Answer: "501"})
			}
		}
	}
	for _, s := range Schemas() {
		for _, name := range s.Drops {
			all = append(all, Left{What: s.Name + "." + name, Answer: "dropped"})
		}
	}
	return all
}
