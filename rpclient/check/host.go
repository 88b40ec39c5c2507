package check

import (
	"net/http"
	"strings"

	"torii/rpclient/driver"
	httpdriver "torii/rpclient/driver/http"
)

// forgedHost is nobody's: no address has it unless a request's header went into it.
const forgedHost = "forged.example.test"

// forging names that host in the headers of which proxies make use. Host itself stays: by it the
// environment's own front would find another service.
type forging struct{ next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (f forging) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-Forwarded-Host", forgedHost)
	r.Header.Set("Forwarded", "host="+forgedHost)
	return f.next.RoundTrip(r)
}

// forgingBrowser is a new one whose requests name another host.
func (r *run) forgingBrowser() driver.Browser {
	b := httpdriver.New(httpdriver.Options{Transport: forging{r.wire}, Now: r.Now, MaxWait: r.File.Deadline(), OnHop: r.hopped})
	b.Hold(func(next *driver.Request) bool { return !r.own(next.URL) })
	return b
}

// lookHost holds that nothing of a forged header is in the authentication request. A front that
// refuses such requests, or overwrites the headers, is right.
func lookHost(b begun) result {
	sent := b.forged.isRequest() && strings.Contains(b.forged.params.Encode(), forgedHost)
	return compared(holds(!sent, says("認証要求の中の書き換えたホスト", "the forged host in the authentication request"), "-", forgedHost,
		says("公開アドレスをRPの設定から作るか、逆プロキシで X-Forwarded-Host と Forwarded を上書きする",
			"make the public address of the RP's settings, or overwrite X-Forwarded-Host and Forwarded at the proxy")))
}
