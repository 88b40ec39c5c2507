// Package httpdriver is a browser over plain HTTP: it runs no script and draws nothing, but it keeps the manners on
// which the security of a login rests. Cookies follow RFC 6265bis with Chromium's allowances, request headers follow
// the Fetch, Fetch Metadata and Referrer Policy standards, forms and refreshes follow the HTML standard, and a page
// whose script does nothing but send a form on load (OAuth 2.0 Form Post Response Mode) sends it.
//
// It is not a Chromium: there are no subresources, frames, storage, HSTS, content security policy, HTTP
// authentication, or charsets other than UTF-8. Where the drafts and Chromium differ it holds to the stricter draft:
// a redirect through another site withholds SameSite=Strict cookies, as RFC 6265bis section 5.2 says.
package httpdriver
