package target_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// choices is a page on which there is much to choose.
const choices = `<!doctype html><form><input id="name" name="name">
<label><input type="radio" id="f" name="gender" value="f"> 女性 </label><input type="radio" id="m" name="gender" value="m"><label for="m">男性</label>
<input type="checkbox" id="terms" name="terms" value="agreed-2026"><input type="checkbox" id="bare" name="bare">
<input type="checkbox" id="mail" name="by" value="mail"><label for="mail">メール</label><input type="checkbox" id="post" name="by" value="post"><label for="post">郵送</label>
<select id="pref" name="pref"><option value="">選ぶ</option><option value="01">北海道</option><option value="13">東京都</option></select>
<select id="size" name="size"><option>S</option><option>M</option></select>
<input type="date" id="born" name="born"><input type="month" id="since" name="since"></form><form><input type="radio" name="gender" value="x"></form>`

type entryTest struct {
	name, css, value string
	want             []string // nil: the entry is left out; an empty list: the page's own is sent
	err              string   // part of it
}

func (tt entryTest) run(t *testing.T) {
	page := asHTML(choices)
	page.URL = &url.URL{Scheme: "http", Host: "localhost", Path: "/join"}
	got, err := target.Entries(page, map[string]string{tt.css: tt.value}, target.Values{})
	if tt.err != "" {
		require.ErrorIs(t, err, target.ErrEntry)
		require.NotErrorIs(t, err, driver.ErrNoControl)
		require.ErrorContains(t, err, tt.err)
		return
	}
	require.NoError(t, err)
	want := url.Values{}
	if tt.want == nil || len(tt.want) > 1 {
		name := map[string]string{"#terms": "terms", "#f": "gender"}[tt.css]
		want[name] = nil
	} else if tt.want[0] != "-" {
		for name := range got {
			want[name] = tt.want
		}
		require.Len(t, got, 1)
	}
	assert.Equal(t, want, got)
}

func TestWhatOffersAChoiceSendsAValueOfItsOwn(t *testing.T) {
	for _, tt := range []entryTest{
		{name: "text", css: "#name", value: "花子", want: []string{"花子"}},
		{name: "a radio button by value", css: "#f", value: "m", want: []string{"m"}},
		{name: "by the label around it", css: "#m", value: "女性", want: []string{"f"}},
		{name: "by a label elsewhere", css: "#f", value: "男性", want: []string{"m"}},
		{name: "the one that the selector names", css: "#m", value: "yes", want: []string{"m"}},
		{name: "none of another form", css: "#f", value: "x", want: []string{"f"}},
		{name: "none that there is", css: "#f", value: "女", err: `got "女"; allowed: "f" (女性), "m" (男性)`},
		{name: "no radio button", css: "#f", value: ""},
		{name: "a box ticked by any word", css: "#terms", value: "同意する", want: []string{"agreed-2026"}},
		{name: "a box without a value", css: "#bare", value: "1", want: []string{"on"}},
		{name: "a box unticked", css: "#terms", value: ""},
		{name: "one of several boxes", css: "#mail", value: "郵送", want: []string{"post"}},
		{name: "an option by value", css: "#pref", value: "13", want: []string{"13"}},
		{name: "an option by label", css: "#pref", value: "北海道", want: []string{"01"}},
		{name: "no option", css: "#pref", value: "", want: []string{""}},
		{name: "the option that the page has", css: "#size", value: "", want: []string{"-"}},
		{name: "an option without a value", css: "#size", value: "M", want: []string{"M"}},
		{name: "an option that is none", css: "#size", value: "L", err: `got "L"; allowed: "S", "M"`},
		{name: "a date", css: "#born", value: "1990/4/1", want: []string{"1990-04-01"}},
		{name: "a Japanese date", css: "#born", value: "1990年4月1日", want: []string{"1990-04-01"}},
		{name: "a month", css: "#since", value: "2020/04", want: []string{"2020-04"}},
		{name: "no date", css: "#born", value: "yesterday", err: "want a date such as 2006-01-02"},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestAPageSaysWhatIsWrongWithAForm(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"by role", `<form><p role="alert">Write an address.</p></form>`, "Write an address."},
		{"by class", `<div class="form-errors"><ul class="errorlist"><li>必須です。</li></ul></div>`, "必須です。"},
		{"by id, each once", `<span id="input-error-email">Invalid.</span><span class="error">Invalid.</span><span class="error">Too long.</span>`, "Invalid. / Too long."},
		{"nowhere", `<form class="has-error"><p>Welcome</p></form>`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, target.Complaint(asHTML(tt.body))) })
	}
}
