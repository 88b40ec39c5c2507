package markdown_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/markdown"
	"torii/reports/verdict"
)

func TestAcceptedFailuresAndManualChecksAreNamed(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, markdown.Write(&b, verdict.Run{Whole: true,
		Rows: []verdict.Row{{ID: "a/b", Verdict: verdict.Failed, Reason: text.Both{JA: "理由", EN: "reason"},
			Accepted: event.Accepted{Reason: "later | <b>", Problem: text.Both{JA: "過ぎた", EN: "over"}}}},
		Manual: []event.Manual{{ID: "M-1", Item: "見る|る", Result: event.ManualOpen}}}, nil, ""))
	got := b.String()
	assert.Contains(t, got, "**accepted failure: later &#124; &#60;b&#62; (over)**<br>理由")
	assert.Contains(t, got, "| <code>M-1</code> | 見る&#124;る | open |")
}
