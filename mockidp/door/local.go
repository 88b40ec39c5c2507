package door

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"slices"
	"time"
)

// NewLocal returns what a server of this machine needs to speak TLS as localhost, by
// its loopback addresses and under one further host, and the certificate, as PEM, of
// the CA to trust for that. Its key is nowhere, and it is good for these names alone.
func NewLocal(host string, now func() time.Time) (*tls.Config, []byte, error) {
	names, ips := []string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1).To4(), net.IPv6loopback}
	switch ip := net.ParseIP(host); {
	case ip == nil && !slices.Contains(names, host):
		names = append(names, host)
	case ip != nil && !ip.IsLoopback():
		ips = append(ips, ip)
	}
	c := &CA{hosts: names, leaves: map[string]*tls.Certificate{}}
	for _, ip := range ips {
		bits := len(ip) * bitsOfByte
		c.ips = append(c.ips, &net.IPNet{IP: ip, Mask: net.CIDRMask(bits, bits)})
	}
	if err := c.make(now().UTC()); err != nil {
		return nil, nil, err
	}
	leaf, err := c.issue(&x509.Certificate{DNSNames: names, IPAddresses: ips})
	if err != nil {
		return nil, nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}, Certificates: []tls.Certificate{*leaf}}, c.PEM(), nil
}

const bitsOfByte = 8

// SPKI returns the base64 SHA-256 hash of the public key that a server's first
// certificate is for, as Chromium's --ignore-certificate-errors-spki-list takes it.
func SPKI(c *tls.Config) string { return spki(c.Certificates[0].Leaf.PublicKey) }
