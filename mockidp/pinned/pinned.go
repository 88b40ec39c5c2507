// Package pinned dials names that stay what they were: a name is looked up once, and whatever its
// second answer is (DNS rebinding), nobody is led there. It knows neither mock nor Relying Party.
package pinned

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"time"
)

// Dialer is safe for concurrent use. The zero value asks the machine's own resolver.
type Dialer struct {
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)

	mu    sync.Mutex
	first map[string][]netip.Addr
}

// each is how long one of several addresses may take.
const each = 5 * time.Second

// DialContext opens a connection to "host:port", at an address that the name had first.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if net.ParseIP(host) != nil {
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	addresses, err := d.addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	var problems []error
	for _, a := range addresses {
		one := net.Dialer{}
		if len(addresses) > 1 {
			one.Timeout = each
		}
		c, err := one.DialContext(ctx, network, net.JoinHostPort(a.String(), port))
		if err == nil {
			return c, nil
		}
		problems = append(problems, err)
	}
	return nil, fmt.Errorf("%s, which was looked up once: %w", host, errors.Join(problems...))
}

// addresses are those of the name's first answer.
func (d *Dialer) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	d.mu.Lock()
	known, ok := d.first[host]
	d.mu.Unlock()
	if ok {
		return known, nil
	}
	lookup := d.Lookup
	if lookup == nil {
		lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	found, err := lookup(ctx, host)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("%s: the name has no address", host)
	}
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if known, ok := d.first[host]; ok { // of who asked at the same time
		return known, nil
	}
	if d.first == nil {
		d.first = map[string][]netip.Addr{}
	}
	d.first[host] = found
	return found, nil
}
