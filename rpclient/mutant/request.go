package mutant

import (
	"errors"

	"golang.org/x/oauth2"

	"torii/rpclient/rp"
)

// requests are mistakes with requests that no provider refuses, and with lists read in part.
func requests() []Mutant {
	return []Mutant{
		{"start.pkce", "too-short", "REQ-PKCE",
			"PKCE の検証子が 20 文字しかない",
			"the PKCE verifier has 20 characters only",
			verifier(func(secret string) string { return secret[:20] })},
		{"start.pkce", "too-long", "REQ-PKCE",
			"PKCE の検証子が 128 文字より長い",
			"the PKCE verifier has more than 128 characters",
			verifier(func(secret string) string { return secret + secret + secret })},
		{"callback.state", "redeemed-first", "CB-BROWSER",
			"応答がどのブラウザーのものかを確かめる前に、コードを使う",
			"the code is redeemed before it is known whose response it is",
			func(l *rp.Login) error {
				err := reference(l, "callback.state")
				if err != nil && l.Params.Has("code") && reference(l, "client.secret") == nil {
					spent := *l
					spent.Code, spent.Pending.RedirectURI = l.Params.Get("code"), l.RedirectURI()
					if tokens := reference(&spent, "token.exchange"); tokens != nil {
						return errors.Join(err, tokens)
					}
				}
				return err
			}},
		{"callback.iss", "redeemed-first", "CB-ISS",
			"応答の iss を見る前に、コードを使う",
			"the code is redeemed before iss of the response is looked at",
			func(l *rp.Login) error {
				err := reference(l, "callback.iss")
				if l.Code = l.Params.Get("code"); err != nil && reference(l, "client.secret") == nil {
					err = errors.Join(err, reference(l, "token.exchange"))
				}
				return err
			}},
		{"callback.once", "not-on-error", "CB-STATE-ONCE",
			"エラー応答では state を使い終えず、あとの応答をまた受け付ける",
			"an error response does not use its state up, and a later response is taken",
			func(l *rp.Login) error {
				if !l.Params.Has("code") && !l.Params.Has("token") {
					return nil
				}
				return reference(l, "callback.once")
			}},
	}
}

// verifier sends the challenge of a code verifier made of a secret.
func verifier(of func(secret string) string) func(*rp.Login) error {
	return func(l *rp.Login) error {
		secret, err := l.Secret()
		l.Pending.CodeVerifier = of(secret)
		l.Query.Set("code_challenge", oauth2.S256ChallengeFromVerifier(l.Pending.CodeVerifier))
		l.Query.Set("code_challenge_method", "S256")
		return err
	}
}
