// Package namespace starts a Relying Party in a network of its own (Linux): inside
// there is only loopback, where the mocked names lead to the run's sockets
// through package relay, and no packet gets out. Files and the user stay the
// machine's own. So do its unix sockets, to which the Relying Party may well
// have a way on purpose, such as its database: they are not guarded.
//
// It is no jail: a program run by root can leave it if it wants to.
package namespace

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Variable is the environment variable that makes a program the inner starter of a namespace.
const Variable = "TORII_NAMESPACE"

// Wanted reports whether this process was started as the inner starter. A
// program that calls Start asks this first thing in main, and leaves to Main if so.
func Wanted() bool { return os.Getenv(Variable) != "" }

// ErrForbidden is what Start fails with where this user may not make namespaces.
var ErrForbidden = errors.New("no right to make a network of its own for the Relying Party")

// Command is the program that is started inside.
type Command struct {
	Args           []string // found by this process's PATH
	Dir            string   // default: this process's
	Env            []string // nil: this process's
	Stdout, Stderr io.Writer
}

// Options say what surrounds the command.
type Options struct {
	Hosts  []string // names that lead to the run without being asked for in DNS
	Folder string   // of the sockets: TLSSocket, PlainSocket and DNSSocket are the run's, RPSocket is made here
	Port   int      // TCP port the command listens on, on 127.0.0.1
	// More ways out: TCP addresses inside and the sockets of the folder they
	// lead to, for example "127.0.0.1:5432" for a database.
	Out map[string]string
}

// The sockets of the folder, named after what is spoken there.
const (
	TLSSocket   = "tls.sock"   // connections to port 443 of any name
	PlainSocket = "plain.sock" // connections to port 80 of any name
	DNSSocket   = "dns.sock"   // questions for names, length first
	RPSocket    = "rp.sock"    // connections to the command
)

// maxSocketPath is how long the path of a unix socket may be (sun_path of unix(7), less its final zero).
const maxSocketPath = 107

func (c Command) check() error {
	if len(c.Args) == 0 {
		return errors.New("namespace: no command")
	}
	return nil
}

func (o Options) check() error {
	if path := filepath.Join(o.Folder, PlainSocket); len(path) > maxSocketPath || !filepath.IsAbs(path) {
		return fmt.Errorf("namespace: folder %q: want an absolute path of at most %d bytes", o.Folder, maxSocketPath-len(PlainSocket)-1)
	}
	if o.Port < 1 || o.Port > 65535 {
		return fmt.Errorf("namespace: port %d: want 1 to 65535", o.Port)
	}
	for _, host := range o.Hosts {
		if host == "" || strings.ContainsAny(host, " \t\r\n#") {
			return fmt.Errorf("namespace: host %q: want a domain name", host)
		}
	}
	return nil
}
