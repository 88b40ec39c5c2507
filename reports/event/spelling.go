package event

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// spellings are the ways in which a value may stand in a text: as it is; escaped for an
// address, for JSON or for HTML; and within base64, as HTTP Basic has it behind a name.
// A value of several lines, such as a key, is known by each of its long lines too.
func spellings(v string) []string {
	all := []string{v}
	for _, escaped := range []string{url.QueryEscape(v), url.PathEscape(v)} {
		all = append(all, escaped, escape.ReplaceAllStringFunc(escaped, strings.ToLower))
	}
	if len(v) <= longValue {
		for _, plain := range []string{v, url.QueryEscape(v)} { // RFC 6749, 2.3.1 escapes before it encodes
			all = append(all, encoded(plain)...)
		}
	}
	all = append(all, quoted(v), strings.ReplaceAll(quoted(v), "/", `\/`), withoutHTML.Replace(quoted(v)), html.EscapeString(v))
	if lines := strings.Split(v, "\n"); len(lines) > 1 {
		for _, line := range lines {
			if line = strings.TrimSpace(line); len(line) >= longLine {
				all = append(all, line)
			}
		}
	}
	return all
}

// longValue is from where on a value is a token or a key, which nobody sends by HTTP Basic.
const longValue = 256

// longLine is from where on a line of a longer value is a secret by itself: the first
// and the last of a PEM are not.
const longLine = 40

// escape is one escaped byte of an address; some write it in small letters.
var escape = regexp.MustCompile(`%[0-9A-F]{2}`)

// withoutHTML is what JSON looks like where nobody fears HTML.
var withoutHTML = strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">")

// quoted is a value as it stands between the quotes of a JSON text.
func quoted(v string) string {
	b, _ := json.Marshal(v) // a string has always a text
	return string(b[1 : len(b)-1])
}

// The bits of what base64 makes of bytes.
const (
	bitsOfByte  = 8
	bitsOfDigit = 6
	inGroup     = 3 // bytes
)

// encoded are the digits of base64 that a value alone decides, wherever in a group of
// three bytes it begins.
func encoded(v string) []string {
	var all []string
	for before := range inGroup {
		first := (before*bitsOfByte + bitsOfDigit - 1) / bitsOfDigit
		last := (before + len(v)) * bitsOfByte / bitsOfDigit
		for _, alphabet := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			all = append(all, alphabet.EncodeToString([]byte(strings.Repeat("\x00", before) + v))[first:last])
		}
	}
	return all
}
