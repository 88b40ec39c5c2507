package mutant

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"torii/rpclient/rp"
)

func callback() []Mutant {
	return []Mutant{
		{"callback.state", "any-provider", "CB-MIXUP",
			"別のプロバイダーで始めたログインへの応答も受け取る",
			"the response to a login begun with another provider is taken",
			func(l *rp.Login) error {
				pending, found, err := l.FindPending(l.Params.Get("state"))
				if err != nil || !found || pending.Provider == l.Provider.ID || !bytes.Equal(pending.Session, l.Session.ID) {
					return reference(l, "callback.state")
				}
				l.Pending = pending
				return nil
			}},
		{"callback.params", "closed", "CB-UNKNOWN",
			"知らないパラメーターのある認可応答を拒む",
			"an authorization response with an unknown parameter is refused",
			refuseUnknownParameters},
		{"callback.params", "doubled-state", "CB-DOUBLED",
			"state が二つあっても、最初の一つだけを見る",
			"of a doubled state the first is taken",
			func(l *rp.Login) error { return takeFirst(l, "state") }},
		{"callback.params", "doubled-iss", "CB-DOUBLED",
			"iss が二つあっても、最初の一つだけを見る",
			"of a doubled iss the first is taken",
			func(l *rp.Login) error { return takeFirst(l, "iss") }},
		{"callback.state", "skipped", "CB-STATE",
			"state を比べず、そのブラウザーの最後のログインの応答だとみなす",
			"state is not compared: any response is taken for the browser's latest login",
			takeNewest},
		{"callback.state", "form-only", "CB-STATE",
			"state の長さだけを見て、値を比べない",
			"state is held against the length of one's own, not the value",
			stateOfThatLength},
		{"callback.state", "only-if-present", "CB-STATE",
			"state が無ければ比べない",
			"state is compared only if present",
			func(l *rp.Login) error {
				if l.Params.Get("state") == "" {
					return takeNewest(l)
				}
				return reference(l, "callback.state")
			}},
		{"callback.state", "unbound", "CB-BROWSER",
			"state が知っている値なら、どのブラウザーに戻ってきても受け付ける",
			"a known state is accepted in whichever browser it comes back",
			func(l *rp.Login) error {
				pending, found, err := l.FindPending(l.Params.Get("state"))
				if err != nil || !found {
					return errors.Join(errors.New("want a known state, got another"), err)
				}
				l.Pending = pending
				return nil
			}},
		{"callback.once", "skipped", "CB-STATE-ONCE",
			"使った state を消さず、二度目も受け付ける",
			"a used state is kept and accepted again",
			nothing},
		{"callback.iss", "skipped", "CB-ISS",
			"認可応答の iss を見ない",
			"iss of the authorization response is ignored",
			nothing},
		{"callback.iss", "only-if-present", "CB-ISS",
			"告知された iss が認可応答に無くても受け付ける",
			"an announced iss may be missing from the authorization response",
			func(l *rp.Login) error {
				if !l.Params.Has("iss") {
					return nil
				}
				return reference(l, "callback.iss")
			}},
		{"callback.iss", "prefix", "CB-ISS",
			"認可応答の iss が発行者で始まっていれば受け付ける",
			"iss of the authorization response need only begin like the issuer",
			func(l *rp.Login) error {
				if strings.HasPrefix(l.Params.Get("iss"), l.Provider.Issuer) {
					return nil
				}
				return reference(l, "callback.iss")
			}},
		{"callback.error", "skipped", "CB-ERROR",
			"エラー応答を見ない",
			"an error response is not looked at",
			nothing},
		{"callback.error", "code-wins", "CB-ERROR-CODE",
			"認可コードがあれば、エラー応答でもログインを続ける",
			"an error is ignored where there is a code as well",
			func(l *rp.Login) error {
				if l.Params.Get("code") != "" {
					return nil
				}
				return reference(l, "callback.error")
			}},
		{"callback.error", "cancel-500", "CB-CANCEL",
			"利用者の取り消しを内部エラー（500）にする",
			"a cancelled login becomes an internal error (500)",
			func(l *rp.Login) error {
				return withStatus(http.StatusInternalServerError, reference(l, "callback.error"))
			}},
		{"callback.error", "case-sensitive", "CB-CANCEL",
			"ACCESS_DENIED が小文字でないと、取り消しでなく障害とみなす",
			"a cancel not in small letters is taken for an outage",
			func(l *rp.Login) error {
				err := reference(l, "callback.error")
				if slices.Contains(l.Provider.CancelErrors, l.Params.Get("error")) {
					return err
				}
				return withStatus(http.StatusBadGateway, err)
			}},
		{"callback.code", "still-encoded", "FLOW-LOGIN",
			"認可コードをパーセントエンコードしたまま使う（Google の「/」が壊れる）",
			"the code is used still percent-encoded, which breaks Google's slash",
			func(l *rp.Login) error {
				err := reference(l, "callback.code")
				l.Code = url.QueryEscape(l.Code)
				return err
			}},
	}
}

// refuseUnknownParameters knows what the specifications know and no more.
func refuseUnknownParameters(l *rp.Login) error {
	known := []string{"code", "state", "iss", "error", "error_description", "error_uri"}
	for name := range l.Request.URL.Query() {
		if !slices.Contains(known, name) {
			return fmt.Errorf("want one of %q, got %.64q", known, name)
		}
	}
	return reference(l, "callback.params")
}

// takeFirst lets one parameter come more than once.
func takeFirst(l *rp.Login, name string) error {
	params, err := url.ParseQuery(l.Request.URL.RawQuery)
	if err != nil {
		return errors.New("want a well-formed query string, got a broken one")
	}
	if len(params[name]) > 1 {
		params[name] = params[name][:1]
	}
	once := l.Request.Clone(l.Request.Context())
	once.URL.RawQuery = params.Encode()
	original := l.Request
	l.Request = once
	defer func() { l.Request = original }()
	return reference(l, "callback.params")
}

// takeNewest takes the login that this browser began last, whatever the state.
func takeNewest(l *rp.Login) error {
	p := &l.Pending
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT state, session, browser, provider, redirect_uri, nonce, code_verifier
		FROM pending WHERE (session = ? OR browser = ?) AND provider = ? ORDER BY expires_at DESC, rowid DESC LIMIT 1`,
		l.Session.ID, transaction(l), l.Provider.ID).
		Scan(&p.ID, &p.Session, &p.Browser, &p.Provider, &p.RedirectURI, &p.Nonce, &p.CodeVerifier)
	if err != nil {
		return fmt.Errorf("want a pending login of this browser: %w", err)
	}
	return nil
}

// transaction is the browser by the cookie that comes along with a post from another site.
func transaction(l *rp.Login) []byte {
	for _, c := range l.Request.Cookies() {
		if strings.HasSuffix(c.Name, "transaction") {
			return rp.Hash(c.Value)
		}
	}
	return nil
}

// withStatus shows err on a page with another status. A nil err stays nil.
func withStatus(status int, err error) error {
	if err == nil {
		return nil
	}
	return &rp.Failure{Status: status, Err: err}
}

// stateLength is that of the states that the reference makes: 32 bytes in hexadecimal.
const stateLength = 64

// stateOfThatLength takes what is as long as a state of one's own for one.
func stateOfThatLength(l *rp.Login) error {
	if len(l.Params.Get("state")) == stateLength {
		return takeNewest(l)
	}
	return reference(l, "callback.state")
}
