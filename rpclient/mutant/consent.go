package mutant

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"torii/rpclient/rp"
)

// consents are mistakes with what people allow at LINE and Google, and with their ways
// of logging in.
func consents() []Mutant {
	return slices.Concat(begun(), scopes(), taken())
}

// begun are mistakes in how a login begins.
func begun() []Mutant {
	return []Mutant{
		{"start.switch", "never", "REQ-SWITCH",
			"ログアウトの後も、プロバイダーに残る前の人のセッションでそのままログインさせる",
			"after a logout the next login is silently that of the one who left",
			nothing},
		{"logout.note", "forgotten", "REQ-SWITCH",
			"ログアウトしたことを覚えていない",
			"it is not remembered that somebody logged out",
			nothing},
		{"start.retry", "never", "REQ-RETRY",
			"失敗した自動ログインの次も自動ログインで始め、同じところで失敗し続ける",
			"after a failed auto login the next one begins with auto login again, and fails again",
			nothing},
		{"start.switch", "consent-each-time", "REQ-CONSENT",
			"ログインのたびに prompt=consent を付け、古いリフレッシュトークンを失効させていく",
			"every request has prompt=consent, which wears out the oldest refresh tokens",
			func(l *rp.Login) error {
				err := reference(l, "start.switch")
				l.Query.Set("prompt", "consent")
				return err
			}},
		{"account.find", "number", "ACC-SUB",
			"sub を数として覚え、長い sub の末尾が丸められて別人と重なる",
			"sub is kept as a number, whose last digits are rounded until two people are one",
			func(l *rp.Login) error {
				if number, err := strconv.ParseFloat(l.Subject, 64); err == nil {
					l.Subject = strconv.FormatFloat(number, 'f', -1, 64)
				}
				return reference(l, "account.find")
			}},
	}
}

// scopes are mistakes with what was granted, and with refresh tokens that come once.
func scopes() []Mutant {
	return []Mutant{
		{"token.exchange", "scope-must-equal", "TOK-SCOPE",
			"与えられた scope が求めたものと同じでなければ拒む",
			"a granted scope other than the one asked for is refused",
			func(l *rp.Login) error {
				if err := reference(l, "token.exchange"); err != nil {
					return err
				}
				scope, told := l.Token.Extra("scope").(string)
				got := strings.Fields(strings.ReplaceAll(scope, "https://www.googleapis.com/auth/userinfo.", ""))
				want := slices.Clone(l.Provider.Scopes)
				if slices.Sort(got); told && l.Provider.ID == "google" && !slices.Equal(got, slices.Sorted(slices.Values(want))) {
					return fmt.Errorf("scope: want %q, got %q", want, got)
				}
				return nil
			}},
		{"refresh.save", "erased", "REF-KEEP",
			"二度目のログインにリフレッシュトークンが無いと、手元のものを消す",
			"a second login without a refresh token erases the one at hand",
			func(l *rp.Login) error {
				if l.Token.RefreshToken == "" {
					_, err := l.DB().ExecContext(l.Request.Context(), `DELETE FROM refresh WHERE issuer = ? AND subject = ?`, l.Provider.Issuer, l.Subject)
					return err
				}
				return reference(l, "refresh.save")
			}},
		{"refresh.exchange", "wants-name", "REF-KEEP",
			"更新で得たIDトークンに nonce と名前を求める",
			"nonce and name are asked of an ID token that came by a refresh",
			func(l *rp.Login) error {
				if err := reference(l, "refresh.exchange"); err != nil {
					return err
				}
				compact, _ := l.Token.Extra("id_token").(string)
				parts := strings.Split(compact, ".")
				if len(parts) != 3 {
					return nil
				}
				claims, err := base64.RawURLEncoding.DecodeString(parts[1])
				if err == nil && !bytes.Contains(claims, []byte(`"nonce"`)) {
					err = errors.New("want a nonce, got none")
				}
				return err
			}},
	}
}

// taken are mistakes with taking back what was allowed.
func taken() []Mutant {
	return []Mutant{
		{"ended.tell", "skipped", "LNK-TELL",
			"退会や連携の解除を LINE に伝えない",
			"withdrawal and unlinking are not told to LINE",
			notAt("line")},
		{"ended.tell", "revoke-instead", "LNK-TELL",
			"LINE で deauthorize でなく、アクセストークンの取り消しだけを呼ぶ",
			"at LINE an access token is revoked instead of deauthorizing",
			revokeAtLINE("access_token")},
		{"ended.tell", "rfc7009-parameter", "LNK-TELL",
			"LINE の取り消しを RFC 7009 の token で呼び、400 を見過ごす",
			"LINE's revocation is called with RFC 7009's token, and its 400 is overlooked",
			revokeAtLINE("token")},
		{"ended.tell", "stale-token", "LNK-TELL",
			"deauthorize に、期限の切れた利用者のアクセストークンを渡す",
			"deauthorize is given an access token of the person that has ended",
			func(l *rp.Login) error {
				var problems []error
				for _, e := range l.Ended {
					if e.Provider.DeauthorizeURL != "" {
						e.RefreshToken += "x"
					}
					problems = append(problems, l.Tell(e))
				}
				return errors.Join(problems...)
			}},
		{"unlink.tokens", "forgotten", "LNK-TELL",
			"連携を解除する前にリフレッシュトークンを捨て、伝えられない",
			"the refresh token is thrown away before unlinking, and nothing can be told",
			nothing},
		{"withdraw.tokens", "forgotten", "LNK-TELL",
			"退会する前にリフレッシュトークンを捨て、伝えられない",
			"the refresh token is thrown away before withdrawal, and nothing can be told",
			nothing},
		{"ended.tell", "not-revoked", "LNK-REVOKE",
			"連携を解除しても、Google のトークンを取り消さない",
			"tokens of Google are not revoked where a link is given up",
			notAt("google")},
		{"ended.tell", "kept-at-apple", "LNK-REVOKE",
			"退会しても、Apple の許可を取り消さない",
			"what was allowed at Apple is not revoked at a withdrawal",
			notAt("apple")},
		{"ended.tell", "without-secret", "LNK-REVOKE",
			"Apple の取り消しに client_id と client_secret を付けず、400 を見過ごす",
			"Apple's revocation is called without client_id and secret, and its 400 is overlooked",
			func(l *rp.Login) error {
				for i := range l.Ended {
					l.Ended[i].Provider.RevokesAsClient = false
				}
				return reference(l, "ended.tell")
			}},
		{"unlink.tokens", "dead-refused", "LNK-REVOKE",
			"Google で失効済みのトークンを取り消せないと、連携の解除を断る",
			"where a token that is dead already cannot be revoked the unlinking is refused",
			func(l *rp.Login) error {
				if err := reference(l, "unlink.tokens"); err != nil || len(l.Ended) == 0 || l.Ended[0].Provider.RevokeURL == "" {
					return err
				}
				ctx, cancel := l.Deadline()
				defer cancel()
				status, err := send(ctx, l, l.Ended[0].Provider.RevokeURL, url.Values{"token": {l.Ended[0].RefreshToken}})
				if err == nil && status != http.StatusOK {
					err = fmt.Errorf("want HTTP status 200, got %d", status)
				}
				return err
			}},
	}
}

// notAt tells every provider but one.
func notAt(provider string) func(*rp.Login) error {
	return func(l *rp.Login) error {
		l.Ended = slices.DeleteFunc(l.Ended, func(e rp.Ended) bool { return e.Provider.ID == provider })
		return reference(l, "ended.tell")
	}
}

// revokeAtLINE revokes an access token at LINE under that parameter, and looks at no answer.
func revokeAtLINE(parameter string) func(*rp.Login) error {
	return func(l *rp.Login) error {
		for _, e := range l.Ended {
			if e.Provider.DeauthorizeURL == "" {
				continue
			}
			ctx, cancel := l.Deadline()
			defer cancel()
			revoke := strings.Replace(e.Provider.TokenURL, "/token", "/revoke", 1)
			_, _ = send(ctx, l, revoke, url.Values{parameter: {e.RefreshToken}, "client_id": {e.Provider.ClientID}, "client_secret": {e.Provider.ClientSecret}})
		}
		return nil
	}
}

func send(ctx context.Context, l *rp.Login, address string, form url.Values) (status int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := l.HTTPClient().Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, io.LimitReader(resp.Body, maxBody))
	return resp.StatusCode, err
}
