package selection_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/steps/catalog"
	"torii/steps/selection"
)

func rows() []catalog.Row {
	return []catalog.Row{
		{ID: "login/line", Provider: "line", Rule: "FLOW-LOGIN", Tags: []string{"@login", "@line", "@FLOW-LOGIN"}},
		{ID: "login/google", Provider: "google", Rule: "FLOW-LOGIN", Tags: []string{"@login", "@google", "@FLOW-LOGIN"}},
		{ID: "error/line", Provider: "line", Rule: "CB-ERROR", Tags: []string{"@callback", "@error", "@line", "@取り消し"}},
		{ID: "error/google", Provider: "google", Rule: "CB-ERROR", Tags: []string{"@callback", "@error", "@google"}},
	}
}

func taken(takes selection.Rows) []string {
	var ids []string
	for _, r := range rows() {
		if takes(r) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

type tagsTest struct {
	expression string
	want       []string
}

func (tt tagsTest) run(t *testing.T) {
	takes, err := selection.Tags(tt.expression, rows())
	require.NoError(t, err)
	require.Equal(t, tt.want, taken(takes))
}

func TestTags(t *testing.T) {
	for _, tt := range []tagsTest{
		{"", []string{"login/line", "login/google", "error/line", "error/google"}},
		{" \t", []string{"login/line", "login/google", "error/line", "error/google"}},
		{"@line", []string{"login/line", "error/line"}},
		{"~@line", []string{"login/google", "error/google"}},
		{"@login && @line", []string{"login/line"}},
		{"@login&&~@line", []string{"login/google"}},
		{"~@login && ~@google", []string{"error/line"}},
		{"@line,@login", []string{"login/line", "login/google", "error/line"}},
		{"@login, ~@google", []string{"login/line", "login/google", "error/line"}},
		{"@取り消し", []string{"error/line"}},
		{"@FLOW-LOGIN", []string{"login/line", "login/google"}},
		{"@login && @error", nil},
		{"@login and @line", []string{"login/line"}},
		{"not @line", []string{"login/google", "error/google"}},
		{"@login or (@error and not @google)", []string{"login/line", "login/google", "error/line"}},
		{"@CB-ERROR", []string{"error/line", "error/google"}},
	} {
		t.Run(tt.expression, tt.run)
	}
}

type badTest struct {
	expression string
	want       []string
}

func (tt badTest) run(t *testing.T) {
	takes, err := selection.Tags(tt.expression, rows())
	require.Nil(t, takes)
	for _, words := range append(tt.want, "--tags", fmt.Sprintf("%q", tt.expression), "@a and not @b") {
		require.ErrorContains(t, err, words)
	}
}

func TestTagsThatGodogWouldTakeForNothing(t *testing.T) {
	for _, tt := range []badTest{
		{"@login && @line,@google", []string{"cannot be mixed", "--tags '@login and (@line or @google)'"}},
		{"@login && not @line", []string{"cannot be mixed", "--tags '@login and not @line'"}},
		{"~@login and @line", []string{"cannot be mixed", "--tags 'not @login and @line'"}},
		{"@nobody", []string{"no row has the tag @nobody", "@callback @error", "@取り消し"}},
		{"~@nobody", []string{"no row has the tag @nobody"}},
		{"@Line", []string{"no row has the tag @Line", "did you mean @line?"}},
		{"@cb-eror", []string{"did you mean @CB-ERROR?"}},
		{"line", []string{`"line" is no tag`, "did you mean @line?"}},
		{"@login @line", []string{"syntax error"}},
		{"(@login", []string{"syntax error"}},
		{"@line or", []string{"syntax error"}},
		{"@line,", []string{"syntax error"}},
		{"@line &&", []string{"syntax error"}},
		{"~", []string{"syntax error"}},
		{"@", []string{"no row has the tag @"}},
		{"＠line", []string{"is no tag"}},
	} {
		t.Run(tt.expression, tt.run)
	}
}

func TestShardsTakeEveryRowOnce(t *testing.T) {
	for n := 1; n <= len(rows())+1; n++ {
		times := map[string]int{}
		for i := 1; i <= n; i++ {
			takes, err := selection.Shard(fmt.Sprintf("%d/%d", i, n), rows())
			require.NoError(t, err)
			mine := taken(takes)
			assert.LessOrEqual(t, len(mine), (len(rows())+n-1)/n, "%d/%d is an equal part", i, n)
			for _, id := range mine {
				times[id]++
			}
		}
		require.Len(t, times, len(rows()), "%d shards", n)
		for id, k := range times {
			require.Equal(t, 1, k, "%s in %d shards", id, n)
		}
	}
	takes, err := selection.Shard("", rows())
	require.NoError(t, err)
	require.Len(t, taken(takes), len(rows()))
}

func TestShardsDependOnIDsAlone(t *testing.T) {
	otherWay := rows()
	slices.Reverse(otherWay)
	for i := range 3 {
		takes, err := selection.Shard(fmt.Sprintf("%d/3", i+1), rows())
		require.NoError(t, err)
		for _, tt := range []struct {
			part string
			rows []catalog.Row
		}{{fmt.Sprintf("%d/3", i+1), otherWay}, {fmt.Sprintf("%d+1/3", i), rows()}} {
			same, err := selection.Shard(tt.part, tt.rows)
			require.NoError(t, err)
			require.Equal(t, taken(takes), taken(same), tt.part)
		}
	}
}

func TestBadShards(t *testing.T) {
	for _, s := range []string{"0/2", "3/2", "-1/2", "1/0", "1", "1/", "/2", "a/b", "1/2/3", "1/2 ", " 1/2", "+1/2", "01/2", "１/２", "1 of 2", "2+1/2", "-1+1/2", "0+1/0", "0+2/3", "0+1/2/3"} {
		takes, err := selection.Shard(s, rows())
		require.ErrorContains(t, err, fmt.Sprintf("--shard: got %q", s))
		require.ErrorContains(t, err, "for example 2/4")
		require.Nil(t, takes, s)
	}
}

func TestProviders(t *testing.T) {
	known := []string{"line", "google"}
	takes, err := selection.Providers([]string{"line"}, known)
	require.NoError(t, err)
	assert.Equal(t, []string{"login/line", "error/line"}, taken(takes))
	takes, err = selection.Providers(nil, known)
	require.NoError(t, err)
	assert.Len(t, taken(takes), len(rows()))
	for _, id := range []string{"LINE", "apple", ""} {
		_, err = selection.Providers([]string{"line", id}, known)
		require.ErrorContains(t, err, fmt.Sprintf("--provider: got %q; allowed: line, google", id))
	}
}

func TestSelectionsCombine(t *testing.T) {
	assert.Equal(t, []string{"login/google", "error/line"}, taken(selection.IDs([]string{"error/line", "login/google", "gone/row"})))
	assert.Empty(t, taken(selection.IDs(nil)), "nothing failed before: nothing is run again")
	assert.Equal(t, []string{"error/line", "error/google"}, taken(selection.Rule("CB-ERROR")))
	assert.Equal(t, []string{"error/line"}, taken(selection.And(selection.Rule("CB-ERROR"), selection.IDs([]string{"login/line", "error/line"}))))
	assert.Len(t, taken(selection.And()), len(rows()))
}

func TestRowsAndRulesByName(t *testing.T) {
	takes, err := selection.Named([]string{"login/line", "error/google"}, rows())
	require.NoError(t, err)
	assert.Equal(t, []string{"login/line", "error/google"}, taken(takes))
	takes, err = selection.Rules([]string{"CB-ERROR"}, rows())
	require.NoError(t, err)
	assert.Equal(t, []string{"error/line", "error/google"}, taken(takes))
	_, err = selection.Named([]string{"login/lime"}, rows())
	require.ErrorContains(t, err, `--row: got "login/lime"; want the id of a row, see torii list scenarios; did you mean login/line`)
	_, err = selection.Rules([]string{"CB-ERRORS"}, rows())
	require.ErrorContains(t, err, `--rule: got "CB-ERRORS"; want the id of a rule that has rows, see torii list rules; did you mean CB-ERROR?`)
}
