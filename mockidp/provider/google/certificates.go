package google

import (
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// certificateLife is how long a key is published, twice the eight days between rotations.
const certificateLife = 16 * 24 * time.Hour

// serveCertificates answers the keys as X.509 certificates in PEM, by kid: the older
// form that Google's own libraries for Python and Node read.
func serveCertificates(d profile.Desk, _ *http.Request) profile.Reply {
	var o token.Object
	for _, key := range d.Published() {
		certificate, err := certify(key, d.Now())
		if err != nil {
			d.Because("server_error", text.Both{JA: "証明書を作れない: " + err.Error(), EN: "a certificate cannot be made: " + err.Error()})
			return profile.Reply{Status: http.StatusInternalServerError}
		}
		o.Set(key.ID, certificate)
	}
	return profile.Reply{Status: http.StatusOK, Members: o}
}

// certify returns a certificate that a key has signed for itself. The same key gets the
// same certificate on the same day.
func certify(key token.Key, now time.Time) (string, error) {
	day := now.UTC().Truncate(24 * time.Hour)
	serial, ok := new(big.Int).SetString(key.ID, 16)
	if !ok {
		return "", fmt.Errorf("google: kid %q is no hexadecimal number", key.ID)
	}
	template := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: "federated-signon.system.gserviceaccount.com"},
		NotBefore: day.Add(-certificateLife / 2), NotAfter: day.Add(certificateLife / 2),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Private.Public(), key.Private)
	if err != nil {
		return "", err
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), nil
}
