package steps

import (
	"maps"

	"torii/rpclient/target"
)

// environment is what the run takes place on, with what the target says of itself.
func (r *Runner) environment(t target.Description) map[string]string {
	on := map[string]string{}
	maps.Copy(on, r.Environment)
	if t.Baseline != "" {
		on["baseline"] = string(t.Baseline)
	}
	if !t.Built && t.Origin != "" {
		on["url"] = r.Masker.Scrub(t.Origin)
	}
	return on
}
