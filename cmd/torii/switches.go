package main

import (
	"fmt"
	"strings"
)

// switches reads "provider.name=value" words.
func switches(words []string) (map[string]string, error) {
	set := map[string]string{}
	for _, word := range words {
		name, value, ok := strings.Cut(word, "=")
		if !ok || !strings.Contains(name, ".") {
			return nil, usage(fmt.Errorf("--set: got %q; want PROVIDER.SWITCH=VALUE; see torii list switches", word))
		}
		set[name] = value
	}
	return set, nil
}
