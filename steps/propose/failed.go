package propose

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"

	"torii/reports/cause"
	"torii/reports/event"
	"torii/rpclient/driver"
)

// maxEvents bounds what is read of the mocks' events, in bytes.
const maxEvents = 8 << 20

// fails tells of a login that was seen to fail, as a run would before its rows, and takes it for none that works.
func (p *proposer) fails(ctx context.Context, in *trail, provider, login, problem string, looked ...event.Looked) {
	row := "control/" + provider
	events := slices.Clone(in.events)
	called, err := p.called(ctx, p.run+"/"+login)
	if err == nil { // without them the block is the shorter
		events = append(events, called...)
	}
	slices.SortStableFunc(events, func(a, b event.Event) int { return a.At.Compare(b.At) })
	for _, f := range looked {
		events = append(events, event.Event{Fact: f})
	}
	events = append(events, event.Event{Fact: event.Controlled{Provider: provider, Problem: problem}})
	for i := range events {
		events[i].Seq, events[i].Row = i+1, row
	}
	if p.Failed == nil {
		return
	}
	for _, b := range cause.Failed(events) {
		p.Failed(b)
	}
}

// called are the facts that the mocks have logged of a login.
func (p *proposer) called(ctx context.Context, login string) ([]event.Event, error) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.Control+"/events?login="+url.QueryEscape(login), nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the control port answers %s", res.Status)
	}
	return event.Read(io.LimitReader(res.Body, maxEvents))
}

// glance is what one of the pages shows that torii would look at.
func (p *proposer) glance(at event.Sight, page *driver.Page, in *trail) event.Looked {
	f := event.Looked{At: at, Page: place(page.URL), Status: page.Status, Location: page.Header.Get("Location")}
	if doc, err := page.Document(); err == nil && page.HTML() {
		f.Scripted = doc.Find("script").Length() > 0
		if at == event.AtControl {
			f.Near = controls(page, anything)
		}
	}
	for _, c := range in.Cookies(p.URL) {
		f.Cookies = append(f.Cookies, c.Name)
	}
	return f
}
