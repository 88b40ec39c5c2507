package chromiumdriver

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// ErrNoChromium is that there is no binary to start.
var ErrNoChromium = errors.New("no Chromium found")

// Find is the path of the binary that New would start. The error wraps ErrNoChromium, and says what was looked for.
func Find(given string) (string, error) {
	var names []string
	switch named := os.Getenv("CHROMIUM"); {
	case given != "":
		names = []string{given}
	case named != "":
		names = []string{named}
	default:
		names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("%w: looked for %s; install it (Debian and Ubuntu: apt-get install chromium) "+
		"or name the binary in the environment's CHROMIUM or in Options.Exec", ErrNoChromium, strings.Join(names, ", "))
}
