package chromiumdriver

import (
	"context"
	"errors"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
)

// ErrNoPage is that nothing was opened yet.
var ErrNoPage = errors.New("no page is open")

// Screenshot is a PNG of what the browser shows now. It fails with ErrNoPage before the first page.
func (b *Browser) Screenshot(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, b.pool.options.MaxWait)
	defer cancel()
	t := b.current()
	if t == nil {
		return nil, ErrNoPage
	}
	shot, err := cdp.Call(ctx, t.session, page.CaptureScreenshot, page.CaptureScreenshotParams{})
	if err != nil {
		return nil, fmt.Errorf("screenshot: %w", err)
	}
	return shot.Data, nil
}
