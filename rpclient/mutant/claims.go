package mutant

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"torii/rpclient/rp"
)

const day = 24 * time.Hour

func tokenClaims() []Mutant {
	return []Mutant{
		{"idtoken.iss", "skipped", "IDT-ISS",
			"IDトークンの iss を見ない",
			"iss of the ID token is ignored",
			nothing},
		{"idtoken.iss", "prefix", "IDT-ISS",
			"IDトークンの iss が発行者で始まっていれば受け付ける",
			"iss of the ID token need only begin like the issuer",
			issLike(func(iss string, p rp.Provider) bool { return strings.HasPrefix(iss, p.Issuer) })},
		{"idtoken.iss", "substring", "IDT-ISS",
			"IDトークンの iss のどこかに発行者のホスト名があれば受け付ける",
			"iss of the ID token need only contain the issuer's host",
			issLike(func(iss string, p rp.Provider) bool {
				u, err := url.Parse(p.Issuer)
				return err == nil && strings.Contains(iss, u.Host)
			})},
		{"idtoken.iss", "trailing-slash", "IDT-ISS",
			"IDトークンの iss の末尾の「/」を無視する",
			"a slash at the end of the ID token's iss is ignored",
			issLike(func(iss string, p rp.Provider) bool { return strings.TrimRight(iss, "/") == p.Issuer })},
		{"idtoken.iss", "one-spelling", "IDT-QUIRK",
			"Google が文書で認めるもう一つの iss の綴りを拒む",
			"the other spelling of iss that Google documents is refused",
			func(l *rp.Login) error {
				if iss := l.Claims.Text("iss"); iss != l.Provider.Issuer {
					return fmt.Errorf("want iss %q, got %q", l.Provider.Issuer, iss)
				}
				return nil
			}},
		{"idtoken.aud", "skipped", "IDT-AUD",
			"IDトークンの aud を見ない",
			"aud of the ID token is ignored",
			nothing},
		{"idtoken.aud", "substring", "IDT-AUD",
			"aud のどこかに自分の client_id が含まれていれば受け付ける",
			"aud need only contain our client_id somewhere",
			func(l *rp.Login) error {
				if strings.Contains(fmt.Sprint(l.Claims["aud"]), l.Provider.ClientID) {
					return nil
				}
				return reference(l, "idtoken.aud")
			}},
		{"idtoken.aud", "any-of", "IDT-AUD-EXTRA",
			"aud に自分の client_id があれば、信頼しない宛先が一緒でも受け付ける",
			"our client_id in aud is enough, whoever else is there",
			func(l *rp.Login) error {
				audiences, _ := l.Claims["aud"].([]any)
				for _, aud := range audiences {
					if aud == l.Provider.ClientID {
						return nil
					}
				}
				return reference(l, "idtoken.aud")
			}},
		{"idtoken.azp", "skipped", "IDT-AZP",
			"IDトークンの azp を見ない",
			"azp of the ID token is ignored",
			nothing},
		{"idtoken.exp", "skipped", "IDT-EXP",
			"IDトークンの exp を見ない",
			"exp of the ID token is ignored",
			nothing},
		{"idtoken.exp", "only-if-present", "IDT-EXP",
			"exp の無いIDトークンを受け付ける",
			"an ID token without exp is accepted",
			func(l *rp.Login) error {
				if !l.Claims.Has("exp") {
					return nil
				}
				return reference(l, "idtoken.exp")
			}},
		{"idtoken.exp", "day-late", "IDT-EXP",
			"期限が切れて一日以内のIDトークンを受け付ける",
			"an ID token is accepted up to a day after its exp",
			atAnotherTime("idtoken.exp", -day)},
		{"idtoken.iat", "skipped", "IDT-IAT",
			"IDトークンの iat を見ない",
			"iat of the ID token is ignored",
			nothing},
		{"idtoken.iat", "no-leeway", "IDT-IAT",
			"時計のずれを許さず、二秒先の iat を拒む",
			"an iat two seconds ahead is refused, as if clocks never differed",
			func(l *rp.Login) error {
				if iat, err := l.Claims.Time("iat"); err == nil && iat.After(l.Now.Add(time.Second)) {
					return errors.New("want an iat that is not ahead, got one")
				}
				return reference(l, "idtoken.iat")
			}},
		{"idtoken.nbf", "skipped", "IDT-NBF",
			"IDトークンの nbf を見ない",
			"nbf of the ID token is ignored",
			nothing},
		{"idtoken.nonce", "skipped", "IDT-NONCE",
			"IDトークンの nonce を比べない",
			"nonce of the ID token is not compared",
			nothing},
		{"idtoken.nonce", "only-if-present", "IDT-NONCE",
			"nonce がIDトークンに無ければ比べない",
			"nonce is compared only if the ID token has one",
			func(l *rp.Login) error {
				if !l.Claims.Has("nonce") {
					return nil
				}
				return reference(l, "idtoken.nonce")
			}},
		{"idtoken.nonce", "any-earlier", "IDT-NONCE",
			"前のログインで送った nonce でも受け付ける",
			"the nonce of an earlier login is accepted too",
			acceptEarlierNonces()},
		{"idtoken.sub", "from-userinfo", "IDT-SUB",
			"IDトークンに sub が無ければ、UserInfo の sub を使う",
			"where the ID token has no sub, UserInfo's is taken",
			func(l *rp.Login) error {
				if l.Claims.Text("sub") != "" {
					return reference(l, "idtoken.sub")
				}
				return takeUserInfoSub(l)
			}},
		{"idtoken.at_hash", "required", "IDT-OPTIONAL",
			"認可コードフローでは任意の at_hash が無いIDトークンを拒む",
			"an ID token without at_hash is refused, though the code flow leaves it optional",
			func(l *rp.Login) error {
				if !l.Claims.Has("at_hash") {
					return errors.New("want at_hash, got none")
				}
				return reference(l, "idtoken.at_hash")
			}},
	}
}

// issLike accepts an iss that like says is close enough.
func issLike(like func(iss string, p rp.Provider) bool) func(*rp.Login) error {
	return func(l *rp.Login) error {
		if like(l.Claims.Text("iss"), l.Provider) {
			return nil
		}
		return reference(l, "idtoken.iss")
	}
}

// atAnotherTime does the step as if the clock stood elsewhere.
func atAnotherTime(step string, shift time.Duration) func(*rp.Login) error {
	return func(l *rp.Login) error {
		now := l.Now
		defer func() { l.Now = now }()
		l.Now = now.Add(shift)
		return reference(l, step)
	}
}

// acceptEarlierNonces remembers the nonce of every login it has seen.
func acceptEarlierNonces() func(*rp.Login) error {
	var sent sync.Map
	return func(l *rp.Login) error {
		sent.Store(l.Pending.Nonce, true)
		if _, known := sent.Load(l.Claims.Text("nonce")); known {
			return nil
		}
		return reference(l, "idtoken.nonce")
	}
}

func takeUserInfoSub(l *rp.Login) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	info, err := l.FetchUserInfo(ctx, l.HTTPClient())
	if err != nil {
		return err
	}
	l.Subject = info.Text("sub")
	return nil
}
