package mutant

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"torii/rpclient/rp"
)

// tokenHeader are wrong ways of reading a JOSE header and the bytes around it.
func tokenHeader() []Mutant {
	return []Mutant{
		{"idtoken.form", "lenient-base64", "IDT-ENCODING",
			"IDトークンの詰め文字や改行、base64 の別の文字を見逃す",
			"padding, line breaks and the other base64 alphabet in an ID token pass",
			func(l *rp.Login) error {
				l.IDToken = strings.NewReplacer("=", "", "\n", "", "+", "-", "/", "_").Replace(l.IDToken)
				return reference(l, "idtoken.form")
			}},
		{"idtoken.form", "first-of-two", "IDT-DUPLICATE",
			"同じ名前のクレームが二つあれば、先の値を使う",
			"of two claims of one name the first counts",
			firstOfTwo},
		{"idtoken.form", "any-letter-case", "IDT-NAMES",
			"クレームの名前の大文字小文字を区別しない",
			"claim names are read without regard to letter case",
			anyLetterCase},
		{"idtoken.crit", "skipped", "IDT-CRIT",
			"必須の拡張（crit）を無視する",
			"a critical extension is ignored",
			nothing},
		{"idtoken.crit", "known-names-only", "IDT-CRIT",
			"b64 のときだけ crit を見る",
			"crit is looked at for b64 only",
			func(l *rp.Login) error {
				if list, _ := l.Header["crit"].([]any); len(list) == 1 && list[0] == "b64" {
					return reference(l, "idtoken.crit")
				}
				return nil
			}},
		{"idtoken.crit", "present-only", "IDT-CRIT",
			"crit の指す項目がヘッダーに無ければ、crit を見ない",
			"crit is ignored where the header has no member that it names",
			func(l *rp.Login) error {
				list, _ := l.Header["crit"].([]any)
				for _, name := range list {
					if text, ok := name.(string); ok && l.Header.Has(text) {
						return reference(l, "idtoken.crit")
					}
				}
				return nil
			}},
		{"idtoken.typ", "skipped", "IDT-TYP",
			"別の種類のトークンと名乗る typ を見ない",
			"a typ that names another kind of token is ignored",
			nothing},
		{"idtoken.typ", "required", "IDT-QUIRK",
			"typ の無いIDトークンを拒む",
			"an ID token without typ is refused",
			func(l *rp.Login) error {
				if !l.Header.Has("typ") {
					return errNoTyp
				}
				return reference(l, "idtoken.typ")
			}},
		{"idtoken.key", "certificate", "IDT-KEY",
			"IDトークンのヘッダーに入っている証明書（x5c）の鍵で検証する",
			"the key of the certificate that the ID token's own header brings along is used",
			useCertificate},
		{"idtoken.key", "address", "IDT-KEY",
			"IDトークンのヘッダーの指すアドレス（jku）から鍵を取る",
			"keys are fetched from the address that the ID token's header names (jku)",
			fetchNamed},
		{"idtoken.key", "certificate-address", "IDT-KEY",
			"IDトークンのヘッダーの指すアドレス（x5u）から証明書を取り、その鍵で検証する",
			"the certificate is fetched from the address that the ID token's header names (x5u), and its key used",
			fetchCertificate},
	}
}

type plainError string

func (e plainError) Error() string { return string(e) }

const errNoTyp = plainError("typ: want JWT, got none")

// members reads the claims as they stand, doubled names included.
func members(l *rp.Login) (names []string, values []any) {
	parts := strings.Split(l.IDToken, ".")
	if len(parts) != 3 {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return nil, nil
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	if _, err := d.Token(); err != nil {
		return nil, nil
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return names, values
		}
		var value any
		if d.Decode(&value) != nil {
			return names, values
		}
		text, _ := name.(string)
		names, values = append(names, text), append(values, value)
	}
	return names, values
}

// readClaims reads an ID token whose claims the reference would refuse.
func readClaims(l *rp.Login, keep func(claims rp.Object, name string, value any)) error {
	names, values := members(l)
	honest := l.IDToken
	parts := strings.Split(honest, ".")
	if names == nil {
		return reference(l, "idtoken.form")
	}
	l.IDToken = parts[0] + ".e30." + parts[2]
	err := reference(l, "idtoken.form")
	l.IDToken = honest
	if err != nil {
		return err
	}
	for i, name := range names {
		if values[i] != nil {
			keep(l.Claims, name, values[i])
		}
	}
	return nil
}

func firstOfTwo(l *rp.Login) error {
	return readClaims(l, func(claims rp.Object, name string, value any) {
		if !claims.Has(name) {
			claims[name] = value
		}
	})
}

func anyLetterCase(l *rp.Login) error {
	return readClaims(l, func(claims rp.Object, name string, value any) { claims[strings.ToLower(name)] = value })
}

func useCertificate(l *rp.Login) error {
	chain, _ := l.Header["x5c"].([]any)
	if len(chain) == 0 {
		return reference(l, "idtoken.key")
	}
	raw, err := json.Marshal(map[string]any{"kty": "x", "x5c": chain})
	if err != nil {
		return err
	}
	key, err := certificateKey(raw)
	l.Key = key
	return err
}

// fetchNamed believes the header's jku.
func fetchNamed(l *rp.Login) error {
	address := l.Header.Text("jku")
	if address == "" {
		return reference(l, "idtoken.key")
	}
	raw, err := fetched(l, address)
	if err != nil {
		return err
	}
	var set jose.JSONWebKeySet
	if err := json.Unmarshal(raw, &set); err != nil {
		return err
	}
	if len(set.Keys) == 0 {
		return plainError("want a key, got none")
	}
	l.Key = set.Keys[0].Key
	return nil
}

// fetchCertificate believes the header's x5u.
func fetchCertificate(l *rp.Login) error {
	address := l.Header.Text("x5u")
	if address == "" {
		return reference(l, "idtoken.key")
	}
	raw, err := fetched(l, address)
	if err != nil {
		return err
	}
	block, _ := pem.Decode(raw)
	if block == nil {
		return plainError("want a certificate, got none")
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return err
	}
	l.Key = certificate.PublicKey
	return nil
}

func fetched(l *rp.Login, address string) ([]byte, error) {
	ctx, cancel := l.Deadline()
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	resp, err := l.HTTPClient().Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(io.LimitReader(resp.Body, 1<<20))
}
