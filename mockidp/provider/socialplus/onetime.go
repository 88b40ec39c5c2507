package socialplus

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
)

// The kinds of login of method B, by the end of the path.
const (
	kindAuthenticate = "authenticate"
	kindLogin        = "login"
	kindRegistration = "registration"
	kindAssociate    = "associate"
)

var kinds = []string{kindAuthenticate, kindLogin, kindRegistration, kindAssociate}

// authenticate answers method B's ソーシャルログインURL.
// Source: https://docs.socialplus.jp/social-login/authenticate-url
func authenticate(d profile.Desk, r *http.Request) profile.Reply {
	params := d.Form(r)
	variant := d.Route().Variant
	s, u, kind := place(variant)
	c, _ := d.Client(s.ClientID)
	for _, name := range []string{"callback", "callback_if_failed"} {
		if name == "callback" && params.Get(name) == "" || params.Get(name) != "" && !allowed(c, params.Get(name)) {
			d.Because("invalid_request", text.Both{JA: name + " が無いか、登録されたドメインのものではない", EN: name + " is missing or on no registered domain"})
			return page(http.StatusBadRequest, "invalid request")
		}
	}
	t := trip{variant: variant, params: params, items: wanted(c, u, params)}
	if kind == kindAssociate {
		onto, ok := taken(d, s, u, params.Get("token"))
		if !ok {
			return refusedOld(d, t, invalidToken, text.Both{JA: "追加用のトークンが無効", EN: "the association token is not good"})
		}
		t.onto = onto
	}
	return setOut(d, t)
}

// plusItems are the items that method B takes from LINE Profile+ only if the address asks for them.
var plusItems = map[string][]string{
	"email": {itemEmail}, "phone": {itemPhone}, "real_name": {itemName, itemKana}, "gender": {itemGender},
	"birthdate": {itemBirthdate}, "address": {itemAddress},
}

// wanted are the items ticked in the console, and of LINE Profile+ those that the address asks for.
func wanted(c client.Client, u upstream, params url.Values) []string {
	ticked := profile.Settings(c.Set).Words("console_items")
	extended := strings.Split(params.Get("extended_items"), ",")
	plus := map[string]bool{itemPhone: true, itemKana: true, itemGender: true, itemBirthdate: true, itemAddress: true, itemName: true}
	if u.ID != "line" {
		plus = nil // only LINE has such
	}
	var items []string
	for _, item := range ticked {
		if !plus[item] {
			items = append(items, item)
		}
	}
	for _, name := range extended {
		for _, item := range plusItems[name] {
			for _, t := range ticked {
				if t == item && plus[item] {
					items = append(items, item)
				}
			}
		}
	}
	return items
}

// allowed holds a callback against the domains of the service, whatever its path.
func allowed(c client.Client, address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Fragment != "" {
		return false
	}
	if host := u.Hostname(); c.Loopback && (host == "localhost" || host == "127.0.0.1" || host == "::1") {
		return u.Scheme == "https" || u.Scheme == "http"
	}
	for _, registered := range c.RedirectURIs {
		own, err := url.Parse(registered)
		if err == nil && own.Scheme == u.Scheme && own.Port() == u.Port() &&
			(u.Hostname() == own.Hostname() || strings.HasSuffix(u.Hostname(), "."+own.Hostname())) {
			return true
		}
	}
	return false
}

// taken uses up an association token and returns whom it is for.
func taken(d profile.Desk, s service, u upstream, value string) (string, bool) {
	m := d.Memory().(*memory)
	m.mu.Lock()
	defer m.mu.Unlock()
	w := m.worlds[s.ID]
	a, ok := w.adding.Values[value]
	w.adding.Drop(value)
	return a.user, ok && a.provider == u.ID && !d.Now().After(a.expires)
}

// handOver sends the person back with a one-time token.
// Source: https://docs.socialplus.jp/social-login/callback-url
func handOver(d profile.Desk, t trip, who *user) profile.Reply {
	s, _, _ := place(t.variant)
	value := d.Rand().String(seed.LowerHex, idLength)
	m := d.Memory().(*memory)
	m.mu.Lock()
	m.worlds[s.ID].tokens.Put(value, &oneTime{user: who, login: t.login,
		expires: d.Now().Add(time.Duration(d.Set().Int("one_time_seconds")) * time.Second)})
	m.mu.Unlock()
	return d.Deliver(t.params.Get("callback"), bend.Params{{Name: "status", Value: "authorized"}, {Name: "token", Value: value}})
}

// refusedOld tells a failure of method B on its callback.
func refusedOld(d profile.Desk, t trip, reason string, why text.Both) profile.Reply {
	d.Because(reason, why)
	to := t.params.Get("callback_if_failed")
	if to == "" {
		to = t.params.Get("callback")
	}
	return d.Deliver(to, bend.Params{{Name: "status", Value: "failed"}, {Name: "reason", Value: reason}})
}

func reason(set profile.Settings, cancelled bool) string {
	if cancelled {
		return set["cancel_reason"]
	}
	return "provider_error"
}

// page is a page of Social PLUS's own; it has none in a login that succeeds.
func page(status int, says string) profile.Reply {
	return profile.Reply{Status: status, ContentType: "text/html; charset=utf-8", Raw: []byte(`<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>ソーシャルPLUS</title></head>
<body><main><h1>` + html.EscapeString(says) + `</h1>
<p class="mock">これは鳥居（torii）の模擬プロバイダーです。本物のソーシャルPLUSではありません。<br>A mock by torii, not the real Social PLUS.</p></main></body></html>
`)}
}

// forbidden answers an address of the auth hosts that was called on another host.
func forbidden(d profile.Desk, _ *http.Request) profile.Reply {
	d.Because("403", text.Both{JA: "認証の要求は {サービスID}.auth.socialplus.jp に送る", EN: "auth requests belong to {service}.auth.socialplus.jp"})
	return profile.Reply{Status: http.StatusForbidden, Raw: []byte{}, ContentType: "text/html"}
}
