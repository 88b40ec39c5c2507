package check

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// front is what the environment shows of itself before any login.
type front struct {
	reached bool
	x       exchange
	err     error
	url     *url.URL
	old     error // of the way by an outdated TLS version; nil: it was answered
	asked   bool  // whether that way was tried
}

// front opens the first login page once, and by an outdated TLS version.
func (r *run) front(ctx context.Context) front {
	u, err := url.Parse(r.File.URL)
	if err != nil {
		return front{err: err}
	}
	f := front{url: u}
	page := r.File.URL + "/"
	for _, id := range r.offered() {
		if path := r.describe.Login[id].Path(); len(path) > 0 && path[0].Select != "" {
			page = path[0].Page
			break
		}
	}
	r.begins(environmentChecks()[0].Check, "")
	mark := r.wire.mark()
	_, f.err = r.newBrowser().Probe(ctx, page, nil)
	if all := r.wire.since(mark); len(all) > 0 {
		f.x = all[len(all)-1]
	}
	f.reached = f.err == nil && f.x.barred() == ""
	if f.x.tls != nil && r.Outdated != nil {
		f.asked = true
		f.old = r.outdated(ctx, page)
	}
	return f
}

// outdated returns why an outdated TLS version was refused; nil where it was not.
func (r *run) outdated(ctx context.Context, page string) error {
	ctx, cancel := context.WithTimeout(ctx, r.File.Deadline())
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, page, nil)
	if err != nil {
		return err
	}
	old := &wire{next: r.Outdated, agent: r.wire.agent, hosts: r.wire.hosts, secure: r.wire.secure, now: r.Now}
	if err := r.wire.wait(ctx); err != nil {
		return err
	}
	response, err := old.RoundTrip(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

// environmentCheck is a check of the environment as a whole.
type environmentCheck struct {
	Check
	look func(front, time.Time) result
}

func environmentChecks() []environmentCheck {
	return []environmentCheck{
		{Check{"certificate", Transport, "NET-CERT", Page, says("証明書", "certificate")}, lookCertificate},
		{Check{"expiry", Transport, "NET-EXPIRY", Page, says("証明書の残り日数", "days left of the certificate")}, lookExpiry},
		{Check{"tls", Transport, "NET-TLS", Page, says("https と TLS の版", "https and TLS versions")}, lookTLS},
		{Check{"hsts", Transport, "NET-HSTS", Page, says("Strict-Transport-Security", "Strict-Transport-Security")}, lookHSTS},
		{Check{"frame", Transport, "PAGE-FRAME", Page, says("ほかのサイトの枠", "frames of other sites")}, lookFrame},
		{Check{"clock", Transport, "NET-CLOCK", Page, says("時計のずれ", "clock")}, lookClock},
	}
}

// environment tells what the front shows.
func (r *run) environment(f front) {
	for i, c := range environmentChecks() {
		switch {
		case f.reached || f.untrusted() && i == 0:
			r.tell(c.Check, "", c.look(f, r.Now()))
		case i == 0:
			r.tell(c.Check, "", result{broke: f.problem()})
		default:
			r.tell(c.Check, "", unreachable(says("環境に届かない", "the environment was not reached")))
		}
	}
}

func (f front) problem() string {
	if f.err == nil {
		return f.x.barred()
	}
	if errors.Is(f.err, target.ErrElsewhere) {
		return f.err.Error()
	}
	return "the environment does not answer: " + f.err.Error()
}

// untrusted reports whether it was the certificate that kept us out.
func (f front) untrusted() bool {
	_, is := errors.AsType[*tls.CertificateVerificationError](f.err)
	return is
}

func lookCertificate(f front, _ time.Time) result {
	if f.untrusted() {
		got := "not trusted"
		if invalid, ok := errors.AsType[x509.CertificateInvalidError](f.err); ok && invalid.Reason == x509.Expired {
			got = "expired or not valid yet"
		}
		if _, ok := errors.AsType[x509.HostnameError](f.err); ok {
			got = "made for another host"
		}
		return compared(equal(says("証明書", "certificate"), "trusted", got,
			says("証明書を入れ替える。社内の認証局なら環境の ca に書く", "replace the certificate; name a private authority in ca of the environment")))
	}
	if f.x.tls == nil {
		return noTLS()
	}
	return compared(equal(says("証明書", "certificate"), "trusted", "trusted", says("", "")))
}

func noTLS() result { return lacks("この経路に TLS は無い", "there is no TLS on this way") }

// enoughDays is how long before its end a certificate should have been renewed.
const enoughDays = 14

func lookExpiry(f front, now time.Time) result {
	if f.x.tls == nil || len(f.x.tls.PeerCertificates) == 0 {
		return noTLS()
	}
	const day = 24 * time.Hour
	left := int(f.x.tls.PeerCertificates[0].NotAfter.Sub(now) / day)
	return compared(holds(left >= enoughDays, says("残り日数", "days left"), "≥ "+strconv.Itoa(enoughDays), strconv.Itoa(left),
		says("証明書を更新し、自動更新を確かめる", "renew it, and see to it that this happens by itself")))
}

func lookTLS(f front, _ time.Time) result {
	all := []finding{equal(says("環境のアドレス", "the environment's address"), "https", f.url.Scheme,
		says("https で公開し、torii.yaml の url も https にする", "serve it by https, and name it so in url of torii.yaml"))}
	if f.asked {
		all = append(all, holds(f.old != nil, says("TLS 1.0 と 1.1", "TLS 1.0 and 1.1"), "refused", "accepted",
			says("逆プロキシで TLS 1.2 以上だけを受ける", "accept TLS 1.2 or later only at the proxy")))
	}
	return compared(all...)
}

func lookHSTS(f front, _ time.Time) result {
	if f.url.Scheme != "https" {
		return lacks("https でない", "not https")
	}
	got := f.x.header.Get("Strict-Transport-Security")
	const enough = 15552000 // 180 days
	return compared(holds(maxAge(got) >= enough, says("Strict-Transport-Security", "Strict-Transport-Security"), "max-age ≥ "+strconv.Itoa(enough), got,
		says("Strict-Transport-Security: max-age=31536000 を送る", "send Strict-Transport-Security: max-age=31536000")))
}

func lookFrame(f front, _ time.Time) result {
	return compared(holds(!driver.Framable(f.x.header), says("ログインの画面をほかのサイトの枠に入れる", "the login page in a frame of another site"), "refused", "allowed",
		says("Content-Security-Policy: frame-ancestors 'none' を送る", "send Content-Security-Policy: frame-ancestors 'none'")))
}

func maxAge(header string) int {
	for part := range strings.SplitSeq(header, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if strings.EqualFold(name, "max-age") {
			n, _ := strconv.Atoi(strings.Trim(value, `"`))
			return n
		}
	}
	return 0
}

// skewed is how far a clock may be off: what RPs commonly allow an ID token.
const skewed = time.Minute

func lookClock(f front, _ time.Time) result {
	date, err := http.ParseTime(f.x.header.Get("Date"))
	if err != nil {
		return lacks("応答に Date が無い", "the answer has no Date")
	}
	off := max(date.Sub(f.x.sent.Add(f.x.took)), f.x.sent.Add(-time.Second).Sub(date)) // Date has no fractions of a second
	return compared(holds(off <= skewed, says("時計のずれ", "the clock is off by"), "≤ "+skewed.String(), fmt.Sprint(off.Round(time.Second)),
		says("サーバーの時刻を NTP で合わせる（キャッシュが古い Date を返す場合もある）", "set the server's clock by NTP (or see whether a cache answers with an old Date)")))
}
