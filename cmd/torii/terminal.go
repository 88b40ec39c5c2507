package main

import (
	"io"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"
)

// guarded is the way to a terminal, or into the log of a CI system. What Relying Parties and files say
// reaches neither as anything but words: control characters are shown, not done, and no line is a
// command to whoever reads the log.
type guarded struct {
	file     *os.File
	terminal bool
	indented bool // nothing but white space stands in the line so far
}

// guard returns the guarded way to a file.
func guard(f *os.File) *guarded {
	return &guarded{file: f, terminal: term.IsTerminal(int(f.Fd())), indented: true}
}

// isTerminal reports whether a person is looking.
func isTerminal(w io.Writer) bool {
	g, ok := w.(*guarded)
	return ok && g.terminal
}

// bytesOf is the way for a file that is no text, such as a workbook.
func bytesOf(w io.Writer) io.Writer {
	if g, ok := w.(*guarded); ok {
		return g.file
	}
	return w
}

// clearLine goes back to the beginning of the line, and empties it.
const clearLine = "\r\x1b[K"

// ours are the sequences that torii itself writes on a terminal.
func ours() []string {
	all := []string{clearLine, "\x1b[0m"}
	for _, code := range colours {
		all = append(all, "\x1b["+code+"m")
	}
	return all
}

// commands begin what CI systems take from a log as orders to them: GitHub, Azure, TeamCity, Buildkite, GitLab.
// The second spelling reads alike and orders nothing.
var commands = strings.NewReplacer("##[", "# #[", "##vso[", "# #vso[", "##teamcity[", "# #teamcity[",
	"section_start:", "section_start :", "section_end:", "section_end :")

// Write shows text. It is whole: no character is divided between two calls.
func (g *guarded) Write(b []byte) (int, error) {
	if _, err := g.file.WriteString(g.guarded(string(b))); err != nil {
		return 0, err
	}
	return len(b), nil
}

func (g *guarded) guarded(s string) string {
	var out strings.Builder
	rest := commands.Replace(s)
	known := ours()
	for rest != "" {
		if i := slices.IndexFunc(known, func(s string) bool { return strings.HasPrefix(rest, s) }); g.terminal && i >= 0 {
			out.WriteString(known[i])
			rest = rest[len(known[i]):]
			continue
		}
		if g.indented && strings.HasPrefix(rest, "::") { // a command of GitHub's
			out.WriteString(": :")
			rest, g.indented = rest[len("::"):], false
			continue
		}
		r, size := utf8.DecodeRuneInString(rest)
		out.WriteString(shown(r))
		g.indented = r == '\n' || g.indented && unicode.IsSpace(r)
		rest = rest[size:]
	}
	return out.String()
}

// pictures is where the signs for control characters stand, in their order.
const pictures = '\u2400'

// shown is a character as it may be written anywhere: those that move a cursor or turn the direction of writing as a sign.
func shown(r rune) string {
	switch {
	case r == '\n', r == '\t':
		return string(r)
	case r < ' ':
		return string(pictures + r)
	case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u2028', r == '\u2029':
		return string(unicode.ReplacementChar)
	}
	return string(r)
}

// inLine is what is told in one line: breaks in it are shown.
func inLine(s string) string {
	return strings.NewReplacer("\r\n", " ⏎ ", "\n", " ⏎ ", "\r", " ⏎ ").Replace(s)
}
