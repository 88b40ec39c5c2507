// Package relay carries connections between a closed network, where a Relying Party
// runs, and the unix sockets of a folder, where the run listens. It is the only way
// in and out of that network.
//
// It understands nothing of what it carries.
package relay

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Config says what is carried where. Sockets are file names in Folder.
type Config struct {
	Folder string            `json:"folder"`
	Out    map[string]string `json:"out"` // TCP address listened on in the closed network: socket that is dialled
	DNS    map[string]string `json:"dns"` // UDP address listened on: socket that is dialled for each query, length first as over TCP (RFC 1035, 4.2.2)
	In     map[string]string `json:"in"`  // socket listened on: TCP address dialled in the closed network
}

// Variable is the environment variable that makes the torii program a relay.
const Variable = "TORII_RELAY"

// Wanted reports whether this process was started as a relay.
func Wanted() bool { return os.Getenv(Variable) != "" }

// Main runs the relay that the environment describes, until the context ends or
// standard input is closed: a relay does not outlive the run that started it.
func Main(ctx context.Context) int {
	var c Config
	if err := json.Unmarshal([]byte(os.Getenv(Variable)), &c); err != nil {
		fmt.Fprintln(os.Stderr, "relay:", err)
		return 2
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	if err := Run(ctx, c, func() { fmt.Println("ready") }); err != nil {
		fmt.Fprintln(os.Stderr, "relay:", err)
		return 1
	}
	return 0
}

// Run carries until the context ends; ready is called once everything is
// listened on. When it returns, every connection is closed.
func Run(ctx context.Context, c Config, ready func()) error {
	ctx, cancel := context.WithCancel(ctx)
	r := &relay{Config: c, ctx: ctx, open: map[io.Closer]struct{}{}}
	defer r.work.Wait()
	defer r.close()
	defer cancel()
	for address, socket := range c.Out {
		if err := r.listen("tcp", address, "unix", r.path(socket)); err != nil {
			return err
		}
	}
	for socket, address := range c.In {
		if err := r.listen("unix", r.path(socket), "tcp", address); err != nil {
			return err
		}
	}
	for address, socket := range c.DNS {
		if err := r.answer(address, r.path(socket)); err != nil {
			return err
		}
	}
	ready()
	<-ctx.Done()
	return nil
}

type relay struct {
	Config
	ctx  context.Context // of the run
	work sync.WaitGroup

	mu     sync.Mutex
	closed bool
	open   map[io.Closer]struct{}
}

func (r *relay) path(socket string) string { return filepath.Join(r.Folder, socket) }

// keep remembers what has to be closed at the end.
func (r *relay) keep(c io.Closer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		_ = c.Close() // the relay has ended
		return
	}
	r.open[c] = struct{}{}
}

// drop closes what was kept.
func (r *relay) drop(c io.Closer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.open, c)
	_ = c.Close() // the other end may be gone
}

func (r *relay) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	for c := range r.open {
		_ = c.Close() // nothing is left to tell of it
	}
}

const (
	maxConns   = 512 // connections of one listener at a time; more wait to be accepted
	maxQueries = 64  // questions of one address at a time; more are dropped, and asked again
)

func (r *relay) listen(network, address, toNetwork, toAddress string) error {
	l, err := net.Listen(network, address)
	if err != nil {
		return err
	}
	r.keep(l)
	slots := make(chan struct{}, maxConns)
	r.work.Go(func() {
		for {
			slots <- struct{}{} // the end of the relay frees them all
			in, err := l.Accept()
			if err != nil {
				return // closed
			}
			r.work.Go(func() {
				r.carry(in, toNetwork, toAddress)
				<-slots
			})
		}
	})
	return nil
}

// dialTimeout bounds how long a connection waits for its other end, and a question for its answer.
const dialTimeout = 5 * time.Second

// carry joins a connection with a new one until both directions have ended.
func (r *relay) carry(in net.Conn, network, address string) {
	r.keep(in)
	defer r.drop(in)
	dialer := net.Dialer{Timeout: dialTimeout}
	out, err := dialer.DialContext(r.ctx, network, address)
	if err != nil {
		return // the caller sees its connection closed
	}
	r.keep(out)
	defer r.drop(out)
	var both sync.WaitGroup
	both.Go(func() { pour(out, in) })
	both.Go(func() { pour(in, out) })
	both.Wait()
}

func pour(to, from net.Conn) {
	_, _ = io.Copy(to, from) // either end may go away at any time
	if half, ok := to.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
}

// maxQuery bounds one DNS message over UDP.
const maxQuery = 4096

func (r *relay) answer(address, socket string) error {
	conn, err := net.ListenPacket("udp", address)
	if err != nil {
		return err
	}
	r.keep(conn)
	slots := make(chan struct{}, maxQueries)
	r.work.Go(func() {
		for {
			query := make([]byte, maxQuery)
			n, from, err := conn.ReadFrom(query)
			if err != nil {
				return // closed
			}
			select {
			case slots <- struct{}{}:
			default:
				continue
			}
			r.work.Go(func() {
				if reply, err := ask(r.ctx, "unix", socket, query[:n]); err == nil {
					_, _ = conn.WriteTo(reply, from) // a lost answer is asked for again
				}
				<-slots
			})
		}
	})
	return nil
}

// Ask sends one DNS message over a stream and returns the answer. An answer that
// takes longer than five seconds is an error.
func Ask(network, address string, query []byte) ([]byte, error) {
	return ask(context.Background(), network, address, query)
}

func ask(ctx context.Context, network, address string, query []byte) ([]byte, error) {
	if len(query) > maxQuery {
		return nil, errors.New("relay: DNS message too long")
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })() // ends the reads below
	framed := append(binary.BigEndian.AppendUint16(nil, uint16(len(query))), query...)
	if _, err := conn.Write(framed); err != nil {
		return nil, err
	}
	var size [2]byte
	if _, err := io.ReadFull(conn, size[:]); err != nil {
		return nil, err
	}
	reply := make([]byte, binary.BigEndian.Uint16(size[:]))
	_, err = io.ReadFull(conn, reply)
	return reply, err
}
