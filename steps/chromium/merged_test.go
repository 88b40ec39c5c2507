package chromium_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestAPersonMergesTwoMembershipsInChromium walks through what a person does by hand who
// registered by mail, and later came in with LINE as if new.
func TestAPersonMergesTwoMembershipsInChromium(t *testing.T) {
	const address, password = "sakura@example.jp", "himitsu-1234"
	w := newWalk(t)
	w.open(w.hand.Origin + "/register")
	w.press("#register", url.Values{"email": {address}})
	_, link := w.mailed(address)
	w.open(link)
	w.press("#join", url.Values{"name": {"上野 さくら"}, "password": {password}})
	w.press("#link-google", nil)
	w.press("#logout", nil)
	w.press("#login-line", nil)
	w.shows(`id="identity-line"`, `id="identity-google"`, "上野 さくら")

	w.open(w.hand.Origin + "/merge")
	w.shows("いまログインしている会員登録が残ります")
	w.press("#merge-line", nil)
	w.shows("統合の必要はありません")
	w.open(w.hand.Origin + "/merge")
	w.press("#merge-password", url.Values{"email": {address}, "password": {"chigau-1234"}})
	w.shows("メールアドレスかパスワードが違います")
	w.open(w.hand.Origin + "/merge/confirm")
	w.shows("統合を続けられません", `id="merge"`)

	w.open(w.hand.Origin + "/merge")
	w.press("#merge-google", nil)
	w.shows("元には戻せません", "ログインできなくなります")
	w.shows("メールアドレスとパスワードを、残る会員登録に引き継ぎます")
	w.press("#merge", nil)
	w.shows("二つの会員登録を、この会員登録に統合しました")
	w.shows(`id="identity-line"`)
	w.shows(`id="identity-google"`)
	w.shows("上野 さくら")
	subjects, _ := w.mailed(address)
	assert.Equal(t, []string{"会員登録の続き", "連携を追加しました", "会員登録を統合しました"}, subjects)

	w.press("#logout", nil)
	w.open(w.hand.Origin + "/signin")
	w.press("#signin", url.Values{"email": {address}, "password": {password}})
	w.shows(`id="identity-line"`)
	w.press("#logout", nil)
	w.press("#login-google", nil)
	w.shows(`id="identity-line"`)
}
