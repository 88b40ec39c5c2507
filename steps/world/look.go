package world

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/PuerkitoBio/goquery"

	"torii/fixtures/near"
	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// errDescribed is wrapped where the target has answered, and is not as torii.yaml describes it.
var errDescribed = errors.New("torii.yaml")

// misdescribed is a problem that whoever wrote torii.yaml can mend.
func misdescribed(format string, args ...any) error {
	return describedError{unusable(format, args...)}
}

// describedError reads as what it wraps.
type describedError struct{ error }

func (e describedError) Unwrap() []error { return []error{e.error, errDescribed} }

// glimpse is the page that was looked at last. It is safe for concurrent use.
type glimpse struct {
	mu   sync.Mutex
	page *driver.Page
}

func (g *glimpse) set(page *driver.Page) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.page = page
}

func (g *glimpse) get() *driver.Page {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.page
}

// untried tells of an honest login that could not be tried as torii.yaml describes it; other trouble is passed on.
func (w *World) untried(c event.Controlled, l *login, err error) (event.Controlled, error) {
	if !errors.Is(err, errDescribed) {
		return c, err
	}
	if l != nil {
		w.looks(event.AfterLogin, l.browser, false)
	}
	_, problem, _ := strings.Cut(err.Error(), ErrUnusable.Error()+": ")
	c.Misdescribed, c.Problem = true, w.masker.Scrub(problem)
	return c, nil
}

// looks logs what the session page has shown last.
func (w *World) looks(at event.Sight, b driver.Browser, found bool) {
	page := w.probed.get()
	if page == nil {
		return
	}
	member := w.bay.Target.Session.Member
	f := w.sighted(at, page, found)
	if f.For = member.CSS; member.JSON != "" {
		f.For = member.JSON
	}
	f.Near = nearby(page, member)
	for _, c := range b.Cookies(w.bay.Target.Session.Address) {
		f.Cookies = append(f.Cookies, c.Name)
	}
	w.add("", f)
	w.probed.set(nil)
}

// lacks logs that a page has not the control that torii.yaml names.
func (w *World) lacks(page *driver.Page, selector string) {
	f := w.sighted(event.AtControl, page, false)
	f.For, f.Near = selector, controlsOf(page)
	w.add("", f)
}

func (w *World) sighted(at event.Sight, page *driver.Page, found bool) event.Looked {
	f := event.Looked{At: at, Page: w.masker.URL(page.URL.String()), Status: page.Status, Found: found,
		Location: w.masker.URL(page.Header.Get("Location"))}
	if doc, err := page.Document(); err == nil && page.HTML() {
		f.Scripted = doc.Find("script").Length() > 0
	}
	if date, err := http.ParseTime(page.Header.Get("Date")); err == nil && !w.bay.Target.Built {
		f.Ahead = int64(date.Sub(w.log.Clock()) / time.Second)
	}
	return f
}

// maxNear is how many things are told that were there instead.
const maxNear = 8

// nearby are the names on a page that are likest to where the member was looked for.
func nearby(page *driver.Page, member target.Where) []string {
	var names []string
	wanted := member.JSON
	if wanted != "" {
		var answer map[string]any
		if json.Unmarshal(page.Body, &answer) == nil {
			names = paths("", answer)
		}
	} else if doc, err := page.Document(); err == nil && page.HTML() {
		wanted = member.CSS
		doc.Find("[id]").Each(func(_ int, s *goquery.Selection) { names = append(names, "#"+s.AttrOr("id", "")) })
		doc.Find("[class]").Each(func(_ int, s *goquery.Selection) {
			for class := range strings.FieldsSeq(s.AttrOr("class", "")) {
				names = append(names, "."+class)
			}
		})
	}
	likest := near.Words(wanted, names)
	return likest[:min(len(likest), maxNear)]
}

// paths are the members of a JSON object, those inside with a dot.
func paths(above string, object map[string]any) []string {
	var all []string
	for name, value := range object {
		all = append(all, above+name)
		if inner, is := value.(map[string]any); is && above == "" {
			all = append(all, paths(name+".", inner)...)
		}
	}
	slices.Sort(all)
	return all
}

// controlsOf are the links and buttons of a page, as somebody would name them in torii.yaml.
func controlsOf(page *driver.Page) []string {
	doc, err := page.Document()
	if err != nil || !page.HTML() {
		return nil
	}
	var all []string
	doc.Find("a[href], button, input[type=submit]").Each(func(_ int, s *goquery.Selection) {
		name := goquery.NodeName(s)
		switch id, href := s.AttrOr("id", ""), s.AttrOr("href", ""); {
		case id != "":
			name = "#" + id
		case href != "":
			name += fmt.Sprintf("[href=%q]", href)
		}
		if says := strings.Join(strings.Fields(s.Text()), " "); says != "" {
			name += " 「" + says + "」"
		}
		all = append(all, name)
	})
	return all[:min(len(all), maxNear)]
}
