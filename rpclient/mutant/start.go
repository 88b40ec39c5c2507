package mutant

import (
	"slices"
	"strings"

	"golang.org/x/oauth2"

	"torii/rpclient/rp"
)

func start() []Mutant {
	return []Mutant{
		{"start.state", "static", "REQ-FRESH",
			"state がいつも同じ値である",
			"state is the same value every time",
			func(l *rp.Login) error { sendState(l, "torii"); return nil }},
		{"start.state", "short", "REQ-FRESH",
			"state が16ビットしかなく、推測できる",
			"state has 16 bits and can be guessed",
			func(l *rp.Login) error {
				secret, err := l.Secret()
				if err != nil {
					return err
				}
				sendState(l, secret[:4])
				return nil
			}},
		{"start.nonce", "static", "REQ-FRESH",
			"nonce がいつも同じ値である",
			"nonce is the same value every time",
			func(l *rp.Login) error {
				l.Pending.Nonce = "torii"
				l.Query.Set("nonce", l.Pending.Nonce)
				return nil
			}},
		{"start.nonce", "skipped", "REQ-NONCE",
			"nonce を送らない",
			"no nonce is sent",
			nothing},
		{"start.scope", "no-openid", "REQ-SCOPE",
			"scope に openid を入れない",
			"openid is not among the scopes",
			func(l *rp.Login) error {
				l.Query.Set("scope", strings.Join(slices.DeleteFunc(slices.Clone(l.Provider.Scopes), func(s string) bool { return s == "openid" }), " "))
				return nil
			}},
		{"start.pkce", "skipped", "REQ-PKCE",
			"PKCE を使わない",
			"PKCE is not used",
			nothing},
		{"start.pkce", "plain", "REQ-PKCE",
			"PKCE の方式が plain で、検証子がそのまま見える",
			"PKCE uses the method plain, which shows the verifier",
			func(l *rp.Login) error {
				if err := reference(l, "start.pkce"); err != nil {
					return err
				}
				l.Query.Set("code_challenge", l.Pending.CodeVerifier)
				l.Query.Set("code_challenge_method", "plain")
				return nil
			}},
		{"start.pkce", "static", "REQ-PKCE",
			"PKCE の検証子がいつも同じ値である",
			"the PKCE verifier is the same value every time",
			func(l *rp.Login) error {
				l.Pending.CodeVerifier = "torii-torii-torii-torii-torii-torii-torii-torii"
				l.Query.Set("code_challenge", oauth2.S256ChallengeFromVerifier(l.Pending.CodeVerifier))
				l.Query.Set("code_challenge_method", "S256")
				return nil
			}},
		{"start.bind", "single", "CB-PARALLEL",
			"ログインを始めると、同じブラウザーで進行中のログインを忘れる",
			"a login that begins makes the browser's other pending logins forgotten",
			func(l *rp.Login) error {
				if _, err := l.DB().ExecContext(l.Request.Context(), `DELETE FROM pending WHERE session = ?`, l.Session.ID); err != nil {
					return err
				}
				return reference(l, "start.bind")
			}},
	}
}

func sendState(l *rp.Login, state string) {
	l.Pending.ID = rp.Hash(state)
	l.Query.Set("state", state)
}
