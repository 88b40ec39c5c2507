package verdict

import (
	"strings"

	"torii/fixtures/text"
)

// Excused reports whether the row's failure is accepted, and rightly so.
func (r Row) Excused() bool { return r.Accepted.Reason != "" && r.Accepted.Problem.IsZero() }

// Acceptance tells that a row's failure is accepted, why and for how long, or why it
// is not any more; zero where nobody has accepted anything.
func (r Row) Acceptance() text.Both {
	a := r.Accepted
	if a.Reason == "" {
		return text.Both{}
	}
	ja, en := []string{a.Reason}, []string{a.Reason}
	if a.Ticket != "" {
		ja, en = append(ja, a.Ticket), append(en, a.Ticket)
	}
	if a.Expires != "" {
		ja, en = append(ja, a.Expires+" まで"), append(en, "until "+a.Expires)
	}
	said := text.Both{JA: "認めた不合格: " + strings.Join(ja, "、"), EN: "accepted failure: " + strings.Join(en, ", ")}
	if !a.Problem.IsZero() {
		said.JA += "（" + a.Problem.JA + "）"
		said.EN += " (" + a.Problem.EN + ")"
	}
	return said
}

// Unconfirmed reports whether what the row demands rests on a provider fact that only
// the provider's own test environment can settle.
func (r Row) Unconfirmed() bool {
	return r.Unsure || r.Confidence == "inferred" || r.Confidence == "unknown"
}
