package mutant

import (
	"errors"
	"net/http"

	"torii/rpclient/rp"
)

// refreshing are mistakes with refresh tokens.
func refreshing() []Mutant {
	return []Mutant{
		{"refresh.save", "inserted", "REF-SAME",
			"同じ refresh_token が再び渡されると、登録が重なって内部エラー（500）になる",
			"the same refresh token given again breaks a unique constraint: an internal error (500)",
			func(l *rp.Login) error {
				if l.Token.RefreshToken == "" {
					return nil
				}
				_, err := l.DB().ExecContext(l.Request.Context(), `INSERT INTO refresh (issuer, subject, token) VALUES (?, ?, ?)`,
					l.Provider.Issuer, l.Subject, l.Token.RefreshToken)
				return withStatus(http.StatusInternalServerError, err)
			}},
		{"refresh.load", "nobody", "REF-KEEP",
			"リフレッシュトークンを覚えていない",
			"no refresh token is remembered",
			func(*rp.Login) error { return errors.New("want a refresh token, got none") }},
		{"refresh.exchange", "overwritten", "REF-KEEP",
			"更新の応答に refresh_token が無いと、手元のものを空で上書きする",
			"where the answer to a refresh has no refresh token, the one at hand is overwritten with nothing",
			func(l *rp.Login) error {
				if err := reference(l, "refresh.exchange"); err != nil || l.Token.Extra("refresh_token") != nil {
					return err
				}
				_, err := l.DB().ExecContext(l.Request.Context(), `DELETE FROM refresh WHERE issuer = ? AND subject = ?`, l.Provider.Issuer, l.Subject)
				l.Token.RefreshToken = ""
				return err
			}},
		{"refresh.exchange", "wants-id-token", "REF-KEEP",
			"更新の応答に IDトークンを求める",
			"an ID token is asked of the answer to a refresh",
			func(l *rp.Login) error {
				if err := reference(l, "refresh.exchange"); err != nil {
					return err
				}
				if l.Token.Extra("id_token") == nil {
					return errors.New("want an ID token, got none")
				}
				return nil
			}},
		{"refresh.exchange", "storm", "REF-DEAD",
			"更新を拒まれても、何度も繰り返す",
			"a refused refresh is repeated again and again",
			func(l *rp.Login) (err error) {
				for range 3 {
					ctx, cancel := l.Deadline()
					err = l.ExchangeRefresh(ctx, l.HTTPClient())
					cancel()
					if err == nil {
						return nil
					}
				}
				return reference(l, "refresh.exchange")
			}},
		{"refresh.exchange", "dead-500", "REF-DEAD",
			"更新を拒まれると内部エラー（500）になる",
			"a refused refresh is an internal error (500)",
			func(l *rp.Login) error {
				return withStatus(http.StatusInternalServerError, reference(l, "refresh.exchange"))
			}},
		{"refresh.exchange", "dead-unlinks", "REF-DEAD",
			"更新を拒まれると、会員との連携まで消す",
			"a refused refresh takes the member's link away as well",
			func(l *rp.Login) error {
				err := reference(l, "refresh.exchange")
				if err != nil {
					_, broken := l.DB().ExecContext(l.Request.Context(), `DELETE FROM identity WHERE issuer = ? AND subject = ?`, l.Provider.Issuer, l.Subject)
					return errors.Join(err, broken)
				}
				return nil
			}},
		{"refresh.keep", "always", "REF-KEEP",
			"更新の応答のトークンを、有無を確かめずに保存する",
			"the token of the answer is stored whether there is one or not",
			func(l *rp.Login) error {
				raw, _ := l.Token.Extra("refresh_token").(string)
				_, err := l.DB().ExecContext(l.Request.Context(), `UPDATE refresh SET token = ? WHERE issuer = ? AND subject = ?`, raw, l.Provider.Issuer, l.Subject)
				return err
			}},
		{"refresh.profile", "last-login", "REF-KEEP",
			"更新した後で、ログインのときの古いアクセストークンを使って失敗する",
			"after a refresh a token that has ended is used",
			func(l *rp.Login) error {
				l.Provider.UserInfoOptional = false
				l.Token.AccessToken = "ended"
				return reference(l, "refresh.profile")
			}},
	}
}
