package rp

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// BusinessRules say whom this service takes where people come for businesses.
type BusinessRules struct {
	Kinds  []string // kinds of accounts taken
	System string   // code of this service in delegations
}

// Business is whom a person comes for. It never tells people apart: one business has
// several accounts.
type Business struct {
	Number     string `json:"number"` // as given, whatever its check digit
	Name       string `json:"name"`
	Kind       string `json:"kind"` // of the account
	Prefecture string `json:"prefecture"`
	Principal  string `json:"principal,omitempty"` // number of the business that the person acts for by delegation

	Examined bool `json:"-"` // the provider has examined who they are
}

// businessRead takes the business out of the UserInfo response. Empty, null and absent
// values are one, and codes may be written as numbers. The access token is opaque
// (RFC 6749, 1.4): only UserInfo is asked.
func businessRead(l *Login) error {
	if l.Provider.Business == nil {
		return nil
	}
	l.Business = &Business{
		Number: l.UserInfo.Code("corporate_number"), Name: l.UserInfo.Text("name"), Kind: l.UserInfo.Code("account_type"),
		Prefecture: Prefecture(l.UserInfo.Text("prefecture_name")),
		Examined:   Examined(l.UserInfo.Object("verified_claims")),
	}
	if d := l.UserInfo.Object("delegation_info"); Delegates(d, l.Provider.Business.System, l.Now) {
		l.Business.Principal = d.Text("corp_no")
	}
	return nil
}

// businessAdmit decides whether this account may use the service, anew at every
// login: that somebody logged in does not say so.
func businessAdmit(l *Login) error {
	if l.Business == nil {
		return nil
	}
	switch {
	case !slices.Contains(l.Provider.Business.Kinds, l.Business.Kind):
		return forbidden("このサービスは、プライムとメンバーのアカウントでご利用いただけます。", "account_type: want one of %q, got %.8q", l.Provider.Business.Kinds, l.Business.Kind)
	case l.Business.Kind == memberOfPrime && !mandated(l):
		return forbidden("メンバーのアカウントに、このサービスの利用が許可されていません。プライムのアカウントの方に許可をご依頼ください。", "mandate_info: want our client_id, got others or none")
	case !l.Business.Examined:
		return forbidden("審査の済んだアカウントでログインしてください。", "verified_claims: want an examination under %s at %s, got another or none", trustFramework, assuranceLevel)
	}
	return nil
}

// forbidden is the refusal of somebody who did log in: says tells them what to do.
func forbidden(says, format string, args ...any) error {
	return &Failure{Status: http.StatusForbidden, Err: fmt.Errorf(format, args...), Title: "このアカウントではご利用いただけません", Text: says}
}

// businessKeep saves whom the member comes for today.
func businessKeep(l *Login) error {
	b := l.Business
	if b == nil {
		return nil
	}
	return l.exec("save the business", `INSERT INTO business (member, number, name, kind, prefecture, principal) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (member) DO UPDATE SET number = excluded.number, name = excluded.name, kind = excluded.kind,
		prefecture = excluded.prefecture, principal = excluded.principal`,
		l.Member, b.Number, b.Name, b.Kind, b.Prefecture, b.Principal)
}

func (l *Login) findBusiness(member string) (*Business, error) {
	b := &Business{}
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT number, name, kind, prefecture, principal FROM business WHERE member = ?`, member).
		Scan(&b.Number, &b.Name, &b.Kind, &b.Prefecture, &b.Principal)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return b, err
}

// What an examination has to be, letter by letter.
const (
	trustFramework = "jp_gbizid_v1"
	assuranceLevel = "ial2"
)

// Examined reports whether verified_claims tell of the examination wanted (OpenID
// Connect for Identity Assurance 1.0, 5). A member's name and birth date are not in it.
func Examined(verified Object) bool {
	v := verified.Object("verification")
	_, dated := examinedAt(v.Text("time"))
	return v.Text("trust_framework") == trustFramework && v.Text("assurance_level") == assuranceLevel && dated
}

// examinedAt reads a time with or without seconds.
func examinedAt(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// japan is the zone of the dates in delegations.
var japan = time.FixedZone("JST", 9*60*60)

// Delegates reports whether a delegation works today, for this system, in some category.
func Delegates(delegation Object, system string, now time.Time) bool {
	today := now.In(japan).Format("20060102")
	return delegation.Text("system_cd") == system &&
		delegation.Text("delegation_start") <= today && today <= delegation.Text("delegation_end") &&
		slices.ContainsFunc(delegation.List("category_info"), func(c Object) bool { return c["active_flg"] == true })
}
