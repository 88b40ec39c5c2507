package mutant

import "torii/rpclient/rp"

func session() []Mutant {
	return []Mutant{
		{"session.renew", "kept", "SES-RENEW",
			"ログインの前と後でセッションIDが変わらない",
			"the session identifier stays the same through login",
			func(l *rp.Login) error {
				if l.Session.ID == nil {
					return reference(l, "session.renew")
				}
				return signInto(l, l.Session)
			}},
		{"session.renew", "copied", "SES-RENEW",
			"ログイン前のセッションIDも、ログインしたまま残る",
			"the session identifier from before login remains, signed in as well",
			func(l *rp.Login) error {
				old := l.Session
				if err := l.BeginSession(l.Member); err != nil {
					return err
				}
				return signInto(l, old)
			}},
		{"session.renew", "forgetful", "CB-PARALLEL",
			"ログインすると、同じブラウザーで進行中のほかのログインを忘れる",
			"a login that ends makes the browser's other pending logins forgotten",
			func(l *rp.Login) error {
				old := l.Session
				if err := l.BeginSession(l.Member); err != nil {
					return err
				}
				return l.EndSession(old)
			}},
		{"session.logout", "cookie-only", "SES-LOGOUT",
			"ログアウトでクッキーを消すだけで、セッションは生きている",
			"logout clears the cookie, but the session lives on",
			func(l *rp.Login) error { l.ClearCookie(); return nil }},
		{"session.logout", "skipped", "SES-LOGOUT",
			"ログアウトしても何も起きない",
			"logout does nothing",
			nothing},
	}
}

// signInto signs the member in under an id that is already out.
func signInto(l *rp.Login, s rp.Session) error {
	_, err := l.DB().ExecContext(l.Request.Context(), `UPDATE session SET member = ? WHERE id = ?`, l.Member, s.ID)
	return err
}
