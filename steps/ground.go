package steps

import (
	"context"
	"errors"
	"strings"
	"sync"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/steps/bench"
	"torii/steps/world"
)

// ground tries once, whoever asks first, what rows rest on besides the honest login.
func (r *Runner) ground(ctx context.Context, on event.Ground, of string) (event.Rested, error) {
	name := "control/" + strings.ReplaceAll(string(on), " ", "-") + "/" + of
	r.mu.Lock()
	try, ok := r.grounds[name]
	if !ok {
		try = sync.OnceValues(func() (rested event.Rested, err error) {
			epoch := r.epoch()
			defer func() { r.forsake(name, epoch) }()
			bay, err := r.open(ctx, name)
			if errors.Is(err, bench.ErrGone) {
				gone := r.Masker.Scrub(err.Error())
				return event.Rested{On: on, Of: of, Problem: text.Both{JA: gone, EN: gone}}, nil
			}
			if err != nil {
				return event.Rested{}, err
			}
			return world.Try(ctx, world.Options{Row: name, Bay: bay, Log: r.Log, Masker: r.Masker, Salt: r.peopleSalt(), Control: r.control}, on, of)
		})
		r.grounds[name] = try
	}
	r.mu.Unlock()
	return try()
}

// forsake forgets what was tried while the mocks were started anew: who asks next has it tried once more.
func (r *Runner) forsake(name string, epoch int) {
	if r.epoch() == epoch {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.grounds, name)
}
