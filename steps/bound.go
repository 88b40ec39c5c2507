package steps

import (
	"regexp"
	"sync"

	"torii/steps/sentence"
)

// bound is a sentence in one language, as godog takes it.
type bound struct {
	expression *regexp.Regexp
	handler    any
	english    bool
}

// sentences binds the vocabulary once a process: godog wants it anew for every scenario.
var sentences = sync.OnceValue(func() []bound {
	var all []bound
	for _, s := range sentence.All() {
		do := s.Bind(with)
		all = append(all, bound{regexp.MustCompile(s.JA), do, false}, bound{regexp.MustCompile(s.EN), do, true})
	}
	return all
})
