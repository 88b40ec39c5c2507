package world

import (
	"strconv"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/bend"
)

// ShownAsText expects that no page has made markup of what a person is called.
func (w *World) ShownAsText() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	runs := last.page != nil && strings.Contains(string(last.page.Body), bend.Markup)
	w.check(last.id, "PAGE-ESCAPE", "false", strconv.FormatBool(runs), text.Both{JA: "名前が画面でタグになったか", EN: "the name became markup on the page"})
	return nil
}

// NoMarkup expects that the last page does not give back markup of the response as markup.
func (w *World) NoMarkup() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	runs := last.page != nil && strings.Contains(string(last.page.Body), bend.Markup)
	w.check(last.id, "CB-MARKUP", "false", strconv.FormatBool(runs), text.Both{JA: "応答の文言が画面でタグになったか", EN: "words of the response became markup on the page"})
	return nil
}
