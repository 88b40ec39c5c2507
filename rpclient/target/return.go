package target

import (
	"net/url"
	"slices"
)

// Return names the query parameters by which the page with a control is told where to
// lead people afterwards; "" where there is none.
type Return struct{ Login, Logout string }

// FileReturn is that, as a file has it.
type FileReturn struct {
	Login  string `yaml:"login"`
	Logout string `yaml:"logout"`
}

// With returns the control on a page that is given one more query parameter.
func (c Control) With(name, value string) Control {
	steps := slices.Clone(c.Path())
	if len(steps) == 0 {
		return c
	}
	page, err := url.Parse(steps[0].Page)
	if err != nil {
		return c // opening it tells
	}
	q := page.Query()
	q.Set(name, value)
	page.RawQuery = q.Encode()
	steps[0].Page = page.String()
	return Control{Steps: steps}
}
