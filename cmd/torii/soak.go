package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"runtime"

	"torii/reports/verdict"
)

// soak runs as often as --repeat says, each time with choices of its own, until a gate
// does not open. The reports are those of the last run.
func (f runFlags) soak(ctx context.Context, out io.Writer) (verdict.Gate, error) {
	if f.shuffle == "random" {
		f.shuffle = rand.Text()
	}
	lang, err := language(f.lang)
	if err != nil {
		return verdict.Unusable, err
	}
	begin := func() *progress {
		p := newProgress(out, lang)
		p.verbose = f.verbose
		return p
	}
	if f.repeat <= 1 {
		f.tellShuffle(out)
		return f.run(ctx, begin())
	}
	if f.salt == "" {
		f.salt = rand.Text()
	}
	salt, shuffle := f.salt, f.shuffle
	for i := 1; ; i++ {
		f.salt = fmt.Sprintf("%s.%d", salt, i)
		if shuffle != "" {
			f.shuffle = fmt.Sprintf("%s.%d", shuffle, i)
		}
		f.tellShuffle(out)
		gate, err := f.run(ctx, begin())
		fmt.Fprintf(out, "%d of %d (--salt %s): %s\n", i, f.repeat, f.salt, levelsNow())
		if i >= f.repeat || gate != verdict.Open || err != nil {
			return gate, err
		}
	}
}

func (f runFlags) tellShuffle(out io.Writer) {
	if f.shuffle != "" {
		fmt.Fprintf(out, "--shuffle %s\n", f.shuffle)
	}
}

// levels are what a process holds that must not grow from run to run.
type levels struct {
	heap                    uint64 // bytes in use after a collection
	goroutines, descriptors int    // descriptors: 0 where the system does not tell
}

func levelsNow() levels {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	open, _ := os.ReadDir("/proc/self/fd") // Linux alone tells
	return levels{m.HeapInuse, runtime.NumGoroutine(), len(open)}
}

func (l levels) String() string {
	const mebi = 1 << 20
	return fmt.Sprintf("heap %.1f MiB, %d goroutines, %d descriptors", float64(l.heap)/mebi, l.goroutines, l.descriptors)
}
