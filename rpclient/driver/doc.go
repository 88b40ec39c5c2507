// Package driver is the contract between a scenario and the browser that walks through a login, and the values that
// pass between them: pages, hops and requests that were held back.
//
// It holds no browser. Package driver/http is one that speaks HTTP and needs nothing installed; a real Chromium can
// stand in for it behind the same interface. It judges nothing either: what a page means for the login is decided by
// those who read it.
package driver
