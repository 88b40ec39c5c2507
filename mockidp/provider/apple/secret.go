package apple

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/key"
	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// MaxSecretLife is how far in the future a client_secret may expire.
// Source: https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret
const MaxSecretLife = 15_777_000 * time.Second

// secret is a client_secret taken apart.
type secret struct {
	compact string
	header  struct {
		Alg string `json:"alg"`
		Kid string `json:"kid"`
	}
	claims struct {
		Iss string          `json:"iss"`
		Sub string          `json:"sub"`
		Aud json.RawMessage `json:"aud"`
		Iat *float64        `json:"iat"`
		Exp *float64        `json:"exp"`
	}
}

// demand is one thing that a client_secret must keep.
type demand struct {
	says text.Both
	kept func(secret, profile.TokenCall) bool
}

// demands are looked at in this order; the answer is the same for all, the explanation is not.
var demands = []demand{
	{text.Both{JA: "client_secret の alg が ES256 ではない", EN: "alg of the client_secret is not ES256"},
		func(s secret, _ profile.TokenCall) bool { return s.header.Alg == string(token.ES256) }},
	{text.Both{JA: "client_secret の kid が、このクライアントに結び付いた鍵の Key ID ではない", EN: "kid of the client_secret is no Key ID linked to this client"},
		func(s secret, c profile.TokenCall) bool { return keyName(c.Client, s.header.Kid) != "" }},
	{text.Both{JA: "client_secret の iss が Team ID ではない", EN: "iss of the client_secret is not the Team ID"},
		func(s secret, c profile.TokenCall) bool { return s.claims.Iss == c.Client.Team }},
	{text.Both{JA: "client_secret の sub が client_id と違う", EN: "sub of the client_secret is not the client_id"},
		func(s secret, c profile.TokenCall) bool { return s.claims.Sub == c.Client.ClientID }},
	{text.Both{JA: "client_secret の aud が https://appleid.apple.com ではない", EN: "aud of the client_secret is not https://appleid.apple.com"},
		func(s secret, c profile.TokenCall) bool { return s.isFor(issuer) || s.isFor(c.Names.Issuer(issuer)) }},
	{text.Both{JA: "client_secret の iat が無いか、Apple の時計より先である", EN: "iat of the client_secret is missing or ahead of Apple's clock"},
		func(s secret, c profile.TokenCall) bool {
			return s.claims.Iat != nil && *s.claims.Iat <= unix(appleTime(c))
		}},
	{text.Both{JA: "client_secret の exp が無いか、過ぎている", EN: "exp of the client_secret is missing or past"},
		func(s secret, c profile.TokenCall) bool {
			return s.claims.Exp != nil && *s.claims.Exp > unix(appleTime(c))
		}},
	{text.Both{JA: "client_secret の exp が 15,777,000 秒より先である（暦の6か月は長すぎることがある）", EN: "exp of the client_secret is more than 15,777,000 s ahead (six calendar months can be too long)"},
		func(s secret, c profile.TokenCall) bool {
			return *s.claims.Exp <= unix(appleTime(c).Add(MaxSecretLife))
		}},
	{text.Both{JA: "client_secret の署名が合わない（R‖S の64バイトか、鍵が正しいかを確かめること）", EN: "the client_secret's signature does not match (check that it is the 64 bytes of R and S, and the key)"},
		func(s secret, c profile.TokenCall) bool { return s.signed(c.Client) }},
}

// prove holds a client_secret to every demand.
func prove(c profile.TokenCall) (profile.TokenFailure, text.Both) {
	if c.Auth == "basic" && c.Form.Get("client_secret") == "" {
		return profile.SecretWrong, text.Both{JA: "HTTP Basic のクライアント認証は受け付けない（client_secret_post だけ）", EN: "HTTP Basic does not authenticate a client here: client_secret_post only"}
	}
	s, ok := parse(c.Secret)
	if !ok {
		return profile.SecretWrong, text.Both{JA: "client_secret が JWT ではない", EN: "the client_secret is no JWT"}
	}
	for _, d := range demands {
		if !d.kept(s, c) {
			return profile.SecretWrong, d.says
		}
	}
	return "", text.Both{}
}

// appleTime is what Apple's clock says, which may be behind.
func appleTime(c profile.TokenCall) time.Time {
	return c.Now.Add(-time.Duration(c.Set.Int("clock_behind_seconds")) * time.Second)
}

func unix(t time.Time) float64 { return float64(t.Unix()) }

func parse(compact string) (s secret, ok bool) {
	s.compact = compact
	parts := strings.Split(compact, ".")
	if len(parts) != 3 {
		return s, false
	}
	for i, into := range []any{&s.header, &s.claims} {
		raw, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil || json.Unmarshal(raw, into) != nil {
			return s, false
		}
	}
	return s, true
}

// isFor reports whether aud is that audience, alone or as the only one of a list.
func (s secret) isFor(audience string) bool {
	var one string
	if json.Unmarshal(s.claims.Aud, &one) == nil {
		return one == audience
	}
	var list []string
	return json.Unmarshal(s.claims.Aud, &list) == nil && len(list) == 1 && list[0] == audience
}

func (s secret) signed(c client.Client) bool {
	private, err := key.Private(keyName(c, s.header.Kid))
	return err == nil && token.Verifies(s.compact, token.ES256, token.Key{Private: private})
}

// keyName returns the committed key that a Key ID names for a client, "" for none. A
// primary App ID has two keys at most, so that they can be changed over.
func keyName(c client.Client, kid string) string {
	if kid == "" {
		return ""
	}
	if kid == c.KeyID {
		return c.Key
	}
	if id, name, ok := strings.Cut(c.Set["second_key"], " "); ok && id == kid {
		return name
	}
	return ""
}
