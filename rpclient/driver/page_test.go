package driver_test

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
)

type textRow struct {
	name  string
	media string
	body  string
	title string
	text  string
}

func (row textRow) run(t *testing.T) {
	p := &driver.Page{Header: http.Header{"Content-Type": {row.media}}, Body: []byte(row.body)}
	if row.media == "" {
		p.Header = nil
	}
	assert.Equal(t, row.title, p.Title())
	assert.Equal(t, row.text, p.Text())
}

func TestTitleAndText(t *testing.T) {
	const document = "text/html; charset=utf-8"
	rows := []textRow{
		{"white space is collapsed", document, "<title> 会員\n ログイン </title><p> a \n\t b </p>", "会員 ログイン", "a b"},
		{"boxes part words", document, "<p>a</p><p>b<br>c<div>d", "", "a b c d"},
		{"inline elements do not", document, "ようこそ<b>山田</b><span>太郎</span>さん", "", "ようこそ山田太郎さん"},
		{"what nobody sees", document, "<style>s</style><script>s</script><noscript>n</noscript><template>t</template><p hidden>h</p>v", "", "v"},
		{"entities", document, "<title>a &amp; b</title>&lt;c&gt;", "a & b", "<c>"},
		{"JSON is read as it came", "application/json", "{\"a\":\n \"<b>\"}", "", `{"a": "<b>"}`},
		{"an undeclared document", "", "<!doctype html><title>t</title>v", "t", "v"},
		{"undeclared text", "", "v  w", "", "v w"},
		{"no body", document, "", "", ""},
		{"nested too deep", document, strings.Repeat("<div>", 1000) + "v", "", ""},
	}
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

func TestTextIsBounded(t *testing.T) {
	p := &driver.Page{Body: []byte(strings.Repeat("鳥", driver.MaxText+1))}
	assert.Equal(t, driver.MaxText, utf8.RuneCountInString(p.Text()))
}

func TestDocument(t *testing.T) {
	doc, err := (&driver.Page{Body: []byte(`<a href=/x>`)}).Document()
	require.NoError(t, err)
	assert.Equal(t, "/x", doc.Find("a").AttrOr("href", ""))
}
