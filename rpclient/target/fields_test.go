package target_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/strictyaml"
	"torii/rpclient/target"
)

// structs are the types of torii.yaml below a type, by name.
func structs(t reflect.Type, all map[string]reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || all[t.Name()] != nil {
		return
	}
	all[t.Name()] = t
	for f := range t.Fields() {
		if name := f.Tag.Get("yaml"); name != "" && name != "-" {
			structs(f.Type, all)
		}
	}
}

// TestEveryFieldIsToldWithAnExampleThatIsRead: nothing that the types read is missing from the list, and nobody copies what is refused.
func TestEveryFieldIsToldWithAnExampleThatIsRead(t *testing.T) {
	fields, err := target.Fields()
	require.NoError(t, err)
	types, told := map[string]reflect.Type{}, map[string]bool{}
	structs(reflect.TypeFor[target.File](), types)
	for _, f := range fields {
		told[f.Type+"."+f.Name] = true
		require.NotContains(t, f.Path, "..", "%s: rpclient/target/fields.go names no key for that map", f.Path)
		require.NotNil(t, types[f.Type], f.Path)
		into := reflect.New(types[f.Type])
		_, err := strictyaml.Decode("example", []byte(f.Name+": "+f.Example+"\n"), into.Interface())
		require.NoError(t, err, "%s: %s", f.Path, f.Example)
		if f.Allowed != nil {
			assert.Contains(t, f.Allowed, f.Example, f.Path)
		}
	}
	for name, in := range types {
		for f := range in.Fields() {
			if key := f.Tag.Get("yaml"); key != "" && key != "-" {
				assert.True(t, told[name+"."+key], "%s.%s is not told", name, key)
			}
		}
	}
}

// TestEveryExampleMayStandInAFile that has what it takes besides.
func TestEveryExampleMayStandInAFile(t *testing.T) {
	for _, name := range []string{"GIT_COMMIT", "GOOGLE_SECRET", "STAGING_PASSWORD", "TEST_TOKEN"} {
		t.Setenv(name, "words")
	}
	fields, err := target.Fields()
	require.NoError(t, err)
	whole := map[string]string{}
	for _, f := range fields {
		if f.Type == "File" {
			whole[f.Name] = f.Example
		}
	}
	needs := map[string][]string{"merge_confirm": {"merge_password"}, "runtime": {"door"}, "recover": {"actions"}}
	for _, f := range fields {
		if f.Type != "File" {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			lines := []string{f.Name}
			for _, other := range append([]string{"name", "providers", "session"}, needs[f.Name]...) {
				if !slices.Contains(lines, other) {
					lines = append(lines, other)
				}
			}
			if f.Name != "container" && f.Name != "url" && f.Name != "command" {
				lines = append(lines, "command")
			}
			var file strings.Builder
			for _, name := range lines {
				file.WriteString(name + ": " + whole[name] + "\n")
			}
			_, err := target.Parse("torii.yaml", []byte(file.String()))
			require.NoError(t, err, file.String())
		})
	}
}
