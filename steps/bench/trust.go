package bench

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"software.sslmate.com/src/go-pkcs12"

	"torii/rpclient/target"
)

// The files in which a Relying Party finds the run's CA certificate.
const (
	TrustPEM    = "ca.pem"
	TrustPKCS12 = "ca.p12" // for Java
)

// storePassword protects nothing: a trust store holds no secret, and Java wants one.
const storePassword = "changeit"

// TrustFiles returns those files with their content.
func TrustFiles(ca []byte) (map[string][]byte, error) {
	block, _ := pem.Decode(ca)
	if block == nil {
		return nil, errors.New("trust store: no PEM certificate")
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, err
	}
	// Java before 8u301 and 11.0.12 reads no newer encryption.
	store, err := pkcs12.LegacyDES.EncodeTrustStore([]*x509.Certificate{cert}, storePassword)
	return map[string][]byte{TrustPEM: ca, TrustPKCS12: store}, err
}

// Trust is the environment that makes a Relying Party trust the files in a folder.
func Trust(folder string) []string {
	ca := filepath.Join(folder, TrustPEM)
	return []string{
		"SSL_CERT_FILE=" + ca,       // Go, OpenSSL and what stands on it: Python, Ruby, PHP, .NET
		"NODE_EXTRA_CA_CERTS=" + ca, // Node.js
		"REQUESTS_CA_BUNDLE=" + ca,  // Python's requests
		"CURL_CA_BUNDLE=" + ca,
		target.JavaOptions + "=-Djavax.net.ssl.trustStore=" + filepath.Join(folder, TrustPKCS12) +
			" -Djavax.net.ssl.trustStoreType=PKCS12 -Djavax.net.ssl.trustStorePassword=" + storePassword,
	}
}

// trustMode lets a Relying Party that changes its user read the certificate.
const trustMode = 0o644

// writeTrust writes those files into a folder.
func writeTrust(folder string, ca []byte) error {
	files, err := TrustFiles(ca)
	for name, content := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join(folder, name), content, trustMode)) // #nosec G306 -- a certificate is public
	}
	return err
}

// trusting is the TLS of a browser that trusts the run's CA alone.
func trusting(ca []byte) *tls.Config {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	return &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots}
}

// misleading are the variables that would lead a Relying Party past the door: other
// trust, or a proxy that is not there.
var misleading = append([]string{"NODE_EXTRA_CA_CERTS", "NODE_USE_ENV_PROXY"}, target.Ways...)

// environment is what a Relying Party inherits, without what misleads.
func environment() []string {
	return slices.DeleteFunc(target.Inherited(), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains(misleading, strings.ToUpper(name))
	})
}
