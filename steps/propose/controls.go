package propose

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"torii/mockidp"
	"torii/rpclient/driver"
)

// The words by which people find their way.
var (
	loginWords  = regexp.MustCompile(`(?i)log.?in|sign.?in|/auth|oauth|ログイン|サインイン`)
	logoutWords = regexp.MustCompile(`(?i)log.?out|sign.?out|ログアウト|サインアウト`)
	// anything are the words of every control.
	anything = regexp.MustCompile(``)
	// leave are controls that nobody tries out.
	leave = regexp.MustCompile(`(?i)delete|withdraw|unlink|remove|削除|退会|解除`)
)

// maxControls bounds how many controls of a page are tried.
const maxControls = 20

// controls returns selectors of the links, buttons and forms of a page whose words match.
func controls(p *driver.Page, words *regexp.Regexp) []string {
	doc, err := p.Document()
	if err != nil || !p.HTML() {
		return nil
	}
	var found []string
	seen := map[string]bool{}
	doc.Find("a[href], button, input[type=submit], form").Each(func(_ int, s *goquery.Selection) {
		says := describe(s)
		if s.Is("form") && s.Find("button, input[type=submit]").Length() > 0 {
			return // its button stands for it
		}
		selector := selectorOf(doc, s)
		if len(found) < maxControls && selector != "" && !seen[selector] && words.MatchString(says) && !leave.MatchString(says) {
			found, seen[selector] = append(found, selector), true
		}
	})
	return found
}

// describe is what a control says of itself, its form's address included.
func describe(s *goquery.Selection) string {
	parts := []string{s.Text(), s.Closest("form").AttrOr("action", "")}
	for _, name := range []string{"id", "class", "name", "href", "action", "value", "aria-label", "title"} {
		parts = append(parts, s.AttrOr(name, ""))
	}
	return strings.Join(parts, " ")
}

// selectorOf returns a CSS selector that finds just this element, "" where there is no short one.
func selectorOf(doc *goquery.Document, s *goquery.Selection) string {
	name := goquery.NodeName(s)
	form := s.Closest("form")
	candidates := []string{"#" + s.AttrOr("id", "")}
	for _, attr := range []string{"href", "action", "name", "formaction"} {
		candidates = append(candidates, name+"["+attr+`="`+s.AttrOr(attr, "")+`"]`)
	}
	candidates = append(candidates, "#"+form.AttrOr("id", "")+" "+name, `form[action="`+form.AttrOr("action", "")+`"] `+name)
	for class := range strings.FieldsSeq(s.AttrOr("class", "")) {
		candidates = append(candidates, name+"."+class)
	}
	for _, c := range candidates {
		if plain.MatchString(c) && doc.Find(c).Length() == 1 && doc.Find(c).Get(0) == s.Get(0) {
			return c
		}
	}
	return ""
}

// plain are selectors with something in them, and nothing that has to be escaped.
var plain = regexp.MustCompile(`^(#[A-Za-z][\w-]*( \w+)?|\w+\.[A-Za-z][\w-]*|(form)?\w*\[\w+="[^"\\]+"\]( \w+)?)$`)

// providerWords matches what names a provider.
func providerWords(ids []string) *regexp.Regexp {
	var words []string
	for _, p := range mockidp.Profiles() {
		for _, id := range ids {
			if p.ID == id {
				words = append(words, regexp.QuoteMeta(p.ID), regexp.QuoteMeta(p.Name.JA), regexp.QuoteMeta(p.Name.EN))
			}
		}
	}
	return regexp.MustCompile(`(?i)` + strings.Join(words, "|") + "|" + strings.TrimPrefix(loginWords.String(), "(?i)"))
}
