package target

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// variable is ${NAME} in a text of the file, or $${NAME} for the words themselves.
var variable = regexp.MustCompile(`\$?\$\{([A-Za-z_][A-Za-z0-9_]*)\}`)

// expand fills in the variables of every text but those of commands, which a shell
// may want for itself, and those of environments, of which only one is chosen.
func (f *File) expand(look func(string) (string, bool)) error {
	return f.expandAt(reflect.ValueOf(f).Elem(), "", look)
}

// openText is the field whose variables are for everybody to read.
const openText = "version.text"

// unexpanded are the fields whose ${…} is not ours.
var unexpanded = []string{"command", "setup.command", "version.command", "environments"}

func (f *File) expandAt(v reflect.Value, field string, look func(string) (string, bool)) error {
	if slices.Contains(unexpanded, field) || strings.HasPrefix(field, "actions.") && strings.HasSuffix(field, ".command") {
		return nil
	}
	switch v.Kind() {
	case reflect.String:
		return f.expandText(v, field, look)
	case reflect.Pointer:
		if !v.IsNil() {
			return f.expandAt(v.Elem(), field, look)
		}
	case reflect.Slice:
		for i := range v.Len() {
			if err := f.expandAt(v.Index(i), fmt.Sprintf("%s[%d]", field, i), look); err != nil {
				return err
			}
		}
	case reflect.Map:
		return f.expandMap(v, field, look)
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Tag.Get("yaml")
			if name == "" {
				continue
			}
			if err := f.expandAt(v.Field(i), strings.TrimPrefix(field+"."+name, "."), look); err != nil {
				return err
			}
		}
	}
	return nil
}

// expandMap puts filled copies in place of a map's values.
func (f *File) expandMap(v reflect.Value, field string, look func(string) (string, bool)) error {
	for _, key := range slices.SortedFunc(slices.Values(v.MapKeys()), func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) }) {
		filled := reflect.New(v.Type().Elem()).Elem()
		filled.Set(v.MapIndex(key))
		if err := f.expandAt(filled, field+"."+key.String(), look); err != nil {
			return err
		}
		v.SetMapIndex(key, filled)
	}
	return nil
}

func (f *File) expandText(v reflect.Value, field string, look func(string) (string, bool)) error {
	var problem error
	v.SetString(variable.ReplaceAllStringFunc(v.String(), func(found string) string {
		if strings.HasPrefix(found, "$$") {
			return found[1:]
		}
		name := variable.FindStringSubmatch(found)[1]
		value, ok := look(name)
		if (!ok || value == "") && problem == nil {
			problem = f.fail(field, "the variable %s is not set, or empty; write $${%s} where the words themselves are meant", name, name)
		}
		if field != openText {
			f.secrets = append(f.secrets, value)
		}
		return value
	}))
	return problem
}

// Secrets returns what the variables of the file held: no log may show it.
func (f File) Secrets() []string { return f.secrets }

// isVariable tells that a text is nothing but a variable.
func isVariable(s string) bool {
	return !strings.HasPrefix(s, "$$") && variable.FindString(s) == s && s != ""
}

// names lists the keys of a map for people.
func names[V any](of map[string]V) string { return strings.Join(slices.Sorted(maps.Keys(of)), ", ") }
