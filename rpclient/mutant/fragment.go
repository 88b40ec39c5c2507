package mutant

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"

	"torii/rpclient/rp"
)

// fragments holds the mistakes about a response that stands behind the #.
func fragments() []Mutant {
	return []Mutant{
		{"callback.params", "no-fragment", "HYB-FLOW",
			"アドレスの # の後ろの応答を、クエリーから読もうとする",
			"a response behind the # is looked for in the query",
			func(l *rp.Login) error {
				if !l.Provider.Fragment {
					return reference(l, "callback.params")
				}
				l.Params = l.Request.URL.Query()
				return nil
			}},
		{"front.verify", "at-hash-demanded", "HYB-FLOW",
			"アクセストークンの無い応答のIDトークンにも at_hash を求める",
			"at_hash is demanded of the response's ID token, though no access token came with it",
			func(l *rp.Login) error {
				if err := reference(l, "front.verify"); err != nil || l.FrontToken == "" {
					return err
				}
				if !l.FrontClaims.Has("at_hash") {
					return errors.New("want at_hash, got none")
				}
				return nil
			}},
		{"front.c_hash", "whole-digest", "HYB-FLOW",
			"c_hash をハッシュの左半分でなく全体と比べる",
			"c_hash is compared with the whole digest, not its left half",
			func(l *rp.Login) error {
				if l.FrontToken == "" {
					return nil
				}
				sum := sha256.Sum256([]byte(l.Code))
				if l.FrontClaims.Text("c_hash") != base64.RawURLEncoding.EncodeToString(sum[:]) {
					return errors.New("want the code's c_hash, got another")
				}
				return nil
			}},
	}
}
