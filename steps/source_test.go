package steps_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sharedState names the package-level variables that change while a program runs, each with its reason.
var sharedState = map[string]string{
	"fixtures/key.pool": "keys are parsed once a process, when first asked for: no RSA key is made on the way of a scenario",
}

// source is one package's files without its tests.
type source struct {
	name  string
	set   *token.FileSet
	files []*ast.File
	vars  map[string]*ast.ValueSpec // package-level variables
}

func parse(t *testing.T, p pkg) source {
	t.Helper()
	s := source{name: p.name(), set: token.NewFileSet(), vars: map[string]*ast.ValueSpec{}}
	for _, name := range slices.Concat(p.GoFiles, p.IgnoredGoFiles) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(s.set, filepath.Join(p.Dir, name), nil, 0)
		require.NoError(t, err)
		s.files = append(s.files, file)
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
				s.declare(g)
			}
		}
	}
	return s
}

func (s source) declare(g *ast.GenDecl) {
	for _, spec := range g.Specs {
		v := spec.(*ast.ValueSpec)
		for _, name := range v.Names {
			if name.Name != "_" {
				s.vars[name.Name] = v
			}
		}
	}
}

func (s source) at(n ast.Node) string {
	p := s.set.Position(n.Pos())
	return fmt.Sprintf("%s/%s:%d", s.name, filepath.Base(p.Filename), p.Line)
}

// each calls f for every node of every file.
func (s source) each(f func(ast.Node)) {
	for _, file := range s.files {
		ast.Inspect(file, func(n ast.Node) bool {
			if n != nil {
				f(n)
			}
			return true
		})
	}
}

// global returns the package-level variable that an expression is, or is a part of.
func (s source) global(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			spec, ok := s.vars[x.Name]
			if !ok || x.Obj != nil && x.Obj.Decl != spec {
				return "" // a local one of that name
			}
			return s.name + "." + x.Name
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return ""
		}
	}
}

// changes returns the package-level variables that a node changes.
func (s source) changes(n ast.Node) []string {
	var changed []ast.Expr
	switch x := n.(type) {
	case *ast.AssignStmt:
		if x.Tok != token.DEFINE {
			changed = x.Lhs
		}
	case *ast.IncDecStmt:
		changed = []ast.Expr{x.X}
	case *ast.CallExpr:
		if f, ok := x.Fun.(*ast.Ident); ok && (f.Name == "delete" || f.Name == "clear") && len(x.Args) > 0 {
			changed = x.Args[:1]
		}
	}
	var names []string
	for _, e := range changed {
		if name := s.global(e); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// locks reports whether a variable's type is one of sync's: it is there to be changed.
func locks(v *ast.ValueSpec) bool {
	selector, ok := v.Type.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	from, ok := selector.X.(*ast.Ident)
	return ok && (from.Name == "sync" || from.Name == "atomic")
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, p := range packages(t) {
		all = append(all, parse(t, p))
	}
	return all
}

func TestTimeComesFromOneClock(t *testing.T) {
	for _, s := range sources(t) {
		s.each(func(n ast.Node) {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok || s.name == "mockidp/clock" {
				return
			}
			from, ok := selector.X.(*ast.Ident)
			assert.False(t, ok && from.Name == "time" && selector.Sel.Name == "Now", "%s: the time comes from the clock that is handed in", s.at(n))
		})
	}
}

func TestNothingHappensBeforeMain(t *testing.T) {
	for _, s := range sources(t) {
		s.each(func(n ast.Node) {
			f, ok := n.(*ast.FuncDecl)
			assert.False(t, ok && f.Recv == nil && f.Name.Name == "init", "%s: func init", s.at(n))
		})
	}
}

func TestNoStateIsShared(t *testing.T) {
	found := map[string]bool{}
	for _, s := range sources(t) {
		s.each(func(n ast.Node) {
			for _, name := range s.changes(n) {
				found[name] = true
				assert.Contains(t, sharedState, name, "%s changes a variable of the whole process", s.at(n))
			}
		})
		for name, v := range s.vars {
			if locks(v) {
				found[s.name+"."+name] = true
				assert.Contains(t, sharedState, s.name+"."+name, "%s is shared by the whole process", s.at(v))
			}
		}
	}
	for name := range sharedState {
		assert.True(t, found[name], "%s is no shared state any more", name)
	}
}
