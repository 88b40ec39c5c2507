package httpdriver_test

import (
	"fmt"
	"testing"
)

// A login through a relay takes about this many hops, with a handful of cookies on the way.
func BenchmarkRedirectChain(b *testing.B) {
	const hops = 12
	w := newWorld()
	for i := range hops {
		w.serve(fmt.Sprintf("%s/%d", rp, i), redirect(302, fmt.Sprintf("/%d", i+1)))
	}
	w.serve(fmt.Sprintf("%s/%d", rp, hops), page(`<title>マイページ</title><a href=/logout>ログアウト</a>`))
	w.serve(rp+"/start", cookies("session=1; Path=/; Secure; HttpOnly", "state=2; Path=/; SameSite=Lax", "csrf=3; Path=/"))
	browser := w.browser()
	if _, err := browser.Open(b.Context(), rp+"/start"); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := browser.Open(b.Context(), rp+"/0"); err != nil {
			b.Fatal(err)
		}
		w.seen = w.seen[:0]
	}
}
