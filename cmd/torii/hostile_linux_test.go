package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/folder"
)

// hostile are contents that a file may have by mischance or malice.
func hostile() map[string][]byte {
	bomb := "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
	for i := range 20 {
		n := string(rune('a' + i))
		m := string(rune('b' + i))
		bomb += strings.NewReplacer("A", n, "B", m).Replace("B0: &B0 [*A0,*A0,*A0,*A0,*A0,*A0,*A0,*A0,*A0]\n")
	}
	return map[string][]byte{
		"zeros":          make([]byte, 1<<20),
		"too large":      bytes.Repeat([]byte("name: x\n"), 4<<20),
		"nested":         []byte("a: " + strings.Repeat("[", 100_000)),
		"nested braces":  []byte(strings.Repeat("{a: ", 50_000)),
		"aliases":        []byte(bomb),
		"one long line":  bytes.Repeat([]byte("x"), 900<<10),
		"no UTF-8":       {0xff, 0xfe, 0x80, 0xc0, '\n'},
		"controls":       []byte("\x1b]0;owned\a: \x1b[2J\n::error::x\n"),
		"orders":         []byte("::set-output name=x::y\n##[error]z\n"),
		"several":        []byte("a: 1\n---\nb: 2\n"),
		"doubled":        []byte("name: a\nname: b\n"),
		"a tab":          []byte("\tname: a\n"),
		"a log of lies":  []byte(`{"seq":1,"at":"2026-01-01T00:00:00Z","kind":"nothing","fact":{}}` + "\n"),
		"a deep fact":    []byte(`{"seq":1,"at":"2026-01-01T00:00:00Z","kind":"came","fact":` + strings.Repeat("[", 200_000) + "\n"),
		"a huge number":  []byte("round: 1e999999999\nname: 99999999999999999999999999\n"),
		"a merge of one": []byte("a: &a\n  <<: *a\n"),
	}
}

// takers are the commands that take a file; FILE is its path, DIR the folder in which it is the log of a run.
var takers = []string{
	"run --rp FILE --out OUT", "check --rp FILE --env x --out OUT", "run --row claims/google-nonce-wrong --expected FILE --out OUT",
	"run --row claims/google-nonce-wrong --manual FILE --out OUT", "serve --listen 127.0.0.1:0 --control 127.0.0.1:0 --people line=FILE",
	"serve --listen 127.0.0.1:0 --control 127.0.0.1:0 --clients line=FILE", "serve --listen 127.0.0.1:0 --control 127.0.0.1:0 --workspace FILE",
	"report make DIR", "report merge --out OUT DIR", "run --failed DIR --out OUT", "run --resume DIR --out OUT", "report diff DIR DIR",
}

// Within these a command has to end that is given what nobody can use.
const (
	hostileWithin = 20 * time.Second
	hostileMemory = 300 << 10 // KiB
)

// watched watches a process, and returns what it had at most of the machine's memory, in KiB. What the system
// tells of one that has ended counts that of whoever has started it.
func watched(pid int) func() int64 {
	ended := make(chan int64)
	over := make(chan struct{})
	go func() {
		var most int64
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
			if _, after, ok := bytes.Cut(b, []byte("VmHWM:")); err == nil && ok {
				if kib, err := strconv.ParseInt(string(bytes.Fields(after)[0]), 10, 64); err == nil {
					most = max(most, kib)
				}
			}
			select {
			case <-over:
				ended <- most
				return
			case <-tick.C:
			}
		}
	}()
	return func() int64 {
		close(over)
		return <-ended
	}
}

func TestWhateverIsHandedInEndsWithAMessage(t *testing.T) {
	t.Parallel()
	if raced {
		t.Skip("starts two hundred processes, and looks at their memory")
	}
	var tried, peak atomic.Int64
	t.Run("all", func(t *testing.T) {
		for name, content := range hostile() {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				file := filepath.Join(dir, folder.EventsName)
				require.NoError(t, os.WriteFile(file, content, 0o600))
				for _, taker := range takers {
					args := strings.Fields(strings.NewReplacer("FILE", file, "DIR", dir, "OUT", filepath.Join(t.TempDir(), "out")).Replace(taker))
					ctx, cancel := context.WithTimeout(t.Context(), hostileWithin)
					cmd := exec.CommandContext(ctx, os.Args[0], args...)
					cmd.Env = append(os.Environ(), asProgram+"=1")
					var out bytes.Buffer
					cmd.Stdout, cmd.Stderr = &out, &out
					require.NoError(t, cmd.Start())
					most := watched(cmd.Process.Pid)
					err := cmd.Wait()
					said := out.Bytes()
					assert.NoError(t, ctx.Err(), taker)
					cancel()
					assert.Error(t, err, taker)
					assert.Contains(t, string(said), "torii: ", taker)
					for _, never := range []string{"panic:", "goroutine ", "\x1b", "\n::", "##["} {
						assert.NotContains(t, "\n"+string(said), never, taker)
					}
					assert.Less(t, len(said), 16<<10, "%s: a message is read by people", taker)
					kib := most()
					assert.Less(t, kib, int64(hostileMemory), taker)
					peak.Store(max(peak.Load(), kib))
					tried.Add(1)
				}
			})
		}
	})
	t.Logf("%d hostile inputs, at most %d KiB resident", tried.Load(), peak.Load())
}
