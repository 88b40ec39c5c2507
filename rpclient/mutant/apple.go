package mutant

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"

	"torii/rpclient/rp"
)

// posted holds the mistakes about a response that comes as a form from another site.
func posted() []Mutant {
	return []Mutant{
		{"start.bind", "lax-transaction", "CB-POST",
			"別のサイトからの POST に備えたCookieを SameSite=Lax で出す",
			"the cookie meant for a post from another site is SameSite=Lax",
			func(l *rp.Login) error {
				err := reference(l, "start.bind")
				for _, c := range l.Cookies() {
					c.SameSite = http.SameSiteLaxMode
				}
				return err
			}},
		{"callback.params", "query-only", "CB-POST",
			"応答のパラメーターをアドレスからしか読まない",
			"the response is looked for in the address only",
			func(l *rp.Login) error {
				l.Params = l.Request.URL.Query()
				return nil
			}},
		{"callback.params", "same-origin-only", "CB-POST",
			"別のサイトからの POST を全て CSRF とみなす",
			"every post from another site is taken for a forgery",
			func(l *rp.Login) error {
				if l.Request.Method == http.MethodPost && l.Request.Header.Get("Sec-Fetch-Site") == "cross-site" {
					return &rp.Failure{Status: http.StatusForbidden, Err: errors.New("want a form of our own, got another site's")}
				}
				return reference(l, "callback.params")
			}},
	}
}

// hybrid holds the mistakes about an ID token in the authorization response.
func hybrid() []Mutant {
	return []Mutant{
		{"front.token", "optional", "HYB-TOKEN",
			"求めたIDトークンが応答に無くても構わない",
			"the response may come without the ID token that was asked for",
			func(l *rp.Login) error { l.FrontToken = l.Params.Get("id_token"); return nil }},
		{"front.verify", "skipped", "HYB-VERIFY",
			"応答のIDトークンを検証しない",
			"the response's ID token is not verified",
			func(l *rp.Login) error { readFront(l); return nil }},
		{"front.verify", "claims-only", "HYB-VERIFY",
			"応答のIDトークンの署名を見ず、nonce だけを比べる",
			"of the response's ID token only the nonce is looked at, not the signature",
			func(l *rp.Login) error {
				readFront(l)
				if l.FrontToken != "" && l.FrontClaims.Text("nonce") != l.Pending.Nonce {
					return errors.New("want our nonce, got another")
				}
				return nil
			}},
		{"front.c_hash", "skipped", "HYB-CHASH",
			"c_hash を見ない",
			"c_hash is not looked at",
			nothing},
		{"front.c_hash", "only-if-present", "HYB-CHASH",
			"c_hash が無ければ確かめない",
			"c_hash is checked only if present",
			func(l *rp.Login) error {
				if !l.FrontClaims.Has("c_hash") {
					return nil
				}
				return reference(l, "front.c_hash")
			}},
		{"front.same", "skipped", "HYB-SAME",
			"二つのIDトークンが別人のものでも気付かない",
			"two ID tokens may speak of two people",
			nothing},
	}
}

// readFront takes the claims of the response's ID token as they stand.
func readFront(l *rp.Login) {
	front := *l
	front.IDToken = l.FrontToken
	if l.FrontToken != "" && reference(&front, "idtoken.form") == nil {
		l.FrontClaims, l.FrontSubject = front.Claims, front.Claims.Text("sub")
	}
}

// secrets holds the mistakes about a client secret that the client signs itself.
func secrets() []Mutant {
	with := func(change func(*rp.Login, map[string]any)) func(*rp.Login) error {
		return func(l *rp.Login) (err error) {
			if l.Provider.ClientKey == nil {
				return reference(l, "client.secret")
			}
			claims := l.SecretClaims()
			change(l, claims)
			l.ClientSecret, err = l.SignSecret(claims, jose.ES256)
			return err
		}
	}
	return []Mutant{
		{"client.secret", "calendar-months", "CLI-JWT",
			"client_secret の期限を暦の6か月先（最長184日）にする",
			"the client_secret is good for six calendar months, up to 184 days",
			with(func(l *rp.Login, c map[string]any) { c["exp"] = l.Now.Add(184 * day).Unix() })},
		{"client.secret", "made-once", "CLI-JWT",
			"一度作った client_secret を、期限が切れても使い続ける",
			"a client_secret is made once and used beyond its end",
			once()},
		{"client.secret", "no-skew", "CLI-JWT",
			"client_secret の iat を進んだ時計で付け、相手の時計の遅れを考えない",
			"iat of the client_secret is by a clock that is ahead, with no thought of the other's",
			with(func(l *rp.Login, c map[string]any) { c["iat"] = l.Now.Add(5 * time.Second).Unix() })},
		{"client.secret", "token-endpoint-audience", "CLI-JWT",
			"client_secret の aud をトークンエンドポイントにする",
			"aud of the client_secret is the token endpoint",
			with(func(l *rp.Login, c map[string]any) { c["aud"] = l.Provider.TokenURL })},
		{"client.secret", "team-as-sub", "CLI-JWT",
			"client_secret の sub を client_id でなく Team ID にする",
			"sub of the client_secret is the Team ID, not the client_id",
			with(func(l *rp.Login, c map[string]any) { c["sub"] = l.Provider.ClientKey.Team })},
		{"client.secret", "hs256", "CLI-JWT",
			"client_secret を HS256 で署名する",
			"the client_secret is signed by HS256",
			func(l *rp.Login) (err error) {
				if l.Provider.ClientKey == nil {
					return reference(l, "client.secret")
				}
				claims := rp.Object{}
				maps.Copy(claims, l.SecretClaims())
				l.ClientSecret, err = signHS256(claims, l.Provider.ClientKey.ID+strings.Repeat("0", 32))
				return err
			}},
		{"client.secret", "no-kid", "CLI-JWT",
			"client_secret のヘッダーに kid を付けない",
			"the client_secret has no kid in its header",
			func(l *rp.Login) error {
				if l.Provider.ClientKey == nil {
					return reference(l, "client.secret")
				}
				key := *l.Provider.ClientKey
				key.ID = ""
				l.Provider.ClientKey = &key
				return reference(l, "client.secret")
			}},
	}
}

// once keeps the first client secret of each client.
func once() func(*rp.Login) error {
	type owner struct {
		db     rp.Store
		client string
	}
	var kept sync.Map // secrets by owner
	return func(l *rp.Login) error {
		if l.Provider.ClientKey == nil {
			return reference(l, "client.secret")
		}
		of := owner{l.DB(), l.Provider.ClientID}
		if secret, ok := kept.Load(of); ok {
			l.ClientSecret = secret.(string)
			return nil
		}
		err := reference(l, "client.secret")
		kept.Store(of, l.ClientSecret)
		return err
	}
}

// userField holds the mistakes about the unsigned user parameter.
func userField() []Mutant {
	return []Mutant{
		{"user.name", "email-trusted", "USR-TRUST",
			"署名の無い user のメールアドレスを、IDトークンのものより信じる",
			"the e-mail address of the unsigned user is believed over the ID token's",
			func(l *rp.Login) error {
				if user, err := rp.ParseObject([]byte(l.Params.Get("user"))); err == nil && user.Text("email") != "" {
					l.Claims["email"] = user.Text("email")
				}
				return reference(l, "user.name")
			}},
		{"user.name", "strict", "USR-FORM",
			"user が読めなければログインさせない",
			"nobody signs in whose user cannot be read",
			func(l *rp.Login) error {
				if l.Params.Has("user") {
					user, err := rp.ParseObject([]byte(l.Params.Get("user")))
					if err != nil {
						return err
					}
					if _, ok := user["name"].(map[string]any); !ok {
						return errors.New("user: want a name, got none")
					}
				}
				return reference(l, "user.name")
			}},
		{"user.name", "wanted", "USR-FORM",
			"初めて来た人に user が無いとログインさせない",
			"nobody new signs in without a user",
			func(l *rp.Login) error {
				if l.Provider.UserField && !l.Params.Has("user") {
					return errors.New("want a user, got none")
				}
				return reference(l, "user.name")
			}},
		{"user.name", "unlimited", "USR-FORM",
			"名前の長さに上限が無い",
			"a name may be as long as it likes",
			func(l *rp.Login) error {
				err := reference(l, "user.name")
				user, broken := rp.ParseObject([]byte(l.Params.Get("user")))
				name, _ := user["name"].(map[string]any)
				if first, ok := name["firstName"].(string); ok && broken == nil && len([]rune(first)) > 100 {
					l.GivenName = first
				}
				return err
			}},
		{"user.name", "given-name-first", "USR-NAME",
			"日本人の氏名を名・姓の順に並べる",
			"a Japanese name is put given name first",
			func(l *rp.Login) error {
				err := reference(l, "user.name")
				if last, first, ok := strings.Cut(l.GivenName, " "); ok {
					l.GivenName = first + " " + last
				}
				return err
			}},
		{"user.name", "ignored", "USR-NAME",
			"一度しか届かない名前を受け取らない",
			"the name that comes once is not taken",
			nothing},
		{"account.find", "name-overwritten", "USR-NAME",
			"名前の届かない二度目のログインで、保存した名前を消す",
			"a login that brings no name erases the stored one",
			func(l *rp.Login) error {
				if err := reference(l, "account.find"); err != nil || l.Profile().Name != "" {
					return err
				}
				_, err := l.DB().ExecContext(l.Request.Context(), `UPDATE identity SET name = '' WHERE member = ?`, l.Member)
				return err
			}},
		{"account.find", "booleans-only", "IDT-BOOL",
			"文字列の真偽値を読まず、確認済みのメールを未確認とみなす",
			"truth values as strings are not read: a verified address counts as unverified",
			func(l *rp.Login) error { return withBooleans(l, func(string) bool { return false }) }},
		{"account.find", "truthy", "IDT-BOOL",
			"文字列の「false」を真とみなす",
			"the string false counts as true",
			func(l *rp.Login) error { return withBooleans(l, func(s string) bool { return s != "" }) }},
		{"account.find", "no-strings", "IDT-BOOL",
			"真偽値が文字列で届くとログインさせない",
			"nobody signs in whose truth values come as strings",
			func(l *rp.Login) error {
				for _, name := range []string{"email_verified", "is_private_email"} {
					if _, isText := l.Claims[name].(string); isText {
						return fmt.Errorf("%s: want a boolean, got a string", name)
					}
				}
				return reference(l, "account.find")
			}},
	}
}

// withBooleans reads truth values that come as strings in another way.
func withBooleans(l *rp.Login, read func(string) bool) error {
	for _, name := range []string{"email_verified", "is_private_email"} {
		if s, isText := l.Claims[name].(string); isText {
			l.Claims[name] = read(s)
		}
	}
	return reference(l, "account.find")
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
