package door

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
)

// errHeard stops a handshake once the server name is known.
var errHeard = errors.New("heard")

// hear reads a connection's ClientHello and returns the server name in it (""
// where there is none) and the connection as if nothing had been read. What it
// keeps is bounded by crypto/tls, which takes no ClientHello beyond 64 KiB. It
// ends with the context, whose end closes the connection.
func hear(ctx context.Context, conn net.Conn) (name string, again net.Conn, err error) {
	ear := &listening{Conn: conn}
	heard := false
	config := &tls.Config{GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		name, heard = bare(hello.ServerName), true
		return nil, errHeard
	}}
	err = tls.Server(ear, config).HandshakeContext(ctx)
	if !heard {
		return "", conn, err
	}
	return name, replay(conn, &ear.heard), nil
}

// listening keeps what is read and swallows what is written: the alert at its
// end is not for the caller.
type listening struct {
	net.Conn
	heard bytes.Buffer
}

func (l *listening) Read(b []byte) (int, error) {
	n, err := l.Conn.Read(b)
	l.heard.Write(b[:n])
	return n, err
}

func (l *listening) Write(b []byte) (int, error) { return len(b), nil }

// replay returns a connection that first reads what was read of it before.
func replay(conn net.Conn, before io.Reader) net.Conn {
	return &replayed{conn, io.MultiReader(before, conn)}
}

type replayed struct {
	net.Conn
	from io.Reader
}

func (r *replayed) Read(b []byte) (int, error) { return r.from.Read(b) }
