package chromiumdriver

import (
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/chromedp/chromedp"
)

// features are switched off because they send requests of their own, send them elsewhere than asked, or ask a person.
var features = []string{"HttpsUpgrades", "HttpsFirstBalancedMode", "HttpsFirstBalancedModeAutoEnable",
	"HttpsFirstModeV2ForEngagedSites", "LocalNetworkAccessChecks", "BlockInsecurePrivateNetworkRequests", "Prerender2",
	"BackForwardCache", "Translate", "MediaRouter", "OptimizationHints", "DialMediaRouteProvider"}

// flags are the command line. The profile directory is chromedp's own, which removes it and kills what still uses it.
func (o Options) flags(path string) []chromedp.ExecAllocatorOption {
	list := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.Headless, chromedp.Flag("disable-gpu", true)}
	for _, name := range []string{"no-first-run", "no-default-browser-check", "disable-quic", "disable-sync",
		"disable-background-networking", "disable-component-update", "disable-default-apps", "disable-extensions",
		"disable-breakpad", "disable-domain-reliability", "disable-client-side-phishing-detection", "metrics-recording-only",
		"disable-background-timer-throttling", "disable-backgrounding-occluded-windows", "disable-renderer-backgrounding",
		"disable-ipc-flooding-protection", "disable-hang-monitor", "disable-prompt-on-repost", "disable-dev-shm-usage",
		"no-proxy-server", "block-new-web-contents", "no-pings"} {
		list = append(list, chromedp.Flag(name, true))
	}
	// Chromium refuses its sandbox to root.
	if os.Geteuid() == 0 {
		list = append(list, chromedp.NoSandbox)
	}
	list = append(list,
		chromedp.Flag("disable-features", strings.Join(features, ",")),
		chromedp.Flag("password-store", "basic"),
		chromedp.Flag("host-resolver-rules", resolverRules(o.HostRules)))
	if len(o.TrustedSPKI) > 0 {
		list = append(list, chromedp.Flag("ignore-certificate-errors-spki-list", strings.Join(o.TrustedSPKI, ",")))
	}
	return list
}

// resolverRules lets nothing be looked up; the first rule that fits a host counts, and exclusions go before all.
func resolverRules(hosts map[string]string) string {
	var rules []string
	for _, host := range slices.Sorted(maps.Keys(hosts)) {
		rules = append(rules, "MAP "+host+" "+hosts[host])
	}
	rules = append(rules, "MAP * ~NOTFOUND", "EXCLUDE localhost", "EXCLUDE 127.0.0.1", "EXCLUDE [::1]")
	return strings.Join(rules, ", ")
}
