package interview

import (
	"bytes"
	"crypto/rand"
	"embed"
	"errors"
	"html/template"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

//go:embed page
var pageFiles embed.FS

var pages = sync.OnceValue(func() map[string]*template.Template {
	sets := map[string]*template.Template{}
	for _, name := range []string{"list", "setup", "book", "slots", "failure"} {
		sets[name] = template.Must(template.ParseFS(pageFiles, "page/layout.html", "page/"+name+".html"))
	}
	return sets
})

// routes lists every address. Only forms of our own pages may POST; what Google sends has
// the channel's secret instead.
func (a *App) routes() (http.Handler, error) {
	guard := http.NewCrossOriginProtection()
	if err := guard.AddTrustedOrigin(a.config.Origin); err != nil {
		return nil, err
	}
	forms := http.NewServeMux()
	for pattern, do := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /interviews":               a.listPage,
		"GET /interviews/setup":         a.setupPage,
		"POST /interviews/setup":        a.setupForm,
		"GET /interviews/new":           a.bookPage,
		"POST /interviews/new":          a.bookForm,
		"GET /interviews/slots":         a.slotsPage,
		"POST /interviews/sync":         a.syncForm,
		"POST /interviews/watch":        a.watchForm,
		"POST /interviews/{key}/move":   a.moveForm,
		"POST /interviews/{key}/cancel": a.cancelForm,
	} {
		forms.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			if err := do(w, r); err != nil {
				a.failurePage(w, err)
			}
		})
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+NoticePath, a.notified)
	mux.Handle("/", a.allowed(guard.Handler(forms)))
	return headed(mux), nil
}

// headed forbids scripts, frames and keeping pages, as the product's other pages do.
func headed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// allowed sends whoever may not use the pages to the product's own first page.
func (a *App) allowed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !a.config.Allow(r) {
			http.Redirect(w, r, "/", http.StatusSeeOther)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// notified answers Google: 204 when the change was taken over, 503 asks for the message again.
func (a *App) notified(w http.ResponseWriter, r *http.Request) {
	h := r.Header
	err := a.Notify(r.Context(), Notification{Channel: h.Get("X-Goog-Channel-ID"), Token: h.Get("X-Goog-Channel-Token"), State: h.Get("X-Goog-Resource-State")})
	switch {
	case err == nil:
		w.WriteHeader(http.StatusNoContent)
	case errors.Is(err, errForeign):
		w.WriteHeader(http.StatusForbidden)
	default:
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

func show(w http.ResponseWriter, status int, name string, data map[string]any) error {
	var b bytes.Buffer
	if err := pages()[name].ExecuteTemplate(&b, "layout.html", data); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // a reader who has gone misses nothing
	return nil
}

func (a *App) failurePage(w http.ResponseWriter, err error) {
	t, status, code := Explain(err), http.StatusBadGateway, ""
	if t.Kind == Input {
		status = http.StatusBadRequest
	}
	if r, ok := errors.AsType[*Refusal](err); ok {
		code = r.Step
	}
	if show(w, status, "failure", map[string]any{"Title": "操作できませんでした", "Says": t.Says, "Setup": t.Kind == Setup, "Code": code}) != nil {
		http.Error(w, t.Says, status)
	}
}

// clockTime is how a datetime-local field writes a time.
const clockTime = "2006-01-02T15:04"

func (a *App) listPage(w http.ResponseWriter, r *http.Request) error {
	account, sender := a.Connected()
	type line struct {
		Interview
		State, From, To string
		Live            bool
	}
	var lines []line
	for _, i := range a.List(r.Context()) {
		lines = append(lines, line{i, states[i.Status], i.Start.In(a.zone).Format(clockTime), i.End.In(a.zone).Format(clockTime), i.Status != Cancelled})
	}
	data := map[string]any{"Title": "面接予約", "Interviews": lines, "Account": account, "Sender": sender, "Events": len(a.Mirror())}
	if t := a.Trouble(); t != nil {
		data["Trouble"] = t.Says
	}
	return show(w, http.StatusOK, "list", data)
}

var states = map[string]string{Booked: "予約済み", RoomWaiting: "会議室の返事待ち", RoomDeclined: "会議室が取れていません", Cancelled: "取消"}

func (a *App) setupPage(w http.ResponseWriter, _ *http.Request) error {
	account, sender := a.Connected()
	return show(w, http.StatusOK, "setup", map[string]any{"Title": "Googleカレンダーとの連携設定", "Account": account, "Sender": sender})
}

// maxUpload bounds the form with the key.
const maxUpload = 1 << 20

func (a *App) setupForm(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	g := Given{Account: r.FormValue("account"), Sender: r.FormValue("sender")}
	if file, _, err := r.FormFile("key"); err == nil {
		defer file.Close()
		if g.Key, err = io.ReadAll(file); err != nil {
			return input("認証キーのファイルを受け取れませんでした")
		}
	}
	data := map[string]any{"Title": "Googleカレンダーとの連携設定", "Account": g.Account, "Sender": g.Sender}
	err := a.Connect(r.Context(), g)
	if err != nil {
		t := Explain(err)
		data["Says"], data["Step"] = t.Says, t.Step
		return show(w, http.StatusUnprocessableEntity, "setup", data)
	}
	data["Done"] = true
	return show(w, http.StatusOK, "setup", data)
}

func (a *App) bookPage(w http.ResponseWriter, _ *http.Request) error {
	return show(w, http.StatusOK, "book", map[string]any{"Title": "面接を予約", "Key": rand.Text()})
}

// fields reads words that are separated by commas, spaces or lines.
func fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(", \t\r\n、", r) })
}

func (a *App) span(r *http.Request) (from, to time.Time, err error) {
	from, err = time.ParseInLocation(clockTime, r.FormValue("start"), a.zone)
	if err != nil {
		return from, to, input("開始の日時を入れてください")
	}
	to, err = time.ParseInLocation(clockTime, r.FormValue("end"), a.zone)
	if err != nil {
		return from, to, input("終了の日時を入れてください")
	}
	return from, to, nil
}

func (a *App) bookForm(w http.ResponseWriter, r *http.Request) error {
	from, to, err := a.span(r)
	if err != nil {
		return err
	}
	_, err = a.Book(r.Context(), Interview{Key: r.FormValue("key"), Title: r.FormValue("title"), Applicant: strings.TrimSpace(r.FormValue("applicant")),
		Guests: fields(r.FormValue("guests")), Room: strings.TrimSpace(r.FormValue("room")), Start: from, End: to, Meet: r.FormValue("meet") != ""})
	return a.back(w, r, err)
}

func (a *App) moveForm(w http.ResponseWriter, r *http.Request) error {
	from, to, err := a.span(r)
	if err != nil {
		return err
	}
	_, err = a.Move(r.Context(), r.PathValue("key"), from, to)
	return a.back(w, r, err)
}

func (a *App) cancelForm(w http.ResponseWriter, r *http.Request) error {
	_, err := a.Cancel(r.Context(), r.PathValue("key"))
	return a.back(w, r, err)
}

func (a *App) syncForm(w http.ResponseWriter, r *http.Request) error {
	return a.back(w, r, a.Sync(r.Context()))
}

func (a *App) watchForm(w http.ResponseWriter, r *http.Request) error {
	return a.back(w, r, a.Watch(r.Context()))
}

func (a *App) back(w http.ResponseWriter, r *http.Request, err error) error {
	if err == nil {
		http.Redirect(w, r, "/interviews", http.StatusSeeOther)
	}
	return err
}

func (a *App) slotsPage(w http.ResponseWriter, r *http.Request) error {
	data := map[string]any{"Title": "空き時間を調べる", "Who": r.FormValue("who"), "Day": r.FormValue("day")}
	if r.FormValue("who") == "" {
		return show(w, http.StatusOK, "slots", data)
	}
	day, err := time.ParseInLocation(time.DateOnly, r.FormValue("day"), a.zone)
	if err != nil {
		return input("日付を入れてください")
	}
	people, err := a.Slots(r.Context(), day, fields(r.FormValue("who")))
	if err != nil {
		return err
	}
	type line struct {
		Email, Why string
		Known      bool
		Free       []string
	}
	var lines []line
	for _, p := range people {
		l := line{Email: p.Email, Why: p.Why, Known: p.Known}
		for _, at := range p.Free {
			l.Free = append(l.Free, at.In(a.zone).Format("15:04"))
		}
		lines = append(lines, l)
	}
	data["People"] = lines
	return show(w, http.StatusOK, "slots", data)
}
