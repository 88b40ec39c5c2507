package html

import (
	"errors"
	"html/template"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// written fills in the rows, which are most of the page, on every processor.
func written(t *template.Template, rows []row) ([]template.HTML, error) {
	all, problems := make([]template.HTML, len(rows)), make([]error, runtime.GOMAXPROCS(0))
	var next atomic.Int64
	var writing sync.WaitGroup
	for worker := range problems {
		writing.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(rows)) && problems[worker] == nil; i = next.Add(1) - 1 {
				var b strings.Builder
				problems[worker] = t.ExecuteTemplate(&b, "row", rows[i])
				all[i] = template.HTML(b.String())
			}
		})
	}
	writing.Wait()
	return all, errors.Join(problems...)
}
