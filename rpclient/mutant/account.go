package mutant

import (
	"database/sql"
	"errors"
	"fmt"

	"torii/rpclient/rp"
)

func account() []Mutant {
	return []Mutant{
		{"account.find", "by-email", "ACC-SUB",
			"同じメールアドレスの会員がいれば、その人としてログインさせる",
			"whoever has a member's e-mail address signs in as that member",
			func(l *rp.Login) error {
				return orReference(l, `SELECT member FROM identity WHERE email = ? AND email <> '' LIMIT 1`, l.Profile().Email)
			}},
		{"account.find", "blank-address", "ACC-SUB",
			"メールアドレスの無い人を、みな空のメールアドレスの同じ会員にする",
			"all who have no e-mail address are the one member whose address is empty",
			func(l *rp.Login) error {
				if l.Profile().Email != "" {
					return reference(l, "account.find")
				}
				return orReference(l, `SELECT member FROM identity WHERE email = ? LIMIT 1`, "")
			}},
		{"account.find", "sub-alone", "ACC-SUB",
			"発行者を見ず、sub だけで会員を見つける",
			"the member is found by sub alone, whoever the issuer",
			func(l *rp.Login) error {
				return orReference(l, `SELECT member FROM identity WHERE subject = ? LIMIT 1`, l.Subject)
			}},
		{"account.find", "raw-issuer", "IDT-QUIRK",
			"同じ発行者の二つの綴りを別の発行者とみなし、会員が二人になる",
			"two spellings of one issuer make two members",
			func(l *rp.Login) error {
				l.Provider.Issuer = l.Claims.Text("iss")
				return reference(l, "account.find")
			}},
		{"account.find", "sub-and-email", "ACC-SUB",
			"sub が同じでも、メールアドレスが変わると別の会員にする",
			"another address makes another member, though sub is the same",
			func(l *rp.Login) error {
				l.Subject += " " + l.Profile().Email
				return reference(l, "account.find")
			}},
		{"account.find", "email-required", "IDT-OPTIONAL",
			"メールアドレスが無ければログインさせない",
			"nobody signs in without an e-mail address",
			func(l *rp.Login) error {
				if l.Profile().Email == "" {
					return errors.New("want an email, got none")
				}
				return reference(l, "account.find")
			}},
		{"account.find", "picture-required", "IDT-OPTIONAL",
			"プロフィール画像が無ければログインさせない",
			"nobody signs in without a picture",
			func(l *rp.Login) error {
				if l.Claims.Text("picture") == "" && l.UserInfo.Text("picture") == "" {
					return errors.New("want a picture, got none")
				}
				return reference(l, "account.find")
			}},
	}
}

// orReference takes the member that query finds, and the right one if it finds none.
func orReference(l *rp.Login, query string, argument string) error {
	err := l.DB().QueryRowContext(l.Request.Context(), query, argument).Scan(&l.Member)
	if errors.Is(err, sql.ErrNoRows) {
		return reference(l, "account.find")
	}
	if err != nil {
		return fmt.Errorf("find a member: %w", err)
	}
	return nil
}

// subjectLengths are mistakes with what is stored too short, or wanted though it may be missing.
func subjectLengths() []Mutant {
	return []Mutant{
		{"account.find", "column-of-26", "ACC-SUB",
			"sub を 26 文字で切って覚え、長い sub の別人と重なる",
			"sub is cut after 26 characters, until people with longer ones are one",
			column(26)},
		{"account.find", "column-of-32", "ACC-SUB",
			"sub を 32 文字で切って覚え、33 文字目だけが違う別人と重なる",
			"sub is cut after 32 characters, until people who differ in the 33rd are one",
			column(32)},
		{"idtoken.azp", "wanted", "IDT-OPTIONAL",
			"Google のIDトークンに azp を求める",
			"azp is wanted in Google's ID tokens",
			func(l *rp.Login) error {
				if l.Provider.SecurityEvents && !l.Claims.Has("azp") {
					return errors.New("azp: want our client_id, got none")
				}
				return reference(l, "idtoken.azp")
			}},
	}
}

// column keeps so many characters of a sub, where it is no relay's.
func column(width int) func(*rp.Login) error {
	return func(l *rp.Login) error {
		if l.Provider.Relay == nil {
			l.Subject = l.Subject[:min(width, len(l.Subject))]
		}
		return reference(l, "account.find")
	}
}
