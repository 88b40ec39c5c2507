package verdict_test

import (
	"testing"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
)

// TestAFaultThatNobodyMetIsVacuous: a row that has prepared something has tried it or nothing.
func TestAFaultThatNobodyMetIsVacuous(t *testing.T) {
	waits := event.Prepared{ID: "nonce-wrong", Provider: "google", Endpoint: "token"}
	behind := event.Prepared{ID: "nonce-wrong"}
	atUserInfo := event.Prepared{ID: "nonce-wrong", Provider: "google", Endpoint: "userinfo"}
	fine := checked("IDT-NONCE", "1", "1")
	quirky := event.Planted{Provider: "google", Quirks: []string{"nonce-wrong"}}
	runAll(t, []rowTest{
		{name: "met", facts: []event.Fact{honest, waits, planted, served, fine}, want: verdict.Passed},
		{name: "a quirk, met", facts: []event.Fact{honest, waits, quirky, served, fine}, want: verdict.Passed},
		{name: "no login came after", facts: []event.Fact{honest, waits, fine}, want: verdict.Vacuous, says: "nonce-wrong was planted, and no login came after that could meet it"},
		{name: "planted twice, and one login", facts: []event.Fact{honest, waits, planted, served, waits, fine}, want: verdict.Vacuous, says: "no login came after"},
		{name: "a login came and did not meet it", facts: []event.Fact{honest, waits, planted, fine}, want: verdict.Vacuous, says: "nonce-wrong was never met"},
		{name: "of an endpoint that is never called", facts: []event.Fact{honest, atUserInfo, planted, fine}, want: verdict.NotApplicable, says: "does not call userinfo"},
		{name: "behind another provider, met by no login of the row's own", facts: []event.Fact{honest, behind, served, fine}, want: verdict.Passed},
		{name: "behind another provider, and not met", facts: []event.Fact{honest, behind, fine}, want: verdict.Vacuous, says: "never met"},
		{name: "one that failed before stays failed", facts: []event.Fact{honest, waits, checked("IDT-NONCE", "1", "2")}, want: verdict.Failed, says: "want 1, got 2"},
		{name: "a trouble of the calendar's", facts: []event.Fact{honest, event.CalendarPlanned{Fault: "quota"}, fine}, want: verdict.Vacuous, says: "the planted fault quota was never met"},
		{name: "a trouble of the calendar's that was met", facts: []event.Fact{honest, event.CalendarPlanned{Fault: "nonce-wrong"}, served, fine}, want: verdict.Passed},
	})
}

// TestWhatRestsOnNothingIsVacuous: what came before is judged, and nothing after.
func TestWhatRestsOnNothingIsVacuous(t *testing.T) {
	rested := func(on event.Ground, holds bool) event.Rested {
		return event.Rested{On: on, Of: "google", Holds: holds, Problem: text.Both{JA: "無い", EN: "it is not there"}}
	}
	wrong := checked("IDT-NONCE", "1", "2")
	var tests []rowTest
	for on, says := range map[event.Ground]string{
		event.HonestLink:         "the honest link fails, so nothing can be said: it is not there",
		event.HonestRegistration: "the honest registration fails, so nothing can be said: it is not there",
		event.FormSent:           "no form was sent, so nothing can be said: it is not there",
		event.WhoIsIn:            "somebody is not signed in who has to be, so nothing can be said: it is not there",
	} {
		tests = append(tests,
			rowTest{name: string(on) + ", which fails", facts: []event.Fact{honest, rested(on, false), wrong}, want: verdict.Vacuous, says: says},
			rowTest{name: string(on) + ", which holds", facts: []event.Fact{honest, rested(on, true), checked("IDT-NONCE", "1", "1")}, want: verdict.Passed},
			rowTest{name: string(on) + ", which fails after something else did", facts: []event.Fact{honest, wrong, rested(on, false)}, want: verdict.Failed, says: "want 1, got 2"},
		)
	}
	runAll(t, tests)
}
