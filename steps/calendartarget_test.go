package steps_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/reports/verdict"
	"torii/rpclient/target"
	"torii/steps/catalog"
)

// interviewsFile describes the reference's interview form as a process of its own that
// signs nobody in: what an outside product's torii.yaml says.
func interviewsFile(t *testing.T) target.File {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	var actions strings.Builder
	for _, name := range target.CalendarActions {
		fmt.Fprintf(&actions, "  %s: {url: /operator/calendar/%s, header: {Content-Type: application/json}, body: '{{json .Calendar}}'}\n", name, name)
	}
	file, err := target.Parse(filepath.Join(t.TempDir(), "torii.yaml"), fmt.Appendf(nil, `
name: interviews
command: [%q]
environment:
  %s: reference
  PORT: "{{.Port}}"
  ORIGIN: "{{.Origin}}"
  CLIENT_ID: none
  CLIENT_SECRET: none
  MOCKS: '{{.Address "https://accounts.google.com"}}'
actions:
%s`, self, oddKind, actions.String()))
	require.NoError(t, err)
	return file
}

// needTime are rules whose rows wait in earnest where the product's clock is its own.
var needTime = map[string]bool{"CAL-RETRY": true, "CAL-TIMEOUT": true, "CAL-HTML": true, "CAL-ROOM": true}

// TestAnOutsideProductIsJudgedByItsCalendarActions: the reference's form, as a process
// behind the path door, meets the verdicts that it meets inside.
func TestAnOutsideProductIsJudgedByItsCalendarActions(t *testing.T) {
	t.Parallel()
	run := judgeFile(t, interviewsFile(t), func(r catalog.Row) bool { return r.Provider == target.CalendarProvider && !needTime[r.Rule] })
	require.Greater(t, len(run.Rows), 55)
	for _, row := range run.Rows {
		if row.Verdict == verdict.Skipped {
			require.Contains(t, row.Reason.EN, "a clock of its own", row.ID)
			continue
		}
		require.Equal(t, verdict.Passed, row.Verdict, "%s: %s", row.ID, row.Reason.EN)
	}
}

// plainForm are rows that a plain product on Google's library passes, and three that it cannot.
var plainForm = map[string]verdict.Verdict{
	"honest/first": verdict.Passed, "acts-as-sender/first": verdict.Warned, "moved/first": verdict.Passed, "called-off/first": verdict.Passed,
	"followed/moved": verdict.Passed, "many-pages/many": verdict.Passed, "pushed/moved": verdict.Passed,
	"all-day/all-day": verdict.Failed, // a patch that leaves date beside dateTime
	"sync-lost/lost":  verdict.Warned, // 410 is left to people
	"forged/first":    verdict.Warned, // a notification is taken from anybody
	"unheard/quarter": verdict.Skipped,
}

func TestAPlainCalendarFormFailsWhereItMust(t *testing.T) {
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(err)
			}
			t.Skip("needs Node.js: ", err)
		}
	}
	file, err := target.Read("../fixtures/calendar-client/form/torii.yaml")
	require.NoError(t, err)
	run := judgeFile(t, file, func(r catalog.Row) bool {
		_, named := plainForm[r.ID]
		return named && r.Provider == target.CalendarProvider
	})
	got := map[string]verdict.Verdict{}
	for _, row := range run.Rows {
		got[row.ID] = row.Verdict
		require.Equal(t, plainForm[row.ID], row.Verdict, "%s: %s", row.ID, row.Reason.EN)
	}
	require.Len(t, got, len(plainForm))
}
