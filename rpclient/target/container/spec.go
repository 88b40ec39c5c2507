package container

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Spec says which Relying Party is run, and what surrounds it.
type Spec struct {
	Name   string            // for messages
	Image  string            // name of an image that is in the engine; or
	Build  string            // folder with a Dockerfile
	Env    []string          // "NAME=value", added to the image's own
	Files  map[string][]byte // content by absolute path in the container; readable by everybody
	Port   int               // TCP port that the Relying Party listens on, on all addresses
	Hosts  []string          // mocked host names
	Folder string            // existing folder of the run for the sockets, absolute; see the Socket constants
	Relay  string            // path of a static torii program; "" is the running one
	Memory int64             // bytes; 0 is DefaultMemory

	// Printed is called with each line that the build and the Relying Party print, never
	// twice at a time and never after Close. A slow one slows down what prints.
	Printed func(line string)
}

// Sockets in Spec.Folder. The run listens on the first three; the relay makes the last.
const (
	SocketTLS   = "tls.sock"   // connections to port 443 of the mocked hosts
	SocketPlain = "plain.sock" // connections to port 80 of them
	SocketDNS   = "dns.sock"   // DNS queries, one a connection, length first (RFC 1035, 4.2.2)
	SocketRP    = "rp.sock"    // leads to the Relying Party; see Container.Dial
)

// DefaultMemory bounds the memory of a Relying Party that says nothing of it, in bytes.
const DefaultMemory int64 = 1 << 30

// aliasRP is the Relying Party's own name in the closed network.
const aliasRP = "rp"

// maxSocketPath is how long the path of a unix socket may be on Linux.
const maxSocketPath = 107

var hostName = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$`)

// complete fills in what was left out.
func (s Spec) complete() (Spec, error) {
	if s.Memory == 0 {
		s.Memory = DefaultMemory
	}
	if s.Printed == nil {
		s.Printed = func(string) {}
	}
	if s.Relay == "" {
		self, err := os.Executable()
		if err != nil {
			return s, err
		}
		s.Relay = self
	}
	return s, nil
}

func (s Spec) validate() error {
	switch {
	case s.Name == "":
		return errors.New("a Relying Party needs a name")
	case (s.Image == "") == (s.Build == ""):
		return errors.New("want either an image or a folder to build one from")
	case s.Port < 1 || s.Port > 65535:
		return fmt.Errorf("port: got %d; want the port that the Relying Party listens on, 1 to 65535", s.Port)
	case s.Memory < 0:
		return fmt.Errorf("memory: got %d bytes; want a positive number", s.Memory)
	}
	for _, host := range s.Hosts {
		if !hostName.MatchString(host) || host == aliasRP {
			return fmt.Errorf("host: got %q; want a host name in lower case that is not %q", host, aliasRP)
		}
	}
	for file := range s.Files {
		if !path.IsAbs(file) || path.Clean(file) != file || file == "/" {
			return fmt.Errorf("file: got %q; want an absolute path in the container", file)
		}
	}
	i := slices.IndexFunc(s.Env, func(v string) bool { return strings.IndexByte(v, '=') < 1 })
	if i >= 0 {
		return fmt.Errorf("environment: got %q; want NAME=value", s.Env[i])
	}
	return s.validateFolder()
}

func (s Spec) validateFolder() error {
	if !filepath.IsAbs(s.Folder) {
		return fmt.Errorf("folder: got %q; want an absolute path", s.Folder)
	}
	if info, err := os.Stat(s.Folder); err != nil || !info.IsDir() {
		return fmt.Errorf("folder: %s is no folder", s.Folder)
	}
	if n := len(s.socket(SocketPlain)); n > maxSocketPath {
		return fmt.Errorf("folder: %s is too long for sockets by %d bytes", s.Folder, n-maxSocketPath)
	}
	return nil
}

func (s Spec) socket(name string) string { return filepath.Join(s.Folder, name) }
