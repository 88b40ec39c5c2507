package html_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/rule"
)

// TestARowLeadsToHowToMendIt: from the row to its rule's cost, its mend and the place where the specification has it.
func TestARowLeadsToHowToMendIt(t *testing.T) {
	page := unpacked(t, sample(t), nil)
	leads := row(t, page, "claims/google-nonce-wrong").Find(`a[href="#rule-IDT-NONCE"]`)
	require.Equal(t, 1, leads.Length(), "links to the rule")
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	require.NoError(t, err)
	found := doc.Find(".causes")
	assert.Positive(t, found.Find(`a[href="#rule-IDT-NONCE"]`).Length(), "the cause leads there too")
	told := doc.Find("#rule-IDT-NONCE")
	require.Equal(t, 1, told.Length(), "places that tell of it")
	r, _ := rule.Find("IDT-NONCE")
	for _, want := range []string{r.Mend().Loss.JA, r.Mend().Loss.EN, r.Mend().How.JA, r.Mend().How.EN} {
		assert.Contains(t, told.Text(), want)
	}
	assert.Equal(t, "https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation", told.Find("a").First().AttrOr("href", ""))
}
