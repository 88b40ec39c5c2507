package driver

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// MaxText bounds Page.Text and Page.Title, in runes.
const MaxText = 4000

// Text is what a person can read on the page: without scripts, styles and hidden elements, white space collapsed, at
// most MaxText runes. A page that is no document is read as it came.
func (p *Page) Text() string {
	if !p.HTML() {
		return clip(collapse(string(p.Body)))
	}
	doc, err := p.Document()
	if err != nil {
		return ""
	}
	var text strings.Builder
	for _, body := range doc.Find("body").Nodes {
		read(&text, body)
	}
	return clip(collapse(text.String()))
}

func read(text *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		text.WriteString(n.Data)
		return
	}
	if unseen(n) {
		return
	}
	// Japanese is written without spaces: only a box of its own may part two words.
	if !inline(n.DataAtom) {
		text.WriteByte(' ')
		defer text.WriteByte(' ')
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		read(text, child)
	}
}

func unseen(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Datalist:
		return true
	}
	for _, a := range n.Attr {
		if a.Key == "hidden" {
			return true
		}
	}
	return false
}

func inline(tag atom.Atom) bool {
	switch tag {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Cite, atom.Code, atom.Data, atom.Em, atom.Font, atom.I,
		atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.Rb, atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Samp, atom.Small,
		atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U, atom.Var, atom.Wbr:
		return true
	}
	return false
}

func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

func clip(s string) string {
	count := 0
	for i := range s {
		if count == MaxText {
			return s[:i]
		}
		count++
	}
	return s
}
