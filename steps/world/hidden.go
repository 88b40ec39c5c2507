package world

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"github.com/PuerkitoBio/goquery"

	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// mostHidden bounds how many hidden values of a form are tried, each by somebody new.
const mostHidden = 6

// hiddenOf are the hidden values of a page, by name.
func hiddenOf(page *driver.Page) map[string]string {
	hidden := map[string]string{}
	doc, err := page.Document()
	if err != nil {
		return hidden
	}
	doc.Find(`input[type="hidden"][name]`).Each(func(_ int, s *goquery.Selection) {
		hidden[s.AttrOr("name", "")] = s.AttrOr("value", "")
	})
	return hidden
}

// BecomesNoting answers the question to newcomers, and notes the hidden values of each page on the way.
func (w *World) BecomesNoting(ctx context.Context, name string) error {
	r := w.role(name)
	r.hidden = nil
	return w.becomes(ctx, r, func(_ int, page *driver.Page) url.Values {
		r.hidden = append(r.hidden, hiddenOf(page))
		return nil
	})
}

// BecomesWithHidden has newcomers answer the question, each with one hidden value changed to what stood in
// somebody else's form.
func (w *World) BecomesWithHidden(ctx context.Context, name, provider, of string) error {
	if err := w.EntersUpToTheForm(ctx, name, provider); err != nil {
		return err
	}
	victim := w.role(of).hidden
	for i, field := range foreign(victim, w.role(name).page) {
		who := name
		if i > 0 {
			who += strconv.Itoa(i)
			if err := w.EntersUpToTheForm(ctx, who, provider); err != nil {
				return err
			}
		}
		err := w.becomes(ctx, w.role(who), func(step int, _ *driver.Page) url.Values {
			if step >= len(victim) {
				return nil
			}
			if value, there := victim[step][field]; there {
				return url.Values{field: {value}}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if err := w.TwoMembers(who, of); err != nil {
			return err
		}
	}
	return nil
}

// foreign are the hidden fields of a page whose values are other ones in the noted form.
func foreign(noted []map[string]string, page *driver.Page) []string {
	if len(noted) == 0 || page == nil {
		return nil
	}
	var fields []string
	for field, value := range hiddenOf(page) {
		if other, there := noted[0][field]; there && other != value && len(fields) < mostHidden {
			fields = append(fields, field)
		}
	}
	slices.Sort(fields)
	return fields
}

// becomes takes somebody through the form for newcomers, with further values as each page is met.
func (w *World) becomes(ctx context.Context, r *role, more func(step int, page *driver.Page) url.Values) error {
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	values := w.values(&login{browser: r.browser})
	for i, s := range w.bay.Target.Registration.Steps {
		fields, err := target.Entries(r.page, s.Fill, values)
		if err == nil {
			maps.Copy(fields, more(i, r.page))
			var page *driver.Page
			if page, err = r.browser.Use(ctx, r.page, s.Select, fields); err == nil {
				r.page = page
				continue
			}
		}
		if errors.Is(err, driver.ErrNoControl) && i > 0 {
			break // the page shown instead is the outcome
		}
		return w.stumbled("", late(ctx, err))
	}
	return w.after(ctx, r)
}
