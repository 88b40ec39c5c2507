package interview

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"

	"golang.org/x/crypto/pkcs12"
)

// Customer is who lets the product write: by a service account's key, in the name of a mailbox.
type Customer struct {
	Account string // e-mail of the service account
	Sender  string // the mailbox that events are sent from
	key     *rsa.PrivateKey
}

// p12Password is the one that Google gives every P12 key.
const p12Password = "notasecret"

// readKey reads a P12 or JSON key; account is whom a JSON key belongs to, "" for a P12,
// which does not tell.
func readKey(file []byte) (key *rsa.PrivateKey, account string, err error) {
	if len(file) == 0 {
		return nil, "", errors.New("認証キー(p12)ファイルがありません")
	}
	if file[0] == '{' {
		return readJSONKey(file)
	}
	private, _, err := pkcs12.Decode(file, p12Password)
	if err != nil {
		return nil, "", fmt.Errorf("認証キー(p12)ファイルを読めません。Google Cloud で「P12」を選んで作った鍵を、そのまま添付してください: %w", err)
	}
	key, ok := private.(*rsa.PrivateKey)
	if !ok {
		return nil, "", errors.New("認証キーがRSAの鍵ではありません")
	}
	return key, "", nil
}

func readJSONKey(file []byte) (*rsa.PrivateKey, string, error) {
	var k struct {
		Type  string `json:"type"`
		Email string `json:"client_email"`
		Key   string `json:"private_key"`
	}
	if err := json.Unmarshal(file, &k); err != nil || k.Type != "service_account" {
		return nil, "", errors.New("JSONファイルがサービスアカウントの鍵ではありません")
	}
	block, _ := pem.Decode([]byte(k.Key))
	if block == nil {
		return nil, "", errors.New("JSONの鍵に private_key がありません")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, "", fmt.Errorf("JSONの鍵を読めません: %w", err)
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, "", errors.New("認証キーがRSAの鍵ではありません")
	}
	return key, k.Email, nil
}

// sign makes the assertion: a compact JWS by RS256 (RFC 7515), without kid, which a P12 does not tell.
func (c Customer) sign(claims map[string]any) (string, error) {
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	b64 := base64.RawURLEncoding
	input := b64.EncodeToString([]byte(`{"alg":"RS256","typ":"JWT"}`)) + "." + b64.EncodeToString(body)
	sum := sha256.Sum256([]byte(input))
	signature, err := rsa.SignPKCS1v15(rand.Reader, c.key, crypto.SHA256, sum[:])
	return input + "." + b64.EncodeToString(signature), err
}
