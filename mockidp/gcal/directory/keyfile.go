package directory

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"

	"torii/fixtures/key"
	"torii/fixtures/workspace"
)

// The kinds of key file that Google's console hands out.
const (
	JSON = "json"
	P12  = "p12"
)

// KeyFile is a key as a customer downloads it.
type KeyFile struct {
	Name    string // for example hinode-renkei-0123456789ab.p12
	Kind    string
	Account string // the address, which a P12 does not carry
	Body    []byte
}

// credentials are the members of a JSON key, in Google's order.
type credentials struct {
	Type       string `json:"type"`
	Project    string `json:"project_id"`
	KeyID      string `json:"private_key_id"`
	PrivateKey string `json:"private_key"`
	Email      string `json:"client_email"`
	ClientID   string `json:"client_id"`
	AuthURI    string `json:"auth_uri"`
	TokenURI   string `json:"token_uri"`
	Certs      string `json:"auth_provider_x509_cert_url"`
	OwnCert    string `json:"client_x509_cert_url"`
	Universe   string `json:"universe_domain"`
}

// KeyFile writes a key out. name is the key's, "" for the newest active one; spell
// turns a real address into one that the caller can reach, as the token URI of a JSON key.
func (d *Directory) KeyFile(account, name, kind string, spell func(string) string) (KeyFile, error) {
	if err := check("kind", kind, JSON, P12); err != nil {
		return KeyFile{}, err
	}
	a, ok := d.Account(account)
	if !ok {
		d.mu.Lock()
		defer d.mu.Unlock()
		_, err := d.needAccount(account)
		return KeyFile{}, err
	}
	k, err := pick(a, name)
	if err != nil {
		return KeyFile{}, err
	}
	id := d.KeyID(k)
	f := KeyFile{Name: fmt.Sprintf("%s-%s.%s", a.Project, id[:12], kind), Kind: kind, Account: a.Email}
	if kind == P12 {
		f.Body, err = key.P12(k.File)
		return f, err
	}
	private, err := key.Service(k.File)
	if err != nil {
		return KeyFile{}, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err = e.Encode(credentials{"service_account", a.Project, id, private, a.Email, a.ClientID,
		spell("https://accounts.google.com/o/oauth2/auth"), spell("https://oauth2.googleapis.com/token"),
		spell("https://www.googleapis.com/oauth2/v1/certs"),
		spell("https://www.googleapis.com/robot/v1/metadata/x509/" + url.QueryEscape(a.Email)), "googleapis.com"})
	f.Body = b.Bytes()
	return f, err
}

func pick(a workspace.Account, name string) (workspace.Key, error) {
	for _, k := range slices.Backward(a.Keys) {
		if k.Name == name || name == "" && k.State == workspace.Active {
			return k, nil
		}
	}
	return workspace.Key{}, unknown("key of "+a.Email, name, keyNames(a.Keys))
}
