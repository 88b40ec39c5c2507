// Package sentence is the vocabulary of the scenarios, in Japanese and English: one
// file a subject, and in it what is arranged, what is done and what is expected.
// A sentence is one line over the world; the world knows no sentence.
package sentence

import (
	"context"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"torii/steps/world"
)

// Sentence is what a scenario may say: two expressions that take the same arguments.
type Sentence struct {
	JA, EN string
	// Do is a function of the world and of one string for each argument, with or without
	// a context, that returns an error.
	Do any
}

// All returns every sentence, subject by subject.
func All() []Sentence {
	return slices.Concat(
		login,
		outcome,
		request,
		keys,
		session,
		consent,
		notification,
		member,
		link,
		merge,
		relay,
		calendar,
		clock,
	)
}

// The types that the function of a sentence takes and returns.
var (
	contexts = reflect.TypeFor[context.Context]()
	words    = reflect.TypeFor[string]()
	problems = reflect.TypeFor[error]()
)

// Run takes a step over its scenario's world.
type Run func(ctx context.Context, step func(*world.World) error) error

// Bind returns the sentence's function as godog calls it: with the context, in which the
// world travels, and the arguments that the step gives.
func (s Sentence) Bind(run Run) any {
	do := reflect.ValueOf(s.Do)
	in := []reflect.Type{contexts}
	for _, taken := range takes(do.Type()) {
		if taken == words {
			in = append(in, words)
		}
	}
	bound := func(args []reflect.Value) []reflect.Value {
		ctx, _ := reflect.TypeAssert[context.Context](args[0])
		err := run(ctx, func(w *world.World) error {
			problem, _ := reflect.TypeAssert[error](do.Call(given(do.Type(), w, args))[0])
			return problem
		})
		return []reflect.Value{reflect.ValueOf(&err).Elem()}
	}
	return reflect.MakeFunc(reflect.FuncOf(in, []reflect.Type{problems}, false), bound).Interface()
}

// takes are the types of a function's parameters.
func takes(function reflect.Type) []reflect.Type {
	return slices.Collect(function.Ins())
}

// given are the arguments of a sentence's function, of a context and the step's words.
func given(function reflect.Type, w *world.World, args []reflect.Value) []reflect.Value {
	ctx, said := args[0], args[1:]
	var all []reflect.Value
	for _, taken := range takes(function) {
		switch taken {
		case contexts:
			all = append(all, ctx)
		case words:
			all, said = append(all, said[0]), said[1:]
		default:
			all = append(all, reflect.ValueOf(w))
		}
	}
	return all
}

// group is a part of a sentence that stands for any words.
var group = regexp.MustCompile(`\([^()]*\)`)

// Example is a sentence with words in place of its groups.
func Example(expression string) string {
	said := group.ReplaceAllStringFunc(expression, func(g string) string {
		if strings.Contains(g, `\d`) {
			return "2"
		}
		if first, _, several := strings.Cut(strings.Trim(g, "()"), "|"); several {
			return first
		}
		return "Google"
	})
	return strings.TrimSuffix(strings.TrimPrefix(said, "^"), "$")
}
