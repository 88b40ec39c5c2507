package propose

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"torii/rpclient/driver"
)

// memberWords name what stays with a member; names and addresses change.
var memberWords = regexp.MustCompile(`(?i)member|user|sub\b|account|\bid$`)

// Bounds on where a member is looked for.
const (
	maxPlaces = 100
	maxName   = 200 // characters of a member's name
	maxDepth  = 4
)

// places returns where on a page a member's name may stand.
func places(p *driver.Page) []session {
	var v any
	decoder := json.NewDecoder(bytes.NewReader(p.Body))
	decoder.UseNumber()
	if decoder.Decode(&v) == nil {
		var all []session
		for _, path := range leaves(v, "", maxDepth) {
			all = append(all, session{JSON: path, rank: isJSON + named(path)})
		}
		return all
	}
	if !p.HTML() {
		return nil
	}
	doc, err := p.Document()
	if err != nil {
		return nil
	}
	var all []session
	doc.Find("body [id], body [class]").Each(func(_ int, s *goquery.Selection) {
		text := strings.TrimSpace(s.Text())
		selector := selectorOf(doc, s)
		if selector != "" && text != "" && len([]rune(text)) <= maxName && len(all) < maxPlaces && s.Find("[id], [class]").Length() == 0 {
			all = append(all, session{CSS: selector, rank: named(selector)})
		}
	})
	return all
}

func named(where string) int {
	if memberWords.MatchString(where) {
		return isNamed
	}
	return 0
}

// leaves are the paths of texts and numbers in JSON objects.
func leaves(v any, path string, depth int) []string {
	switch v := v.(type) {
	case string, json.Number:
		if path != "" {
			return []string{path}
		}
	case map[string]any:
		var all []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if depth > 0 && !strings.Contains(name, ".") {
				all = append(all, leaves(v[name], strings.TrimPrefix(path+"."+name, "."), depth-1)...)
			}
		}
		return all[:min(len(all), maxPlaces)]
	}
	return nil
}
