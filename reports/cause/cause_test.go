package cause_test

import (
	"compress/gzip"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/reports/cause"
	"torii/reports/event"
	"torii/reports/verdict"
)

// recordedTest is the log of a foreign Relying Party, its rows that did not pass alone, and what is to be mended in it.
type recordedTest struct {
	rp   string
	want []string // the leading sentences in English, each with its rows, the largest first
}

func (tt recordedTest) run(t *testing.T) {
	events := recorded(t, tt.rp)
	run := verdict.Judge(events)
	causes := cause.Group(run, events)
	var got []string
	rows := 0
	for _, c := range causes {
		says, _, _ := strings.Cut(c.Says.EN, ": ")
		got = append(got, fmt.Sprintf("%d %s", len(c.Rows), says))
		rows += len(c.Rows)
		told := c.Tell(1, text.Japanese)
		require.Contains(t, told[len(told)-1], "torii explain "+string(c.Rule.ID), "how to mend it")
	}
	require.Equal(t, tt.want, got)
	n := run.Count()
	require.Equal(t, n[verdict.Failed]+n[verdict.Vacuous]+n[verdict.HarnessError], rows, "every row has one cause")
}

func recorded(t *testing.T, rp string) []event.Event {
	t.Helper()
	f, err := os.Open("testdata/" + rp + ".ndjson.gz")
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	unpacked, err := gzip.NewReader(f)
	require.NoError(t, err)
	events, err := event.Read(unpacked)
	require.NoError(t, err)
	return events
}

func TestFailuresOfForeignRelyingPartiesHaveFewCauses(t *testing.T) {
	for _, tt := range []recordedTest{
		{"openid-client", []string{
			"12 IDT-ENCODING is not looked at (id-token-standard-base64 is accepted too)",
			"4 payload-not-utf8 is accepted (IDT-FORM", "1 LNK-TELL", "1 LNK-TELL"}},
		{"arctic", []string{
			"84 no claim of the ID token is looked at",
			"3 response-mixed-up is met wrongly (CB-MIXUP", "3 id-token-padded is accepted (IDT-ENCODING",
			"3 payload-array is accepted (IDT-FORM", "3 payload-not-utf8 is accepted (IDT-FORM", "1 code-injected is accepted (CB-INJECT"}},
		{"spring-boot", []string{
			"7 IDT-ISS is not looked at (iss-other-provider is accepted too)",
			"3 response-mixed-up is accepted (CB-MIXUP", "3 crit-b64-absent is accepted (IDT-CRIT",
			"3 payload-not-utf8 is accepted (IDT-FORM", "1 id-token-padded is accepted (IDT-ENCODING"}},
	} {
		t.Run(tt.rp, tt.run)
	}
}
