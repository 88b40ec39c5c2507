package interview

import (
	"errors"
	"fmt"
	"html"
	"strings"
)

// Kind says what sort of trouble keeps something from being done.
type Kind string

// The kinds.
const (
	Setup   Kind = "setup"   // the customer's administrator has something to do
	Paused  Kind = "paused"  // Google asks for hours without writes
	Passing Kind = "passing" // try again later
	Input   Kind = "input"   // what was asked for cannot be
	Other   Kind = "other"
)

// Trouble is why something was not done, for people.
type Trouble struct {
	Kind Kind
	Step string // of the customers' guide, for example "1-2"
	Says string // in Japanese
	Err  error
}

func (t *Trouble) Error() string {
	if t.Err != nil {
		return t.Says + ": " + t.Err.Error()
	}
	return t.Says
}
func (t *Trouble) Unwrap() error { return t.Err }

func input(says string) error { return &Trouble{Kind: Input, Says: says} }

// Failure is an error that Google has answered.
type Failure struct {
	Status  int
	Token   bool // by the token endpoint
	Code    string
	Message string
}

func (f *Failure) Error() string { return fmt.Sprintf("%d %s: %s", f.Status, f.Code, f.Message) }

// statusOf returns the status that Google answered, 0 for none.
func statusOf(err error) int {
	if f, ok := errors.AsType[*Failure](err); ok {
		return f.Status
	}
	return 0
}

// Explain turns any error into what is told to people.
func Explain(err error) *Trouble {
	if err == nil {
		return nil
	}
	if t, ok := errors.AsType[*Trouble](err); ok {
		return t
	}
	if f, ok := errors.AsType[*Failure](err); ok {
		if t := diagnose(f); t != nil {
			return t
		}
		return &Trouble{Kind: Other, Says: fmt.Sprintf("Googleカレンダーが受け付けませんでした(%d %s)", f.Status, words(f.Message)), Err: err}
	}
	return &Trouble{Kind: Passing, Says: "Googleカレンダーにつながりません。しばらくしてからもう一度お試しください", Err: err}
}

// words are Google's, without the HTML entities that some of them hold.
func words(message string) string { return strings.TrimSuffix(html.UnescapeString(message), ".") }
