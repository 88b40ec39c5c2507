package target

import (
	_ "embed"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"torii/fixtures/text"
)

//go:embed fields.txt
var fieldTexts string

// Field is one field of torii.yaml, as the schema and the page of torii.yaml tell it.
type Field struct {
	// Path leads to it, such as providers.ID.login; what stands at several places begins
	// with the name of its kind in capitals, such as CONTROL.page.
	Path string
	// Type and Name are its struct and its key there.
	Type, Name string
	Example    string // as YAML, in flow style
	Says       text.Both
	Required   bool
	Allowed    []string // nil where no list bounds it
	// Kind is what its value is made of, where that stands at several places: CONTROL, FORM, STEP or WHERE.
	Kind string
}

// kinds are the types that stand at several places, in the order of the page.
var kinds = []struct {
	of   reflect.Type
	name string
}{
	{reflect.TypeFor[FileControl](), "CONTROL"},
	{reflect.TypeFor[FileStep](), "STEP"},
	{reflect.TypeFor[FileForm](), "FORM"},
	{reflect.TypeFor[FileWhere](), "WHERE"},
}

// keys are how the page calls the keys of a map, by its field.
var keys = map[string]string{"providers": "ID", "environments": "NAME", "clients": "ID", "actions": "NAME", "says": "DETAIL"}

// described is what the file of texts says of a field.
type described struct {
	example string
	says    text.Both
}

// texts returns what is said of each field, by type and name.
var texts = sync.OnceValues(func() (map[string]described, error) {
	all := map[string]described{}
	var at []string
	end := func() error {
		const lines = 4
		if at == nil {
			return nil
		}
		if _, twice := all[at[0]]; len(at) != lines || twice {
			return fmt.Errorf("fields.txt: %s: want it once, with an example, Japanese and English, a line each; got %q", at[0], at[1:])
		}
		all[at[0]] = described{at[1], text.Both{JA: at[2], EN: at[3]}}
		return nil
	}
	var problems []error
	for line := range strings.Lines(fieldTexts) {
		line = strings.TrimRight(line, "\n")
		switch said, below := strings.CutPrefix(line, "  "); {
		case line == "" || line[0] == '#':
		case below && at != nil:
			at = append(at, said)
		default:
			problems = append(problems, end())
			at = []string{line}
		}
	}
	return all, errors.Join(append(problems, end())...)
})

// describe returns what is said of a field of a type.
func describe(t reflect.Type, name string) (described, error) {
	all, err := texts()
	if err != nil {
		return described{}, err
	}
	key := t.Name() + "." + name
	d, ok := all[key]
	if !ok {
		return described{}, fmt.Errorf("rpclient/target/fields.txt has no %s: write it there, with an example, Japanese and English, a line each", key)
	}
	return d, nil
}

// Fields lists the fields of torii.yaml in the order of its types, and then those of what stands at several places.
func Fields() ([]Field, error) {
	all, err := fieldsOf(reflect.TypeFor[File](), "")
	if err != nil {
		return nil, err
	}
	for _, k := range kinds {
		more, err := fieldsOf(k.of, k.name+".")
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return all, nil
}

func fieldsOf(t reflect.Type, at string) ([]Field, error) {
	var all []Field
	for f := range t.Fields() {
		name := f.Tag.Get("yaml")
		if name == "" || name == "-" {
			continue
		}
		d, err := describe(t, name)
		if err != nil {
			return nil, err
		}
		field := Field{Path: at + name, Type: t.Name(), Name: name, Example: d.example, Says: d.says, Required: f.Tag.Get("required") != ""}
		if allowed := f.Tag.Get("enum"); allowed != "" {
			field.Allowed = strings.Split(allowed, ",")
		}
		inner, path := inside(f.Type, field.Path, name)
		field.Kind = kindOf(inner)
		all = append(all, field)
		if inner.Kind() != reflect.Struct || field.Kind != "" {
			continue
		}
		below, err := fieldsOf(inner, path+".")
		if err != nil {
			return nil, err
		}
		all = append(all, below...)
	}
	return all, nil
}

// inside returns what a field is made of, and the path that leads into it.
func inside(t reflect.Type, path, name string) (reflect.Type, string) {
	for {
		switch t.Kind() {
		case reflect.Map:
			path += "." + keys[name]
			t = t.Elem()
		case reflect.Slice:
			path += "[]"
			t = t.Elem()
		case reflect.Pointer:
			t = t.Elem()
		default:
			return t, path
		}
	}
}

func kindOf(t reflect.Type) string {
	for _, k := range kinds {
		if k.of == t {
			return k.name
		}
	}
	return ""
}
