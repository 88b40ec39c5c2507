package main

import (
	"fmt"
	"os"
	"strings"

	"torii/fixtures/userfile"
)

// minSecret is how short a token may not be: who guesses has all the time there is.
const minSecret = 16

// maxSecret bounds a file with a token, in bytes.
const maxSecret = 64 << 10

// secret reads what must not stand on a command line, where every user of the machine
// sees it: '${NAME}' is an environment variable, anything else a file. "" is none.
func secret(flag, word string) (string, error) {
	if word == "" {
		return "", nil
	}
	var value string
	if name, ok := strings.CutPrefix(word, "${"); ok && strings.HasSuffix(name, "}") {
		value = os.Getenv(strings.TrimSuffix(name, "}"))
	} else {
		b, err := userfile.Read(word, maxSecret)
		if err != nil {
			return "", usage(fmt.Errorf("%s: want '${NAME}' of an environment variable, or a file that can be read", flag))
		}
		value = string(b)
	}
	if value = strings.TrimSpace(value); len(value) < minSecret {
		return "", usage(fmt.Errorf("%s: want a token of %d characters or more, got %d", flag, minSecret, len(value)))
	}
	return value, nil
}
