package httpdriver_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
)

// useRow uses one control of a page at rp/dir/page?old=1.
type useRow struct {
	name     string
	markup   string
	selector string
	fields   url.Values
	// arrives is the method, address and body that reach the RP.
	arrives string
}

func (row useRow) run(t *testing.T) {
	w := newWorld()
	w.serve("GET "+rp+"/dir/page", page(`<title> A  page </title>`+row.markup))
	w.serve("POST "+rp+"/dir/page", echo)
	for _, path := range []string{"/dir/to", "/dir/button", "/base/to"} {
		w.serve(rp+path, echo)
	}
	b := w.browser()
	start, err := b.Open(t.Context(), rp+"/dir/page?old=1#top")
	require.NoError(t, err)
	got, err := b.Use(t.Context(), start, row.selector, row.fields)
	require.NoError(t, err)
	assert.Equal(t, row.arrives+" cookie=", string(got.Body))
}

func runUse(t *testing.T, rows []useRow) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

func TestUseLink(t *testing.T) {
	runUse(t, []useRow{
		{"relative", `<a href="to?x=1#f">`, "a", nil, "GET /dir/to?x=1 body="},
		{"the first of many", `<a href=to?1></a><a href=to?2></a>`, "a", nil, "GET /dir/to?1 body="},
		{"what lies inside counts as it", `<a href=to><img id=line></a>`, "#line", nil, "GET /dir/to body="},
		{"against the base", `<base href="/base/"><a href=to>`, "a", nil, "GET /base/to body="},
		{"an area", `<map><area href=to></map>`, "area", nil, "GET /dir/to body="},
		{"entities and spaces", `<a href="to?a=1&amp;b=2 3">`, "a", nil, "GET /dir/to?a=1&b=2%203 body="},
	})
}

func TestUseButton(t *testing.T) {
	runUse(t, []useRow{
		{"a button sends its value", `<form action=to><input type=hidden name=t value=1><button name=go value=a></button><button name=go value=b></button></form>`,
			"[value=b]", nil, "GET /dir/to?go=b&t=1 body="},
		{"an input too", `<form action=to method=POST><input type=submit name=go value=a></form>`,
			"input", nil, "POST /dir/to body=go=a"},
		{"an image sends a place", `<form action=to><input type=image name=i></form>`, "input", nil, "GET /dir/to?i.x=0&i.y=0 body="},
		{"a nameless image", `<form action=to><input type=image></form>`, "input", nil, "GET /dir/to?x=0&y=0 body="},
		{"formaction and formmethod", `<form action=to><button formaction=button formmethod=post name=k value=v></form>`,
			"button", nil, "POST /dir/button body=k=v"},
		{"form= reaches from outside", `<form id=f action=to><input name=in value=1></form><input form=f name=out value=2><button form=f>`,
			"button", nil, "GET /dir/to?in=1&out=2 body="},
		{"form= leaves the form around", `<form id=a action=button><button form=b></button><input name=x form=b value=1></form><form id=b action=to></form>`,
			"button", nil, "GET /dir/to?x=1 body="},
		{"what lies inside counts as it", `<form action=to><button><span>LINE</span></button></form>`, "span", nil, "GET /dir/to? body="},
	})
}

func TestUseForm(t *testing.T) {
	runUse(t, []useRow{
		{"pressed with its first button", `<form action=to><button type=button name=no value=1></button><button disabled name=no value=2></button><input type=submit name=yes value=3></form>`,
			"form", nil, "GET /dir/to?yes=3 body="},
		{"GET replaces the query", `<form action="to?old=1"><input name=new value=2></form>`, "form", nil, "GET /dir/to?new=2 body="},
		{"POST keeps the query", `<form method=post action="to?old=1"><input name=new value=2></form>`, "form", nil, "POST /dir/to?old=1 body=new=2"},
		{"no action is the page itself", `<base href="/base/"><form method=post></form>`, "form", nil, "POST /dir/page?old=1 body="},
		{"an unknown method is GET", `<form method=put action=to>`, "form", nil, "GET /dir/to? body="},
		{"an unknown encoding is urlencoded", `<form method=post enctype=application/json action=to><input name=a value="あ &"></form>`,
			"form", nil, "POST /dir/to body=a=%E3%81%82+%26"},
		{"GET looks at no encoding", `<form enctype=multipart/form-data action=to>`, "form", nil, "GET /dir/to? body="},
		{"fields override, add and leave out", `<form action=to><input name=csrf type=hidden value=t><input name=user value=old><input type=checkbox checked name=news></form>`,
			"form", url.Values{"user": {"new"}, "extra": {"1", "2"}, "news": nil}, "GET /dir/to?csrf=t&extra=1&extra=2&user=new body="},
	})
}

func TestFormValues(t *testing.T) {
	form := func(name, controls, want string) useRow {
		return useRow{name, `<form action=to>` + controls + `</form>`, "form", nil, "GET /dir/to?" + want + " body="}
	}
	runUse(t, []useRow{
		form("text", `<input name=a value=1><input name=b>`, "a=1&b="),
		form("without a name", `<input value=1><textarea>x</textarea>`, ""),
		form("password and hidden", `<input type=password name=p value=1><input type=hidden name=h value=2>`, "h=2&p=1"),
		form("checkboxes", `<input type=checkbox name=a value=1 checked><input type=checkbox name=a value=2><input type=checkbox name=b checked>`, "a=1&b=on"),
		form("radios", `<input type=radio name=r value=1><input type=radio name=r value=2 checked>`, "r=2"),
		form("a file not chosen", `<input type=file name=f value=x>`, "f="),
		form("buttons not pressed", `<input type=reset name=a value=1><input type=button name=b value=1><button type=reset name=c></button>`, ""),
		form("a drop-down shows its first usable option", `<select name=s><option disabled>0<option value=1>one<option>two</select>`, "s=1"),
		form("a selected option", `<select name=s><option>one<option selected> t  wo </select>`, "s=t+wo"),
		form("an option in a disabled group", `<select name=s><optgroup disabled><option>1</optgroup><option>2</select>`, "s=2"),
		form("a list of several", `<select multiple name=s><option selected>1<option>2<option selected>3</select>`, "s=1&s=3"),
		form("a list of several with none", `<select multiple name=s><option>1</select>`, ""),
		form("a drop-down without options", `<select name=s></select>`, ""),
		form("a text area with lines", "<textarea name=t>\na\nb</textarea>", "t=a%0D%0Ab"),
		form("disabled", `<input disabled name=a><select disabled name=b><option>1</select><textarea disabled name=c></textarea>`, ""),
		form("a disabled fieldset", `<fieldset disabled><legend><input name=in value=1></legend><input name=out><legend><input name=second></legend></fieldset>`, "in=1"),
		form("inside a datalist", `<datalist><input name=a value=1></datalist>`, ""),
	})
}

type noControlRow struct {
	name     string
	markup   string
	selector string
	fields   url.Values
	is       error
	says     string
}

func (row noControlRow) run(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/page", page(`<title>会員 ログイン</title>`+row.markup))
	b := w.browser()
	start, err := b.Open(t.Context(), rp+"/page?code=secret")
	require.NoError(t, err)
	got, err := b.Use(t.Context(), start, row.selector, row.fields)
	require.ErrorIs(t, err, row.is)
	assert.Nil(t, got)
	assert.ErrorContains(t, err, row.says)
	assert.ErrorContains(t, err, `on https://rp.example.test/page (200 OK, title "会員 ログイン")`)
	assert.NotContains(t, err.Error(), "secret")
	assert.Len(t, w.seen, 1)
}

func TestNoControl(t *testing.T) {
	no := driver.ErrNoControl
	rows := []noControlRow{
		{"nothing found", ``, "#line", nil, no, `selector "#line"`},
		{"no selector", ``, "a[", nil, no, "not a selector"},
		{"text", `<p>x</p>`, "p", nil, no, "neither a link nor a button nor a form"},
		{"a link that is none", `<a>x</a>`, "a", nil, no, "neither a link"},
		{"a button for scripts", `<form><button type=button></form>`, "button", nil, no, "without a script"},
		{"a text field", `<form><input></form>`, "input", nil, no, "without a script"},
		{"a disabled button", `<form><button disabled></form>`, "button", nil, no, "disabled"},
		{"a button outside", `<button>`, "button", nil, no, "no form"},
		{"a form that is not there", `<form><button form=x></form>`, "button", nil, no, "no form"},
		{"a dialog", `<form method=dialog>`, "form", nil, no, "dialog"},
		{"fields for a link", `<a href=/>`, "a", url.Values{"a": {"1"}}, no, "takes no fields"},
		{"inside noscript", `<noscript><a href=/></a></noscript>`, "a", nil, no, "nothing found"},
		{"multipart", `<form method=post enctype=multipart/form-data>`, "form", nil, driver.ErrEnctype, "multipart/form-data"},
		{"plain text", `<form method=post><button formenctype=text/plain>`, "button", nil, driver.ErrEnctype, "text/plain"},
		{"a script for an address", `<a href="javascript:go('secret')">`, "a", nil, driver.ErrScheme, "javascript"},
	}
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

func TestUseNoPage(t *testing.T) {
	for _, on := range []*driver.Page{nil, {}} {
		_, err := newWorld().browser().Use(t.Context(), on, "a", nil)
		require.ErrorIs(t, err, driver.ErrNoControl)
	}
}

func TestAnOlderPageCanBeUsedAgain(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/", page(`<form method=post action=/to><input name=once value=1>`))
	w.serve(rp+"/to", echo)
	b := w.browser()
	start, err := b.Open(t.Context(), rp)
	require.NoError(t, err)
	for range 2 {
		got, err := b.Use(t.Context(), start, "form", nil)
		require.NoError(t, err)
		assert.Equal(t, "POST /to body=once=1 cookie=", string(got.Body))
	}
}
