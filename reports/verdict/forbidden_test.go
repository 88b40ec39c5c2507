package verdict_test

import (
	"testing"

	"torii/reports/event"
	"torii/reports/verdict"
)

// bearing is a call at a provider that bore something of the row's one login.
func bearing(at, endpoint string, what ...event.Presented) event.Called {
	return event.Called{Provider: at, Endpoint: endpoint, Status: 400, Presented: what}
}

// issuedAt is something that a provider has issued in a login.
func issuedAt(provider, what, in string) event.Presented {
	return event.Presented{What: what, Provider: provider, Login: in, Digest: "d"}
}

// byOrder is what a call at the login's own provider breaks, where another rule than the fault's is named for it.
func byOrder(x *event.Expected) { x.Forbids = "CB-ORDER" }

// TestForbiddenMeansForbiddenAnywhere: what bore the login's code counts, wherever it went.
func TestForbiddenMeansForbiddenAnywhere(t *testing.T) {
	code := issuedAt("google", "code", login)
	row := func(change func(*event.Expected), calls ...event.Fact) []event.Fact {
		facts := append([]event.Fact{honest, planted, served}, calls...)
		return append(facts, silent, refuse("CB-STATE", change))
	}
	runAll(t, []rowTest{
		{name: "nothing was called", facts: row(noCall), want: verdict.Passed, note: "not shown"},
		{name: "its code at another provider", facts: row(noCall, bearing("line", "token", code)),
			want: verdict.Failed, says: "sent the code of a response it should have refused to line (token)", note: "not shown"},
		{name: "at whatever endpoint there", facts: row(noCall, bearing("line", "/nowhere", code)), want: verdict.Failed, says: "line (/nowhere)", note: "not shown"},
		{name: "that is worse than the order at home", facts: row(func(x *event.Expected) { noCall(x); byOrder(x) }, called("token"), bearing("line", "token", code)),
			want: verdict.Failed, says: "sent the code", note: "not shown"},
		{name: "at home alone, it is a matter of order", facts: row(func(x *event.Expected) { noCall(x); byOrder(x) }, called("token")), want: verdict.Warned, says: "called token", note: "not shown"},
		{name: "an access token at another provider", facts: row(noCall, bearing("line", "userinfo", issuedAt("google", "access_token", login))), want: verdict.Failed, says: "sent the access_token", note: "not shown"},
		{name: "a one-time token too", facts: row(noCall, bearing("line", "token", issuedAt("google", "token", login))), want: verdict.Failed, says: "sent the token", note: "not shown"},
		{name: "an ID token may be looked at to be refused", facts: row(noCall, bearing("line", "verify", issuedAt("google", "id_token", login))), want: verdict.Passed, note: "not shown"},
		{name: "another login's code", facts: row(noCall, bearing("line", "token", issuedAt("google", "code", "another#1"))), want: verdict.Passed, note: "not shown"},
		{name: "what a relay presents to the provider behind it", facts: row(noCall, bearing("line", "token", issuedAt("line", "code", login))), want: verdict.Passed, note: "not shown"},
		{name: "where nothing is forbidden", facts: row(func(*event.Expected) {}, bearing("line", "token", code)), want: verdict.Passed, note: "not shown"},
	})
}
