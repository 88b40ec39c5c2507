package socialplus

import (
	"cmp"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"torii/mockidp/profile"
	"torii/mockidp/token"
)

const (
	maxBody  = 1 << 20
	patience = 2 * time.Second // with a login provider that keeps silent
	skew     = time.Minute
)

// fetch redeems a login provider's code in the back channel and checks the ID token
// as a Relying Party has to.
func fetch(ctx context.Context, d profile.Desk, t trip, response url.Values) (*identity, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	s, u, _ := place(t.variant)
	own := u.Setting[s.ID]
	var tokens struct {
		AccessToken  string `json:"access_token"`
		RefreshToken string `json:"refresh_token"`
		IDToken      string `json:"id_token"`
		ExpiresIn    int    `json:"expires_in"`
	}
	secret, err := own.secret(d, u)
	if err != nil {
		return nil, fmt.Errorf("client secret: %w", err)
	}
	form := url.Values{"grant_type": {"authorization_code"}, "code": {response.Get("code")}, "redirect_uri": {d.Names().Browser(s.callback(u))},
		"client_id": {own.ClientID}, "client_secret": {secret}}
	if err := call(ctx, d, http.MethodPost, u.Token, form, "", &tokens); err != nil {
		return nil, fmt.Errorf("token endpoint: %w", err)
	}
	claims, err := verify(ctx, d, t, tokens.IDToken)
	if err != nil {
		return nil, fmt.Errorf("ID token: %w", err)
	}
	if u.UserInfo != "" {
		more := facts{}
		if err := call(ctx, d, http.MethodGet, u.UserInfo, nil, tokens.AccessToken, &more); err != nil {
			more = facts{"sub": claims["sub"]} // personal data may be refused; who came is known
		}
		if more.text("sub") != claims.text("sub") {
			return nil, errors.New("userinfo: the sub is another one")
		}
		maps.Copy(claims, more)
	}
	if u.UserField {
		claims.beside(response.Get("user"))
	}
	c, _ := d.Client(s.ClientID)
	return &identity{Provider: u.ID, UID: claims.text("sub"), Access: tokens.AccessToken, Refresh: tokens.RefreshToken,
		Expires: d.Now().Add(time.Duration(tokens.ExpiresIn) * time.Second), Updated: d.Now(),
		Data: claims.data().only(u.has(t.items, c.Set, conditions))}, nil
}

func call(ctx context.Context, d profile.Desk, method, address string, form url.Values, bearer string, into any) error {
	r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if bearer != "" {
		r.Header.Set("Authorization", "Bearer "+bearer)
	}
	res, err := d.Peers().RoundTrip(r)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }() // what was read is read
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	if err := json.NewDecoder(io.LimitReader(res.Body, maxBody)).Decode(into); err != nil {
		return errors.New("the answer is no JSON")
	}
	return nil
}

// facts are the claims of a login provider.
type facts map[string]any

func (f facts) text(name string) string {
	s, _ := f[name].(string)
	return s
}

func (f facts) seconds(name string) time.Time {
	n, _ := f[name].(float64)
	return time.Unix(int64(n), 0)
}

// verify checks an ID token (OpenID Connect Core 1.0, 3.1.3.7).
func verify(ctx context.Context, d profile.Desk, t trip, compact string) (facts, error) {
	s, u, _ := place(t.variant)
	own := u.Setting[s.ID]
	parts := strings.Split(compact, ".")
	if len(parts) != 3 {
		return nil, errors.New("it has not three parts")
	}
	var header, claims facts
	if decode(parts[0], &header) != nil || decode(parts[1], &claims) != nil {
		return nil, errors.New("it does not decode")
	}
	if header.text("alg") != string(u.Alg) {
		return nil, fmt.Errorf("the algorithm is %.16q", header.text("alg"))
	}
	if err := signature(ctx, d, u, own, header.text("kid"), compact); err != nil {
		return nil, err
	}
	now := d.Now()
	switch {
	case !slices.Contains(u.Issuers, claims.text("iss")) && claims.text("iss") != d.Names().Issuer(u.Issuers[0]):
		return nil, errors.New("the issuer is another one")
	case claims.text("aud") != own.ClientID && !onlyFor(claims["aud"], own.ClientID):
		return nil, errors.New("it is for another client")
	case !now.Before(claims.seconds("exp").Add(skew)):
		return nil, errors.New("it has expired")
	case claims.seconds("iat").After(now.Add(skew)):
		return nil, errors.New("it is from the future")
	case subtle.ConstantTimeCompare([]byte(claims.text("nonce")), []byte(t.nonce)) != 1:
		return nil, errors.New("the nonce is another one")
	case claims.text("sub") == "":
		return nil, errors.New("it names nobody")
	}
	return claims, nil
}

func onlyFor(aud any, clientID string) bool {
	list, ok := aud.([]any)
	return ok && len(list) == 1 && list[0] == clientID
}

func decode(segment string, into any) error {
	raw, err := base64.RawURLEncoding.DecodeString(segment)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

func signature(ctx context.Context, d profile.Desk, u upstream, own setting, kid, compact string) error {
	bad := errors.New("the signature is not good")
	if u.Alg == token.HS256 {
		if !token.Verifies(compact, token.HS256, token.Key{Secret: []byte(own.Secret)}) {
			return bad
		}
		return nil
	}
	var set struct {
		Keys []jwk `json:"keys"`
	}
	if err := call(ctx, d, http.MethodGet, u.Certs, nil, "", &set); err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	input, encoded, _ := cutLast(compact)
	sum := sha256.Sum256([]byte(input))
	sig, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil {
		return bad
	}
	for _, k := range set.Keys {
		if k.Kid == kid && k.verifies(sum[:], sig) {
			return nil
		}
	}
	return bad
}

func cutLast(compact string) (before, after string, ok bool) {
	i := strings.LastIndexByte(compact, '.')
	if i < 0 {
		return compact, "", false
	}
	return compact[:i], compact[i+1:], true
}

// jwk is a published key (RFC 7517, 4).
type jwk struct{ Kid, Kty, N, E, X, Y string }

// half is the length of each half of an ES256 signature (RFC 7518, 3.4).
const half = 32

func (k jwk) verifies(digest, sig []byte) bool {
	switch k.Kty {
	case "RSA":
		n, e := new(big.Int).SetBytes(octets(k.N)), new(big.Int).SetBytes(octets(k.E))
		if !e.IsInt64() || n.Sign() == 0 {
			return false
		}
		return rsa.VerifyPKCS1v15(&rsa.PublicKey{N: n, E: int(e.Int64())}, crypto.SHA256, digest, sig) == nil
	case "EC":
		const uncompressed = 4 // the form of a point that both coordinates follow (SEC 1, 2.3.3)
		key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), slices.Concat([]byte{uncompressed}, octets(k.X), octets(k.Y)))
		return err == nil && len(sig) == 2*half && ecdsa.Verify(key, digest, new(big.Int).SetBytes(sig[:half]), new(big.Int).SetBytes(sig[half:]))
	}
	return false
}

// octets are those of a member of a key; none where it is damaged.
func octets(s string) []byte {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil
	}
	return b
}

// data reads what a login provider says of a person.
func (f facts) data() data {
	d := data{Name: f.text("name"), Given: f.text("given_name"), Family: f.text("family_name"), UserName: cmp.Or(f.text("nickname"), f.text("name")),
		GivenKana:  cmp.Or(f.text("given_name_pronunciation"), f.text("given_name#ja-Kana-JP")),
		FamilyKana: cmp.Or(f.text("family_name_pronunciation"), f.text("family_name#ja-Kana-JP")),
		Picture:    f.text("picture"), Email: f.text("email"), Gender: f.text("gender"),
		Birthdate: cmp.Or(f.text("birthdate"), f.text("birthday")), Phone: f.text("phone_number")}
	switch v := f["email_verified"].(type) {
	case bool:
		d.Verified = strconv.FormatBool(v)
	case string: // Apple has been seen to write it so
		d.Verified = v
	}
	if a, ok := f["address"].(map[string]any); ok {
		at := facts(a)
		d.Postal, d.Region, d.Locality, d.At = at.text("postal_code"), at.text("region"), at.text("locality"), at.text("street_address")
	}
	return d
}
