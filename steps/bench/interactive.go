package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"torii/mockidp"
	"torii/mockidp/door"
	"torii/rpclient/target"
)

// Hand serves the reference RP to a person, in front of mocks that are already up.
type Hand struct {
	Origin   string
	listener net.Listener
	server   *http.Server
	app      *target.Reference
	network  *door.Network // to the mocks by their real names; nil at the path door
}

// handTimeout is how long the reference RP waits for the mocks when a person uses it.
const handTimeout = 5 * time.Second

// NewHand listens on an address of the own machine. Browsers treat http there as
// secure, which the RP's cookies need. Without names the RP uses the providers' real
// ones, which lead it straight to the mocks.
func NewHand(address string, m *mockidp.Mock, names target.Names) (*Hand, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil || host != "localhost" && host != "127.0.0.1" {
		return nil, fmt.Errorf("%w: --with-rp: got %q; want localhost and a port, for example localhost:3000", ErrUsage, address)
	}
	h := &Hand{}
	if h.listener, err = net.Listen("tcp", address); err != nil {
		return nil, fmt.Errorf("%w: --with-rp %s: %w", ErrUsage, address, err)
	}
	_, port, _ := net.SplitHostPort(h.listener.Addr().String())
	h.Origin = "http://" + net.JoinHostPort(host, port)
	clients := map[string]target.Registration{}
	for _, p := range m.Providers() {
		for _, way := range p.Profile.WayIDs() {
			clients[way] = registrationOf(p.Clients[0])
		}
	}
	carrier := http.DefaultTransport
	if names == nil {
		h.network = door.NewNetwork()
		h.network.Serve(m, m.Served()...)
		carrier = h.network
	}
	h.app, err = target.NewReference(target.ReferenceOptions{Registered: clients,
		Origin: h.Origin, Transport: carrier, Timeout: handTimeout, Now: m.Now, Names: names})
	if err != nil {
		return nil, errors.Join(err, h.listener.Close())
	}
	h.server = door.NewServer(h.app)
	return h, nil
}

// Run answers until the context ends.
func (h *Hand) Run(ctx context.Context) error {
	end := context.AfterFunc(ctx, func() { _ = h.server.Close() })
	defer end()
	if h.network != nil {
		defer h.network.Close()
	}
	defer func() { _ = h.app.Close() }() // an in-memory database has nothing to lose
	if err := h.server.Serve(h.listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Mails is where the mails are read that the reference RP would have sent.
func (h *Hand) Mails() string { return h.Origin + target.MailsPath }
