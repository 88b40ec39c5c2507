package driver

import "errors"

// The ways in which a browser gives up by itself. They come wrapped in a message that says where.
var (
	// ErrLoop: one navigation took more hops than the browser allows.
	ErrLoop = errors.New("too many hops")
	// ErrNoControl: a page has nothing that could be used by this selector.
	ErrNoControl = errors.New("no such control")
	// ErrTooLarge: an answer's body exceeds the browser's bound.
	ErrTooLarge = errors.New("body too large")
	// ErrScheme: a navigation leads to an address that is neither http nor https, such as an app's or a script's.
	ErrScheme = errors.New("not an http or https address")
	// ErrMalformed: a navigation leads to what is no address at all.
	ErrMalformed = errors.New("malformed address")
	// ErrEnctype: a form wants to be sent in an encoding other than application/x-www-form-urlencoded.
	ErrEnctype = errors.New("form encoding not supported")
	// ErrNotHeld: there is no request to resume.
	ErrNotHeld = errors.New("no request is held")
)
