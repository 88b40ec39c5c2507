package mockidp

import (
	"encoding/pem"
	"net/http"
	"slices"
	"strings"
	"sync"

	"torii/fixtures/key"
	"torii/mockidp/bounded"
	"torii/mockidp/fault"
	"torii/mockidp/op"
	"torii/mockidp/token"
	"torii/reports/event"
)

// attacker answers at the addresses that planted tokens, answers and documents point to:
// who obeys them is to find there what would convince. Each request is told in the log.
type attacker struct {
	mu   sync.Mutex
	left bounded.Map[token.Object] // honest answers that were led there, by login and host
}

// leave keeps what a host of the attacker's gives to whoever brings the login's code or token:
// with what it is sent it could have fetched as much.
func (a *attacker) leave(login, host string, members token.Object) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.left.Put(login+" "+host, members)
}

func (a *attacker) found(login, host string) (token.Object, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	members, ok := a.left.Values[login+" "+host]
	return members, ok
}

// plantedHosts are the attacker's: one a fault and provider, since whoever comes there
// cannot be told by anything but the name.
var plantedHosts = sync.OnceValue(func() []string {
	var hosts []string
	for _, p := range known() {
		for _, f := range fault.All() {
			if f.Points && f.Why(p).IsZero() {
				hosts = append(hosts, fault.PlantedHost(f.ID, p.ID))
			}
		}
	}
	return hosts
})

// PlantedHosts returns the attacker's hosts, which doors serve beside the mocked ones.
func PlantedHosts() []string { return slices.Clone(plantedHosts()) }

// lured answers a request that a planted address has led here.
func (m *Mock) lured(w http.ResponseWriter, r *http.Request) {
	presented := op.Presented(m.ledger, r, nil)
	status := m.lure(w, r, presented)
	row, login := "", ""
	if len(presented) > 0 {
		login = presented[0].Login
		row = m.Plans.Row(login)
		m.log(row, login, event.Called{Provider: r.Host, Endpoint: r.URL.Path, Method: r.Method, Status: status,
			Presented: op.Facts(m.masker, presented)})
	}
	m.log(row, login, event.Strayed{Host: r.Host, Path: r.URL.Path, How: "planted"})
}

// lure gives keys, a certificate, or the answer that was left for who comes with this code or token.
func (m *Mock) lure(w http.ResponseWriter, r *http.Request, presented []op.Bearing) (status int) {
	w.Header().Set("Cache-Control", "no-store")
	provider := strings.Split(r.Host, ".")[1]
	switch r.URL.Path {
	case fault.PlantedKeys, "/jwks_uri":
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(m.strangersKeys(provider, r.Host).JSON())
		return http.StatusOK
	case fault.PlantedCertificate:
		w.Header().Set("Content-Type", "application/x-pem-file")
		_, _ = w.Write(strangersCertificate(m.signsByEC(provider)))
		return http.StatusOK
	}
	for _, b := range presented {
		if members, ok := m.attacker.found(b.Login, r.Host); ok {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(members.JSON())
			return http.StatusOK
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	_, _ = w.Write([]byte(`{"error":"invalid_grant"}`))
	return http.StatusBadRequest
}

func (m *Mock) signsByEC(provider string) bool {
	p, err := m.Provider(provider)
	return err == nil && p.Profile.IDToken.Alg == token.ES256
}

// strangersKeys is the key set of who signs in the provider's place: under each kid that the
// provider has published, and under the address itself; the kind that its tokens are signed with first.
func (m *Mock) strangersKeys(provider, host string) token.Object {
	p, err := m.Provider(provider)
	if err != nil {
		return token.Object{{Name: "keys", Value: []any{}}}
	}
	ids := append(p.KeyIDs(), p.Names.Server("https://"+host+fault.PlantedKeys))
	var public, secret []any
	for _, id := range ids {
		for _, name := range strangers(m.signsByEC(provider)) {
			private, err := key.Private(name)
			if err != nil {
				continue // a test of the keys holds that they are there
			}
			if jwk, err := token.PublicJWK(token.Key{ID: id, Private: private}); err == nil {
				public = append(public, jwk)
			}
		}
		secret = append(secret, token.Object{{Name: "kty", Value: "oct"}, {Name: "alg", Value: string(token.HS256)},
			{Name: "kid", Value: id}, {Name: "k", Value: token.Base64([]byte(fault.PlantedSecret))}})
	}
	if p.Profile.IDToken.Alg == token.HS256 {
		return token.Object{{Name: "keys", Value: append(secret, public...)}}
	}
	return token.Object{{Name: "keys", Value: append(public, secret...)}}
}

// strangers are the names of the committed keys that no issuer publishes, the fitting one first.
func strangers(ec bool) []string {
	if ec {
		return []string{"stranger-ec", "stranger-rsa"}
	}
	return []string{"stranger-rsa", "stranger-ec"}
}

func strangersCertificate(ec bool) []byte {
	private, err := key.Private(strangers(ec)[0])
	if err != nil {
		return nil
	}
	der, err := token.Certificate(token.Key{Private: private})
	if err != nil {
		return nil
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
