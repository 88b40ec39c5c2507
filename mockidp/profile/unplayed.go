package profile

// Left is one thing that the real provider has and the mock does not play, and what becomes of it.
type Left struct {
	What   string // an address, or what a request or a document names
	Answer string // "501", "refused" in the provider's words, "dropped" of a member, "ignored" of what a request says, or "absent"
}

// NotPlayed lists the addresses that say so with 501, and what is left out besides.
func (p Profile) NotPlayed() []Left {
	var all []Left
	for _, r := range p.Routes {
		if r.Missing {
			all = append(all, Left{r.URL, "501"})
		}
	}
	return append(all, p.Unplayed...)
}
