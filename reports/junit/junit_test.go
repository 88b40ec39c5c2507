package junit_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/junit"
	"torii/reports/verdict"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// hostile is what a Relying Party may write into its title.
const hostile = "]]></failure><x a='\"&\x00\x1b[31m\x07 💥 \ufffe｜"

// sample is a run with a row of each verdict.
func sample() verdict.Run {
	nonce, _ := rule.Find("IDT-NONCE")
	page, _ := rule.Find("SES-PAGE")
	run := verdict.Run{Target: "RP & <Co>", Version: "v1.2.3", Salt: "salt", Whole: true}
	for i, v := range verdict.Ladder() {
		row := verdict.Row{ID: "claims/" + strings.ReplaceAll(string(v), " ", "-"), Feature: "IDトークンのクレーム", Name: "Googleの「違う nonce」を拒む",
			Provider: "google", File: "idtoken/claims.feature", Line: 40 + i, Rule: nonce, Verdict: v, Millis: int64(1000 + i)}
		if v != verdict.Passed {
			row.Reason = text.Both{JA: string(v) + "の理由", EN: "the reason why it is " + string(v)}
		}
		run.Rows = append(run.Rows, row)
	}
	run.Rows = append(run.Rows, verdict.Row{ID: "page/google", Feature: "失敗を知らせる画面", Name: hostile, Provider: "google", File: "session/page.feature",
		Line: 9, Rule: page, Verdict: verdict.Failed, Reason: text.Both{JA: hostile, EN: hostile}, Notes: []text.Both{{JA: hostile, EN: hostile}}})
	return run
}

func written(t *testing.T, run verdict.Run) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, junit.Write(&b, run, nil, ""))
	return b.String()
}

func TestGolden(t *testing.T) {
	const golden = "testdata/junit.xml"
	got := written(t, sample())
	assert.Equal(t, got, written(t, sample()), "the same run, the same bytes")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, "run go test ./reports/junit -update")
}

// parsed is the part of JUnit XML that CI systems read.
type parsed struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Errors   int `xml:"errors,attr"`
	Skipped  int `xml:"skipped,attr"`
	Suites   []struct {
		Name  string `xml:"name,attr"`
		Tests int    `xml:"tests,attr"`
		Cases []struct {
			Name    string  `xml:"name,attr"`
			Failure *failed `xml:"failure"`
			Error   *failed `xml:"error"`
			Skipped *failed `xml:"skipped"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

type failed struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func parse(t *testing.T, report string) parsed {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(report))
	decoder.Strict = true
	var p parsed
	require.NoError(t, decoder.Decode(&p))
	_, err := decoder.Token()
	for err == nil {
		_, err = decoder.Token()
	}
	require.ErrorIs(t, err, io.EOF, "one document and nothing after it")
	return p
}

func TestHostileTextStaysText(t *testing.T) {
	p := parse(t, written(t, sample()))
	require.Len(t, p.Suites, 2)
	cases := p.Suites[1].Cases
	require.Len(t, cases, 1, "the text opened no element")
	require.NotNil(t, cases[0].Failure)
	for _, said := range []string{cases[0].Name, cases[0].Failure.Message, cases[0].Failure.Text} {
		assert.Contains(t, said, "]]></failure><x a='\"&")
		assert.Contains(t, said, "[31m\ufffd 💥 \ufffd｜", "what XML forbids is replaced, the rest is kept")
	}
}

func TestEveryFailureSaysWhatWhyAndByWhichClause(t *testing.T) {
	run := sample()
	p := parse(t, written(t, run))
	assert.Equal(t, []int{8, 3, 1, 2}, []int{p.Tests, p.Failures, p.Errors, p.Skipped})
	for i, c := range p.Suites[0].Cases {
		row := run.Rows[i]
		assert.Contains(t, c.Name, row.ID)
		said := c.Failure
		switch row.Verdict {
		case verdict.HarnessError:
			said = c.Error
		case verdict.Failed, verdict.Vacuous:
		case verdict.Skipped, verdict.NotApplicable:
			require.NotNil(t, c.Skipped, row.ID)
			assert.Contains(t, c.Skipped.Message, row.Reason.EN)
			continue
		default:
			assert.Nil(t, c.Failure, row.ID)
			continue
		}
		require.NotNil(t, said, row.ID)
		for _, words := range []string{row.Feature, row.Name, string(row.Rule.ID), row.Rule.Clause, row.Rule.Says.JA, row.Rule.Says.EN, row.Reason.JA, row.Reason.EN} {
			assert.Contains(t, said.Text, words, row.ID)
		}
	}
}

func TestHalfARunIsAnError(t *testing.T) {
	run := sample()
	run.Whole = false
	p := parse(t, written(t, run))
	assert.Equal(t, 2, p.Errors)
	assert.Contains(t, p.Suites[len(p.Suites)-1].Cases[0].Error.Message, "cut off")
}

type brokenWriter struct{}

var errDisk = errors.New("disk full")

func (brokenWriter) Write([]byte) (int, error) { return 0, errDisk }

func TestWhatCannotBeWrittenIsSaid(t *testing.T) {
	require.ErrorIs(t, junit.Write(brokenWriter{}, sample(), nil, ""), errDisk)
}
