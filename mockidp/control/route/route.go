// Package route describes the requests that the control port answers, as values: its
// multiplexer and its OpenAPI document are made of the same list.
//
// It knows no mock.
package route

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"

	"torii/fixtures/bound"
)

// Route is one kind of request.
type Route struct {
	Method, Path string // the path below the place where the routes are mounted
	Says         string // what it is for, in a line of English
	Query        []Param
	Takes        reflect.Type // of the JSON object in the body; nil: no body
	Gives        reflect.Type // of the JSON answer; nil: see Kind
	Kind         string       // media type of the answer; "" is JSON, or no body where Gives is nil too
	Serve        http.HandlerFunc
}

// Param is one parameter of the query.
type Param struct {
	Name, Says string
	Required   bool
}

// Problem is the answer to what was refused.
type Problem struct {
	Error string `json:"error" doc:"what was given, and what is allowed"`
}

// Mux answers the routes.
func Mux(routes []Route) *http.ServeMux {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.HandleFunc(r.Method+" "+r.Path, r.Serve)
	}
	return mux
}

// Get is a route that tells something, or why not.
func Get[Out any](path, says string, do func(*http.Request) (Out, error), query ...Param) Route {
	return Route{Method: http.MethodGet, Path: path, Says: says, Query: query, Gives: reflect.TypeFor[Out](),
		Serve: func(w http.ResponseWriter, r *http.Request) {
			out, err := do(r)
			Answer(w, out, err)
		}}
}

// Post is a route that takes one JSON object and does what it says.
func Post[In, Out any](path, says string, do func(In) (Out, error)) Route {
	return Route{Method: http.MethodPost, Path: path, Says: says, Takes: reflect.TypeFor[In](), Gives: reflect.TypeFor[Out](),
		Serve: func(w http.ResponseWriter, r *http.Request) {
			var out Out
			in, err := read[In](w, r)
			if err == nil {
				out, err = do(in)
			}
			Answer(w, out, err)
		}}
}

// Delete is a route that forgets something.
func Delete(path, says string, do func(*http.Request) error, query ...Param) Route {
	return Route{Method: http.MethodDelete, Path: path, Says: says, Query: query, Serve: func(w http.ResponseWriter, r *http.Request) {
		if err := do(r); err != nil {
			Answer(w, nil, err)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}}
}

// maxBody bounds a posted object.
const maxBody = bound.ControlOrder

// read reads one JSON object, refusing unknown members.
func read[In any](w http.ResponseWriter, r *http.Request) (in In, err error) {
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return in, err
	}
	if _, more := d.Token(); !errors.Is(more, io.EOF) {
		return in, errors.New("want one JSON object and nothing after it")
	}
	return in, nil
}

// Answer replies with a value, or with why there is none.
func Answer(w http.ResponseWriter, out any, err error) {
	if refused, is := errors.AsType[conflict](err); is {
		Refuse(w, http.StatusConflict, refused.Error())
		return
	}
	if err != nil {
		Refuse(w, http.StatusBadRequest, err.Error())
		return
	}
	reply(w, http.StatusOK, out)
}

// conflict is a refusal that says nothing against the request itself.
type conflict struct{ error }

// Conflict makes an error that is answered with 409: what is asked for does not go with what is there.
func Conflict(err error) error { return conflict{err} }

// Refuse replies with a problem.
func Refuse(w http.ResponseWriter, status int, why string) { reply(w, status, Problem{why}) }

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // a caller who has gone is no failure of ours
}
