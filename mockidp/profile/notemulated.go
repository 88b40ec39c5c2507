package profile

import (
	"net/http"

	"torii/fixtures/text"
	"torii/mockidp/token"
)

// NotEmulated answers at an address that the real provider serves and this mock does
// not, by the name of what is missing: a plain 404 would look like a typing error.
func NotEmulated(what text.Both) Serve {
	return func(d Desk, _ *http.Request) Reply {
		d.Because("not_emulated", text.Both{JA: what.JA + "は模擬していない", EN: what.EN + " is not emulated"})
		return Reply{Status: http.StatusNotImplemented, Members: token.Object{
			{Name: "error", Value: "not_emulated"},
			{Name: "error_description", Value: "torii does not emulate " + what.EN + " / " + what.JA + "は模擬していません"},
		}}
	}
}
