// Package chromium lets a real Chromium walk through the logins of a bench. It stands
// apart so that only who uses Chromium links it.
package chromium

import (
	"context"

	"torii/rpclient/driver"
	chromiumdriver "torii/rpclient/driver/chromium"
	"torii/steps/bench"
)

// Open starts one Chromium for the whole run.
func Open(ctx context.Context, v bench.View) (bench.Opener, func(), error) {
	pool, err := chromiumdriver.New(ctx, chromiumdriver.Options{HostRules: v.Hosts, TrustedSPKI: v.SPKI, Mocked: v.Mocked, Admit: v.Admit})
	if err != nil {
		return nil, nil, err
	}
	return func(onHop func(driver.Hop)) (driver.Browser, error) {
		return pool.Browser(chromiumdriver.Hooks{OnHop: onHop})
	}, pool.Close, nil
}
