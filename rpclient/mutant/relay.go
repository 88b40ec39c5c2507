package mutant

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"torii/rpclient/rp"
)

// relay are the wrong ways of signing in through a relay.
func relay() []Mutant {
	return []Mutant{
		{"idtoken.iss", "must-be-url", "FLOW-LOGIN",
			"iss がURLでなければ拒む",
			"an issuer that is no address is refused",
			func(l *rp.Login) error {
				if !strings.HasPrefix(l.Claims.Text("iss"), "https://") && !strings.HasSuffix(l.Claims.Text("iss"), ".com") {
					return errors.New("want an address, got something else")
				}
				return reference(l, "idtoken.iss")
			}},
		{"start.bind", "wrong-host", "FLOW-LOGIN",
			"認証要求を Web API のホストに送る",
			"authorization requests go to the host of the Web API",
			func(l *rp.Login) error {
				l.Provider.AuthURL = strings.Replace(l.Provider.AuthURL, "a1b2c3d4e5.auth.socialplus.jp", "api.socialplus.jp", 1)
				return reference(l, "start.bind")
			}},
		{"onetime.status", "skipped", "SP-STATUS",
			"トークンがあれば status を見ない",
			"status is not looked at where there is a token",
			func(l *rp.Login) error {
				if l.Params.Get("token") != "" {
					return nil
				}
				return reference(l, "onetime.status")
			}},
		{"onetime.status", "any-case", "SP-STATUS",
			"status の大文字と小文字を区別しない",
			"status is compared without regard to case",
			func(l *rp.Login) error {
				l.Params.Set("status", strings.ToLower(l.Params.Get("status")))
				return reference(l, "onetime.status")
			}},
		{"onetime.status", "outage", "CB-CANCEL",
			"取り消しを障害として見せる",
			"a cancel is shown as an outage",
			func(l *rp.Login) error { return withStatus(http.StatusBadGateway, reference(l, "onetime.status")) }},
		{"onetime.redeem", "identifier-from-browser", "SP-TOKEN",
			"ブラウザーが持ってきたIDを信じる",
			"an identifier that the browser brings is believed",
			func(l *rp.Login) error {
				if id := l.Params.Get("identifier"); id != "" {
					return l.TakeRelayUser(rp.Object{"user": map[string]any{"identifier": id, "last_logged_in_provider": l.Provider.Relay.Via[0]}})
				}
				return reference(l, "onetime.redeem")
			}},
		{"onetime.redeem", "preserved", "SP-TOKEN",
			"preserve_token を付けて引き換え、トークンが残る",
			"tokens are redeemed with preserve_token and stay good",
			func(l *rp.Login) error { return redeem(l, "preserve_token", "true") }},
		{"onetime.redeem", "twice", "SP-TOKEN",
			"同じトークンを二度引き換える",
			"a token is redeemed twice",
			func(l *rp.Login) error {
				if err := reference(l, "onetime.redeem"); err != nil {
					return err
				}
				_ = redeem(l, "", "") // what the first one said is kept
				return nil
			}},
		{"onetime.redeem", "key-in-cookie", "SP-KEY",
			"APIキーをブラウザーの Cookie に入れる",
			"the API key is put into a cookie",
			func(l *rp.Login) error {
				l.SetCookie(&http.Cookie{Name: "relay", Value: l.Provider.Relay.Key, Path: "/"})
				return reference(l, "onetime.redeem")
			}},
		{"onetime.redeem", "by-status", "SP-ERROR",
			"エラーコードを見ず、4xx をすべて利用者のせいにする",
			"every 4xx is the person's fault, whatever the error code",
			func(l *rp.Login) error {
				err := reference(l, "onetime.redeem")
				if refused, ok := errors.AsType[*rp.RelayError](err); ok && refused.Status < 500 {
					return refused
				}
				return err
			}},
		{"onetime.redeem", "no-key", "FLOW-LOGIN",
			"APIキーを付けずに Web API を呼ぶ",
			"the Web API is called without the key",
			func(l *rp.Login) error {
				without := *l.Provider.Relay
				without.Key = ""
				l.Provider.Relay = &without
				return reference(l, "onetime.redeem")
			}},
		{"onetime.profile", "first-entry", "SP-PROFILE",
			"プロバイダー別の個人情報が空だとログインできない",
			"an empty object for the login provider ends the login",
			func(l *rp.Login) error {
				ctx, cancel := l.Deadline()
				defer cancel()
				via := l.Provider.Relay.Via[0]
				answer, err := l.AskRelay(ctx, l.HTTPClient(), "profile_from_providers", url.Values{"identifier": {l.Subject}, "target_provider": {via}})
				if err != nil {
					return err
				}
				if len(answer.Object(via)) == 0 {
					return errors.New("want personal data, got none")
				}
				return nil
			}},
		{"relay.provider", "skipped", "SP-PROVIDER",
			"どのログインプロバイダの結果かを見ない",
			"it is not looked at which login provider was used",
			nothing},
		{"account.find", "null-key", "SP-UNLINKED",
			"primary_key が無い人を、みな「null」という会員とみなす",
			"everybody without primary_key is the member called null",
			func(l *rp.Login) error {
				if l.Provider.Relay == nil || l.RelayKey() != "" {
					return reference(l, "account.find")
				}
				return l.EnterAs(fmt.Sprint(l.Claims["primary_key"]))
			}},
		{"account.find", "blank-name", "SP-PROFILE",
			"名前が届かないと、前の名前を空で上書きする",
			"a name that is not told wipes the one told before",
			func(l *rp.Login) error {
				err := reference(l, "account.find")
				if err == nil && l.Provider.Relay != nil && l.Profile().Name == "" {
					_, err = l.DB().ExecContext(l.Request.Context(), `UPDATE identity SET name = '' WHERE member = ?`, l.Member)
				}
				return err
			}},
		{"account.find", "plain-kana", "SP-PROFILE",
			"フリガナを「name_kana」という名前で探す",
			"the name in kana is looked for under name_kana",
			func(l *rp.Login) error {
				delete(l.Claims, "name#ja-Kana-JP")
				delete(l.UserInfo, "name#ja-Kana-JP")
				return reference(l, "account.find")
			}},
		{"relay.link", "ignored", "SP-LINKED",
			"紐付けに失敗してもセッションを発行する",
			"a session is issued though the link failed",
			func(l *rp.Login) error { _ = reference(l, "relay.link"); return nil }},
		{"relay.link", "skipped", "ACC-SUB",
			"紐付けをせず、次のログインで別の会員になる",
			"nobody is linked, and the next login makes another member",
			nothing},
	}
}

// redeem asks for the user of the one-time token, with one parameter more.
func redeem(l *rp.Login, name, value string) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	params := url.Values{"token": {l.Params.Get("token")}, "add_profile": {"true"}}
	if name != "" {
		params.Set(name, value)
	}
	answer, err := l.AskRelay(ctx, l.HTTPClient(), "authenticated_user", params)
	if err != nil {
		return err
	}
	return l.TakeRelayUser(answer)
}
