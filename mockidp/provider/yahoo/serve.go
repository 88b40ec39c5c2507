package yahoo

import (
	"net/http"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// servePublicKeys answers the keys a second time, as one flat object of PEM texts by
// kid: the official SDKs read this form.
// Source: github.com/yahoojapan/yconnect-php-sdk
func servePublicKeys(d profile.Desk, _ *http.Request) profile.Reply {
	var o token.Object
	for _, key := range keyOrder(d.Set(), d.Published(), d.Signing().ID) {
		pem, err := token.PublicPEM(key)
		if err != nil {
			d.Because("server_error", text.Both{JA: "鍵を書き出せない: " + err.Error(), EN: "a key cannot be written: " + err.Error()})
			return profile.Reply{Status: http.StatusInternalServerError}
		}
		o.Set(key.ID, string(pem))
	}
	return profile.Reply{Status: http.StatusOK, Members: o}
}

// serveTopPage stands for the Yahoo! JAPAN top page, where a person ends who said no
// to a Relying Party that did not ask for bail.
func serveTopPage(d profile.Desk, _ *http.Request) profile.Reply {
	d.Because("", text.Both{
		JA: "同意しない人は、bail=1 が無ければトップページへ行き、RPには何も知らされない",
		EN: "without bail=1 a person who says no goes to the top page, and the RP hears nothing"})
	return profile.Reply{Status: http.StatusOK, ContentType: "text/html; charset=utf-8", Raw: []byte(`<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Yahoo! JAPAN</title></head>
<body style="font:16px/1.6 system-ui,'Hiragino Sans','Noto Sans JP',sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem"><main><h1 style="font-size:1.25rem">Yahoo! JAPAN</h1>
<p>これは鳥居（torii）の模擬プロバイダーの着地ページです。本物のYahoo! JAPANではありません。<br>A landing page of a mock by torii, not the real Yahoo! JAPAN.</p></main></body></html>
`)}
}

// serveVersion1 answers whoever still calls version 1, which ended on 2022-05-31.
// Source: https://developer.yahoo.co.jp/yconnect/v1_to_v2.html
func serveVersion1(d profile.Desk, _ *http.Request) profile.Reply {
	d.Because("not_found", text.Both{
		JA: "YConnect v1 は 2022-05-31 に終了した。/yconnect/v2/ に移行すること",
		EN: "YConnect v1 ended on 2022-05-31: move to /yconnect/v2/"})
	return notFound
}

// notFound is what the gateway says of a path that it does not have.
// Source: github.com/yahoojapan/yconnect-php-sdk/issues/5
var notFound = profile.Reply{Status: http.StatusNotFound, Members: gatewayMessage("The URL You Requested Was Not Found")}

// gatewayMessage is how Yahoo! JAPAN's API gateway words an error. It is no OAuth JSON.
func gatewayMessage(text string) token.Object {
	return token.Object{{Name: "Error", Value: token.Object{{Name: "Message", Value: text}}}}
}
