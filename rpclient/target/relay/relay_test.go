package relay_test

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/target/relay"
)

// TestMain lets the test binary be a relay, as the torii program is.
func TestMain(m *testing.M) {
	if relay.Wanted() {
		os.Exit(relay.Main(context.Background()))
	}
	os.Exit(m.Run())
}

// patience bounds every wait of these tests.
const patience = 5 * time.Second

// running runs a relay for the test and returns how it is ended and waited for.
func running(t *testing.T, c relay.Config) (end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- relay.Run(ctx, c, func() { close(ready) }) }()
	select {
	case <-ready:
	case err := <-ended:
		t.Fatalf("the relay ended: %v", err)
	}
	end = func() {
		cancel()
		select {
		case err := <-ended:
			assert.NoError(t, err)
			ended <- nil
		case <-time.After(patience):
			t.Error("the relay does not end")
		}
	}
	t.Cleanup(end)
	return end
}

// freeAddress is an address that nothing listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}

// shouting answers each connection with all it said, in between brackets, once it has said all.
func shouting(t *testing.T, network, address string) {
	t.Helper()
	l, err := net.Listen(network, address)
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				said, _ := io.ReadAll(conn)
				fmt.Fprintf(conn, "[%s]", said)
			}()
		}
	}()
}

// say says something, ends its half of the connection and returns the answer.
func say(t *testing.T, network, address, words string) string {
	t.Helper()
	conn := dial(t, network, address)
	_, err := io.WriteString(conn, words)
	require.NoError(t, err)
	require.NoError(t, conn.(interface{ CloseWrite() error }).CloseWrite())
	answer, err := io.ReadAll(conn)
	require.NoError(t, err)
	return string(answer)
}

// dial connects for no longer than patience.
func dial(t *testing.T, network, address string) net.Conn {
	t.Helper()
	conn, err := net.DialTimeout(network, address, patience)
	require.NoError(t, err)
	late := time.AfterFunc(patience, func() { conn.Close() })
	t.Cleanup(func() { late.Stop(); conn.Close() })
	return conn
}

func TestRelayCarriesBothWays(t *testing.T) {
	folder, outward, inward := t.TempDir(), freeAddress(t), freeAddress(t)
	shouting(t, "unix", filepath.Join(folder, "out.sock"))
	shouting(t, "tcp", inward)
	running(t, relay.Config{Folder: folder, Out: map[string]string{outward: "out.sock"}, In: map[string]string{"in.sock": inward}})
	assert.Equal(t, "[hello]", say(t, "tcp", outward, "hello"), "out of the closed network")
	assert.Equal(t, "[hello]", say(t, "unix", filepath.Join(folder, "in.sock"), "hello"), "into it")
}

func TestRelayEndsAConnectionWithoutOtherEnd(t *testing.T) {
	folder, outward := t.TempDir(), freeAddress(t)
	running(t, relay.Config{Folder: folder, Out: map[string]string{outward: "nobody.sock"}})
	_, err := dial(t, "tcp", outward).Read(make([]byte, 1))
	assert.ErrorIs(t, err, io.EOF)
}

func TestRelaySaysWhatItCannotListenOn(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	for name, c := range map[string]relay.Config{
		"out": {Folder: t.TempDir(), Out: map[string]string{taken.Addr().String(): "x.sock"}},
		"in":  {Folder: filepath.Join(t.TempDir(), "missing"), In: map[string]string{"x.sock": "127.0.0.1:1"}},
		"dns": {Folder: t.TempDir(), DNS: map[string]string{"192.0.2.1:53": "x.sock"}},
	} {
		assert.Error(t, relay.Run(t.Context(), c, func() { t.Errorf("%s: ready", name) }), name)
	}
}

func TestRelayClosesWhatIsOpenAtItsEnd(t *testing.T) {
	folder, outward := t.TempDir(), freeAddress(t)
	shouting(t, "unix", filepath.Join(folder, "out.sock"))
	end := running(t, relay.Config{Folder: folder, Out: map[string]string{outward: "out.sock"}})
	conn := dial(t, "tcp", outward)
	_, err := io.WriteString(conn, "never ending")
	require.NoError(t, err)
	end()
	_, err = io.ReadAll(conn) // it returns; whether by a reset depends on what was under way
	if err != nil {
		assert.NotErrorIs(t, err, net.ErrClosed, "the test's own patience ended")
	}
	_, err = net.DialTimeout("tcp", outward, patience)
	assert.Error(t, err)
}

// answering serves length-prefixed questions by a function; nil says nothing.
func answering(t *testing.T, socket string, answer func([]byte) []byte) {
	t.Helper()
	l, err := net.Listen("unix", socket)
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { conn.Close() })
			go func() {
				var size [2]byte
				if _, err := io.ReadFull(conn, size[:]); err != nil {
					return
				}
				question := make([]byte, binary.BigEndian.Uint16(size[:]))
				if _, err := io.ReadFull(conn, question); err != nil {
					return
				}
				if reply := answer(question); reply != nil {
					_, _ = conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(reply))), reply...))
				}
			}()
		}
	}()
}

func TestRelayCarriesQuestionsForNames(t *testing.T) {
	folder, address := t.TempDir(), freeAddress(t)
	answering(t, filepath.Join(folder, "dns.sock"), func(q []byte) []byte { return append([]byte("re: "), q...) })
	running(t, relay.Config{Folder: folder, DNS: map[string]string{address: "dns.sock"}})
	conn := dial(t, "udp", address)
	_, err := io.WriteString(conn, "name?")
	require.NoError(t, err)
	reply := make([]byte, 64)
	n, err := conn.Read(reply)
	require.NoError(t, err)
	assert.Equal(t, "re: name?", string(reply[:n]))
}

func TestRelayEndsWhileAQuestionIsUnanswered(t *testing.T) {
	folder, address := t.TempDir(), freeAddress(t)
	asked := make(chan struct{}, 1)
	answering(t, filepath.Join(folder, "dns.sock"), func([]byte) []byte { asked <- struct{}{}; return nil })
	end := running(t, relay.Config{Folder: folder, DNS: map[string]string{address: "dns.sock"}})
	_, err := io.WriteString(dial(t, "udp", address), "name?")
	require.NoError(t, err)
	select {
	case <-asked:
	case <-time.After(patience):
		t.Fatal("not asked")
	}
	end()
}

func TestAskRefusesLongMessages(t *testing.T) {
	_, err := relay.Ask("unix", filepath.Join(t.TempDir(), "nobody.sock"), make([]byte, 5000))
	assert.ErrorContains(t, err, "too long")
	_, err = relay.Ask("unix", filepath.Join(t.TempDir(), "nobody.sock"), make([]byte, 10))
	assert.Error(t, err)
}

func TestMainEndsWithItsStandardInput(t *testing.T) {
	folder, inward := t.TempDir(), freeAddress(t)
	shouting(t, "tcp", inward)
	setting, err := json.Marshal(relay.Config{Folder: folder, In: map[string]string{"in.sock": inward}})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), relay.Variable+"="+string(setting))
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	said, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "ready\n", said)
	assert.Equal(t, "[hello]", say(t, "unix", filepath.Join(folder, "in.sock"), "hello"))
	require.NoError(t, stdin.Close())
	require.NoError(t, cmd.Wait(), "it ends by itself, and well")
}

func TestMainRefusesWhatItCannotRead(t *testing.T) {
	t.Setenv(relay.Variable, "{")
	assert.Equal(t, 2, relay.Main(t.Context()))
}
