package chromiumdriver_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
	chromiumdriver "torii/rpclient/driver/chromium"
)

// agreeRow is one walk that both drivers must take alike: walk tells what came of it, in lines.
type agreeRow struct {
	name string
	site func(*world)
	walk func(*testing.T, *walker) string
	want string
}

// walker is one driver in one world.
type walker struct {
	*world
	driver.Browser
	another func() driver.Browser
	hops    []string
}

func (w *walker) open(t *testing.T, address string) *driver.Page {
	t.Helper()
	page, err := w.Open(t.Context(), address)
	require.NoError(t, err)
	return page
}

func (w *walker) use(t *testing.T, on *driver.Page, selector string, fields url.Values) *driver.Page {
	t.Helper()
	page, err := w.Use(t.Context(), on, selector, fields)
	require.NoError(t, err)
	return page
}

// tell is a page in a line: status, path, what it shows, what is held.
func tell(p *driver.Page) string {
	line := fmt.Sprintf("%d %s", p.Status, p.URL.Path)
	if p.URL.Fragment != "" {
		line += "#" + p.URL.Fragment
	}
	if text := p.Text(); text != "" {
		line += " | " + text
	}
	if p.Held != nil {
		line += fmt.Sprintf(" | held %s %s %s from %s via %d gesture %t", p.Held.Method, p.Held.URL.RequestURI(),
			p.Held.Form.Encode(), p.Held.Origin(), len(p.Held.Via), p.Held.Gesture)
	}
	return line
}

// failed is an error that is to be the same; what the two say beyond it is their own.
func failed(t *testing.T, err, is error) string {
	t.Helper()
	require.ErrorIs(t, err, is)
	return is.Error()
}

// arrival is how the last request for a path looked to its server.
func (w *walker) arrival(t *testing.T, path string) string {
	t.Helper()
	list := w.to(path)
	require.NotEmpty(t, list, path)
	s := list[len(list)-1]
	cookies := strings.Split(s.cookie, "; ")
	slices.Sort(cookies)
	return fmt.Sprintf("%d× %s ?%s body %s cookie %s origin %s referer %s site %s user %s login %s", len(list), s.method, s.query, s.body,
		strings.Join(cookies, " "), s.header.Get("Origin"), s.header.Get("Referer"), s.header.Get("Sec-Fetch-Site"),
		s.header.Get("Sec-Fetch-User"), s.header.Get(driver.LoginHeader))
}

// dance is an RP with a cookie of each kind, and an IdP that comes back by a redirect or by a form that posts itself.
func dance(w *world) {
	w.page(w.rpMux, "/{$}", `<title>RP</title><a id=login href=/login>ログイン</a> <a id=post href="/login?mode=form_post">form_post</a>`)
	w.rpMux.HandleFunc("/login", func(rw http.ResponseWriter, r *http.Request) {
		set("lax=1; Path=/; SameSite=Lax; HttpOnly", "none=1; Path=/; SameSite=None; Secure")(rw)
		http.Redirect(rw, r, w.idp+"/authorize?"+r.URL.RawQuery, http.StatusFound)
	})
	w.idpMux.HandleFunc("/authorize", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("mode") != "form_post" {
			http.Redirect(rw, r, w.rp+"/callback?code=c&state=s", http.StatusFound)
			return
		}
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(rw, `<title>form_post</title><body onload="document.forms[0].submit()"><form method=post action="%s/callback">`+
			`<input type=hidden name=code value="c &amp; 日本"><input type=hidden name=state value=s></form>`, w.rp)
	})
	w.rpMux.HandleFunc("/callback", func(rw http.ResponseWriter, _ *http.Request) {
		set("session=1; Path=/; SameSite=Lax")(rw)
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(rw, `<title>マイページ</title><p>ようこそ</p>`)
	})
}

func isCallback(r *driver.Request) bool { return r.URL.Path == "/callback" }

var agreeRows = []agreeRow{
	{"a login by redirects", dance, func(t *testing.T, w *walker) string {
		got := w.use(t, w.open(t, w.rp), "#login", nil)
		return tell(got) + "\n" + w.arrival(t, "/callback") + "\n" + strings.Join(w.hops, " ")
	}, "200 /callback | ようこそ\n" +
		"1× GET ?code=c&state=s body  cookie lax=1 none=1 origin  referer RP/ site cross-site user ?1 login \n" +
		"GET RP/ 200 mocked false GET RP/login 302 mocked false GET IDP/authorize? 302 mocked true GET RP/callback?code=c&state=s 200 mocked false"},

	{"a form that posts itself leaves Lax behind", dance, func(t *testing.T, w *walker) string {
		got := w.use(t, w.open(t, w.rp), "#post", nil)
		return tell(got) + "\n" + w.arrival(t, "/callback")
	}, "200 /callback | ようこそ\n" +
		"1× POST ? body code=c+%26+%E6%97%A5%E6%9C%AC&state=s cookie none=1 origin IDP referer IDP/ site cross-site user  login "},

	{"cookies with their attributes", dance, func(t *testing.T, w *walker) string {
		w.use(t, w.open(t, w.rp), "#login", nil)
		var lines []string
		for _, c := range w.Cookies(w.rp + "/callback") {
			lines = append(lines, c.String())
		}
		return strings.Join(lines, "\n") + fmt.Sprint("\n", len(w.Cookies(w.idp+"/")), len(w.Cookies("no address")))
	}, "lax=1; Path=/; HttpOnly; SameSite=Lax\nnone=1; Path=/; Secure; SameSite=None\nsession=1; Path=/; SameSite=Lax\n0 0"},

	{"a form with a hidden token", func(w *world) {
		w.page(w.rpMux, "GET /form", `<form method=post action="/form?keep=1"><input type=hidden name=csrf value="t&quot;1">
			<input name=user value=old><input type=password name=pass><input type=checkbox name=news checked>
			<select name=lang><option value=en>en<option value=ja>ja</select><button name=go value=1>送信</button></form>`)
		w.rpMux.HandleFunc("POST /form", echo)
	}, func(t *testing.T, w *walker) string {
		got := w.use(t, w.open(t, w.rp+"/form"), "form", url.Values{"user": {"山田"}, "pass": {"p&="}, "news": nil, "lang": {"ja"}, "more": {"a", "b"}})
		return tell(got) + "\n" + w.arrival(t, "/form")
	}, "200 /form | POST body=csrf=t%221&go=1&lang=ja&more=a&more=b&pass=p%26%3D&user=%E5%B1%B1%E7%94%B0 cookie=\n" +
		"2× POST ?keep=1 body csrf=t%221&go=1&lang=ja&more=a&more=b&pass=p%26%3D&user=%E5%B1%B1%E7%94%B0 cookie  origin RP referer RP/form site same-origin user ?1 login "},

	{"an older page is used again", func(w *world) {
		w.page(w.rpMux, "GET /form", `<form method=post><input type=hidden name=csrf value=1><button>送信</button></form>`)
		w.rpMux.HandleFunc("POST /form", echo)
	}, func(t *testing.T, w *walker) string {
		start := w.open(t, w.rp+"/form")
		first := w.use(t, start, "button", nil)
		return tell(first) + "\n" + tell(w.use(t, start, "button", nil)) + "\n" + w.arrival(t, "/form")
	}, "200 /form | POST body=csrf=1 cookie=\n200 /form | POST body=csrf=1 cookie=\n" +
		"3× POST ? body csrf=1 cookie  origin RP referer RP/form site same-origin user ?1 login "},

	{"held before the callback and resumed", dance, func(t *testing.T, w *walker) string {
		w.Hold(isCallback)
		page := w.use(t, w.open(t, w.rp), "#login", nil)
		before := len(w.to("/callback"))
		got, err := w.Resume(t.Context(), page.Held)
		require.NoError(t, err)
		return tell(page) + fmt.Sprintf("\n%d\n", before) + tell(got) + fmt.Sprintf(" hops %d\n", len(got.Hops)) + w.arrival(t, "/callback")
	}, "302 /authorize | held GET /callback?code=c&state=s  from RP via 2 gesture true\n0\n200 /callback | ようこそ hops 1\n" +
		"1× GET ?code=c&state=s body  cookie lax=1 none=1 origin  referer RP/ site cross-site user ?1 login "},

	{"held before a posted callback and resumed twice", dance, func(t *testing.T, w *walker) string {
		w.Hold(isCallback)
		page := w.use(t, w.open(t, w.rp), "#post", nil)
		for range 2 {
			_, err := w.Resume(t.Context(), page.Held)
			require.NoError(t, err)
		}
		return tell(page) + "\n" + page.Title() + "\n" + w.arrival(t, "/callback")
	}, "200 /authorize | held POST /callback code=c+%26+%E6%97%A5%E6%9C%AC&state=s from IDP via 0 gesture false\nform_post\n" +
		"2× POST ? body code=c+%26+%E6%97%A5%E6%9C%AC&state=s cookie none=1 origin IDP referer IDP/ site cross-site user  login "},

	{"held and resumed in another browser", dance, func(t *testing.T, w *walker) string {
		w.Hold(isCallback)
		page := w.use(t, w.open(t, w.rp), "#login", nil)
		other := w.another()
		held := page.Held.Clone()
		held.URL.RawQuery = "code=stolen"
		got, err := other.Resume(t.Context(), held)
		require.NoError(t, err)
		return tell(got) + "\n" + w.arrival(t, "/callback") + fmt.Sprint("\n", len(other.Cookies(w.rp)), len(w.Cookies(w.rp)))
	}, "200 /callback | ようこそ\n1× GET ?code=stolen body  cookie  origin  referer RP/ site cross-site user ?1 login \n1 2"},

	{"a typed address that is held at once", dance, func(t *testing.T, w *walker) string {
		w.Hold(isCallback)
		page := w.open(t, w.rp+"/callback?x=1")
		got, err := w.Resume(t.Context(), page.Held)
		require.NoError(t, err)
		return tell(page) + fmt.Sprintf(" hops %d\n", len(page.Hops)) + tell(got) + "\n" + w.arrival(t, "/callback")
	}, "0 /callback | held GET /callback?x=1  from  via 0 gesture true hops 0\n200 /callback | ようこそ\n" +
		"1× GET ?x=1 body  cookie  origin  referer  site none user ?1 login "},

	{"a probe asks as itself", func(w *world) {
		w.page(w.rpMux, "/{$}", `<title>RP</title><a href=/next>next</a>`)
		w.rpMux.HandleFunc("/next", echo)
		w.rpMux.HandleFunc("/start", func(rw http.ResponseWriter, _ *http.Request) { set("s=1; Path=/; SameSite=Strict")(rw) })
		w.rpMux.HandleFunc("/me", func(rw http.ResponseWriter, r *http.Request) {
			set("s=2; Path=/; SameSite=Strict")(rw)
			rw.Header().Set("Content-Type", "application/json")
			fmt.Fprintf(rw, `{"accept":%q,"x":%q,"cookie":%q}`, r.Header.Get("Accept"), r.Header.Get("X-Torii"), r.Header.Get("Cookie"))
		})
	}, func(t *testing.T, w *walker) string {
		w.open(t, w.rp+"/start")
		page := w.open(t, w.rp)
		hops := len(w.hops)
		got, err := w.Probe(t.Context(), w.rp+"/me", http.Header{"accept": {"application/json"}, "X-Torii": {"1"}})
		require.NoError(t, err)
		own, err := w.Probe(t.Context(), w.rp+"/me", http.Header{"Cookie": {"s=other"}})
		require.NoError(t, err)
		var me strings.Builder
		fmt.Fprintf(&me, "%d %s %s %d\n", got.Status, got.Header.Get("Content-Type"), got.Body, len(got.Hops))
		fmt.Fprintf(&me, "%s %d new hops\n", own.Body[strings.Index(string(own.Body), `"cookie"`):], len(w.hops)-hops)
		return me.String() + tell(w.use(t, page, "a", nil)) + "\n" + w.Cookies(w.rp)[0].Value
	}, `200 application/json {"accept":"application/json","x":"1","cookie":"s=1"} 1` + "\n" + `"cookie":"s=other"} 0 new hops` + "\n" +
		"200 /next | GET body= cookie=s=2\n2"},

	{"a probe follows nothing", func(w *world) {
		w.rpMux.HandleFunc("/me", func(rw http.ResponseWriter, r *http.Request) {
			set("s=1; Path=/")(rw)
			http.Redirect(rw, r, "/login", http.StatusFound)
		})
	}, func(t *testing.T, w *walker) string {
		w.Hold(func(*driver.Request) bool { return true })
		got, err := w.Probe(t.Context(), w.rp+"/me", nil)
		require.NoError(t, err)
		return fmt.Sprintf("%d %s %q %d %s", got.Status, got.Header.Get("Location"), got.Body, len(w.to("/login")), w.Cookies(w.rp)[0].Value)
	}, `302 /login "" 0 1`},

	{"a loop of redirects", func(w *world) {
		w.rpMux.HandleFunc("/loop", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/loop", http.StatusFound) })
	}, func(t *testing.T, w *walker) string {
		_, err := w.Open(t.Context(), w.rp+"/loop?code=secret")
		assert.NotContains(t, err.Error(), "secret")
		return failed(t, err, driver.ErrLoop) + fmt.Sprint(" ", len(w.to("/loop")))
	}, "too many hops 20"},

	{"a loop of forms", func(w *world) {
		w.page(w.rpMux, "/loop", `<body onload="document.forms[0].submit()"><form></form>`)
	}, func(t *testing.T, w *walker) string {
		_, err := w.Open(t.Context(), w.rp+"/loop")
		return failed(t, err, driver.ErrLoop) + fmt.Sprint(" ", len(w.to("/loop")))
	}, "too many hops 20"},

	{"a redirect into an app", func(w *world) {
		w.rpMux.HandleFunc("/app", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Location", "line://oauth?code=secret")
			rw.WriteHeader(http.StatusFound)
		})
	}, func(t *testing.T, w *walker) string {
		_, err := w.Open(t.Context(), w.rp+"/app")
		assert.NotContains(t, err.Error(), "secret")
		return failed(t, err, driver.ErrScheme)
	}, "not an http or https address"},

	{"no such control", dance, func(t *testing.T, w *walker) string {
		page := w.open(t, w.rp)
		var lines []string
		for _, selector := range []string{"#line", "a[", "title"} {
			_, err := w.Use(t.Context(), page, selector, nil)
			lines = append(lines, failed(t, err, driver.ErrNoControl))
			assert.ErrorContains(t, err, fmt.Sprintf("selector %q on %s/ (200 OK, title \"RP\"): no such control: ", selector, w.rp))
		}
		_, err := w.Use(t.Context(), page, "#login", url.Values{"a": {"1"}})
		lines = append(lines, failed(t, err, driver.ErrNoControl), tell(w.use(t, page, "#login", nil)))
		return strings.Join(lines, "\n")
	}, "no such control\nno such control\nno such control\nno such control\n200 /callback | ようこそ"},

	{"the login id goes to mocked hosts only", dance, func(t *testing.T, w *walker) string {
		w.Login("login-7")
		w.use(t, w.open(t, w.rp), "#post", nil)
		first := []string{w.to("/login")[0].header.Get(driver.LoginHeader), w.to("/authorize")[0].header.Get(driver.LoginHeader),
			w.to("/callback")[0].header.Get(driver.LoginHeader)}
		w.Login("")
		w.open(t, w.rp+"/login")
		return fmt.Sprintf("%q %q", first, w.to("/authorize")[1].header.Get(driver.LoginHeader))
	}, `["" "login-7" ""] ""`},

	{"error pages, with and without a body", func(w *world) {
		w.rpMux.HandleFunc("/404", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusNotFound) })
		w.rpMux.HandleFunc("/400", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/html; charset=utf-8")
			rw.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(rw, "<p>エラー</p>")
		})
		w.rpMux.HandleFunc("/500", func(rw http.ResponseWriter, _ *http.Request) { http.Error(rw, "crash", http.StatusInternalServerError) })
		w.rpMux.HandleFunc("/204", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusNoContent) })
		w.rpMux.HandleFunc("/401", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("WWW-Authenticate", `Basic realm="x"`)
			rw.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(rw, "who?")
		})
		w.rpMux.HandleFunc("/csv", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/csv")
			rw.Header().Set("Content-Disposition", "attachment; filename=a.csv")
			fmt.Fprint(rw, "a,b")
		})
		w.rpMux.HandleFunc("/json", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "application/json")
			fmt.Fprint(rw, `{"a": 1}`)
		})
	}, func(t *testing.T, w *walker) string {
		var lines []string
		for _, path := range []string{"/404", "/400", "/500", "/204", "/401", "/csv", "/json"} {
			lines = append(lines, tell(w.open(t, w.rp+path)))
		}
		return strings.Join(lines, "\n")
	}, "404 /404\n400 /400 | エラー\n500 /500 | crash\n204 /204\n401 /401 | who?\n200 /csv | a,b\n200 /json | {\"a\": 1}"},

	{"a response behind the #, handed over by a script", func(w *world) {
		w.idpMux.HandleFunc("/authorize", func(rw http.ResponseWriter, r *http.Request) {
			http.Redirect(rw, r, w.rp+"/callback#state=a%2Fb&code=c", http.StatusFound)
		})
		w.page(w.rpMux, "GET /callback", `<form method=post action=/callback><input type=hidden name=response></form><script>
			const form = document.forms[0];
			form.elements.response.value = location.hash.slice(1);
			history.replaceState(null, "", location.pathname);
			form.submit();</script>`)
		w.rpMux.HandleFunc("POST /callback", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/end", http.StatusSeeOther) })
		w.rpMux.HandleFunc("/end", echo)
	}, func(t *testing.T, w *walker) string {
		page := tell(w.open(t, w.idp+"/authorize"))
		posted := w.to("/callback")[1]
		return page + "\n" + posted.method + " " + posted.body
	}, "200 /end | GET body= cookie=\nPOST response=state%3Da%252Fb%26code%3Dc"},

	{"refreshes, timers and fragments", func(w *world) {
		w.page(w.rpMux, "/meta", `<meta http-equiv=refresh content="1; url=/timer#top">`)
		w.page(w.rpMux, "/timer", `<form action=/to></form><script>setTimeout(function(){ document.forms[0].submit() }, 700)</script>`)
		w.rpMux.HandleFunc("/to", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/end#end", http.StatusFound) })
		w.rpMux.HandleFunc("/end", echo)
	}, func(t *testing.T, w *walker) string {
		return tell(w.open(t, w.rp+"/meta")) + "\n" + tell(w.open(t, w.rp+"/end#x")) + "\n" + tell(w.open(t, w.rp+"/end#y"))
	}, "200 /end#end | GET body= cookie=\n200 /end#x | GET body= cookie=\n200 /end#y | GET body= cookie="},
}

func (row agreeRow) run(t *testing.T, browser maker) {
	t.Parallel()
	w := newWorld(t)
	row.site(w)
	walk := &walker{world: w}
	walk.another = func() driver.Browser { return browser(t, w, chromiumdriver.Hooks{}) }
	walk.Browser = browser(t, w, chromiumdriver.Hooks{OnHop: func(h driver.Hop) {
		walk.hops = append(walk.hops, fmt.Sprintf("%s %s %d mocked %t", h.Method, h.URL, h.Status, h.Mocked))
	}})
	got := row.walk(t, walk)
	assert.Equal(t, row.want, strings.NewReplacer(w.rp, "RP", w.idp, "IDP").Replace(got))
}

func TestBothDriversAgree(t *testing.T) {
	for _, row := range agreeRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			t.Run("http", func(t *testing.T) { row.run(t, viaHTTP) })
			t.Run("chromium", func(t *testing.T) { row.run(t, viaChromium) })
		})
	}
}
