package httpdriver_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// selfPostRow is a page of the IdP with forms a, b or only one; posted is the form that sent itself, "" for none.
type selfPostRow struct {
	name   string
	forms  string
	script string
	onload string
	posted string
}

const (
	oneForm  = `<form id=a name=an method=post action="` + rp + `/callback/a"><input type=hidden name=code value=c><button name=pressed value=1></form>`
	twoForms = oneForm + `<form id=b name=bn method=post action="` + rp + `/callback/b"></form>`
)

func (row selfPostRow) run(t *testing.T) {
	w := newWorld()
	w.serve(idp+"/authorize", page(`<body onload="`+row.onload+`">`+row.forms+row.script))
	w.serve("POST "+rp+"/callback/{form}", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		assert.False(t, r.PostForm.Has("pressed"), "a script presses no button")
		w.Header().Set("Posted", r.PathValue("form"))
	})
	got, err := w.browser().Open(t.Context(), idp+"/authorize")
	require.NoError(t, err)
	assert.Equal(t, row.posted, got.Header.Get("Posted"))
}

func script(code string) string { return "<script>" + code + "</script>" }

func TestSelfPostedByOnload(t *testing.T) {
	rows := []selfPostRow{
		{"the first form", oneForm, "", `document.forms[0].submit()`, "a"},
		{"with a javascript prefix", oneForm, "", `javascript:document.forms[0].submit();`, "a"},
		{"by index", twoForms, "", `document.forms[1].submit()`, "b"},
		{"by an index too high", twoForms, "", `document.forms[2].submit()`, ""},
		{"by name", twoForms, "", `document.forms['bn'].submit()`, "b"},
		{"by property", twoForms, "", `document.bn.submit()`, "b"},
		{"by property of forms", twoForms, "", `document.forms.bn.submit()`, "b"},
		{"by id", twoForms, "", `document.getElementById('b').submit()`, "b"},
		{"by selector", twoForms, "", `document.querySelector('form#b').submit()`, "b"},
		{"by jQuery", twoForms, "", `$('#b').submit()`, "b"},
		{"through a function", oneForm, script(`function go() { document.forms[0].submit(); }`), `go()`, "a"},
		{"something else", oneForm, "", `focusFirst()`, ""},
	}
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

func TestSelfPostedByScript(t *testing.T) {
	rows := []selfPostRow{
		{"at top level", oneForm, `document.forms[0].submit()`, "", "a"},
		{"through a variable", oneForm, `var f = document.getElementById("a"); f.submit();`, "", "a"},
		{"a variable among several forms", twoForms, `const f = pick(); f.submit();`, "", ""},
		{"requestSubmit", oneForm, `document.forms[0].requestSubmit()`, "", "a"},
		{"submit.call", oneForm, `HTMLFormElement.prototype.submit.call(document.forms[0])`, "", "a"},
		{"window.onload", oneForm, `window.onload = function () { document.forms[0].submit() }`, "", "a"},
		{"window.onload by name", oneForm, `function go() { document.forms[0].submit() } window.onload = go`, "", "a"},
		{"a load listener", oneForm, `addEventListener("load", () => document.forms[0].submit())`, "", "a"},
		{"a DOMContentLoaded listener", oneForm, `document.addEventListener('DOMContentLoaded', function() { document.forms[0].submit(); });`, "", "a"},
		{"jQuery's ready", oneForm, `$(document).ready(function(){ $('form').submit(); });`, "", "a"},
		{"jQuery's short ready", oneForm, `$(function(){ $('form').submit(); });`, "", "a"},
		{"called where it stands", oneForm, `(function () { try { document.forms[0].submit() } catch (e) {} })()`, "", "a"},
		{"a function called below", oneForm, "const go = () => { document.forms[0].submit() }\ngo()", "", "a"},
		{"a short timer", oneForm, `setTimeout(function(){ document.forms[0].submit() }, 500)`, "", "a"},
		{"a timer of text", oneForm, `setTimeout("document.forms[0].submit()", 0)`, "", "a"},
		{"behind comments and braces in text", oneForm, "/* don't { */ // it's\nvar s = '}{'; document.forms[0].submit()", "", "a"},

		{"a long timer", oneForm, `setTimeout(function(){ document.forms[0].submit() }, 900000)`, "", ""},
		{"a function nobody calls", oneForm, `function logout() { document.forms[0].submit() }`, "", ""},
		{"a function called on click", oneForm, `function logout() { document.forms[0].submit() } b.onclick = function () { logout() }`, "", ""},
		{"a click listener", oneForm, `b.addEventListener('click', function() { document.forms[0].submit() })`, "", ""},
		{"a click arrow", oneForm, `b.onclick = () => document.forms[0].submit()`, "", ""},
		{"a click listener set on load", oneForm, `window.onload = function() { b.onclick = function() { document.forms[0].submit() } }`, "", ""},
		{"a handler of submit", oneForm, `$('form').submit(function() { check() })`, "", ""},
		{"commented out", oneForm, `// document.forms[0].submit()`, "", ""},
		{"commented out at length", oneForm, `/* document.forms[0].submit() */`, "", ""},
		{"no form at all", "", `document.forms[0].submit()`, "", ""},
	}
	for _, row := range rows {
		row.script = script(row.script)
		t.Run(row.name, row.run)
	}
	for name, tag := range map[string]string{
		"data":     `<script type="application/json">document.forms[0].submit()</script>`,
		"noscript": `<noscript><button>続ける</button></noscript>`,
		"onclick":  `<a onclick="document.forms[0].submit()">logout</a>`,
	} {
		t.Run(name, selfPostRow{forms: oneForm, script: tag}.run)
	}
}

func TestSelfPostedWithTheFragment(t *testing.T) {
	for _, test := range []struct{ name, script, at, posted string }{
		{"an element of the form", `const f = document.forms[0]; f.elements.r.value = location.hash.slice(1); f.submit()`, "#code=a%2Fb&state=s", "code=a%2Fb&state=s"},
		{"by name", `document.forms[0].elements["r"].value = window.location.hash.substring(1); document.forms[0].submit()`, "#code=a", "code=a"},
		{"by id", `document.getElementById("i").value = document.location.hash.replace("#", ""); document.forms[0].submit()`, "#code=a", "code=a"},
		{"the # with it", `document.forms[0].r.value = location.hash; document.forms[0].submit()`, "#code=a", "#code=a"},
		{"none there", `document.forms[0].r.value = location.hash; document.forms[0].submit()`, "", ""},
		{"another field", `document.forms[0].other.value = location.hash; document.forms[0].submit()`, "#code=a", "as it was"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld()
			w.serve(rp+"/callback", page(`<form method=post action=/take><input type=hidden id=i name=r value="as it was"></form>`+script(test.script)))
			w.serve("POST "+rp+"/take", func(w http.ResponseWriter, r *http.Request) {
				_ = r.ParseForm()
				w.Header().Set("Posted", r.PostForm.Get("r"))
			})
			w.serve(idp+"/authorize", redirect(302, rp+"/callback"+test.at))
			got, err := w.browser().Open(t.Context(), idp+"/authorize")
			require.NoError(t, err)
			assert.Equal(t, http.MethodPost, got.Hops[2].Method)
			posted := got.Header.Get("Posted")
			assert.Equal(t, test.posted, posted)
		})
	}
}

func TestSelfPostIsACrossSitePOST(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/login", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Set-Cookie", "lax=1; Path=/; SameSite=Lax")
		w.Header().Add("Set-Cookie", "none=1; Path=/; SameSite=None; Secure")
		redirect(302, idp+"/authorize")(w, r)
	})
	w.serve(idp+"/authorize", page(oneForm+script(`document.forms[0].submit()`)))
	w.serve(rp+"/callback/a", echo)
	got, err := w.browser().Open(t.Context(), rp+"/login")
	require.NoError(t, err)
	assert.Equal(t, "POST /callback/a body=code=c cookie=none=1", string(got.Body))
	assert.Len(t, got.Hops, 3)
	h := w.last(t).Header
	assert.Equal(t, idp, h.Get("Origin"))
	assert.Equal(t, "application/x-www-form-urlencoded", h.Get("Content-Type"))
	assert.Equal(t, "cross-site", h.Get("Sec-Fetch-Site"))
	assert.Empty(t, h.Get("Sec-Fetch-User"))
}

func TestOnlyDocumentsPostThemselves(t *testing.T) {
	w := newWorld()
	w.serve(idp+"/text", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		_, _ = w.Write([]byte(oneForm + script(`document.forms[0].submit()`)))
	})
	got, err := w.browser().Open(t.Context(), idp+"/text")
	require.NoError(t, err)
	assert.Len(t, got.Hops, 1)
}

func TestPageThatCannotBeParsedStays(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/", page(strings.Repeat("<div>", 1000)))
	b := w.browser()
	got, err := b.Open(t.Context(), rp)
	require.NoError(t, err)
	assert.Equal(t, 200, got.Status)
	_, err = b.Use(t.Context(), got, "a", nil)
	require.ErrorContains(t, err, "page https://rp.example.test/: ")
}
