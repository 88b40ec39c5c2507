package check

import (
	"net/http"
	"slices"
	"strings"

	"torii/fixtures/text"
)

// scripted are cookies that scripts of a page read by design: frameworks' tokens against
// cross-site requests, and those that count visits.
var scripted = []string{"XSRF-TOKEN", "csrftoken", "csrf_token", "_csrf", "_ga", "_gid", "_gcl_au", "_fbp", "_yjsu_yjad"}

// loginCookies are the cookies that a login may rest on: all that were set, but for those that scripts read.
func (b begun) loginCookies() []setCookie {
	var all []setCookie
	for _, c := range b.first().cookies {
		if !slices.ContainsFunc(b.script, func(name string) bool { return c.Name == name || strings.HasPrefix(c.Name, name+"_") }) {
			all = append(all, c)
		}
	}
	return all
}

// eachCookie looks at every cookie of a login.
func (b begun) eachCookie(what text.Both, want string, ok func(setCookie) bool, fix text.Both) result {
	if len(b.loginCookies()) == 0 {
		return noCookie()
	}
	var wrong []string
	for _, c := range b.loginCookies() {
		if !ok(c) && !slices.Contains(wrong, c.Name) {
			wrong = append(wrong, c.Name)
		}
	}
	return compared(holds(len(wrong) == 0, what, want, strings.Join(wrong, " "), fix))
}

func noCookie() result {
	return lacks("ログインの開始では Cookie を付けない", "no cookie is set when a login begins")
}

func lookSecure(b begun) result {
	return b.eachCookie(says("Secure の無い Cookie", "cookies without Secure"), "-", func(c setCookie) bool { return c.Secure },
		says("Cookie に Secure を付ける（https の逆プロキシの後ろなら、それをRPに知らせる）", "set Secure (behind an https proxy, tell the RP of it)"))
}

func lookHTTPOnly(b begun) result {
	return b.eachCookie(says("HttpOnly の無い Cookie", "cookies without HttpOnly"), "-", func(c setCookie) bool { return c.HttpOnly },
		says("Cookie に HttpOnly を付ける。スクリプトが読むものは環境の script_cookies に書く", "set HttpOnly; name those that scripts read in script_cookies of the environment"))
}

// lookSameSite: a Strict cookie does not come back from the provider at all, a Lax one
// not on a POST; None where nothing wants it opens the door to other sites.
func lookSameSite(b begun) result {
	cookies := b.loginCookies()
	if len(cookies) == 0 {
		return noCookie()
	}
	var modes []string
	for _, c := range cookies {
		modes = append(modes, c.Name+"="+sameSite(c.Cookie))
	}
	got := strings.Join(modes, " ")
	written := func(mode http.SameSite) bool {
		return slices.ContainsFunc(cookies, func(c setCookie) bool { return c.SameSite == mode })
	}
	if b.first().posts() {
		return compared(holds(written(http.SameSiteNoneMode), says("form_post で戻るときに届く Cookie", "a cookie that comes back with form_post"), "SameSite=None; Secure", got,
			says("ログインを結び付ける Cookie だけを SameSite=None; Secure にする", "make only the cookie that binds the login SameSite=None; Secure")))
	}
	fix := says("ログインを結び付ける Cookie を SameSite=Lax にする", "make the cookie that binds the login SameSite=Lax")
	return compared(
		holds(!slices.ContainsFunc(cookies, func(c setCookie) bool { return sameSite(c.Cookie) == "-" }), says("SameSite を書いている", "SameSite is written"), "SameSite=Lax", got, fix),
		holds(written(http.SameSiteLaxMode) || !written(http.SameSiteStrictMode), says("プロバイダーから戻るときに届く Cookie", "a cookie that comes back from the provider"), "SameSite=Lax", got, fix),
		holds(!written(http.SameSiteNoneMode), says("ほかのサイトに開かない", "not open to other sites"), "SameSite=Lax", got, fix))
}

func sameSite(c *http.Cookie) string {
	switch c.SameSite {
	case http.SameSiteLaxMode:
		return "Lax"
	case http.SameSiteStrictMode:
		return "Strict"
	case http.SameSiteNoneMode:
		return "None"
	}
	return "-"
}

func lookPrefix(b begun) result {
	return b.eachCookie(says("__Host- で始まらない Cookie", "cookies without the prefix __Host-"), "-", func(c setCookie) bool {
		return strings.HasPrefix(c.Name, "__Host-") && c.Secure && c.Path == "/" && c.Domain == ""
	}, says("名前を __Host- で始め、Secure と Path=/ を付け、Domain を外す", "begin the name with __Host-, with Secure and Path=/ and without Domain"))
}
