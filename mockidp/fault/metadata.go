package fault

import (
	"net/http"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
)

// metadata holds discovery documents that are another issuer's, or lead elsewhere
// (OpenID Connect Discovery 1.0, 3 and 4.3). A document belongs to no login: whoever asks
// gets it.
var metadata = []Fault{
	document("metadata-issuer-other", "DSC-ISSUER", "別の発行者を名乗る公開メタデータ", "metadata of another issuer",
		func(a *bend.Answer, x bend.Context) { a.Members.Set("issuer", x.ForeignIss) }),
	document("metadata-issuer-slash", "DSC-ISSUER", "末尾のスラッシュだけが違う発行者の公開メタデータ", "metadata whose issuer differs by a slash at its end",
		func(a *bend.Answer, _ bend.Context) { a.Members.Set("issuer", otherSlash(a.Members.Text("issuer"))) }),
	document("metadata-issuer-missing", "DSC-ISSUER", "issuer の無い公開メタデータ", "metadata without issuer",
		func(a *bend.Answer, _ bend.Context) { a.Members.Delete("issuer") }),
	document("metadata-without-authorization", "DSC-MEMBERS", "authorization_endpoint の無い公開メタデータ", "metadata without authorization_endpoint",
		func(a *bend.Answer, _ bend.Context) { a.Members.Delete("authorization_endpoint") }),
	document("metadata-without-token", "DSC-MEMBERS", "token_endpoint の無い公開メタデータ", "metadata without token_endpoint",
		func(a *bend.Answer, _ bend.Context) { a.Members.Delete("token_endpoint") }),
	points(in("metadata-planted", document("metadata-elsewhere", "DSC-ELSEWHERE", "知らないホストのエンドポイントを指す公開メタデータ", "metadata with endpoints on a host that nobody knows",
		func(a *bend.Answer, x bend.Context) {
			for _, name := range []string{"token_endpoint", "userinfo_endpoint", "jwks_uri"} {
				if _, has := a.Members.Get(name); has {
					a.Members.Set(name, x.Spelled("https://"+PlantedHost("metadata-elsewhere", x.Provider)+"/"+name))
				}
			}
		}))),
	points(in("metadata-planted", document("metadata-redirect", "DSC-ELSEWHERE", "別のホストへ転送する公開メタデータ", "metadata that redirects elsewhere", elsewhere("metadata-redirect", "metadata")))),
}

// metadataTransport holds discovery documents that cannot be read, or never come.
var metadataTransport = []Fault{
	unread("metadata-404", "公開メタデータの 404", "404 from the metadata", htmlPage(http.StatusNotFound)),
	unread("metadata-500", "公開メタデータの 500", "500 from the metadata", htmlPage(http.StatusInternalServerError)),
	unread("metadata-html", "公開メタデータが 200 で HTML を返す", "HTML with status 200 from the metadata", htmlPage(http.StatusOK)),
	unread("metadata-empty", "空の公開メタデータ", "empty metadata", raw("")),
	unread("metadata-truncated", "途中で切れた公開メタデータ", "truncated metadata",
		func(a *bend.Answer, _ bend.Context) { whole := a.Members.JSON(); a.Raw = whole[:len(whole)/2] }),
	unread("metadata-huge", "5 MB の公開メタデータ", "metadata of 5 MB",
		func(a *bend.Answer, _ bend.Context) { a.Members.Set("torii_extension", strings.Repeat("x", huge)) }),
	unread("metadata-reset", "切断する公開メタデータ", "metadata that hang up", func(a *bend.Answer, _ bend.Context) { a.Reset = true }),
	hanging(unread("metadata-hang", "公開メタデータの無応答", "silent metadata", func(a *bend.Answer, _ bend.Context) { a.Silent = true })),
	hanging(unread("metadata-drip", "一文字ずつ届く公開メタデータ", "metadata that drip", func(a *bend.Answer, _ bend.Context) { a.Drip = true })),
}

const huge = 5 << 20 // bytes

func document(id string, r rule.ID, ja, en string, change func(*bend.Answer, bend.Context)) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Refuse, Bend: bend.Bend{Metadata: change},
		Applies: func(p profile.Profile) text.Both {
			if p.Published == nil {
				return text.Both{}
			}
			return text.Both{JA: "このプロバイダーが公開メタデータを出すとは限らない", EN: "this provider need not publish metadata"}
		},
	}
}

func unread(id, ja, en string, change func(*bend.Answer, bend.Context)) Fault {
	f := document(id, "DSC-ERROR", ja, en, change)
	f.Expect = Shrug
	return f
}

// otherSlash takes the slash at the end away, or puts one there.
func otherSlash(iss string) string {
	if bare, ok := strings.CutSuffix(iss, "/"); ok {
		return bare
	}
	return iss + "/"
}
