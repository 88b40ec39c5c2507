package route

import (
	"encoding"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Group is routes mounted at one place.
type Group struct {
	Name, Below string // Below is "" or "/segment"
	Routes      []Route
}

// OpenAPI describes groups of routes as an OpenAPI 3.1 document.
func OpenAPI(title, description string, groups []Group) map[string]any {
	s := schemas{named: map[string]any{}}
	paths := map[string]any{}
	for _, g := range groups {
		for _, r := range g.Routes {
			path := g.Below + r.Path
			if paths[path] == nil {
				paths[path] = map[string]any{}
			}
			paths[path].(map[string]any)[strings.ToLower(r.Method)] = s.operation(g.Name, r)
		}
	}
	return map[string]any{
		"openapi": "3.1.0", "info": map[string]any{"title": title, "description": description, "version": "1"},
		"paths": paths,
		"components": map[string]any{"schemas": s.named,
			"securitySchemes": map[string]any{"token": map[string]any{"type": "http", "scheme": "bearer"}}},
		"security": []any{map[string]any{}, map[string]any{"token": []any{}}},
	}
}

func (s schemas) operation(group string, r Route) map[string]any {
	o := map[string]any{"tags": []any{group}, "summary": r.Says, "responses": map[string]any{
		s.status(r): s.response(r),
		"400":       map[string]any{"description": "refused", "content": content("", s.of(reflect.TypeFor[Problem]()))},
	}}
	if r.Takes != nil {
		o["requestBody"] = map[string]any{"required": true, "content": content("", s.of(r.Takes))}
	}
	var parameters []any
	for _, p := range r.Query {
		parameters = append(parameters, map[string]any{"name": p.Name, "in": "query", "required": p.Required, "description": p.Says,
			"schema": map[string]any{"type": "string"}})
	}
	if parameters != nil {
		o["parameters"] = parameters
	}
	return o
}

func (schemas) status(r Route) string {
	if r.Gives == nil && r.Kind == "" {
		return strconv.Itoa(http.StatusNoContent)
	}
	return strconv.Itoa(http.StatusOK)
}

func (s schemas) response(r Route) map[string]any {
	switch {
	case r.Gives != nil:
		return map[string]any{"description": "done", "content": content(r.Kind, s.of(r.Gives))}
	case r.Kind != "":
		return map[string]any{"description": "done", "content": content(r.Kind, map[string]any{})}
	}
	return map[string]any{"description": "done"}
}

func content(kind string, schema map[string]any) map[string]any {
	if kind == "" {
		kind = "application/json"
	}
	return map[string]any{kind: map[string]any{"schema": schema}}
}

// schemas are the schemas of the types met, by name.
type schemas struct{ named map[string]any }

// of describes a type; a struct by reference to its name.
func (s schemas) of(t reflect.Type) map[string]any {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return map[string]any{"type": "string", "format": "date-time"}
	case t.Implements(reflect.TypeFor[encoding.TextMarshaler]()):
		return map[string]any{"type": "string"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.Slice:
		return map[string]any{"type": "array", "items": s.of(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.Struct:
		return s.reference(t)
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return map[string]any{"type": "integer"}
	}
	return map[string]any{} // anything
}

func (s schemas) reference(t reflect.Type) map[string]any {
	pkg := t.PkgPath()[strings.LastIndexByte(t.PkgPath(), '/')+1:]
	name := strings.ToUpper(pkg[:1]) + pkg[1:] + strings.ToUpper(t.Name()[:1]) + t.Name()[1:]
	if _, met := s.named[name]; !met {
		s.named[name] = nil // one that holds itself ends here
		properties, required := map[string]any{}, []any{}
		s.fields(t, properties, &required)
		described := map[string]any{"type": "object", "properties": properties}
		if len(required) > 0 {
			described["required"] = required
		}
		s.named[name] = described
	}
	return map[string]any{"$ref": "#/components/schemas/" + name}
}

// fields describes the members that encoding/json reads and writes.
func (s schemas) fields(t reflect.Type, into map[string]any, required *[]any) {
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			s.fields(f.Type, into, required)
			continue
		case !f.IsExported() || name == "-":
			continue
		case name == "":
			name = f.Name
		}
		described := s.of(f.Type)
		if doc := f.Tag.Get("doc"); doc != "" {
			described["description"] = doc
		}
		if allowed := f.Tag.Get("enum"); allowed != "" {
			described["enum"] = strings.Split(allowed, ",")
		}
		if f.Tag.Get("required") != "" {
			*required = append(*required, name)
		}
		into[name] = described
	}
}
