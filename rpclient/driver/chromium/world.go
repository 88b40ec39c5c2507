package chromiumdriver

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// tools are our own functions, one object of them.
//
//go:embed tools.js
var tools string

// tool calls one of our functions in the page, out of reach of the page's own scripts: it sees the document, but not
// what they have made of their globals. With gesture, Chromium takes what it does for a person's doing.
func (t *tab) tool(ctx context.Context, gesture bool, result any, name string, arguments ...any) error {
	world, err := cdp.Call(ctx, t.session, page.CreateIsolatedWorld,
		page.CreateIsolatedWorldParams{FrameID: t.frame, WorldName: "torii"})
	if err != nil {
		return err
	}
	var list []string
	for _, argument := range arguments {
		text, err := json.Marshal(argument)
		if err != nil {
			return err
		}
		list = append(list, string(text))
	}
	byValue := true
	got, err := cdp.Call(ctx, t.session, runtime.Evaluate, runtime.EvaluateParams{
		Expression: fmt.Sprintf("(%s).%s(%s)", strings.TrimSpace(tools), name, strings.Join(list, ",")),
		ContextID:  world.ExecutionContextID, ReturnByValue: &byValue, UserGesture: &gesture})
	if err != nil {
		return err
	}
	if got.ExceptionDetails != nil {
		return fmt.Errorf("%s: %s", name, got.ExceptionDetails.Text)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(got.Result.Value, result)
}
