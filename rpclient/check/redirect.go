package check

import (
	"net"
	"net/url"
	"slices"
	"strings"
)

// lookRedirect holds the redirect URI against what is registered, and against the
// environment: a provider compares the string, and people come back to that host.
func lookRedirect(b begun) result {
	name := "redirect_uri"
	if !b.oauth {
		name = "callback"
	}
	got := b.first().params.Get(name)
	registered := b.client.RedirectURIs
	if len(registered) == 0 {
		registered = []string{b.back}
	}
	fix := says("RPのこの環境の設定（公開アドレス、逆プロキシの X-Forwarded-*）と、プロバイダーへの登録をそろえる",
		"bring the RP's settings of this environment (public address, X-Forwarded-* of a proxy) and the registration into line")
	all := []finding{holds(b.isRegistered(got, registered), says("登録した文字列との一致", "equal to a registered one"), strings.Join(registered, " "), got, fix)}
	u, err := url.Parse(got)
	if err != nil || u.Host == "" {
		return compared(append(all, equal(says("絶対アドレス", "an absolute address"), "https://host/path", got, fix))...)
	}
	all = append(all,
		equal(says("redirect_uri のスキーム", "its scheme"), "https", u.Scheme, fix),
		holds(slices.Contains(b.hosts, u.Host), says("redirect_uri のホスト", "its host"), strings.Join(b.hosts, " "), u.Host, fix),
		holds(u.Fragment == "" && u.User == nil && !strings.Contains(got, "#"), says("フラグメントと利用者名", "fragment and user name"), "-", got, fix))
	if b.secure {
		all = append(all, holds(!isLiteral(u.Hostname()), says("このプロバイダーが認めるホスト", "a host that the provider takes"), "a domain name", u.Hostname(), fix))
	}
	return compared(all...)
}

// isRegistered compares strings, and lets further query parameters follow where the provider does.
func (b begun) isRegistered(got string, registered []string) bool {
	return slices.ContainsFunc(registered, func(r string) bool {
		if got == r {
			return true
		}
		more := "?"
		if strings.Contains(r, "?") {
			more = "&"
		}
		return b.query && strings.HasPrefix(got, r+more)
	})
}

// isLiteral reports whether a host is an IP address or this machine.
func isLiteral(host string) bool { return host == "localhost" || net.ParseIP(host) != nil }
