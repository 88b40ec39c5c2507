package rp

// Mode says what a trip to a provider is for. It is chosen by the button pressed, kept
// with the pending login on the server, and never read from the response: a response
// to one question must not be taken as the answer to another.
type Mode string

// What people go to a provider for.
const (
	ModeLogin  Mode = "login"  // to sign in; the first time, to become a member
	ModeLink   Mode = "link"   // to link the account to the member signed in
	ModeReauth Mode = "reauth" // to prove once more that they are the member signed in
	ModeMerge  Mode = "merge"  // to prove that another membership is theirs too
)

// callbackMode takes the mode, and what comes after it, from the pending login.
func callbackMode(l *Login) error {
	l.Mode, l.Return = l.Pending.Mode, l.Pending.Return
	return nil
}

// ending returns what happens, as one transaction, when the provider's word holds.
func (m Mode) ending() []Stage {
	switch m {
	case ModeLink:
		return []Stage{Attach, Enter}
	case ModeReauth:
		return []Stage{Reauth, Enter}
	case ModeMerge:
		return []Stage{Second}
	default:
		return []Stage{Enroll, Enter}
	}
}

// next is where the browser goes then.
func (m Mode) next() string {
	if m == ModeMerge {
		return mergeAsks
	}
	return "/me"
}
