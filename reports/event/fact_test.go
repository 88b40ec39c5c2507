package event

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var at = time.Date(2026, 4, 1, 9, 0, 0, 123456789, time.UTC)

// fill sets whatever v holds to something that is not its zero value.
func fill(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString("値 <&> \"\\\n\u2028" + v.Type().Name())
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1<<53 + 1)
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(t, field)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(t, v.Index(0))
		fill(t, v.Index(1))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(t, key)
		fill(t, value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	default:
		t.Fatalf("a fact holds a %s: teach the test to fill it", v.Kind())
	}
}

func TestEveryFactIsReadBackAsItWasWritten(t *testing.T) {
	for kind, decode := range kinds() {
		t.Run(string(kind), func(t *testing.T) {
			zero, err := decode([]byte(`{}`))
			require.NoError(t, err)
			full := reflect.New(reflect.TypeOf(zero)).Elem()
			fill(t, full)
			if started, begins := reflect.TypeAssert[RunStarted](full); begins {
				started.Format = Format // a later one is refused
				full.Set(reflect.ValueOf(started))
			}
			written := []Event{{1, at, "row/a", "row/a#1", full.Interface().(Fact)}, {2, at, "", "", zero}}
			var b bytes.Buffer
			require.NoError(t, Write(&b, written))
			require.Equal(t, len(written), strings.Count(b.String(), "\n"), "one line an event")
			read, err := Read(&b)
			require.NoError(t, err)
			require.Equal(t, written, read)
		})
	}
}

func TestEveryFactHasAKindOfItsOwn(t *testing.T) {
	var facts []string
	for _, name := range []string{"fact.go", "calendar.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "Kind" {
				facts = append(facts, f.Recv.List[0].Type.(*ast.Ident).Name)
			}
		}
	}
	var known []string
	for kind, decode := range kinds() {
		fact, err := decode([]byte(`{}`))
		require.NoError(t, err)
		assert.Equal(t, kind, fact.Kind())
		known = append(known, reflect.TypeOf(fact).Name())
	}
	assert.ElementsMatch(t, facts, known)
}

type readTest struct {
	name, log string
	want      []string // words of the error
}

func (tt readTest) run(t *testing.T) {
	events, err := Read(strings.NewReader(tt.log))
	require.Error(t, err)
	for _, word := range tt.want {
		assert.ErrorContains(t, err, word)
	}
	assert.Empty(t, events)
}

func TestABrokenLogIsNamedByLine(t *testing.T) {
	const good = `{"seq":1,"at":"2026-04-01T09:00:00Z","kind":"row-ended","fact":{"ms":1}}` + "\n"
	for _, tt := range []readTest{
		{"unknown kind", good + "\n" + `{"seq":7,"kind":"verdict","fact":{}}`, []string{"line 3", "event 7", `unknown kind "verdict"`}},
		{"no JSON", good + good + "passed\n", []string{"line 3"}},
		{"cut off", good + good[:40], []string{"line 2"}},
		{"another type", good + `{"seq":9,"kind":"row-ended","fact":{"ms":"long"}}`, []string{"line 2", "event 9 (row-ended)"}},
		{"no fact", good + `{"seq":9,"kind":"row-ended"}`, []string{"line 2", "event 9 (row-ended)"}},
		{"over-long", good + strings.Repeat(" ", maxLine+1) + "\n" + good, []string{"line 2", "too long"}},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestAnEmptyLogIsRead(t *testing.T) {
	events, err := Read(strings.NewReader("\n\n"))
	require.NoError(t, err)
	require.Empty(t, events)
}
