// Package chromiumdriver is a browser that is one: a headless Chromium behind driver.Browser. Cookies, SameSite,
// redirects, referrers, Fetch Metadata, forms and scripts are Chromium's own; the package only opens, clicks, holds
// requests back and reads what is shown, over the DevTools protocol.
//
// It is not a copy of package driver/http, and it imitates nothing: what it puts on the wire itself is
// driver.LoginHeader, a User-Agent that does not say headless, and the languages of package driver/http. It judges
// sites by the addresses on the wire and cannot be told that an address stands for another host: an RP is opened at
// another site than its provider (localhost and 127.0.0.1), or both under their true names, by Options.HostRules.
// There is no HTTP cache and no service worker, so that every hop is a request that was sent; pop-ups are blocked, and
// a page at which nobody waits cannot navigate.
package chromiumdriver
