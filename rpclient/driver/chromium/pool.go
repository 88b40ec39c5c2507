package chromiumdriver

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Pool is one Chromium process, shared by the browsers of many people. It is safe for concurrent use.
type Pool struct {
	options Options
	// ctx ends with the process.
	ctx     context.Context
	close   func()
	standIn *standIn
	// agent is the User-Agent of every browser.
	agent string
}

// New starts Chromium with a throw-away profile. The process ends, with its children and its profile, by Close or
// with ctx. The error wraps ErrNoChromium where there is nothing to start.
func New(ctx context.Context, options Options) (*Pool, error) {
	options = options.withDefaults()
	path, err := Find(options.Exec)
	if err != nil {
		return nil, err
	}
	standIn, err := newStandIn()
	if err != nil {
		return nil, err
	}
	allocator, stop := chromedp.NewExecAllocator(ctx, options.flags(path)...)
	root, quit := chromedp.NewContext(allocator, chromedp.WithBrowserOption(
		chromedp.WithBrowserLogf(discard), chromedp.WithBrowserErrorf(discard)))
	p := &Pool{options: options, ctx: root, standIn: standIn}
	p.close = sync.OnceFunc(func() { quit(); stop(); standIn.close() })
	if err := p.start(); err != nil {
		p.close()
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	return p, nil
}

func discard(string, ...any) {}

func (p *Pool) start() error {
	late, cancel := context.WithTimeout(p.ctx, p.options.MaxWait)
	defer cancel()
	// The process lives as long as the context it was started with, so that the bound has to stand beside it.
	stop := context.AfterFunc(late, func() {
		if errors.Is(late.Err(), context.DeadlineExceeded) {
			p.close()
		}
	})
	defer stop()
	if err := chromedp.Do(p.ctx); err != nil {
		return errors.Join(err, late.Err())
	}
	version, err := cdp.Call(late, p.session(), cdpbrowser.GetVersion, cdp.Empty{})
	if err != nil {
		return err
	}
	// Providers treat what calls itself headless differently.
	p.agent = strings.Replace(version.UserAgent, "HeadlessChrome", "Chrome", 1) + " torii"
	return nil
}

// session is the connection to the process as a whole.
func (p *Pool) session() cdp.Session { return chromedp.FromContext(p.ctx).Browser }

// Browser gives one person's browser, which shares no cookie with others.
func (p *Pool) Browser(hooks Hooks) (*Browser, error) {
	ctx, cancel := context.WithTimeout(p.ctx, p.options.MaxWait)
	defer cancel()
	dispose := true
	made, err := cdp.Call(ctx, p.session(), target.CreateBrowserContext,
		target.CreateBrowserContextParams{DisposeOnDetach: &dispose})
	if err != nil {
		return nil, fmt.Errorf("new browser: %w", err)
	}
	_, err = cdp.Call(ctx, p.session(), cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{
		Behavior: cdpbrowser.SetDownloadBehaviorBehaviorDeny, BrowserContextID: made.BrowserContextID})
	if err != nil {
		return nil, fmt.Errorf("new browser: %w", err)
	}
	return newBrowser(p, made.BrowserContextID, hooks), nil
}

// Close ends the process and all its browsers, and waits until its profile is gone.
func (p *Pool) Close() { p.close() }
