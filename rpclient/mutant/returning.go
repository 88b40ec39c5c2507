package mutant

import (
	"net/url"
	"strings"

	"torii/rpclient/rp"
)

// returning are hasty ideas of what an address of one's own is.
func returning() []Mutant {
	toward := func(variant, ja, en string, own func(l *rp.Login, address string) bool) Mutant {
		return Mutant{"start.return", variant, "SES-RETURN", ja, en, func(l *rp.Login) error {
			if address := l.Form.Get("next"); own(l, address) {
				l.Pending.Return = address
			}
			return nil
		}}
	}
	return []Mutant{
		{"start.return", "forgotten", "SES-BACK", "戻り先を覚えておかない", "where the person wanted to go is forgotten", nothing},
		toward("anything", "戻り先を確かめない", "any address is taken",
			func(*rp.Login, string) bool { return true }),
		toward("one-slash", "「/」で始まれば自分の画面とみなす", "whatever begins with a slash is taken for a page of its own",
			func(_ *rp.Login, address string) bool { return strings.HasPrefix(address, "/") }),
		toward("not-two-slashes", "「//」で始まらない「/」だけを確かめる", "a slash that no other follows is enough",
			func(_ *rp.Login, address string) bool {
				return strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//")
			}),
		toward("no-backslash", "「//」と「/\\」だけを断る", "two slashes and a backslash are refused, and nothing else",
			func(_ *rp.Login, address string) bool {
				return strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") && !strings.Contains(address, `\`)
			}),
		toward("no-host", "URLライブラリーがホストを見つけなければ自分の画面とみなす", "what a library finds no host in is taken for a page of its own",
			func(_ *rp.Login, address string) bool {
				u, err := url.Parse(address)
				return err == nil && u.Host == ""
			}),
		toward("no-scheme", "「://」を含まなければ自分の画面とみなす", "what has no :// is taken for a page of its own",
			func(_ *rp.Login, address string) bool { return !strings.Contains(address, "://") }),
		toward("not-http", "「http」で始まらなければ自分の画面とみなす", "what does not begin with http is taken for a page of its own",
			func(_ *rp.Login, address string) bool { return !strings.HasPrefix(address, "http") }),
		toward("own-beginning", "自分のオリジンの文字列で始まれば自分の画面とみなす", "what begins with the letters of its own origin is taken for a page of its own",
			func(l *rp.Login, address string) bool { return strings.HasPrefix(address, "https://"+l.Request.Host) }),
		toward("own-inside", "自分のアドレスを含めば自分の画面とみなす", "what holds its own address is taken for a page of its own",
			func(l *rp.Login, address string) bool {
				return strings.Contains(address, "https://"+l.Request.Host+"/")
			}),
		{"logout.return", "anything", "SES-RETURN", "ログアウトの戻り先を確かめない", "any address is taken for where a logout leads",
			func(l *rp.Login) error { l.Return = l.Form.Get("next"); return nil }},
	}
}
