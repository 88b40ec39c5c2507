package mutant

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"torii/rpclient/rp"
)

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
