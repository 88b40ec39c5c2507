package door

import (
	"crypto/tls"
	"crypto/x509"
)

// Sign signs what the CA would not: for tests of what trusts it.
func (c *CA) Sign(template *x509.Certificate) (*tls.Certificate, error) { return c.issue(template) }

// Cert is the CA's certificate.
func (c *CA) Cert() *x509.Certificate { return c.cert }
