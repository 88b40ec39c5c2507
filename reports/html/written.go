package html

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"html/template"
	"io"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"torii/reports/cause"
	"torii/reports/event"
	"torii/reports/verdict"
)

// together is how many rows are packed in one bundle: what they have in common is kept
// once, and opening one unpacks no more than these.
const together = 32

// bundle is so many rows: what stands in the page, and what a row holds once it is
// opened, as a JSON array of HTML, compressed by gzip, in base64.
type bundle struct {
	Heads  []template.HTML
	Bodies template.HTML
}

// place is where the contents of a row lie.
type place struct{ Bundle, Place int }

// content is what rows are made from, one at a time: all of them open at once would be
// most of what a report holds in memory.
type content struct {
	rows     []verdict.Row
	events   map[string][]event.Event
	words    map[string]cause.Words
	pictures Pictures
	fits     map[string]bool
}

func contents(run verdict.Run, events []event.Event, pictures Pictures) content {
	c := content{rows: worstFirst(run.Rows), events: map[string][]event.Event{}, words: cause.Said(run, events), pictures: pictures}
	for _, e := range events {
		if e.Row != "" {
			c.events[e.Row] = append(c.events[e.Row], e)
		}
	}
	c.fits = within(c.rows, pictures)
	return c
}

// row opens the row of that place.
func (c content) row(i int) row {
	judged := c.rows[i]
	r := opened(judged, c.events[judged.ID])
	r.At = place{i / together, i % together}
	r.Words = c.words[judged.ID]
	r.picture(c.pictures[judged.ID], c.fits[judged.ID])
	return r
}

// written fills in the rows, which are most of the page, on every processor.
func written(t *template.Template, c content) ([]bundle, error) {
	all := make([]bundle, (len(c.rows)+together-1)/together)
	problems := make([]error, runtime.GOMAXPROCS(0))
	var next atomic.Int64
	var writing sync.WaitGroup
	for worker := range problems {
		writing.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(all) && problems[worker] == nil; i = int(next.Add(1)) - 1 {
				all[i], problems[worker] = bundled(t, c, i*together)
			}
		})
	}
	writing.Wait()
	return all, errors.Join(problems...)
}

// bundled fills in the rows from that place on.
func bundled(t *template.Template, c content, from int) (bundle, error) {
	var b bundle
	var bodies []string
	for i := from; i < min(from+together, len(c.rows)); i++ {
		var head, body strings.Builder
		r := c.row(i)
		if err := errors.Join(t.ExecuteTemplate(&head, "row", r), t.ExecuteTemplate(&body, "body", r)); err != nil {
			return bundle{}, err
		}
		b.Heads = append(b.Heads, template.HTML(head.String()))
		bodies = append(bodies, body.String())
	}
	var packed bytes.Buffer
	err := packed64(&packed, bodies)
	b.Bodies = template.HTML(packed.String())
	return b, err
}

func packed64(w io.Writer, bodies []string) error {
	encoded := base64.NewEncoder(base64.StdEncoding, w)
	zipped := gzip.NewWriter(encoded)
	written := json.NewEncoder(zipped)
	written.SetEscapeHTML(false)
	return errors.Join(written.Encode(bodies), zipped.Close(), encoded.Close())
}
