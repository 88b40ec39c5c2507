package target

import (
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"net"
)

// The ports that targets are given lie below those which systems hand out by themselves (RFC 6335
// has them from 49152 on, Linux from 32768): between asking for one and the target's listening at
// it, another run's mock or an outgoing connection must not take it.
const (
	firstPort = 10_240
	endPort   = 32_768
	portTries = 100
)

// FreePort returns a TCP port that nothing listens on at this moment, drawn by chance so that
// runs beside each other do not draw the same.
func FreePort() (int, error) {
	for range portTries {
		n, err := rand.Int(rand.Reader, big.NewInt(endPort-firstPort))
		if err != nil {
			return 0, err
		}
		port := firstPort + int(n.Int64())
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		return port, l.Close()
	}
	return 0, errors.New("no port from 10240 to 32767 is free for the Relying Party")
}
