package namespace_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"torii/rpclient/target/namespace"
)

// role is the environment variable that makes the test binary one of the
// programs that are started inside.
const role = "NAMESPACE_TEST_ROLE"

// TestMain lets the test binary be the inner starter, as the torii program is,
// and the programs that it starts.
func TestMain(m *testing.M) {
	if namespace.Wanted() {
		os.Exit(namespace.Main(context.Background()))
	}
	roles := map[string]func() int{
		"call": call, "look": look, "listen": listen, "fail": func() int { return 3 }, "linger": linger, "stubborn": stubborn,
		"parent": parent, "exits": func() int { return 0 },
	}
	if program, ok := roles[os.Getenv(role)]; ok {
		os.Exit(program())
	}
	// Programs built with the race detector wait a second at their end; those started here need not.
	if err := os.Setenv("GORACE", "atexit_sleep_ms=0"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// call calls each address of the arguments and prints what came of it.
func call() int {
	client := &http.Client{Timeout: 10 * time.Second}
	for _, address := range os.Args[1:] {
		res, err := client.Get(address)
		if err != nil {
			fmt.Println("error", err)
			continue
		}
		b, err := io.ReadAll(io.LimitReader(res.Body, 64<<10))
		fmt.Println(res.StatusCode, string(b), err)
		res.Body.Close()
	}
	return 0
}

// inside is what a program sees.
type inside struct {
	Interfaces           []string
	UID, PID             int
	Effective            string // capabilities
	Hosts, Resolv, Names string
	Route                string // why a packet to an address outside cannot be sent
	FileDescriptors      []string
	Starter              bool // the command is taken for an inner starter
}

// look prints what it sees.
func look() int {
	seen := inside{UID: os.Getuid(), PID: os.Getpid(), Hosts: text("/etc/hosts"), Resolv: text("/etc/resolv.conf"),
		Names: text("/etc/nsswitch.conf"), Starter: namespace.Wanted()}
	interfaces, err := net.Interfaces()
	if err != nil {
		fmt.Println(err)
		return 1
	}
	for _, i := range interfaces {
		seen.Interfaces = append(seen.Interfaces, fmt.Sprint(i.Name, " ", i.Flags))
	}
	for line := range strings.Lines(text("/proc/self/status")) {
		if value, ok := strings.CutPrefix(line, "CapEff:"); ok {
			seen.Effective = strings.TrimSpace(value)
		}
	}
	if conn, err := net.DialTimeout("udp", "192.0.2.1:53", time.Second); err == nil {
		conn.Close()
	} else {
		seen.Route = err.Error()
	}
	for _, fd := range []string{"0", "1", "2", "3", "4"} {
		if to, err := os.Readlink("/proc/self/fd/" + fd); err == nil {
			seen.FileDescriptors = append(seen.FileDescriptors, to)
		}
	}
	return printJSON(seen)
}

func printJSON(v any) int {
	if err := json.NewEncoder(os.Stdout).Encode(v); err != nil {
		return 1
	}
	return 0
}

func text(path string) string {
	b, _ := os.ReadFile(path)
	return string(b)
}

// listen answers on the port in PORT until SIGTERM, and then says goodbye.
func listen() int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), ReadHeaderTimeout: time.Second,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "RP ", r.Host, r.URL.Path) })}
	go func() { <-ctx.Done(); _ = server.Shutdown(context.Background()) }()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		fmt.Println(err)
		return 1
	}
	fmt.Println("goodbye")
	return 0
}

// linger starts a daemon, which leaves its process group, and waits like it.
func linger() int {
	daemon := exec.Command("/proc/self/exe", os.Args[1:]...)
	daemon.Env = append(os.Environ(), role+"=stubborn")
	daemon.Stdout = os.Stdout
	daemon.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	orphan := exec.Command("/proc/self/exe", os.Args[1:]...) // never waited for
	orphan.Env = append(os.Environ(), role+"=exits")
	if err := errors.Join(daemon.Start(), orphan.Start()); err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("lingering")
	return forever()
}

// forever is longer than any test.
func forever() int {
	<-time.After(time.Hour)
	return 0
}

// stubborn ignores every signal it can.
func stubborn() int {
	signal.Ignore(syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	fmt.Println("stubborn")
	return forever()
}

// parent starts a lingering program inside and waits to be killed. Its
// arguments are the folder and the mark of the processes.
func parent() int {
	p, err := namespace.Start(context.Background(), namespace.Command{
		Args: []string{"/proc/self/exe", os.Args[2]}, Env: []string{role + "=linger"}, Stdout: os.Stdout,
	}, namespace.Options{Folder: os.Args[1], Port: 3000})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer p.Close()
	return forever()
}
