package mutant

import (
	"net/http"

	"torii/rpclient/rp"
)

// redirected are back-channel calls that follow wherever they are sent.
func redirected() []Mutant {
	return []Mutant{
		{"token.exchange", "redirects-followed", "TOK-REDIRECT",
			"トークンエンドポイントの転送に従う",
			"redirects of the token endpoint are followed",
			func(l *rp.Login) error {
				ctx, cancel := l.Deadline()
				defer cancel()
				return l.Exchange(ctx, following(l))
			}},
		{"userinfo.fetch", "redirects-followed", "UIN-REDIRECT",
			"UserInfo の転送に従う",
			"redirects of UserInfo are followed",
			func(l *rp.Login) (err error) {
				ctx, cancel := l.Deadline()
				defer cancel()
				l.UserInfo, err = l.FetchUserInfo(ctx, following(l))
				return err
			}},
	}
}

// following is the back-channel client as most libraries have it by default.
func following(l *rp.Login) *http.Client {
	client := *l.HTTPClient()
	client.CheckRedirect = nil
	return &client
}
