package workbook_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"torii/reports/workbook"
)

// TestTheBasisLeadsToItsClause: 根拠 opens the place that it cites.
func TestTheBasisLeadsToItsClause(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, workbook.Write(&b, sample(t), nil, ""))
	f, err := excelize.OpenReader(&b)
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows("試験項目")
	require.NoError(t, err)
	basis := slices.Index(rows[0], "根拠") + 1
	name, err := excelize.ColumnNumberToName(basis)
	require.NoError(t, err)
	for i, row := range rows {
		if row[1] != "claims/google-nonce-wrong" {
			continue
		}
		leads, address, err := f.GetCellHyperLink("試験項目", fmt.Sprint(name, i+1))
		require.NoError(t, err)
		assert.True(t, leads)
		assert.Equal(t, "https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation", address)
		return
	}
	assert.Fail(t, "no line of claims/google-nonce-wrong")
}
