package door

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"slices"
	"strings"
	"sync"
	"time"
)

// CA is the certificate authority of the real-hosts door. It is made in memory
// for one run and its key never leaves it. Whoever trusts it trusts it for the
// names it was made for and what lies under them, and for no IP address: name
// constraints of RFC 5280, 4.2.1.10. It is no CA for anything else.
type CA struct {
	hosts   []string     // sorted
	ips     []*net.IPNet // permitted; empty permits none
	cert    *x509.Certificate
	key     *ecdsa.PrivateKey
	leafKey *ecdsa.PrivateKey // of every leaf, so that one hash names them all

	mu     sync.Mutex
	leaves map[string]*tls.Certificate
}

const (
	caLife     = 7 * 24 * time.Hour
	caBackdate = time.Hour // forgives clocks that run late
	serialBits = 127       // RFC 5280, 4.1.2.2: positive, at most 20 octets
)

// ErrNotMocked is what a certificate is refused with for a name that the CA was not made for.
var ErrNotMocked = errors.New("not one of the mocked hosts")

// NewCA makes a CA for hosts that is valid from one hour before now for seven
// days. A host that is no full domain name is an error: as a name constraint ""
// would permit every name, and "com" everything under it.
func NewCA(hosts []string, now func() time.Time) (*CA, error) {
	if len(hosts) == 0 {
		return nil, errors.New("CA: no hosts to make it for")
	}
	c := &CA{leaves: map[string]*tls.Certificate{}}
	for _, host := range hosts {
		if !constrains(host) {
			return nil, fmt.Errorf("CA: host %q: want a domain name of two labels or more, for example access.line.me", host)
		}
		c.hosts = append(c.hosts, bare(host))
	}
	slices.Sort(c.hosts)
	c.hosts = slices.Compact(c.hosts)
	return c, c.make(now().UTC())
}

// constrains reports whether a name can stand in a name constraint without permitting a whole top-level domain.
func constrains(host string) bool {
	labels := strings.Split(host, ".")
	if len(labels) < 2 || len(host) > 253 || net.ParseIP(host) != nil {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != "" {
			return false
		}
	}
	return true
}

func (c *CA) make(now time.Time) error {
	var err error
	if c.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return err
	}
	if c.leafKey, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return err
	}
	template, err := c.template(now)
	if err != nil {
		return err
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, c.key.Public(), c.key)
	if err != nil {
		return err
	}
	c.cert, err = x509.ParseCertificate(der)
	return err
}

func (c *CA) template(now time.Time) (*x509.Certificate, error) {
	serial, err := newSerial()
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{Organization: []string{"torii"}, CommonName: "torii mock CA " + serial.Text(36)},
		NotBefore:    now.Add(-caBackdate), NotAfter: now.Add(caLife),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, // leaves only
		KeyUsage:                    x509.KeyUsageCertSign,
		ExtKeyUsage:                 []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         c.hosts,
		PermittedIPRanges:           c.ips,
		ExcludedIPRanges:            c.excluded(),
	}, err
}

// excluded forbids every IP address where none is permitted.
func (c *CA) excluded() []*net.IPNet {
	if len(c.ips) > 0 {
		return nil
	}
	return []*net.IPNet{
		{IP: net.IPv4zero.To4(), Mask: net.CIDRMask(0, 32)},
		{IP: net.IPv6zero, Mask: net.CIDRMask(0, 128)},
	}
}

func newSerial() (*big.Int, error) {
	return rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), serialBits))
}

// Mocks reports whether the CA was made for exactly this host.
func (c *CA) Mocks(host string) bool {
	_, ok := slices.BinarySearch(c.hosts, host)
	return ok
}

// Certificate returns the certificate of a host, or an error that is ErrNotMocked.
func (c *CA) Certificate(host string) (*tls.Certificate, error) {
	host = bare(host)
	if !c.Mocks(host) {
		return nil, fmt.Errorf("certificate for %q: %w", host, ErrNotMocked)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if leaf, ok := c.leaves[host]; ok {
		return leaf, nil
	}
	leaf, err := c.issue(&x509.Certificate{DNSNames: []string{host}})
	if err != nil {
		return nil, err
	}
	c.leaves[host] = leaf // at most one for each host of the CA
	return leaf, nil
}

// issue signs a server certificate with the names of the template, whatever they are.
func (c *CA) issue(template *x509.Certificate) (*tls.Certificate, error) {
	serial, err := newSerial()
	if err != nil {
		return nil, err
	}
	template.SerialNumber = serial
	template.NotBefore, template.NotAfter = c.cert.NotBefore, c.cert.NotAfter
	template.Subject = pkix.Name{Organization: []string{"torii"}}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	template.BasicConstraintsValid = true
	der, err := x509.CreateCertificate(rand.Reader, template, c.cert, c.leafKey.Public(), c.key)
	if err != nil {
		return nil, err
	}
	leaf, err := x509.ParseCertificate(der)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: c.leafKey, Leaf: leaf}, err
}

// PEM returns the CA's certificate for a trust store. There is no way to its key.
func (c *CA) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.cert.Raw})
}

// Expires returns when the CA and all its certificates end.
func (c *CA) Expires() time.Time { return c.cert.NotAfter }

// TLSConfig returns what a server needs that answers for the mocked hosts. A
// caller that names another host, or none, gets the alert unrecognized_name (RFC 6066, 3).
func (c *CA) TLSConfig() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			leaf, err := c.Certificate(hello.ServerName)
			if errors.Is(err, ErrNotMocked) {
				return nil, nil // none: crypto/tls then sends that alert
			}
			return leaf, err
		},
	}
}

// SPKI returns the base64 SHA-256 hash of the public key of all leaves, as
// Chromium's --ignore-certificate-errors-spki-list takes it.
func (c *CA) SPKI() string { return spki(c.leafKey.Public()) }

func spki(key any) string {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return "" // not with a P-256 key
	}
	sum := sha256.Sum256(der)
	return base64.StdEncoding.EncodeToString(sum[:])
}
