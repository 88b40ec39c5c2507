package rp

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"

	"golang.org/x/crypto/bcrypt"
)

// What a password may be, in bytes: NIST SP 800-63B, 5.1.1.2, and the most bcrypt reads.
const (
	minPassword = 8
	maxPassword = 72
)

// passwordCost is bcrypt's cost unless Config says otherwise.
const passwordCost = 12

// errCredentials does not tell whether there is such a member.
var errCredentials = &Failure{Status: http.StatusForbidden, Title: "ログインできませんでした",
	Text: "メールアドレスかパスワードが違います。", Err: errors.New("want the password of a member, got another")}

// choosePassword keeps the hash of the password in the form. It is slow
// on purpose, and so never runs within a transaction.
func (l *Login) choosePassword() error {
	typed := l.Form.Get("password")
	if len(typed) < minPassword || len(typed) > maxPassword {
		return &Failure{Status: http.StatusBadRequest, Title: "パスワードを変えてください",
			Text: fmt.Sprintf("パスワードは%d文字以上、%d文字以内（半角）にしてください。", minPassword, maxPassword),
			Err:  fmt.Errorf("want a password of %d to %d bytes, got %d", minPassword, maxPassword, len(typed))}
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(typed), l.app.config.PasswordCost)
	l.hash = string(hash)
	return fail(http.StatusInternalServerError, "hash the password", err)
}

// signInPassword finds the member by address and password. It takes as long where
// there is no such member.
func signInPassword(l *Login) error {
	address, err := Address(l.Form.Get("email"))
	if err != nil {
		return errCredentials
	}
	var hash string
	err = l.DB().QueryRowContext(l.Request.Context(), `SELECT id, password FROM member WHERE email = ? AND password IS NOT NULL`, address).
		Scan(&l.Member, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		hash = l.app.decoy()
	} else if err != nil {
		return database("find the member", err)
	}
	if bcrypt.CompareHashAndPassword([]byte(hash), []byte(l.Form.Get("password"))) != nil || l.Member == "" {
		return errCredentials
	}
	return nil
}

// confirmPassword wants the password of the member signed in.
func confirmPassword(l *Login) error {
	if err := l.signedIn(); err != nil {
		return err
	}
	var hash string
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT coalesce(password, '') FROM member WHERE id = ?`, l.Member).Scan(&hash)
	if err != nil {
		return database("find the member", err)
	}
	if bcrypt.CompareHashAndPassword([]byte(hash), []byte(l.Form.Get("password"))) != nil {
		return errCredentials
	}
	return nil
}
