package container_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/rpclient/target/container"
)

// Variables that make this test program a run that never ends by itself.
const (
	victimFolder = "TORII_TEST_VICTIM_FOLDER"
	victimBuild  = "TORII_TEST_VICTIM_BUILD"
	victimRelay  = "TORII_TEST_VICTIM_RELAY"
)

// victim starts a Relying Party, prints the run's id and waits to be killed.
func victim() int {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := container.Start(ctx, container.Spec{
		Name: "victim", Port: 3000, Env: []string{"PORT=3000"}, Hosts: []string{"access.line.me"},
		Folder: os.Getenv(victimFolder), Build: os.Getenv(victimBuild), Relay: os.Getenv(victimRelay),
		Printed: func(line string) { fmt.Println("printed", line) },
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("run", c.Run)
	_, _ = io.Copy(io.Discard, os.Stdin)
	return 1
}

// kill starts a victim, kills it when it has printed a line with that beginning, and returns the line.
func kill(t *testing.T, beginning string) (line string, pid int) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), victimFolder+"="+shortFolder(t), victimBuild+"="+rpFolder(t), victimRelay+"="+program(t, "relay"))
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	defer stdin.Close()
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if line = lines.Text(); strings.HasPrefix(line, beginning) {
			break
		}
	}
	require.NoError(t, cmd.Process.Kill())
	_ = cmd.Wait()
	require.True(t, strings.HasPrefix(line, beginning), "the victim printed %q", line)
	return line, cmd.Process.Pid
}

func TestKilledRunIsSwept(t *testing.T) {
	client := engine(t)
	line, _ := kill(t, "run ")
	id := strings.TrimPrefix(line, "run ")
	label := "torii.run=" + id
	require.NotEmpty(t, left(t, client, label))
	require.Eventually(t, func() bool {
		return strings.Contains(fmt.Sprint(left(t, client, label)), id+"-relay exited")
	}, 10*time.Second, 50*time.Millisecond, "a relay ends with its run")

	swept, err := container.Sweep(t.Context())
	require.NoError(t, err)
	require.Contains(t, swept, id)
	require.Empty(t, left(t, client, label))
}

func TestRunKilledDuringItsBuildIsSwept(t *testing.T) {
	client := engine(t)
	_, pid := kill(t, "printed Step")
	label := strings.Replace(mine(t), fmt.Sprintf("=%d@", os.Getpid()), fmt.Sprintf("=%d@", pid), 1)
	still := 0
	require.Eventually(t, func() bool { // the engine sees a step through that nobody waits for
		_, err := container.Sweep(t.Context())
		require.NoError(t, err)
		if still++; len(left(t, client, label)) > 0 {
			still = 0
		}
		return still == 20
	}, 30*time.Second, 150*time.Millisecond)
}
