package mutant

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"torii/rpclient/rp"
)

// lookalikes take two people for one because they fold what is to be compared as it stands.
func lookalikes() []Mutant {
	return []Mutant{
		{"account.find", "sub-trimmed", "ACC-SUB",
			"sub の前後の空白を除いてから会員を探す",
			"spaces around sub are dropped before the member is looked for",
			func(l *rp.Login) error { l.Subject = strings.TrimSpace(l.Subject); return reference(l, "account.find") }},
		{"idtoken.sub", "normalized", "ACC-SUB",
			"sub を NFKC で正規化する",
			"sub is normalized by NFKC",
			func(l *rp.Login) error {
				l.Claims["sub"] = norm.NFKC.String(l.Claims.Text("sub"))
				return reference(l, "idtoken.sub")
			}},
		{"account.find", "sub-without-zeros", "ACC-SUB",
			"sub の前の 0 を除いてから会員を探す",
			"zeros in front of sub are dropped before the member is looked for",
			func(l *rp.Login) error {
				l.Subject = strings.TrimLeft(l.Subject, "0")
				return reference(l, "account.find")
			}},
		{"account.find", "by-folded-email", "LNK-EMAIL",
			"畳むと同じメールアドレスの会員としてログインさせる",
			"whose address folds to a member's signs in as that member",
			func(l *rp.Login) error {
				member, _, err := foldedMember(l, l.Profile().Email)
				if err != nil || member == "" || l.Profile().Email == folded(l.Profile().Email) {
					return orFind(l, err)
				}
				l.Member = member
				return nil
			}},
		{"recover.mail", "folded", "LNK-RECOVER",
			"会員を畳んだメールアドレスで探し、届いたままのアドレスに再設定のリンクを送る",
			"the member is looked for by the folded address, and the link goes to the address as it was typed",
			func(l *rp.Login) error {
				typed := l.Form.Get("email")
				member, own, err := foldedMember(l, typed)
				if err != nil || member == "" || own == typed {
					return orRecover(l, err)
				}
				return mailReset(l, member, typed)
			}},
		{"join.member", "folded", "LNK-REGISTER",
			"畳むと同じメールアドレスの会員がいれば、会員登録した人をその会員にする",
			"who registers with an address that folds to a member's becomes that member",
			func(l *rp.Login) error {
				member, own, err := foldedMember(l, l.Ticket.Email)
				if err != nil {
					return err
				}
				if member == "" || own == l.Ticket.Email {
					return reference(l, "join.member")
				}
				l.Member = member
				return nil
			}},
	}
}

func orFind(l *rp.Login, err error) error {
	if err != nil {
		return err
	}
	return reference(l, "account.find")
}

func orRecover(l *rp.Login, err error) error {
	if err != nil {
		return err
	}
	return reference(l, "recover.mail")
}

// folded writes an address as hasty comparisons do.
func folded(address string) string {
	return strings.ToLower(strings.ToUpper(norm.NFKC.String(address)))
}

// foldedMember is the member whose address folds to the same, and that address.
func foldedMember(l *rp.Login, address string) (member, own string, err error) {
	rows, err := l.DB().QueryContext(l.Request.Context(), `SELECT id, email FROM member WHERE email IS NOT NULL`)
	if err != nil {
		return "", "", err
	}
	defer rows.Close()
	for rows.Next() {
		var id, email string
		if err := rows.Scan(&id, &email); err != nil {
			return "", "", err
		}
		if folded(email) == folded(address) {
			member, own = id, email
		}
	}
	return member, own, rows.Err()
}
