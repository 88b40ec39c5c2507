package socialplus

import (
	"encoding/json"
	"time"

	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// secretLife is how long a client secret is good that Social PLUS makes for one call.
const secretLife = 5 * time.Minute

// secret is what Social PLUS proves itself with at a login provider: what the customer
// was given there, or a token that is signed with the customer's key.
// Source: https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret
func (own setting) secret(d profile.Desk, u upstream) (string, error) {
	by := own.SignsBy
	if by == nil {
		return own.Secret, nil
	}
	key, err := d.Key(by.Key)
	if err != nil {
		return "", err
	}
	return token.Compact(token.Signing{Alg: token.ES256, Key: key,
		Header: token.Object{{Name: "alg", Value: string(token.ES256)}, {Name: "kid", Value: by.KeyID}}},
		token.Object{{Name: "iss", Value: by.Team}, {Name: "iat", Value: d.Now().Unix()}, {Name: "exp", Value: d.Now().Add(secretLife).Unix()},
			{Name: "aud", Value: d.Names().Issuer(u.Issuers[0])}, {Name: "sub", Value: own.ClientID}})
}

// beside adds the name that a login provider tells beside the code, in the browser's
// hands and unsigned. Nothing else is taken from there; what cannot be read is none.
func (f facts) beside(user string) {
	var said struct {
		Name struct {
			First string `json:"firstName"`
			Last  string `json:"lastName"`
		} `json:"name"`
	}
	if len(user) > maxUser || json.Unmarshal([]byte(user), &said) != nil {
		return
	}
	f["given_name"], f["family_name"] = said.Name.First, said.Name.Last
}

// maxUser bounds what comes beside the code, in bytes.
const maxUser = 4 << 10
