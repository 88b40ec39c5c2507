package html

import (
	"strings"
	"unicode/utf8"

	"torii/fixtures/text"
)

// The measures of a diagram, in its own units; it is shown as wide as there is room.
const (
	width   = 600
	top     = 34 // where the first message may stand
	step    = 26 // from one message to the next
	bottom  = 10
	perRune = 5.6 // of a letter on an arrow
	narrow  = 8   // letters that fit in any case
)

// lifelines are the places of the actors from the left.
func lifelines() []int { return []int{40, 175, 350, 545} }

// diagram is a login as it is drawn.
type diagram struct {
	Width, Height, Top int
	Actors             []column
	Arrows             []arrow
}

type column struct {
	X    int
	Name text.Both
}

type arrow struct {
	N              int
	X1, X2, Y      int
	Head           int // where the barbs of the head begin
	Barb1, Barb2   int
	Middle, TextY  int
	Label          string
	Says           text.Both
	Dashed, Forged bool
}

func draw(messages []message) diagram {
	d := diagram{Width: width, Height: top + step*len(messages) + bottom, Top: top - step/2}
	at := lifelines()
	for a, x := range at {
		d.Actors = append(d.Actors, column{x, actor(a).Name()})
	}
	const barb, lift = 4, 4
	for i, m := range messages {
		x1, x2, y := at[m.From], at[m.To], top+step*i+step/2
		head := x2 - 2*barb
		if x2 < x1 {
			head = x2 + 2*barb
		}
		d.Arrows = append(d.Arrows, arrow{N: i + 1, X1: x1, X2: x2, Y: y, Head: head, Barb1: y - barb, Barb2: y + barb,
			Middle: (x1 + x2) / 2, TextY: y - lift, Label: fitted(m.Label, x1, x2), Says: m.Says, Dashed: m.Reply, Forged: m.Forged})
	}
	return d
}

// fitted cuts a label to the room between two lifelines.
func fitted(label string, x1, x2 int) string {
	room := max(narrow, int(float64(max(x1-x2, x2-x1))/perRune)-narrow/2)
	if utf8.RuneCountInString(label) <= room {
		return label
	}
	runes := []rune(label)
	return strings.TrimSpace(string(runes[:room-1])) + "…"
}
