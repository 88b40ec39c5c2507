package httpdriver

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// maxTimer is the longest setTimeout, in milliseconds, that still counts as on load. Longer ones log people out.
const maxTimer = maxRefresh * 1000

// functionEnd matches the head of a function whose block comes next.
const functionEnd = `(?:async\s+)?(?:function\s*\w*\s*\([^)]*\)|\([^)]*\)\s*=>|\w+\s*=>)\s*$`

var (
	submitCall = regexp.MustCompile(`\.(?:submit|requestSubmit)\s*\(\s*\)|\.submit\.call\s*\(`)
	// runsAtOnce is the text before a block that runs while the page loads: a handler of load, a timer, a function
	// called where it stands, or plain control flow.
	runsAtOnce = regexp.MustCompile(`(?:onload\s*=\s*|["'](?:load|pageshow|DOMContentLoaded)["']\s*,\s*|` +
		`\$\(\s*|\.ready\(\s*|setTimeout\(\s*|(?:^|\n)\s*[!+]?\(\s*)` + functionEnd +
		`|(?:^|\s)(?:try|else|if\s*\(.*\))\s*$`)
	namedFunction = regexp.MustCompile(`(?:function\s+(\w+)\s*\([^)]*\)\s*$|` +
		`(?:const|let|var)\s+(\w+)\s*=\s*` + functionEnd + `)`)
	declares   = regexp.MustCompile(`\bfunction\s*$`)
	timerDelay = regexp.MustCompile(`,\s*(\d+)\s*\)`)
)

// submitsOnLoad tells whether a script submits a form without being asked, and the expression it names the form with.
// It reads the script and does not run it: a call counts where every block around it runs at once, or is a function
// that the page's onload or the script itself calls.
func submitsOnLoad(script, onload string) (form string, ok bool) {
	for _, call := range submitCall.FindAllStringIndex(script, -1) {
		heads, statement, live := enclosing(script[:call[0]])
		if live && runsOnLoad(heads, script, onload) && shortTimer(heads, statement, script[call[1]:]) {
			return strings.TrimSpace(statement), true
		}
	}
	return "", false
}

func runsOnLoad(heads []string, script, onload string) bool {
	for _, head := range heads {
		if !runsAtOnce.MatchString(head) && !isCalled(head, script, onload) {
			return false
		}
	}
	return true
}

// isCalled tells whether a block is a named function that runs on load: as a handler, or called where nothing waits.
func isCalled(head, script, onload string) bool {
	m := namedFunction.FindStringSubmatch(head)
	if m == nil {
		return false
	}
	name := m[1] + m[2]
	handler := regexp.MustCompile(`(?:onload\s*=\s*|["'](?:load|pageshow|DOMContentLoaded)["']\s*,\s*)` + name + `\b`)
	call := regexp.MustCompile(`(?:^|[^\w.])(` + name + `)\s*\(`)
	if handler.MatchString(script) || call.MatchString(onload) {
		return true
	}
	return slices.ContainsFunc(call.FindAllStringSubmatchIndex(script, -1), func(at []int) bool {
		heads, statement, live := enclosing(script[:at[2]])
		return live && !declares.MatchString(statement) && !slices.ContainsFunc(heads, waits)
	})
}

func waits(head string) bool { return !runsAtOnce.MatchString(head) }

// shortTimer looks at the delay of the timer around a call, if there is one.
func shortTimer(heads []string, statement, rest string) bool {
	if !strings.Contains(strings.Join(heads, "\n")+statement, "setTimeout") {
		return true
	}
	m := timerDelay.FindStringSubmatch(rest)
	if m == nil {
		return true
	}
	delay, err := strconv.Atoi(m[1])
	return err == nil && delay <= maxTimer
}

// enclosing lists what stands before each block that is still open at the end of a script, outermost first, and the
// statement that has begun there; an arrow without a block counts as one. It is not live inside a comment.
func enclosing(script string) (heads []string, statement string, live bool) {
	start := 0
	for i := 0; i < len(script); i++ {
		switch script[i] {
		case '/', '"', '\'', '`':
			if i, live = skip(script, i); !live {
				return nil, "", false
			}
		case '{':
			heads, start = append(heads, script[start:i]), i+1
		case '}':
			heads, start = heads[:max(0, len(heads)-1)], i+1
		case ';':
			start = i + 1
		}
	}
	statement = script[start:]
	if arrow := strings.LastIndex(statement, "=>"); arrow >= 0 {
		heads, statement = append(heads, statement[:arrow+2]), statement[arrow+2:]
	}
	return heads, statement, true
}

// skip is the last index of the comment or string that begins at i. An open string is read as code, as it is in
// setTimeout("…"); an open comment is not live.
func skip(script string, i int) (last int, live bool) {
	opening, closing := script[i:i+1], script[i:i+1]
	switch rest := script[i:]; {
	case strings.HasPrefix(rest, "//"):
		opening, closing = "//", "\n"
	case strings.HasPrefix(rest, "/*"):
		opening, closing = "/*", "*/"
	case opening == "/":
		return i, true
	}
	end := strings.Index(script[i+len(opening):], closing)
	if end < 0 {
		return i, len(opening) == 1
	}
	return i + len(opening) + end + len(closing) - 1, true
}
