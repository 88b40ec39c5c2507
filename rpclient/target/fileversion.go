package target

import (
	"context"
	"regexp"
	"strings"
	"time"
	"unicode"
)

// FileVersion is what the makers of the Relying Party call the version that is judged.
type FileVersion struct {
	Text    string   `yaml:"text"`
	Command []string `yaml:"command"`
}

// The bounds of asking for a version.
const (
	versionWithin = 10 * time.Second
	maxVersion    = 100 // runes
)

// rowsVersion is a version of the catalogue of rows.
var rowsVersion = regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,6})*$`)

func (f File) validateVersion() error {
	switch {
	case f.Version.Text != "" && len(f.Version.Command) > 0:
		return f.fail("version", "want either text or command")
	case len(f.Version.Command) > 0 && f.Version.Command[0] == "":
		return f.fail("version.command", "got an empty program")
	case f.Rows != "" && !rowsVersion.MatchString(f.Rows):
		return f.fail("rows", "got %q; want a version of torii's rows, such as 1 (since in torii list scenarios)", f.Rows)
	}
	return nil
}

// Versioned is the file with the version told in words, asked of its command where it has one.
func (f File) Versioned(ctx context.Context) (File, error) {
	if len(f.Version.Command) > 0 {
		ctx, cancel := context.WithTimeout(ctx, versionWithin)
		defer cancel()
		out, err := Command{Args: f.Version.Command, Dir: f.Dir()}.Do(ctx, nil, Values{})
		if err != nil {
			return f, f.fail("version.command", "%s", err)
		}
		f.Version.Text = strings.TrimSpace(string(out))
		if f.Version.Text == "" {
			return f, f.fail("version.command", "it printed nothing; want the version on the first line")
		}
	}
	f.Version.Text = shortened(f.Version.Text)
	return f, nil
}

// shortened is the first line of a text, of printable characters, not longer than a version may be.
func shortened(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	line = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(line, "\uFFFD"))
	runes := []rune(strings.TrimSpace(line))
	if len(runes) > maxVersion {
		return string(runes[:maxVersion]) + "…"
	}
	return string(runes)
}
