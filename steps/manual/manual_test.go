package manual_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/event"
	"torii/steps/manual"
)

type parseTest struct{ name, yaml, says string }

func (tt parseTest) run(t *testing.T) {
	_, err := manual.Parse("manual.yaml", []byte(tt.yaml))
	require.ErrorContains(t, err, tt.says)
}

func TestParseSaysWhereAFileIsWrong(t *testing.T) {
	for _, tt := range []parseTest{
		{"no id", "manual:\n- item: x\n", "manual.yaml:2: manual[0].id: is missing"},
		{"no item", "manual:\n- id: x\n", "manual[0].item: is missing"},
		{"doubled id", "manual:\n- {id: a, item: x}\n- {id: a, item: y}\n", `manual.yaml:3: manual[1].id: "a" is taken by line 2`},
		{"unknown result", "manual:\n- {id: a, item: x, result: ok}\n", `got "ok"; allowed: 合格`},
		{"a result of nobody", "manual:\n- {id: a, item: x, result: 合格, when: 2026-04-01}\n", "manual[0].who"},
		{"a result of no day", "manual:\n- {id: a, item: x, result: 合格, who: y}\n", "manual[0].when"},
		{"bad day", "manual:\n- {id: a, item: x, when: soon}\n", `got "soon"; want a day such as 2027-03-31`},
		{"unknown field", "manual:\n- {id: a, items: x}\n", "allowed: id, item, note, result, when, who"},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestParse(t *testing.T) {
	got, err := manual.Parse("f", []byte("manual:\n- {id: a, item: x}\n- {id: b, item: y, result: 不合格, who: z, when: 2026-04-01, note: n}\n- {id: c, item: y, result: passed, who: z, when: 2026-04-01}\n"))
	require.NoError(t, err)
	assert.Equal(t, []event.Manual{
		{ID: "a", Item: "x", Result: event.ManualOpen},
		{ID: "b", Item: "y", Result: event.ManualFailed, Who: "z", When: "2026-04-01", Note: "n"},
		{ID: "c", Item: "y", Result: event.ManualPassed, Who: "z", When: "2026-04-01"}}, got)
}

func TestReplaceTakesThePlaceOfWhatWasThere(t *testing.T) {
	log := []event.Event{{Seq: 1, Fact: event.RunStarted{}}, {Seq: 2, Fact: event.Manual{ID: "old"}}}
	got := manual.Replace(log, []event.Manual{{ID: "new"}})
	assert.Equal(t, []event.Event{{Seq: 1, Fact: event.RunStarted{}}, {Seq: 2, Fact: event.Manual{ID: "new"}}}, got)
	assert.Len(t, log, 2)
}
