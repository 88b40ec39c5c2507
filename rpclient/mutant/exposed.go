package mutant

import (
	"net/http"

	"torii/rpclient/rp"
)

// exposed let tokens and secrets out to where others see them.
func exposed() []Mutant {
	return []Mutant{
		{"account.find", "shows-access-token", "SES-LEAK",
			"調べるためのつもりで、画面にアクセストークンを出す",
			"the page shows the access token, for debugging",
			func(l *rp.Login) error { return named(l, l.Token.AccessToken) }},
		{"token.type", "token-in-address", "SES-LEAK",
			"アクセストークンを、ログイン後のアドレスに付けて自分の画面に渡す",
			"the access token is handed to its own page in the address after the login",
			func(l *rp.Login) error {
				l.Return = "/me?access=" + l.Token.AccessToken
				return reference(l, "token.type")
			}},
		{"start.scope", "secret-sent", "REQ-SECRET",
			"認証要求に client_secret を付ける",
			"the authentication request carries the client secret",
			func(l *rp.Login) error {
				l.Query.Set("client_secret", l.Provider.ClientSecret)
				return reference(l, "start.scope")
			}},
		{"token.type", "token-logged", "SES-LOG",
			"調べるためのつもりで、アクセストークンをログに書く",
			"the access token is written to the log, for debugging",
			func(l *rp.Login) error {
				l.Log().Info("tokens", "access_token", l.Token.AccessToken)
				return reference(l, "token.type")
			}},
		{"token.exchange", "error-shown", "SES-DETAIL",
			"トークンエンドポイントのエラーの文言を、そのまま画面に出す",
			"the page shows the token endpoint's error word for word",
			func(l *rp.Login) error {
				said := ""
				err := exchangeThrough(l, func(resp *http.Response, body []byte) ([]byte, error) {
					if resp.StatusCode >= http.StatusBadRequest {
						said = string(body)
					}
					return body, nil
				})
				if said == "" {
					return err
				}
				return &rp.Failure{Status: http.StatusBadRequest, Title: "エラー", Text: said, Err: err}
			}},
	}
}
