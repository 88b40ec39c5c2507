package mutant

import (
	"errors"
	"net/http"
	"strings"
	"sync"

	"torii/rpclient/rp"
)

// associated add a login provider by association token without care for whose token it
// is, or for what the relay answers; friendship makes too much of what it says of that.
func associated() []Mutant {
	return []Mutant{
		{"associate.recent", "skipped", "LNK-RECENT",
			"追加用のトークンを求める前に本人確認を求めない",
			"asking for an association token wants no recent proof of identity",
			takeSession},
		{"associate.token", "query-lost", "LNK-ADD",
			"中継の返したアドレスのクエリー（token）を落とす",
			"the query of the address that the relay returned is lost, and the token with it",
			func(l *rp.Login) error {
				err := reference(l, "associate.token")
				l.AddAt, _, _ = strings.Cut(l.AddAt, "?")
				return err
			}},
		{"associate.token", "kept", "SP-ADD",
			"追加用のトークンを会員ごとに取っておき、次も使う",
			"a member's association token is kept and used again",
			keptToken()},
		{"callback.state", "token-for-anybody", "SP-ADD",
			"追加用のトークンで戻ったら、どのブラウザーでも、それを求めた会員とみなす",
			"whoever comes back from an addition is taken for the member who began it, in any browser",
			func(l *rp.Login) error {
				pending, found, err := l.FindPending(l.Params.Get("state"))
				if err == nil && found && pending.Mode == rp.ModeLink && l.Provider.Associates() {
					l.Session.ID, l.Session.Member = pending.Session, pending.Member
				}
				return errors.Join(err, reference(l, "callback.state"))
			}},
		{"associate.token", "unheard", "SP-KEPT",
			"連携済みという答えを受けても、自分の記録に無いままにする",
			"the answer that the provider is linked already does not reach one's own record",
			func(l *rp.Login) error {
				err := reference(l, "associate.token")
				if refused, ok := errors.AsType[*rp.Failure](err); ok && refused.Status == http.StatusConflict {
					return errors.Join(change(l, `DELETE FROM via WHERE provider = ?`, l.Provider.Relay.Target), err)
				}
				return err
			}},
		{"onetime.status", "failed-kept", "SP-TAKEN",
			"追加が失敗で戻っても、連携済みと記録する",
			"an addition that came back as a failure is recorded as a link",
			func(l *rp.Login) error {
				err := reference(l, "onetime.status")
				if err != nil && l.Mode == rp.ModeLink {
					return errors.Join(change(l, `INSERT INTO via (issuer, subject, provider)
						SELECT issuer, subject, ? FROM identity WHERE issuer = ? AND member = ? ON CONFLICT DO NOTHING`,
						l.Provider.Relay.Target, l.Provider.Issuer, l.Session.Member), err)
				}
				return err
			}},
		{"onetime.status", "failed-500", "SP-TAKEN",
			"追加が失敗で戻ると内部エラーの画面を出す",
			"an addition that came back as a failure becomes an internal error",
			func(l *rp.Login) error {
				err := reference(l, "onetime.status")
				if l.Mode == rp.ModeLink {
					return withStatus(http.StatusInternalServerError, err)
				}
				return err
			}},
		{"onetime.status", "failed-signs-out", "SP-TAKEN",
			"追加が失敗で戻ると、会員をログアウトさせる",
			"an addition that came back as a failure signs the member out",
			func(l *rp.Login) error {
				err := reference(l, "onetime.status")
				if err != nil && l.Mode == rp.ModeLink {
					return errors.Join(l.EndSession(l.Session), err)
				}
				return err
			}},
	}
}

// keptToken asks for a token once a member, and goes on with it for good.
func keptToken() func(*rp.Login) error {
	var mu sync.Mutex
	kept := map[string]string{}
	return func(l *rp.Login) error {
		mu.Lock()
		defer mu.Unlock()
		name := l.Member + " " + l.Provider.ID
		if kept[name] == "" {
			if err := reference(l, "associate.token"); err != nil {
				return err
			}
			kept[name] = l.AddAt
		}
		l.AddAt = kept[name]
		return nil
	}
}

// friendship makes more of the answer about a LINE friendship than it says.
func friendship() []Mutant {
	return []Mutant{
		{"friend.status", "error-500", "SP-FRIEND",
			"友だち状態が得られないと、会員の画面が内部エラーになる",
			"the member's page becomes an internal error where the friendship is not told",
			func(l *rp.Login) error {
				if _, _, err := l.AskFriendship(); err != nil {
					return withStatus(http.StatusInternalServerError, err)
				}
				return reference(l, "friend.status")
			}},
		{"friend.status", "unknown-is-no", "SP-FRIEND",
			"友だち状態が得られなければ、友だちでないとみなす",
			"a friendship that is not told counts as none",
			func(l *rp.Login) error {
				err := reference(l, "friend.status")
				if l.Friend != rp.FriendYes {
					l.Friend = rp.FriendNo
				}
				return err
			}},
		{"friend.status", "any-answer", "SP-FRIEND",
			"友だち状態の中身を見ず、答えがあれば友だちとみなす",
			"any answer about the friendship counts as one",
			func(l *rp.Login) error {
				if _, asked, err := l.AskFriendship(); asked && err == nil {
					l.Friend = rp.FriendYes
				}
				return nil
			}},
		{"friend.status", "skipped", "SP-FRIEND",
			"友だち状態を尋ねない",
			"the friendship is not asked about",
			nothing},
	}
}
