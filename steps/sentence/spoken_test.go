package sentence

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A sentence that is reworded must not fall out of these lists.
func TestWhatPlantsAndWhatMeetsAreSentences(t *testing.T) {
	known := map[string]bool{}
	for _, w := range wordings() {
		known[w.expression.String()] = true
	}
	for _, list := range [][]string{plants, meets} {
		for _, sentence := range list {
			assert.True(t, known[sentence], sentence)
			assert.NotEmpty(t, bare(sentence), "%s names a provider", sentence)
		}
	}
}

func TestWhatStandsOutsideOfQuotationMarksIsAProvider(t *testing.T) {
	assert.Equal(t, []int{2}, bare(`^「(.+?)」が統合のために([^「」]+)で確かめる$`))
	assert.Equal(t, []int{1}, bare(`^(.+?)の設定「(.+?)=(.*)」がある$`))
	assert.Empty(t, bare(`^会員の(名前|メールアドレス)は「(.+)」である$`))
	assert.Empty(t, bare(`^(\d+) 日たつ$`))
}
