package chromiumdriver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"

	"torii/rpclient/driver"
)

// readiness is what a control says of itself before it is used.
type readiness struct {
	Problem string `json:"problem"`
	// Kind is link, button, form, or other for what works by scripts only.
	Kind string  `json:"kind"`
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	// Seen tells that a mouse at X and Y, in CSS pixels, hits the control.
	Seen bool `json:"seen"`
}

// Use implements driver.Browser. Unlike a browser without scripts it clicks on anything; what then changes nothing is
// no control. A page that no tab shows any more is shown again first, and its scripts run once more.
func (b *Browser) Use(ctx context.Context, on *driver.Page, selector string, fields url.Values) (*driver.Page, error) {
	if on == nil || on.URL == nil {
		return nil, fmt.Errorf("%w: %q: there is no page", driver.ErrNoControl, selector)
	}
	if !on.HTML() || len(on.Body) == 0 {
		return nil, complain(on, selector, "nothing found")
	}
	trip := b.trip()
	return b.travel(ctx, viewing, on, func(ctx context.Context, t *tab) (*driver.Page, error) {
		if err := t.goTo(ctx, trip, on); err != nil {
			return nil, err
		}
		return t.use(ctx, trip, on, selector, fields)
	})
}

// goTo begins a trip at a page, which is made again where the tab shows another one.
func (t *tab) goTo(ctx context.Context, trip *trip, on *driver.Page) error {
	if t.shows(on) {
		t.begin(trip)
		return nil
	}
	trip.typed, trip.staged = true, []staged{again(on)}
	t.begin(trip)
	t.enter(ctx, trip, on.URL)
	if err := t.rest(ctx, trip, 0); err != nil {
		return t.broken(trip, err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.show(on)
	return trip.err
}

func (t *tab) use(
	ctx context.Context, trip *trip, on *driver.Page, selector string, fields url.Values,
) (*driver.Page, error) {
	if fields == nil {
		fields = url.Values{}
	}
	t.press(trip, true)
	kind, err := t.click(ctx, on, selector, fields)
	if errors.Is(err, driver.ErrNoControl) {
		t.mu.Lock()
		t.trip = nil
		t.mu.Unlock()
		return nil, err
	}
	t.events.push(act{trip, err})
	page, err := t.finish(ctx, trip)
	if err == nil && kind == "other" && page.Held == nil && len(page.Hops) == 0 && bytes.Equal(page.Body, on.Body) {
		t.mu.Lock()
		t.show(on)
		t.mu.Unlock()
		return nil, complain(on, selector, "neither a link nor a button nor a form, and nothing came of a click")
	}
	return page, err
}

// click fills in the fields and uses the control, with a mouse where it can be seen.
func (t *tab) click(ctx context.Context, on *driver.Page, selector string, fields url.Values) (kind string, err error) {
	ctx, cancel := context.WithTimeout(ctx, t.browser.pool.options.MaxWait)
	defer cancel()
	var control readiness
	if err := t.tool(ctx, false, &control, "ready", selector, fields); err != nil {
		return "", because(ctx, err)
	}
	if control.Problem != "" {
		return "", complain(on, selector, control.Problem)
	}
	if !control.Seen {
		return control.Kind, ctxError(ctx, t.tool(ctx, true, nil, "click", selector))
	}
	for _, step := range []input.DispatchMouseEventType{
		input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased,
	} {
		_, err := cdp.Call(ctx, t.session, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: step, X: control.X, Y: control.Y, Button: input.MouseButtonLeft, ClickCount: 1})
		if err != nil {
			return control.Kind, ctxError(ctx, err)
		}
	}
	return control.Kind, nil
}

// ctxError keeps an error only where the context has ended: else it was the click that has taken the page away.
func ctxError(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return nil
	}
	return because(ctx, err)
}

// complain says which selector failed, on which page, and why.
func complain(on *driver.Page, selector, problem string) error {
	return fmt.Errorf("selector %q on %s (%d %s, title %q): %w: %s",
		selector, place(on.URL), on.Status, http.StatusText(on.Status), on.Title(), driver.ErrNoControl, problem)
}
