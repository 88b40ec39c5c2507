package mutant

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"torii/rpclient/rp"
)

// unforeseen are mistakes that were found by asking what else could be wrong.
func unforeseen() []Mutant {
	return slices.Concat(agents(), leavers(), appleBeliefs(), strangers(), leftovers(), columns())
}

// agents are mistakes with delegations, mandates and businesses that change.
func agents() []Mutant {
	return []Mutant{
		{"business.admit", "first-mandate", "GBIZ-MANDATE",
			"mandate_info の先頭だけを見る",
			"only the first mandate is looked at",
			forBusinesses("business.admit", func(l *rp.Login) error {
				mandates := l.UserInfo.List("mandate_info")
				if len(mandates) > 0 && mandates[0].Text("client_id") != l.Provider.ClientID {
					return errors.New("want our client_id first, got another")
				}
				return reference(l, "business.admit")
			})},
		{"business.admit", "mandate-inside", "GBIZ-MANDATE",
			"自分の client_id で終わる許可を自分のものとみなす",
			"a mandate that ends with our client_id is taken for ours",
			mandatedBy(func(clients []string, own string) bool {
				return slices.ContainsFunc(clients, func(id string) bool { return strings.HasSuffix(id, own) })
			})},
		{"business.admit", "mandate-in-capitals", "GBIZ-MANDATE",
			"許可の client_id を、大文字と小文字を区別せずに比べる",
			"client_id of a mandate is compared without regard to case",
			mandatedBy(func(clients []string, own string) bool {
				return slices.ContainsFunc(clients, func(id string) bool { return strings.EqualFold(id, own) })
			})},
		{"business.admit", "colleague-admitted", "GBIZ-MANDATE",
			"同じ法人番号の人を一度でも認めていれば、許可の無いメンバーも認める",
			"a member without mandate is admitted once anybody of that corporate number was",
			forBusinesses("business.admit", func(l *rp.Login) error {
				var admitted bool
				err := l.DB().QueryRowContext(l.Request.Context(), `SELECT count(*) FROM business WHERE number = ?`, l.Business.Number).Scan(&admitted)
				if err != nil || admitted {
					return err
				}
				return reference(l, "business.admit")
			})},
		{"business.read", "delegation-before-start", "GBIZ-AGENT",
			"委任の始まりの日を見ない",
			"the first day of a delegation is not looked at",
			delegated(func(d rp.Object, l *rp.Login) bool {
				begun := rp.Object{}
				maps.Copy(begun, d)
				begun["delegation_start"] = "20000101"
				return rp.Delegates(begun, l.Provider.Business.System, l.Now)
			})},
		{"business.read", "delegation-in-utc", "GBIZ-AGENT",
			"委任の期間を協定世界時の日付で数え、日本の朝に一日ずれる",
			"the days of a delegation are counted in UTC, a day behind in a Japanese morning",
			onlyDelegated(func(d rp.Object, l *rp.Login) bool {
				return rp.Delegates(d, l.Provider.Business.System, l.Now.Add(-9*time.Hour))
			})},
		{"business.read", "delegation-without-last-day", "GBIZ-AGENT",
			"委任の終わりの日にはもう働かないとみなす",
			"a delegation is taken to have ended on its last day",
			onlyDelegated(func(d rp.Object, l *rp.Login) bool {
				return rp.Delegates(d, l.Provider.Business.System, l.Now) && rp.Delegates(d, l.Provider.Business.System, l.Now.Add(24*time.Hour))
			})},
		{"business.read", "first-category", "GBIZ-AGENT",
			"委任区分の先頭だけを見る",
			"only the first category of a delegation is looked at",
			onlyDelegated(func(d rp.Object, l *rp.Login) bool {
				categories := d.List("category_info")
				return rp.Delegates(d, l.Provider.Business.System, l.Now) && categories[0]["active_flg"] == true
			})},
		{"business.keep", "principal-for-good", "GBIZ-AGENT",
			"委任が終わっても、前に覚えた委任者を消さない",
			"the principal once kept stays after the delegation has ended",
			forBusinesses("business.keep", func(l *rp.Login) error {
				if l.Business.Principal == "" {
					_ = l.DB().QueryRowContext(l.Request.Context(), `SELECT principal FROM business WHERE member = ?`, l.Member).Scan(&l.Business.Principal)
				}
				return reference(l, "business.keep")
			})},
		{"business.keep", "first-for-ever", "GBIZ-CURRENT",
			"最初のログインで届いた事業者の内容を、ずっと使い続ける",
			"what the first login told of the business is kept for ever",
			forBusinesses("business.keep", func(l *rp.Login) error {
				var known bool
				err := l.DB().QueryRowContext(l.Request.Context(), `SELECT count(*) FROM business WHERE member = ?`, l.Member).Scan(&known)
				if err != nil || known {
					return err
				}
				return reference(l, "business.keep")
			})},
		{"account.find", "sub-and-number", "ACC-SUB",
			"sub が同じでも、法人番号が変わると別の会員にする",
			"another corporate number makes another member, though sub is the same",
			func(l *rp.Login) error {
				if l.Business != nil {
					l.Subject += " " + l.Business.Number
				}
				return reference(l, "account.find")
			}},
	}
}

// onlyDelegated has a principal only where the mistake thinks that the delegation works.
func onlyDelegated(works func(d rp.Object, l *rp.Login) bool) func(*rp.Login) error {
	return alters(func(l *rp.Login) {
		l.Business.Principal = ""
		if d := l.UserInfo.Object("delegation_info"); works(d, l) {
			l.Business.Principal = d.Text("corp_no")
		}
	})
}

// leavers are mistakes with the organization that somebody belongs to.
func leavers() []Mutant {
	return []Mutant{
		{"account.staff", "for-good", "ACC-DOMAIN",
			"一度 hd が合った人を、組織を離れても一員として扱い続ける",
			"whoever had the right hd once is a colleague for ever",
			func(l *rp.Login) error {
				if l.Claims.Text("hd") != l.Provider.Organization {
					return nil
				}
				return reference(l, "account.staff")
			}},
		{"account.staff", "hd-suffix", "ACC-DOMAIN",
			"hd の終わりだけを比べ、名前の似た別の会社の人も一員とする",
			"only the end of hd is compared, and people of a company of a similar name are colleagues",
			func(l *rp.Login) error {
				if hd := l.Claims.Text("hd"); l.Provider.Organization != "" && strings.HasSuffix(hd, l.Provider.Organization) {
					l.Provider.Organization = hd
				}
				return reference(l, "account.staff")
			}},
		{"account.staff", "any-organization", "ACC-DOMAIN",
			"hd があれば、どの会社の人でも一員とする",
			"whoever has an hd is a colleague, whatever the company",
			func(l *rp.Login) error {
				if hd := l.Claims.Text("hd"); l.Provider.Organization != "" && hd != "" {
					l.Provider.Organization = hd
				}
				return reference(l, "account.staff")
			}},
	}
}

// appleBeliefs are mistakes with what Apple says of a token, an address or a consent.
func appleBeliefs() []Mutant {
	return []Mutant{
		{"idtoken.nonce", "unless-supported", "IDT-NONCE",
			"nonce_supported が true のときだけ nonce を比べる",
			"nonce is compared only where nonce_supported is true",
			func(l *rp.Login) error {
				if l.Claims.Has("nonce_supported") && l.Claims["nonce_supported"] != true {
					return nil
				}
				return reference(l, "idtoken.nonce")
			}},
		{"idtoken.aud", "app-too", "IDT-AUD",
			"同じチームの App ID 宛てのIDトークンも、ウェブのログインで受け付ける",
			"an ID token for the team's native application is taken by the web site too",
			func(l *rp.Login) error {
				if aud := l.Claims.Text("aud"); l.Provider.UserField && aud == l.Provider.NoticeAudience {
					return nil
				}
				return reference(l, "idtoken.aud")
			}},
		{"account.find", "private-by-cloud", "IDT-BOOL",
			"icloud.com のアドレスは全てリレーのものとみなす",
			"every address at icloud.com counts as a relay's",
			privateWhere(func(domain string) bool { return strings.HasSuffix(domain, "icloud.com") })},
		{"account.find", "private-by-old-domain", "IDT-BOOL",
			"リレーのアドレスを privaterelay.appleid.com というドメインだけで見分ける",
			"a relay's address is known by the domain privaterelay.appleid.com alone",
			privateWhere(func(domain string) bool { return domain == "privaterelay.appleid.com" })},
		{"notice.apply", "consent-unlinks", "NTC-APPLY",
			"同意の取り消しの通知で連携を消し、戻った人を別の会員にする",
			"a consent that is revoked unlinks the account, and who comes back is another member",
			func(l *rp.Login) error {
				err := reference(l, "notice.apply")
				if err == nil && l.Notice.Kind == "consent-revoked" {
					_, err = l.DB().ExecContext(l.Request.Context(), `DELETE FROM identity WHERE issuer = ? AND subject = ?`, l.Provider.Issuer, l.Notice.Subject)
				}
				return err
			}},
		{"notice.apply", "stopped-for-good", "NTC-APPLY",
			"email-enabled を無視し、一度止まったメールを二度と送らない",
			"email-enabled is ignored, and mail that was stopped once is never sent again",
			func(l *rp.Login) error {
				if l.Notice.Kind == "email-enabled" {
					return nil
				}
				return reference(l, "notice.apply")
			}},
		{"ended.tell", "another-token", "LNK-REVOKE",
			"取り消しに、渡されたのと違うトークンを送り、200 を信じる",
			"another token than the one given is sent to be revoked, and the 200 believed",
			func(l *rp.Login) error {
				for i := range l.Ended {
					if l.Ended[i].Provider.RevokeURL != "" {
						l.Ended[i].RefreshToken += "x"
					}
				}
				return reference(l, "ended.tell")
			}},
	}
}

// privateWhere tells a relay's address by its domain.
func privateWhere(relayed func(domain string) bool) func(*rp.Login) error {
	return func(l *rp.Login) error {
		if _, domain, found := strings.Cut(l.Claims.Text("email"), "@"); found && l.Provider.UserField {
			l.Claims["is_private_email"] = relayed(domain)
		}
		return reference(l, "account.find")
	}
}

// strangers are mistakes with requests that no provider refuses, and with lists read in part.
func strangers() []Mutant {
	return []Mutant{
		{"start.pkce", "too-short", "REQ-PKCE",
			"PKCE の検証子が 20 文字しかない",
			"the PKCE verifier has 20 characters only",
			verifier(func(secret string) string { return secret[:20] })},
		{"start.pkce", "too-long", "REQ-PKCE",
			"PKCE の検証子が 128 文字より長い",
			"the PKCE verifier has more than 128 characters",
			verifier(func(secret string) string { return secret + secret + secret })},
		{"callback.state", "redeemed-first", "CB-BROWSER",
			"応答がどのブラウザーのものかを確かめる前に、コードを使う",
			"the code is redeemed before it is known whose response it is",
			func(l *rp.Login) error {
				err := reference(l, "callback.state")
				if err != nil && l.Params.Has("code") && reference(l, "client.secret") == nil {
					spent := *l
					spent.Code, spent.Pending.RedirectURI = l.Params.Get("code"), l.RedirectURI()
					if tokens := reference(&spent, "token.exchange"); tokens != nil {
						return errors.Join(err, tokens)
					}
				}
				return err
			}},
		{"callback.iss", "redeemed-first", "CB-ISS",
			"応答の iss を見る前に、コードを使う",
			"the code is redeemed before iss of the response is looked at",
			func(l *rp.Login) error {
				err := reference(l, "callback.iss")
				if l.Code = l.Params.Get("code"); err != nil && reference(l, "client.secret") == nil {
					err = errors.Join(err, reference(l, "token.exchange"))
				}
				return err
			}},
		{"callback.once", "not-on-error", "CB-STATE-ONCE",
			"エラー応答では state を使い終えず、あとの応答をまた受け付ける",
			"an error response does not use its state up, and a later response is taken",
			func(l *rp.Login) error {
				if !l.Params.Has("code") && !l.Params.Has("token") {
					return nil
				}
				return reference(l, "callback.once")
			}},
	}
}

// verifier sends the challenge of a code verifier made of a secret.
func verifier(of func(secret string) string) func(*rp.Login) error {
	return func(l *rp.Login) error {
		secret, err := l.Secret()
		l.Pending.CodeVerifier = of(secret)
		l.Query.Set("code_challenge", oauth2.S256ChallengeFromVerifier(l.Pending.CodeVerifier))
		l.Query.Set("code_challenge_method", "S256")
		return err
	}
}

// columns are mistakes with what is stored too short, or wanted though it may be missing.
func columns() []Mutant {
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
