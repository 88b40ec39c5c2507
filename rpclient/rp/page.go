package rp

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"html/template"
	"net/http"
	"strings"
	"sync"
)

//go:embed page
var pageFiles embed.FS

// pages are the templates, one set a page, parsed at first use.
var pages = sync.OnceValue(func() map[string]*template.Template {
	sets := map[string]*template.Template{}
	for _, name := range []string{"home", "me", "failure", "fragment", "signin", "register", "join", "sent", "reauth", "email", "move", "recover", "reset", "withdraw", "merge", "merging"} {
		sets[name] = template.Must(template.ParseFS(pageFiles, "page/layout.html", "page/buttons.html", "page/"+name+".html"))
	}
	return sets
})

var (
	errNotFound    = &Failure{Status: http.StatusNotFound, Err: errors.New("want a known address, got another")}
	errForeignForm = &Failure{Status: http.StatusForbidden, Err: errors.New("want a form of our own page, got another site's")}
)

// answer is what a handler wants to send.
type answer struct {
	status   int
	location string // of a redirect
	media    string
	body     []byte
	policy   string // a Content Security Policy in place of everybody's
	frames   string // who may show it in a frame; "" says nothing
}

func (a answer) write(w http.ResponseWriter, cookies []*http.Cookie) {
	for _, c := range cookies {
		http.SetCookie(w, c)
	}
	if a.location != "" {
		w.Header().Set("Location", a.location)
	}
	if a.media != "" {
		w.Header().Set("Content-Type", a.media)
	}
	if a.policy != "" {
		w.Header().Set("Content-Security-Policy", a.policy)
	}
	if a.frames != "" {
		w.Header().Add("Content-Security-Policy", "frame-ancestors "+a.frames)
	}
	w.WriteHeader(a.status)
	w.Write(a.body)
}

// redirect answers 303, which turns a POST into a GET: no form's content follows the
// browser to the provider (RFC 9700, 4.12).
func redirect(location string) answer {
	return answer{status: http.StatusSeeOther, location: location}
}

func page(status int, name string, data any) (answer, error) {
	var b bytes.Buffer
	if err := pages()[name].ExecuteTemplate(&b, "layout.html", data); err != nil {
		return answer{}, fail(http.StatusInternalServerError, "page "+name, err)
	}
	return answer{status: status, media: "text/html; charset=utf-8", body: b.Bytes()}, nil
}

// home has the login buttons, or a greeting for whoever is signed in.
func (a *App) home(l *Login) (answer, error) {
	m, err := l.findMember()
	if err != nil {
		return answer{}, err
	}
	return page(http.StatusOK, "home", map[string]any{"Title": "ようこそ", "Next": l.Request.URL.Query().Get("next"), "Member": m, "Said": l.hear(), "AskFirst": a.config.AskFirst, "Providers": a.config.Providers, "Beside": a.config.Beside})
}

// me is the member's own page, or the same as JSON for programs.
func (a *App) me(l *Login) (answer, error) {
	m, err := l.findMember()
	if err != nil {
		return answer{}, err
	}
	if strings.Contains(l.Request.Header.Get("Accept"), "application/json") {
		return meJSON(m)
	}
	if m == nil {
		return redirect("/"), nil
	}
	if err := run(a.config.Steps, Shown, l); err != nil {
		return answer{}, err
	}
	return page(http.StatusOK, "me", map[string]any{"Friend": l.Friend, "Title": "マイページ", "Said": l.hear(), "Member": m, "Accounts": a.accounts(m), "AnyLinked": len(m.Identities) > 0})
}

func meJSON(m *member) (answer, error) {
	status, value := http.StatusOK, any(m)
	if m == nil {
		status, value = http.StatusUnauthorized, map[string]bool{"signed_in": false}
	}
	body, err := json.Marshal(value)
	return answer{status: status, media: "application/json", body: body}, err
}

// failurePage tells a person, in a friendly sentence, what did not happen, and offers
// to begin again. The code is for the support desk; it may be empty.
func (a *App) failurePage(l *Login, status int, code string, why error) answer {
	title, text := failureText(l.Mode, status)
	data := map[string]any{"Code": code, "Next": l.Return, "Providers": a.config.Providers, "SignedIn": l.Session.Member != ""}
	if f, ok := errors.AsType[*Failure](why); ok {
		title, text = cmp.Or(f.Title, title), cmp.Or(f.Text, text)
		data["Prove"], data["Ask"] = f.Prove, f.Ask
	}
	data["Title"], data["Text"] = title, text
	reply, err := page(status, "failure", data)
	if err != nil {
		return answer{status: http.StatusInternalServerError, media: "text/plain; charset=utf-8", body: []byte(title)}
	}
	return reply
}

func failureText(mode Mode, status int) (title, text string) {
	switch status {
	case http.StatusOK:
		return brokenOff(mode, true)
	case http.StatusNotFound:
		return "ページが見つかりません", "アドレスをお確かめください。"
	case http.StatusForbidden:
		return "この操作は受け付けられません", "お手数ですが、トップページから操作し直してください。"
	case http.StatusBadGateway, http.StatusGatewayTimeout:
		return "ログイン先につながりません", "ログイン先のサービスが応答しませんでした。しばらくしてから、もう一度お試しください。"
	case http.StatusInternalServerError:
		return "ただいまログインできません", "こちらの不具合でログインできませんでした。しばらくしてから、もう一度お試しください。"
	default:
		return brokenOff(mode, false)
	}
}

// brokenOff tells the end of a trip to a provider, by the person's will or not.
func brokenOff(mode Mode, cancelled bool) (title, text string) {
	what, stays := "ログイン", "ログインはまだ済んでいません。続けるには、もう一度お選びください。"
	switch mode {
	case ModeLink:
		what, stays = "連携", "アカウントは連携していません。ログインしたままです。"
	case ModeMerge:
		what, stays = "統合のための確認", "会員登録はどちらも元のままです。ログインしたままです。"
	case ModeReauth:
		what, stays = "本人確認", "本人確認はまだ済んでいません。ログインしたままです。"
	}
	if cancelled {
		return what + "を取りやめました", stays
	}
	return what + "できませんでした", "安全のため" + what + "を中止しました。お手数ですが、もう一度お試しください。"
}

func style(*Login) (answer, error) {
	css, err := pageFiles.ReadFile("page/style.css")
	return answer{status: http.StatusOK, media: "text/css; charset=utf-8", body: css}, err
}

func notFound(*Login) (answer, error) { return answer{}, errNotFound }
