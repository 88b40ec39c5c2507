package event

import (
	"strings"
	"sync"
)

// Lines scrubs what comes line by line, such as what a process prints: a secret that goes
// on in the next line is found as well. It is safe for concurrent use.
type Lines struct {
	masker *Masker

	mu   sync.Mutex
	rest []string // what the next line may begin with, of secrets that the last one ended in
	tail string   // the end of the last line, too short to be known for a secret
}

// NewLines returns a scrubber for one stream.
func NewLines(m *Masker) *Lines { return &Lines{masker: m} }

// Scrub returns the next line without what is secret.
func (l *Lines) Scrub(line string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	line = strings.TrimSuffix(line, "\r")
	masked, rest := l.continued(line)
	ends, begun := l.masker.begun(masked)
	rest = append(rest, begun...)
	l.rest = rest
	l.tail = line[max(0, len(line)-minKnown+1):]
	return l.masker.Scrub(ends)
}

// continued masks what a line begins with of a secret that began in the last one, and
// returns what is still to come of one that takes the whole line.
func (l *Lines) continued(line string) (masked string, rest []string) {
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	text := strings.TrimRight(line[len(indent):], " \t")
	for _, expected := range append(l.rest, l.masker.across(l.tail, text)...) {
		switch {
		case strings.HasPrefix(text, expected):
			return indent + more + text[len(expected):], nil
		case len(text) >= minPart && strings.HasPrefix(expected, text):
			rest = append(rest, expected[len(text):])
		}
	}
	if len(rest) > 0 {
		return indent + more, rest
	}
	return line, nil
}

// more stands for the rest of a secret that began in another line.
const more = "~…"

// minPart is the shortest line that is taken for a part of a secret.
const minPart = 4

// begun masks the beginning of a secret that a line ends with, and returns what may follow.
func (m *Masker) begun(line string) (string, []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	text := strings.TrimRight(strings.TrimSuffix(line, " …"), " \t")
	for at := range max(len(text)-minKnown+1, 0) {
		var rest []string
		digest := ""
		for _, value := range m.begins[text[at:at+minKnown]] {
			if strings.HasPrefix(value, text[at:]) && len(value) > len(text)-at {
				rest, digest = append(rest, value[len(text)-at:]), m.known[value]
			}
		}
		if len(rest) > 0 {
			return text[:at] + digest, rest
		}
	}
	return line, nil
}

// across returns what a line begins with of values whose first few characters end the line before.
func (m *Masker) across(tail, line string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	joined := tail + line
	var rest []string
	for at := range min(len(tail), max(len(joined)-minKnown+1, 0)) {
		for _, value := range m.begins[joined[at:at+minKnown]] {
			if strings.HasPrefix(value, joined[at:min(len(joined), at+len(value))]) {
				rest = append(rest, value[len(tail)-at:])
			}
		}
	}
	return rest
}

// ScrubLines scrubs a text of several lines as Lines does.
func (m *Masker) ScrubLines(text string) string {
	lines, by := strings.Split(text, "\n"), NewLines(m)
	for i := range lines {
		lines[i] = by.Scrub(lines[i])
	}
	return strings.Join(lines, "\n")
}
