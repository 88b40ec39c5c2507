package wiretest

import (
	"bytes"
	"strings"
)

// file is one named part of an archive.
type file struct{ name, body string }

// archive is a text in parts, in the txtar form: a comment, then each part behind
// a line "-- NAME --".
type archive struct {
	comment string
	files   []file
}

func parse(b []byte) archive {
	var a archive
	for line := range strings.Lines(string(b)) {
		name, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "-- ")
		if name, closed := strings.CutSuffix(name, " --"); ok && closed {
			a.files = append(a.files, file{name: name})
			continue
		}
		if len(a.files) == 0 {
			a.comment += line
			continue
		}
		a.files[len(a.files)-1].body += line
	}
	return a
}

func (a archive) format() []byte {
	var b bytes.Buffer
	b.WriteString(a.comment)
	for _, f := range a.files {
		b.WriteString("-- " + f.name + " --\n" + f.body)
	}
	return b.Bytes()
}
