package mutant

import (
	"net/http"

	"torii/rpclient/rp"
)

func userInfo() []Mutant {
	return []Mutant{
		{"userinfo.fetch", "no-deadline", "UIN-ERROR",
			"応答しない UserInfo をいつまでも待つ",
			"a silent UserInfo endpoint is waited for without end",
			func(l *rp.Login) (err error) {
				l.UserInfo, err = l.FetchUserInfo(l.Request.Context(), l.HTTPClient())
				return err
			}},
		{"userinfo.fetch", "internal-error", "UIN-ERROR",
			"UserInfo の失敗を内部エラー（500）にする",
			"a failure of UserInfo becomes an internal error (500)",
			func(l *rp.Login) error {
				return withStatus(http.StatusInternalServerError, reference(l, "userinfo.fetch"))
			}},
		{"userinfo.sub", "skipped", "UIN-SUB",
			"別人の UserInfo の値を使う",
			"the values of somebody else's UserInfo are used",
			nothing},
		{"userinfo.sub", "identity", "UIN-SUB",
			"IDトークンの sub でなく、UserInfo の sub の人としてログインさせる",
			"UserInfo's sub signs in, not the ID token's",
			func(l *rp.Login) error {
				l.Subject = l.UserInfo.Text("sub")
				return nil
			}},
	}
}
