package check

import (
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"torii/rpclient/target"
)

func lookButton(b begun) result {
	if b.first().page == nil {
		return skip("RPの記述の login に select が無い", "select of login is missing")
	}
	doc, err := b.first().page.Document()
	if err != nil {
		return result{broke: err.Error()}
	}
	on := doc.Find(b.control).First()
	if on.Length() == 0 {
		return unreachable(says("ボタンが無い", "there is no button"))
	}
	name := accessibleName(doc, on)
	lower := strings.ToLower(name)
	told := slices.ContainsFunc(b.names, func(n string) bool { return strings.Contains(lower, n) })
	return compared(holds(told, says("ボタンの名前", "name of the button"), strings.Join(b.names, " | "), name,
		says("文字、画像の alt か aria-label でプロバイダーの名前を示す", "name the provider by text, by alt of the image or by aria-label")))
}

// control is the selector of the last step that uses something.
func control(c target.Control) string {
	for _, step := range slices.Backward(c.Path()) {
		if step.Select != "" {
			return step.Select
		}
	}
	return ""
}

// accessibleName is what a screen reader says of a control: the parts of Accessible
// Name and Description Computation 1.2, 4.3.2 that links and buttons use.
func accessibleName(doc *goquery.Document, on *goquery.Selection) string {
	if goquery.NodeName(on) == "form" {
		if button := on.Find("button, input[type=submit], input[type=image]").First(); button.Length() > 0 {
			on = button
		}
	}
	if ids := on.AttrOr("aria-labelledby", ""); ids != "" {
		var parts []string
		for id := range strings.FieldsSeq(ids) {
			parts = append(parts, doc.Find("[id]").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.AttrOr("id", "") == id }).First().Text())
		}
		return squeeze(strings.Join(parts, " "))
	}
	for _, name := range []string{on.AttrOr("aria-label", ""), content(on), on.AttrOr("value", ""), on.AttrOr("alt", ""), on.AttrOr("title", "")} {
		if name = squeeze(name); name != "" {
			return name
		}
	}
	return ""
}

// content is the text of an element, with what stands for its images.
func content(on *goquery.Selection) string {
	parts := []string{}
	on.Contents().Each(func(_ int, s *goquery.Selection) {
		switch goquery.NodeName(s) {
		case "#text":
			parts = append(parts, s.Text())
		case "img":
			parts = append(parts, s.AttrOr("alt", ""))
		case "script", "style", "#comment":
		default:
			if s.AttrOr("aria-hidden", "") != "true" {
				parts = append(parts, s.AttrOr("aria-label", content(s)))
			}
		}
	})
	return strings.Join(parts, " ")
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
