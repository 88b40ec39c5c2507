package steps

import (
	"maps"

	"torii/rpclient/target"
)

// environment is what the run takes place on, with what the target says of itself.
func (r *Runner) environment(t target.Description) map[string]string {
	told := map[string]string{}
	if t.Baseline != "" {
		told["baseline"] = string(t.Baseline)
	}
	if !t.Built && t.Origin != "" {
		told["url"] = r.Masker.Scrub(t.Origin)
	}
	if len(told) == 0 {
		return r.Environment
	}
	maps.Copy(told, r.Environment)
	return told
}
