package steps

import (
	"context"
	"slices"

	"torii/mockidp"
	"torii/steps/catalog"
)

// preflight logs in honestly once at every provider of the rows, before any of them: what fails
// there is told at once, and not by every row that rests on it. Where every row has a target of its
// own, the first row does so.
func (r *Runner) preflight(ctx context.Context, rows []catalog.Row) error {
	if !r.Bench.Shared() {
		return nil
	}
	for _, provider := range r.visited(rows) {
		if interrupted(ctx) {
			return nil
		}
		if _, err := r.control(ctx, provider); err != nil {
			continue // the rows tell
		}
	}
	if r.Tried != nil {
		r.Tried()
	}
	return nil
}

// visited are the ways of signing in that rows are about and the target offers, in the rows' order.
func (r *Runner) visited(rows []catalog.Row) []string {
	var all []string
	for _, row := range rows {
		_, offered := r.Bench.Target().Login[row.Provider]
		if offered && !mockidp.IsService(row.Provider) && !slices.Contains(all, row.Provider) {
			all = append(all, row.Provider)
		}
	}
	return all
}
