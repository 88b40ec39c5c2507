package container

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLabelStages(t *testing.T) {
	labels := map[string]string{labelTorii: "1", labelRun: "abc"}
	const label = "LABEL torii=\"1\" torii.run=\"abc\"\n"
	for name, row := range map[string]struct{ in, want string }{
		"one stage":          {"FROM scratch\nCOPY a /\n", "FROM scratch\n" + label + "COPY a /\n"},
		"no line end":        {"from scratch", "from scratch\n" + label},
		"two stages":         {"FROM a AS b\nRUN x\n\nFROM scratch\n", "FROM a AS b\n" + label + "RUN x\n\nFROM scratch\n" + label},
		"over two lines":     {"FROM a \\\n# why\n  AS b\nRUN x\n", "FROM a \\\n# why\n  AS b\n" + label + "RUN x\n"},
		"FROM in a command":  {"FROM a\nRUN sql \\\n  select \\\n\nFROM users\n", "FROM a\n" + label + "RUN sql \\\n  select \\\n\nFROM users\n"},
		"other escape":       {"# escape=`\nFROM a\nCOPY c:\\\nFROM b\n", "# escape=`\nFROM a\n" + label + "COPY c:\\\nFROM b\n" + label},
		"byte order, CRLF":   {"\ufeffFROM a\r\nRUN x\r\n", "FROM a\n" + label + "RUN x\n"},
		"argument, platform": {"ARG V=1\nFROM --platform=linux/amd64 a:$V\n", "ARG V=1\nFROM --platform=linux/amd64 a:$V\n" + label},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, row.want, labelStages(row.in, labels)) })
	}
}

func TestLines(t *testing.T) {
	var got []string
	l := newLines(func(line string) { got = append(got, line) })
	for _, piece := range []string{"a", "b\r\nc\n\n", strings.Repeat("x", maxLine+5), "y\nend"} {
		n, err := l.Write([]byte(piece))
		require.NoError(t, err)
		require.Equal(t, len(piece), n)
	}
	l.flush()
	l.flush()
	require.Equal(t, []string{"ab", "c", "", strings.Repeat("x", maxLine), "end"}, got)
	l.mute()
	_, _ = fmt.Fprintln(l, "late")
	require.Len(t, got, 5)
	for range tailLines {
		_, _ = fmt.Fprintln(l, "more")
	}
	require.Equal(t, tailLines, strings.Count(l.String(), "more"))
}

func TestRunsThatAreOver(t *testing.T) {
	me, err := self()
	require.NoError(t, err)
	read, ok := ownerOf(me.labels("id"))
	require.True(t, ok)
	require.Equal(t, me, read)

	ended := exec.Command("true")
	require.NoError(t, ended.Start())
	dead := me
	dead.pid = ended.Process.Pid
	require.NoError(t, ended.Wait())
	reused, elsewhere, before := me, me, me
	reused.born += "0"
	elsewhere.space = "1"
	before.boot = "another"

	trace := func(o owner, part, state string) found {
		labels := o.labels("id")
		labels[labelPart] = part
		return found{labels: labels, state: state}
	}
	for name, row := range map[string]struct {
		t    traces
		over bool
	}{
		"living":                         {traces{trace(me, partRelay, "exited")}, false},
		"process gone":                   {traces{trace(dead, partRelay, "running")}, true},
		"pid given out again":            {traces{trace(reused, partRP, "running")}, true},
		"other namespace, relay lives":   {traces{trace(elsewhere, partRP, "exited"), trace(elsewhere, partRelay, "running")}, false},
		"other namespace, no relay yet":  {traces{trace(elsewhere, partRP, "")}, false},
		"other namespace, relay ended":   {traces{trace(elsewhere, partRP, "running"), trace(elsewhere, partRelay, "exited")}, true},
		"other boot, something runs":     {traces{trace(before, partRP, "running")}, false},
		"other boot, nothing runs":       {traces{trace(before, partRP, "exited"), trace(before, partRelay, "exited")}, true},
		"labels that are not from torii": {traces{{labels: map[string]string{labelTorii: "1", labelRun: "id", labelOwner: "x"}}}, false},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, row.over, row.t.over(me)) })
	}
}

// A process that has ended but is still in the process table is gone.
func TestZombieIsGone(t *testing.T) {
	me, err := self()
	require.NoError(t, err)
	cmd := exec.Command("cat")
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	zombie := me
	zombie.pid = cmd.Process.Pid
	_, zombie.born, err = process(zombie.pid)
	require.NoError(t, err)
	require.False(t, zombie.gone())
	require.NoError(t, in.Close())
	_, err = out.Read(make([]byte, 1)) // its end
	require.Error(t, err)
	require.Eventually(t, zombie.gone, 5e9, 1e6)
	require.NoError(t, cmd.Wait())
}

func TestValidate(t *testing.T) {
	good := Spec{Name: "n", Image: "i", Port: 1, Folder: t.TempDir(), Relay: "r"}
	require.NoError(t, good.validate())
	file := filepath.Join(good.Folder, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	for want, change := range map[string]func(*Spec){
		"needs a name":          func(s *Spec) { s.Name = "" },
		"either an image":       func(s *Spec) { s.Build = "b" },
		"or a folder":           func(s *Spec) { s.Image = "" },
		"got 65536":             func(s *Spec) { s.Port = 65536 },
		"got -1 bytes":          func(s *Spec) { s.Memory = -1 },
		`got "rp"`:              func(s *Spec) { s.Hosts = []string{"rp"} },
		`got "A.example"`:       func(s *Spec) { s.Hosts = []string{"A.example"} },
		`got "ca.pem"`:          func(s *Spec) { s.Files = map[string][]byte{"ca.pem": nil} },
		`got "/a/../b"`:         func(s *Spec) { s.Files = map[string][]byte{"/a/../b": nil} },
		`got "=x"`:              func(s *Spec) { s.Env = []string{"A=", "=x"} },
		"want an absolute path": func(s *Spec) { s.Folder = "." },
		"is no folder":          func(s *Spec) { s.Folder = file },
		"too long for sockets": func(s *Spec) {
			s.Folder = filepath.Join(s.Folder, strings.Repeat("x", maxSocketPath))
			require.NoError(t, os.Mkdir(s.Folder, 0o700))
		},
	} {
		t.Run(want, func(t *testing.T) {
			s := good
			change(&s)
			require.ErrorContains(t, s.validate(), want)
		})
	}
}
