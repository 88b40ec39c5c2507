package mutant

import (
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"torii/rpclient/rp"
)

// business are the mistakes of services that businesses log in to with GビズID.
func business() []Mutant {
	return slices.Concat(businessRequests(), businessTokens(), businessReading(), businessAdmission(), businessMembers(), businessRefreshes())
}

// forBusinesses limits a mistake to the providers that it is about.
func forBusinesses(step string, wrong func(*rp.Login) error) func(*rp.Login) error {
	return func(l *rp.Login) error {
		if l.Provider.Business == nil {
			return reference(l, step)
		}
		return wrong(l)
	}
}

func businessRequests() []Mutant {
	return []Mutant{
		{"start.scope", "omitted", "REQ-SCOPE",
			"scope を送らず、プロバイダーの既定に任せる",
			"scope is left out, and the provider's default taken",
			func(l *rp.Login) error { l.Query.Del("scope"); return nil }},
		{"start.scope", "omitted-in-rehearsal", "ENV-AHEAD",
			"scope を送らないので、省略の廃止が先に出た検証環境でログインできない",
			"scope is left out, so that nobody logs in where that is abolished first",
			func(l *rp.Login) error { l.Query.Del("scope"); return nil }},
		{"start.scope", "commas", "REQ-SCOPE",
			"scope を読点（,）で区切る",
			"the values of scope are separated by commas",
			func(l *rp.Login) error { l.Query.Set("scope", strings.Join(l.Provider.Scopes, ",")); return nil }},
		{"start.bind", "impatient", "REQ-PATIENCE",
			"五分たった state を忘れる",
			"a state is forgotten after five minutes",
			func(l *rp.Login) error {
				if err := reference(l, "start.bind"); err != nil {
					return err
				}
				_, err := l.DB().ExecContext(l.Request.Context(), `UPDATE pending SET expires_at = ? WHERE state = ?`,
					l.Now.Add(5*time.Minute).Unix(), l.Pending.ID)
				return err
			}},
		{"callback.params", "positional", "CB-UNKNOWN",
			"認可応答の先頭がいつも code だとみなす",
			"the response is taken to begin with the code",
			forBusinesses("callback.params", func(l *rp.Login) error {
				code, rest, _ := strings.Cut(strings.TrimPrefix(l.Request.URL.RawQuery, "code="), "&")
				params, err := url.ParseQuery(rest)
				if l.Params = params; !params.Has("error") && !strings.HasPrefix(l.Request.URL.RawQuery, "error=") {
					l.Params.Set("code", code)
					return err
				}
				return reference(l, "callback.params")
			})},
		{"token.exchange", "no-redirect-uri", "REQ-REDIRECT",
			"トークン要求に redirect_uri を付けない",
			"the token request has no redirect_uri",
			func(l *rp.Login) error {
				l.Pending.RedirectURI = ""
				return reference(l, "token.exchange")
			}},
		{"token.exchange", "secret-in-body", "FLOW-LOGIN",
			"Basic 認証だけを受けるプロバイダーに、client_secret を本文で送る",
			"client_secret goes into the body though the provider takes HTTP Basic only",
			func(l *rp.Login) error {
				l.Provider.BasicAuth = false
				return reference(l, "token.exchange")
			}},
	}
}

func businessTokens() []Mutant {
	return []Mutant{
		{"idtoken.form", "needs-email", "IDT-OPTIONAL",
			"GビズIDのIDトークンにメールアドレスを求める",
			"an e-mail address is wanted in the ID token of GBizID",
			forBusinesses("idtoken.form", func(l *rp.Login) error {
				if err := reference(l, "idtoken.form"); err != nil {
					return err
				}
				return wanted(l.Claims, "email")
			})},
		{"idtoken.form", "environment-by-token", "ENV-APART",
			"IDトークンの iss を見て、検証環境か本番環境かを決める",
			"the ID token's iss decides which environment it is held against",
			func(l *rp.Login) error {
				if err := reference(l, "idtoken.form"); err != nil {
					return err
				}
				for _, p := range rp.Presets() {
					if other := p.Make("x", "y"); other.Business != nil && other.Issuer == l.Claims.Text("iss") {
						l.Provider.ID, l.Provider.Issuer, l.Provider.ClientID = other.ID, other.Issuer, l.Claims.Text("aud")
						l.Provider.JWKSURL = other.JWKSURL
					}
				}
				return nil
			}},
		{"idtoken.iss", "other-environment", "ENV-APART",
			"検証環境の発行者でも本番環境の発行者でも受け付ける",
			"the issuers of both environments are accepted",
			issLike(func(iss string, p rp.Provider) bool {
				return p.Business != nil && strings.HasSuffix(iss, "gbiz-id.go.jp/oauth/")
			})},
		{"idtoken.iss", "slash-forgotten", "IDT-ISS",
			"発行者の末尾の「/」の有無を問わない",
			"the issuer's trailing slash may be missing",
			issLike(func(iss string, p rp.Provider) bool { return iss+"/" == p.Issuer })},
		{"idtoken.iss", "without-slash", "FLOW-LOGIN",
			"GビズIDの発行者を末尾の「/」なしで設定している",
			"the issuer of GBizID is configured without its trailing slash",
			func(l *rp.Login) error {
				l.Provider.Issuer = strings.TrimSuffix(l.Provider.Issuer, "/")
				return reference(l, "idtoken.iss")
			}},
	}
}

// wanted refuses an object without that member.
func wanted(o rp.Object, name string) error {
	if !o.Has(name) {
		return fmt.Errorf("want %s, got none", name)
	}
	return nil
}

// reads is what the reference reads, less what the mistake refuses.
func reads(refuses func(*rp.Login) error) func(*rp.Login) error {
	return forBusinesses("business.read", func(l *rp.Login) error {
		if err := refuses(l); err != nil {
			return err
		}
		return reference(l, "business.read")
	})
}

// alters is what the reference reads, and then one thing wrong.
func alters(wrong func(*rp.Login)) func(*rp.Login) error {
	return forBusinesses("business.read", func(l *rp.Login) error {
		err := reference(l, "business.read")
		wrong(l)
		return err
	})
}

func businessReading() []Mutant {
	return []Mutant{
		{"business.read", "strings-only", "UIN-TYPES",
			"数値で届いた account_type で止まる",
			"an account_type given as a number stops the login",
			reads(func(l *rp.Login) error {
				if _, text := l.UserInfo["account_type"].(string); !text {
					return fmt.Errorf("want account_type as a string, got %T", l.UserInfo["account_type"])
				}
				return nil
			})},
		{"business.read", "no-empties", "UIN-TYPES",
			"空の項目が欠けるか null なら止まる",
			"a member without a value stops the login unless it is an empty text",
			reads(func(l *rp.Login) error { return wanted(l.UserInfo, "en_name") })},
		{"business.read", "seconds-required", "UIN-TYPES",
			"秒の無い審査の日時で止まる",
			"a time of examination without seconds stops the login",
			reads(func(l *rp.Login) error {
				_, err := time.Parse(time.RFC3339, l.UserInfo.Object("verified_claims").Object("verification").Text("time"))
				return err
			})},
		{"business.read", "seconds-refused", "UIN-TYPES",
			"秒のある審査の日時で止まる",
			"a time of examination with seconds stops the login",
			reads(func(l *rp.Login) error {
				_, err := time.Parse("2006-01-02T15:04Z07:00", l.UserInfo.Object("verified_claims").Object("verification").Text("time"))
				return err
			})},
		{"business.read", "prefecture-as-number", "UIN-TYPES",
			"都道府県の番号を数値にして、先頭の零を落とす",
			"the code of the prefecture is made a number and loses its zero",
			alters(func(l *rp.Login) {
				if n, err := strconv.Atoi(l.UserInfo.Text("prefecture_name")); err == nil {
					l.Business.Prefecture = rp.Prefecture(strconv.Itoa(n))
				}
			})},
		{"business.read", "check-digit", "GBIZ-NUMBER",
			"検査用数字の合わない法人番号を拒む",
			"a corporate number with a wrong check digit is refused",
			reads(func(l *rp.Login) error { return checked(l.UserInfo.Code("corporate_number")) })},
		{"business.read", "parsed-access-token", "TOK-OPAQUE",
			"アクセストークンを JWT として読み、aud を求める",
			"the access token is read as a JWT and must have an aud",
			reads(func(l *rp.Login) error {
				claims, err := jwtClaims(l.Token.AccessToken)
				if err != nil {
					return err
				}
				return wanted(claims, "aud")
			})},
		{"business.read", "delegation-unchecked", "GBIZ-AGENT",
			"委任の期間も委任区分もシステムも見ない",
			"neither period nor category nor system of a delegation is looked at",
			alters(func(l *rp.Login) { l.Business.Principal = l.UserInfo.Object("delegation_info").Text("corp_no") })},
		{"business.read", "delegation-of-any-system", "GBIZ-AGENT",
			"別のシステムへの委任を受け入れる",
			"a delegation for another system is taken",
			delegated(func(d rp.Object, l *rp.Login) bool { return rp.Delegates(d, d.Text("system_cd"), l.Now) })},
		{"business.read", "delegation-without-end", "GBIZ-AGENT",
			"委任の終わりの日を見ない",
			"the last day of a delegation is not looked at",
			delegated(func(d rp.Object, l *rp.Login) bool {
				lasting := rp.Object{}
				maps.Copy(lasting, d)
				lasting["delegation_end"] = "99991231"
				return rp.Delegates(lasting, l.Provider.Business.System, l.Now)
			})},
		{"business.read", "delegation-of-any-category", "GBIZ-AGENT",
			"無効な委任区分でも代理させる",
			"an inactive category will do",
			delegated(func(d rp.Object, l *rp.Login) bool {
				return d.Text("system_cd") == l.Provider.Business.System && d.Text("delegation_end") >= l.Now.Format("20060102")
			})},
		{"business.read", "no-delegation", "GBIZ-AGENT",
			"委任を見ず、代理人をいつも本人として扱う",
			"delegations are not looked at: an agent always acts for their own business",
			alters(func(l *rp.Login) { l.Business.Principal = "" })},
		{"business.read", "principal-for-agent", "GBIZ-AGENT",
			"代理人の事業者を委任者で置き換える",
			"the agent's own business is replaced by the principal",
			alters(func(l *rp.Login) {
				if l.Business.Principal != "" {
					l.Business.Name = l.UserInfo.Object("delegation_info").Text("firm_nm")
				}
			})},
	}
}

// delegated takes over the principal where the mistake thinks that the delegation works.
func delegated(works func(d rp.Object, l *rp.Login) bool) func(*rp.Login) error {
	return alters(func(l *rp.Login) {
		if d := l.UserInfo.Object("delegation_info"); works(d, l) {
			l.Business.Principal = d.Text("corp_no")
		}
	})
}

// checked refuses a number whose first digit is not the check digit of the rest.
func checked(number string) error {
	if len(number) != 13 {
		return fmt.Errorf("want 13 digits, got %d", len(number))
	}
	sum := 0
	for i := range 12 {
		digit := int(number[12-i] - '0')
		sum += digit * (1 + i%2)
	}
	if want := 9 - sum%9; want != int(number[0]-'0') {
		return fmt.Errorf("want the check digit %d", want)
	}
	return nil
}

func businessAdmission() []Mutant {
	return []Mutant{
		{"business.admit", "skipped", "GBIZ-KIND",
			"ログインできた人は誰でも利用を認める",
			"whoever logged in may use the service",
			nothing},
		{"business.admit", "entry-too", "GBIZ-KIND",
			"エントリーのアカウントも認める",
			"accounts of the kind Entry are admitted too",
			forBusinesses("business.admit", func(l *rp.Login) error {
				if l.Business.Kind == "1" {
					return nil
				}
				return reference(l, "business.admit")
			})},
		{"business.admit", "unknown-kind", "ENV-AHEAD",
			"知らないアカウント種別をプライムとみなす",
			"an unknown kind of account is taken for a Prime",
			forBusinesses("business.admit", func(l *rp.Login) error {
				if !slices.Contains([]string{"1", "2", "3"}, l.Business.Kind) {
					l.Business.Kind = "2"
				}
				return reference(l, "business.admit")
			})},
		{"business.admit", "once", "GBIZ-MANDATE",
			"最初のログインで認めた人を、以後は確かめない",
			"who was admitted once is never checked again",
			forBusinesses("business.admit", func(l *rp.Login) error {
				err := l.DB().QueryRowContext(l.Request.Context(), `SELECT member FROM identity WHERE issuer = ? AND subject = ?`,
					l.Provider.Issuer, l.Subject).Scan(new(string))
				if errors.Is(err, sql.ErrNoRows) {
					return reference(l, "business.admit")
				}
				return err
			})},
		{"business.admit", "no-mandate", "GBIZ-MANDATE",
			"mandate_info を見ない",
			"mandate_info is not looked at",
			mandatedBy(func([]string, string) bool { return true })},
		{"business.admit", "any-mandate", "GBIZ-MANDATE",
			"mandate_info が空でなければ認める",
			"any mandate will do",
			mandatedBy(func(clients []string, _ string) bool { return len(clients) > 0 })},
		{"business.admit", "mandate-prefix", "GBIZ-MANDATE",
			"自分の client_id で始まる許可を自分のものとみなす",
			"a mandate that begins with our client_id is taken for ours",
			mandatedBy(func(clients []string, own string) bool {
				return slices.ContainsFunc(clients, func(id string) bool { return strings.HasPrefix(id, own) })
			})},
		{"business.admit", "mandate-for-all", "FLOW-LOGIN",
			"プライムにも mandate_info の許可を求める",
			"a mandate is wanted of Primes too",
			forBusinesses("business.admit", func(l *rp.Login) error {
				if len(l.UserInfo.List("mandate_info")) == 0 {
					return errors.New("want a mandate, got none")
				}
				return reference(l, "business.admit")
			})},
		{"business.admit", "any-framework", "GBIZ-EXAMINED",
			"trust_framework を見ない",
			"trust_framework is not looked at",
			examinedBy(func(_, level string) bool { return level == "ial2" })},
		{"business.admit", "any-level", "GBIZ-EXAMINED",
			"assurance_level を見ない",
			"assurance_level is not looked at",
			examinedBy(func(framework, _ string) bool { return framework == "jp_gbizid_v1" })},
		{"business.admit", "prefixes", "GBIZ-EXAMINED",
			"trust_framework と assurance_level の始まりだけを比べる",
			"only the beginnings of trust_framework and assurance_level are compared",
			examinedBy(func(framework, level string) bool {
				return strings.HasPrefix(framework, "jp_gbizid_v1") && strings.HasPrefix(level, "ial2")
			})},
		{"business.admit", "birthdate-required", "GBIZ-EXAMINED",
			"審査情報に生年月日を求め、メンバーを締め出す",
			"a birth date is wanted in the examination, which members lack",
			forBusinesses("business.admit", func(l *rp.Login) error {
				if err := wanted(l.UserInfo.Object("verified_claims").Object("claims"), "birthdate"); err != nil {
					return err
				}
				return reference(l, "business.admit")
			})},
	}
}

// mandatedBy decides over members by the clients in mandate_info.
func mandatedBy(ours func(clients []string, own string) bool) func(*rp.Login) error {
	return forBusinesses("business.admit", func(l *rp.Login) error {
		var clients []string
		for _, m := range l.UserInfo.List("mandate_info") {
			clients = append(clients, m.Text("client_id"))
		}
		if l.Business.Kind == "3" && ours(clients, l.Provider.ClientID) {
			return nil
		}
		return reference(l, "business.admit")
	})
}

// examinedBy decides by framework and level of the examination.
func examinedBy(good func(framework, level string) bool) func(*rp.Login) error {
	return forBusinesses("business.admit", func(l *rp.Login) error {
		v := l.UserInfo.Object("verified_claims").Object("verification")
		l.Business.Examined = l.Business.Examined || good(v.Text("trust_framework"), v.Text("assurance_level"))
		return reference(l, "business.admit")
	})
}

// resaved is what the reference keeps after a change to the refresh token.
func resaved(step string, change func(*rp.Login) error) func(*rp.Login) error {
	return forBusinesses(step, func(l *rp.Login) error {
		if l.Token.RefreshToken != "" {
			if err := change(l); err != nil {
				return err
			}
		}
		return reference(l, step)
	})
}

// jwtClaims are the claims of a JWT that nobody verified.
func jwtClaims(compact string) (rp.Object, error) {
	parts := strings.Split(compact, ".")
	if len(parts) != 3 {
		return nil, errors.New("want a JWT, got something else")
	}
	data, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return nil, err
	}
	return rp.ParseObject(data)
}

func businessRefreshes() []Mutant {
	return []Mutant{
		{"refresh.save", "trimmed", "REF-OPAQUE",
			"リフレッシュトークンの末尾のピリオドを落とす",
			"the dot at the end of a refresh token is trimmed away",
			resaved("refresh.save", func(l *rp.Login) error {
				l.Token.RefreshToken = strings.TrimRight(l.Token.RefreshToken, ".")
				return nil
			})},
		{"refresh.save", "verified", "REF-OPAQUE",
			"リフレッシュトークンを署名のある JWT とみなし、無ければログインさせない",
			"a refresh token is taken for a signed JWT, and without signature nobody signs in",
			resaved("refresh.save", func(l *rp.Login) error {
				if strings.HasSuffix(l.Token.RefreshToken, ".") {
					return errors.New("want a signed refresh token, got one without signature")
				}
				return nil
			})},
		{"refresh.save", "short-column", "REF-OPAQUE",
			"リフレッシュトークンを64文字で切って保存する",
			"a refresh token is cut to 64 characters",
			resaved("refresh.save", func(l *rp.Login) error {
				l.Token.RefreshToken = l.Token.RefreshToken[:min(64, len(l.Token.RefreshToken))]
				return nil
			})},
		{"refresh.keep", "first-for-ever", "REF-REPLACE",
			"更新で届いた新しいリフレッシュトークンを捨てる",
			"the new refresh token that a refresh brings is thrown away",
			forBusinesses("refresh.keep", nothing)},
		{"refresh.exchange", "invalid-grant-only", "REF-DEAD",
			"invalid_token を更新の終わりと認めず、障害の画面を出し続ける",
			"invalid_token is not known as the end of a refresh token, and looks like an outage for ever",
			func(l *rp.Login) error {
				l.Provider.RefreshEnds = nil
				return reference(l, "refresh.exchange")
			}},
		{"account.find", "by-refresh-token", "ACC-SUB",
			"リフレッシュトークンの中の jti を利用者の番号とみなす",
			"jti inside the refresh token is taken for the person's number",
			forBusinesses("account.find", func(l *rp.Login) error {
				claims, err := jwtClaims(l.Token.RefreshToken)
				if err != nil {
					return err
				}
				l.Subject = claims.Text("jti")
				return reference(l, "account.find")
			})},
	}
}

func businessMembers() []Mutant {
	return []Mutant{
		{"account.find", "by-number", "ACC-SUB",
			"法人番号で会員を見つけ、同じ会社の人を一人とみなす",
			"the member is found by the corporate number: a company's people are one",
			forBusinesses("account.find", func(l *rp.Login) error {
				return orReference(l, `SELECT member FROM business WHERE number = ? LIMIT 1`, l.Business.Number)
			})},
		{"account.find", "by-letters", "ACC-SUB",
			"メールアドレスの大文字と小文字が変わると別の会員になる",
			"an address in other letters makes another member",
			forBusinesses("account.find", func(l *rp.Login) error {
				l.Subject += " " + l.Profile().Email
				return reference(l, "account.find")
			})},
		{"account.find", "verified-address", "IDT-OPTIONAL",
			"email_verified が true でなければログインさせない",
			"nobody signs in unless email_verified is true",
			forBusinesses("account.find", func(l *rp.Login) error {
				if !l.Profile().EmailVerified {
					return errors.New("want a verified address, got none")
				}
				return reference(l, "account.find")
			})},
		{"account.find", "company-as-name", "GBIZ-PERSON",
			"UserInfo の name を人の名前とみなす",
			"name of UserInfo is taken for the person's",
			forBusinesses("account.find", func(l *rp.Login) error {
				l.Provider.Person = nil
				return reference(l, "account.find")
			})},
		{"business.keep", "skipped", "GBIZ-PERSON",
			"誰の事業者としてログインしたかを残さない",
			"whom the person came for is not kept",
			nothing},
	}
}
