package steps

import (
	"context"

	"torii/steps/world"
)

// hiddenValues are the sentences about what stands hidden in a form.
func hiddenValues() []Step {
	return []Step{
		{`^「(.+?)」が隠し値を控えて会員になると答える$`, `^"(.+?)" notes the hidden values and agrees to become a member$`, person((*world.World).BecomesNoting)},
		{`^「(.+?)」が(.+?)でログインし、隠し値を「(.+?)」のものに取り替えて会員になると答える$`,
			`^"(.+?)" comes by (.+) and agrees to become a member with the hidden values of "(.+?)"$`,
			func(ctx context.Context, w *world.World, a, provider, b string) error {
				return w.BecomesWithHidden(ctx, a, provider, b)
			}},
	}
}
