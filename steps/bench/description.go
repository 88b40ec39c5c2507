package bench

import (
	"torii/mockidp"
	"torii/rpclient/target"
)

// described is what a file says of the target at that origin. Where it signs in with a
// provider by another than the provider's first way alone, that one stands for the first.
func described(f target.File, origin string) target.Description {
	d := f.Describe(origin)
	for _, p := range mockidp.Profiles() {
		for _, way := range p.Ways {
			_, first := d.Login[p.ID]
			if control, has := d.Login[way.ID]; has && !first && way.Suffices {
				d.Login[p.ID], d.Back[p.ID] = control, d.Back[way.ID]
			}
		}
	}
	return d
}
