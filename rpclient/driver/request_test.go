package driver_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"

	"torii/rpclient/driver"
)

func at(path string) *url.URL {
	return &url.URL{Scheme: "https", Host: "rp.example.test:8443", Path: path}
}

func TestOrigin(t *testing.T) {
	assert.Equal(t, "https://rp.example.test:8443", (&driver.Request{Initiator: at("/x")}).Origin())
	assert.Empty(t, (&driver.Request{}).Origin())
}

func TestCloneSharesNothing(t *testing.T) {
	fresh := func() *driver.Request {
		return &driver.Request{
			Method: "POST", URL: at("/to"), Form: url.Values{"code": {"c"}},
			Initiator: at("/from"), Via: []*url.URL{at("/via")}, Gesture: true, ReferrerPolicy: "origin",
		}
	}
	r := fresh()
	c := r.Clone()
	assert.Equal(t, r, c)
	c.URL.Path, c.Initiator.Path, c.Via[0].Path = "/", "/", "/"
	c.Form["code"][0] = "stolen"
	c.Form.Set("state", "s")
	assert.Equal(t, fresh(), r)
	assert.Equal(t, &driver.Request{}, (&driver.Request{}).Clone())
}
